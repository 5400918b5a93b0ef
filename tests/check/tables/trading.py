"""Cash, trading accounts, pay and invoices."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, months, near, year


@shape('cash flow')
def cash_flow(rng):
    table, cells = Table(), {}
    names = months(rng)
    form = rng.choice([f.COUNT, f.THOUSANDS, f.BRACKETS])
    lines = {'in': ['Council tax', 'Business rates', 'Grants', 'Other receipts'], 'out': ['Pay', 'Creditors', 'Precepts', 'Capital']}
    before = None
    for name in names:
        cells['open', name] = (table.derive(form, relate.copy, before, family='brought forward') if before else
                               table.base(form, near(rng, 6200000)))
        for way in ('in', 'out'):
            for line in lines[way]:
                cells[line, name] = table.base(form, near(rng, 1300000, 0.6) if rng.random() < 0.9 else 0)
            cells[way, name] = table.total(form, [cells[line, name] for line in lines[way]], family='total ' + way)
        cells['net', name] = table.difference(form, cells['in', name], cells['out', name], family='net')
        before = cells['close', name] = table.total(form, [cells['open', name], cells['net', name]], family='closing')
    rows = ([('open', 'Opening balance'), (None, 'Receipts')] + keyed(lines['in']) + [('in', 'Total receipts'), (None, 'Payments')]
            + keyed(lines['out']) + [('out', 'Total payments'), ('net', 'Net movement (receipts less payments)'), ('close', 'Closing balance')])
    table.series += [[cells[line, name] for name in names] for line in lines['in'] + lines['out']]
    table.titles = ['Cash flow forecast %s' % year(rng), '£000' if form is f.THOUSANDS else '£']
    table.lay(rows, keyed(names), cells)
    return table


@shape('trading account', weight=2)
def trading_account(rng):
    table, cells = Table(), {}
    money, share = rng.choice([f.POUNDS, f.COUNT, f.BRACKETS]), f.any_percent(rng, 1)
    first = rng.randint(2013, 2020)
    word = rng.choice([int, str])
    spans = [word(first + offset) for offset in range(rng.randint(2, 5))]
    for span in spans:
        for line, middle in (('sales', 240000), ('fees', 60000), ('materials', 70000), ('labour', 110000), ('overheads', 50000)):
            cells[line, span] = table.base(money, near(rng, middle))
        cells['income', span] = table.total(money, [cells['sales', span], cells['fees', span]], family='income')
        cells['costs', span] = table.total(money, [cells[line, span] for line in ('materials', 'labour', 'overheads')], family='costs')
        cells['profit', span] = table.difference(money, cells['income', span], cells['costs', span], family='surplus')
        cells['%', span] = table.derive(share, relate.ratio, cells['profit', span], cells['income', span], family='%')
    rows = [(None, 'Income'), ('sales', 'Sales'), ('fees', 'Fees'), ('income', 'Total income'), (None, 'Costs'), ('materials', 'Materials'),
            ('labour', 'Labour'), ('overheads', 'Overheads'), ('costs', 'Total costs'), (None, ''), ('profit', 'Surplus / (deficit)'),
            ('%', 'Surplus as % of income')]
    table.series += [[cells[line, span] for span in spans] for line in ('sales', 'fees', 'materials', 'labour', 'overheads')]
    table.titles = ['Trading account: %s' % rng.choice(['Crematorium', 'Commercial waste', 'Market', 'Building control', 'Theatre'])]
    table.lay(rows, keyed(spans), cells)
    table.swappable = [(1, 2)]
    return table


@shape('invoices with VAT')
def invoices(rng):
    table, cells = Table(), {}
    numbers = ['INV%05d' % (rng.randint(10000, 80000) + line) for line in range(rng.randint(5, 30))]
    for number in numbers:
        cells[number, 'net'] = table.base(f.PENCE, round(rng.uniform(40, 9000), 2))
        cells[number, 'rate'] = table.base(f.percent(0), 0.2)
        vat = table.derive(f.PENCE, to_the_penny, cells[number, 'net'], cells[number, 'rate'], family='VAT')
        vat.exact = vat.value
        cells[number, 'vat'] = vat
        cells[number, 'gross'] = table.total(f.PENCE, [cells[number, 'net'], vat], family='gross')
    for column in ('net', 'vat', 'gross'):
        cells['all', column] = table.total(f.PENCE, [cells[number, column] for number in numbers], family='total')
    table.also(relate.total, cells['all', 'gross'], [cells['all', 'net'], cells['all', 'vat']], family='gross')
    table.lines.append([cells['all', column] for column in ('net', 'vat', 'gross')])
    table.titles = ['Invoices raised']
    table.lay(keyed(numbers) + [('all', 'Total')], [('net', 'Net £'), ('rate', 'VAT rate'), ('vat', 'VAT £'), ('gross', 'Gross £')], cells,
              corner='Invoice')
    return table


def to_the_penny(target, net, rate, **how):
    """VAT is rounded to the penny on every invoice: what is meant is the rounded amount."""
    return relate.Relation('product', target, [net, rate], lambda n, r: float(f.PENCE.read(n * r)), **how)


@shape('pay budget')
def pay_budget(rng):
    """Posts times salary is not shown; on-costs add across."""
    table, cells = Table(), {}
    posts = rng.sample(['Head of service', 'Team leader', 'Senior officer', 'Officer', 'Assistant', 'Apprentice', 'Technician', 'Surveyor',
                        'Administrator', 'Driver', 'Loader'], rng.randint(5, 10))
    money, fte = f.COUNT, f.number(2)
    for post in posts:
        cells[post, 'fte'] = table.base(fte, rng.choice([0.5, 0.6, 1, 1, 2, 2.81, 4, 6.5]))
        cells[post, 'pay'] = table.base(money, near(rng, 42000 * cells[post, 'fte'].exact))
        for column, low, high in (('ni', 0.08, 0.11), ('pension', 0.15, 0.19)):
            cells[post, column] = table.base(money, round(cells[post, 'pay'].exact * rng.uniform(low, high)))
        cells[post, 'all'] = table.total(money, [cells[post, column] for column in ('pay', 'ni', 'pension')], family='all')
    for column, form in (('fte', fte), ('pay', money), ('ni', money), ('pension', money), ('all', money)):
        cells['total', column] = table.total(form, [cells[post, column] for post in posts], family='total')
    table.also(relate.total, cells['total', 'all'], [cells['total', column] for column in ('pay', 'ni', 'pension')], family='all')
    table.lines.append([cells['total', column] for column in ('fte', 'pay', 'ni', 'pension', 'all')])
    table.titles = ['Pay budget %s' % year(rng)]
    columns = [('fte', 'FTE'), ('pay', 'Salary £'), ('ni', 'National Insurance £'), ('pension', 'Pension £'), ('all', 'Total cost £')]
    table.lay(keyed(posts) + [('total', 'Total')], columns, cells, corner='Post')
    return table


@shape('investments')
def investments(rng):
    """Principal times rate is the year's interest; the average rate is weighted by principal."""
    table, cells = Table(), {}
    names = ['Bank %s' % letter for letter in 'ABCDEFGHJK'[:rng.randint(4, 10)]]
    rate = f.percent(2)
    for name in names:
        cells[name, 'sum'] = table.base(f.POUNDS, rng.randint(2, 60) * 250000)
        cells[name, 'rate'] = table.base(rate, rng.randint(15, 520) / 10000)
        cells[name, 'interest'] = table.derive(f.POUNDS, whole_pounds, cells[name, 'sum'], cells[name, 'rate'], family='interest')
        cells[name, 'interest'].exact = cells[name, 'interest'].value
    for column in ('sum', 'interest'):
        cells['all', column] = table.total(f.POUNDS, [cells[name, column] for name in names], family='total')
    cells['all', 'rate'] = table.derive(rate, relate.ratio, cells['all', 'interest'], cells['all', 'sum'], family='rate')
    for name in names:
        table.also(relate.ratio, cells[name, 'rate'], cells[name, 'interest'], cells[name, 'sum'], family='rate')
    table.pooled.append((cells['all', 'rate'], [cells[name, 'rate'] for name in names]))
    table.titles = ['Investments held']
    table.lay(keyed(names) + [('all', 'Total / weighted average rate')],
              [('sum', 'Principal £'), ('rate', 'Interest rate'), ('interest', 'Interest for the year £')], cells, corner='Counterparty')
    return table


def whole_pounds(target, principal, rate, **how):
    return relate.Relation('product', target, [principal, rate], lambda p, r: float(f.POUNDS.read(p * r)), **how)


@shape('mileage claims')
def mileage(rng):
    table, cells = Table(), {}
    names = ['Claim %d' % number for number in range(1, rng.randint(6, 25))]
    for name in names:
        cells[name, 'miles'] = table.base(f.GENERAL_COUNT, rng.randint(6, 340))
        cells[name, 'rate'] = table.base(f.PENCE, 0.45)
        cells[name, 'paid'] = table.derive(f.PENCE, relate.product, cells[name, 'miles'], cells[name, 'rate'], family='paid')
    for column, form in (('miles', f.GENERAL_COUNT), ('paid', f.PENCE)):
        cells['all', column] = table.total(form, [cells[name, column] for name in names], family='total')
    table.titles = ['Mileage claims, month %d' % rng.randint(1, 12)]
    table.lay(keyed(names) + [('all', 'Total')], [('miles', 'Miles'), ('rate', 'Rate £'), ('paid', 'Amount £')], cells, corner='')
    return table
