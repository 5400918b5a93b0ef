"""Revenue budgets: income, expenditure, variances, forecasts, reserves."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, months, near, services, year

MONEY = [f.POUNDS, f.POUNDS_RED, f.ACCOUNTING, f.BRACKETS, f.COUNT, f.THOUSANDS, f.THOUSANDS_BRACKETS, f.THOUSANDS_TENTH, f.THOUSANDS_SHOWN, f.PENCE]


def unit_of(form):
    return '£000' if form.scale == 0.001 or form.shown == 0.001 else '£'


def pounds(rng, middle, form):
    amount = rng.uniform(0.3, 1.8) * middle
    return round(amount, 2) if form is f.PENCE else round(amount)


def variance_words(figure):
    return None if figure.exact == 0 else 'Adverse' if figure.exact > 0 else 'Favourable'


@shape('income and expenditure with variance', weight=2)
def income_and_expenditure(rng):
    table, cells = Table(), {}
    form = rng.choice(MONEY)
    spending = rng.sample(['Employees', 'Premises', 'Transport', 'Supplies & Services', 'Third Party Payments',
                           'Capital Charges', 'Support Services', 'Agency Staff'], rng.randint(4, 7))
    incomes = rng.sample(['Fees & Charges', 'Rents', 'Government Grants', 'Recharges', 'Other Income', 'Car Parks',
                          'Planning Fees'], rng.randint(3, 5))
    columns = [('budget', 'Budget'), ('actual', rng.choice(['Actual', 'Outturn', 'Actual to date']))]
    for column, _ in columns:
        for line in spending:
            cells[line, column] = table.base(form, pounds(rng, 420000, form))
        for line in incomes:
            cells[line, column] = table.base(form, -pounds(rng, 160000, form))
        cells['spend', column] = table.total(form, [cells[line, column] for line in spending], family='spending')
        cells['income', column] = table.total(form, [cells[line, column] for line in incomes], family='income')
        cells['net', column] = table.total(form, [cells['spend', column], cells['income', column]], family='net')
    rows = ([(None, 'Expenditure')] + keyed(spending) + [('spend', 'Total expenditure'), (None, rng.choice(['', 'Income']))]
            + keyed(incomes) + [('income', 'Total income'), ('net', 'Net expenditure')])
    for row, _ in rows:
        if row:
            cells[row, 'variance'] = table.difference(form, cells[row, 'actual'], cells[row, 'budget'], family='variance')
    for block, lines in (('spend', spending), ('income', incomes)):
        table.also(relate.total, cells[block, 'variance'], [cells[line, 'variance'] for line in lines], family=block)
    columns.append(('variance', 'Variance (actual less budget)'))
    if rng.random() < 0.4:
        columns.append(('word', 'Adverse / Favourable'))
        cells.update({(row, 'word'): variance_words(cells[row, 'variance']) for row, _ in rows if row})
    if rng.random() < 0.4:
        share = f.any_percent(rng)
        columns.append(('%', 'Variance %'))
        for row, _ in rows:
            if row:
                cells[row, '%'] = table.derive(share, relate.ratio, cells[row, 'variance'], cells[row, 'budget'], family='%')
    table.lines += [[cells[row, column] for column in ('budget', 'actual', 'variance')] for row in ('spend', 'income', 'net')]
    table.titles = ['Income and expenditure %s' % year(rng), unit_of(form)]
    table.notes = ['Figures are rounded and may not sum.'] if unit_of(form) == '£000' else []
    table.lay(rows, columns, cells)
    table.swappable = [(1, 2)]
    return table


@shape('budget by service with forecast', weight=2)
def budget_by_service(rng):
    table, cells = Table(), {}
    form = rng.choice(MONEY)
    names = services(rng, 4, 14)
    favourable_first = rng.random() < 0.5
    for name in names:
        cells[name, 'original'] = table.base(form, pounds(rng, 900000, form))
        cells[name, 'virement'] = table.base(form, rng.choice([0, 0, pounds(rng, 20000, form), -pounds(rng, 20000, form)]))
        cells[name, 'revised'] = table.total(form, [cells[name, 'original'], cells[name, 'virement']], family='revised')
        cells[name, 'spent'] = table.base(form, pounds(rng, 400000, form))
        cells[name, 'forecast'] = table.base(form, round(cells[name, 'revised'].exact * rng.uniform(0.9, 1.12)))
        order = ('revised', 'forecast') if favourable_first else ('forecast', 'revised')
        cells[name, 'variance'] = table.difference(form, *(cells[name, column] for column in order), family='variance')
    columns = [('original', 'Original budget'), ('virement', 'Virements'), ('revised', 'Revised budget'),
               ('spent', 'Spend to date'), ('forecast', 'Forecast outturn'),
               ('variance', 'Under / (over) spend' if favourable_first else 'Variance over / (under)')]
    for column, _ in columns:
        cells['total', column] = table.total(form, [cells[name, column] for name in names], family='total')
    table.also(relate.total, cells['total', 'revised'], [cells['total', 'original'], cells['total', 'virement']],
               family='revised')
    table.also(relate.combination, cells['total', 'variance'], (1, -1), [cells['total', column] for column in order],
               family='variance')
    if rng.random() < 0.5:
        share = f.any_percent(rng)
        columns.append(('%', '% of revised budget spent'))
        for name in [*names, 'total']:
            cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'spent'], cells[name, 'revised'], family='%')
        table.pooled.append((cells['total', '%'], [cells[name, '%'] for name in names]))
    table.lines.append([cells['total', column] for column, _ in columns if column != '%'])
    rows = keyed(names) + [('total', rng.choice(['Total', 'Net cost of services', 'Total all services']))]
    if rng.random() < 0.3:
        rows.insert(len(names), (None, ''))
    table.titles = ['Budget monitoring %s' % year(rng)]
    units = {column: unit_of(form) for column, _ in columns if column != '%'} if rng.random() < 0.6 else None
    table.titles += [] if units else ['All figures in ' + unit_of(form)]
    table.lay(rows, columns, cells, corner='Service', units=units)
    return table


@shape('budget monitoring in blocks', weight=2)
def budget_in_blocks(rng):
    """The same columns for several departments, one below another, with a summary block that carries their totals."""
    table = Table()
    form = rng.choice([f.POUNDS, f.COUNT, f.BRACKETS, f.THOUSANDS])
    departments = rng.sample(['Place', 'People', 'Resources', 'Communities', 'Growth'], rng.randint(2, 4))
    columns = [('budget', 'Budget ' + unit_of(form)), ('actual', 'Actual ' + unit_of(form)),
               ('variance', 'Variance ' + unit_of(form))]
    headings = ['Employees', 'Premises', 'Transport', 'Supplies & Services', 'Income']
    totals, summary, lines = {}, {}, {}
    table.titles = ['Budget monitoring by department']
    for department in departments:
        cells = {}
        for heading in headings:
            sign = -1 if heading == 'Income' else 1
            for column in ('budget', 'actual'):
                cells[heading, column] = table.base(form, sign * pounds(rng, 250000, form))
        for column in ('budget', 'actual'):
            cells['t', column] = table.total(form, [cells[heading, column] for heading in headings], family='sum')
        for row in [*headings, 't']:
            cells[row, 'variance'] = table.difference(form, cells[row, 'actual'], cells[row, 'budget'], family='variance')
            lines.setdefault(row, []).append([cells[row, column] for column, _ in columns])
        table.also(relate.total, cells['t', 'variance'], [cells[heading, 'variance'] for heading in headings], family='sum')
        totals[department] = cells
        table.lay(keyed(headings) + [('t', 'Total ' + department)], columns, cells, corner=department, gap=2)
    for column, _ in columns:
        for department in departments:
            summary[department, column] = table.derive(form, relate.copy, totals[department]['t', column], family='carried')
        summary['all', column] = table.total(form, [summary[department, column] for department in departments], family='all')
    for row in [*departments, 'all']:
        table.also(relate.combination, summary[row, 'variance'], (1, -1),
                   (summary[row, 'actual'], summary[row, 'budget']), family='variance')
    for block in lines.values():
        table.twins += list(zip(block, block[1:]))
    table.lines.append([summary['all', column] for column, _ in columns])
    table.lay(keyed(departments) + [('all', 'Council total')], columns, summary, corner='Summary', gap=2)
    table.swappable = [(1, 2)]
    return table


@shape('reserves')
def reserves(rng):
    """Opening balance, in, out, closing; next year's opening is this year's closing."""
    table, cells = Table(), {}
    form = rng.choice([f.THOUSANDS, f.COUNT, f.POUNDS, f.THOUSANDS_TENTH])
    names = rng.sample(['General Fund', 'Elections', 'Insurance', 'ICT Replacement', 'Building Maintenance', 'Grants',
                        'Business Rates', 'Homelessness', 'Vehicles', 'Training', 'Transformation'], rng.randint(4, 9))
    first = year(rng)
    for name in names:
        before = None
        for span in (0, 1):
            cells[name, ('open', span)] = (table.derive(form, relate.copy, before, family='carried forward') if before
                                           else table.base(form, pounds(rng, 800000, form)))
            cells[name, ('in', span)] = table.base(form, pounds(rng, 90000, form))
            cells[name, ('out', span)] = table.base(form, -pounds(rng, 70000, form))
            before = cells[name, ('close', span)] = table.total(
                form, [cells[name, (part, span)] for part in ('open', 'in', 'out')], family='closing %d' % span)
    columns = [((part, span), label % date) for span, date in ((0, first), (1, 'next year')) for part, label in
               (('open', 'Opening balance %s'), ('in', 'Contributions to %s'), ('out', 'Use of %s'), ('close', 'Closing balance %s'))]
    for column, _ in columns:
        cells['total', column] = table.total(form, [cells[name, column] for name in names], family='total')
    for span in (0, 1):
        table.also(relate.total, cells['total', ('close', span)],
                   [cells['total', (part, span)] for part in ('open', 'in', 'out')], family='closing %d' % span)
    table.lines.append([cells['total', column] for column, _ in columns])
    table.titles = ['Earmarked reserves (%s)' % unit_of(form)]
    table.lay(keyed(names) + [('total', 'Total reserves')], columns, cells, corner='Reserve')
    return table


@shape('spend profile by month, cumulative')
def cumulative_profile(rng):
    table, cells = Table(), {}
    form = rng.choice([f.POUNDS, f.COUNT, f.BRACKETS])
    names = months(rng)
    spent = []
    for name in names:
        spent.append(table.base(form, near(rng, 61000)))
        cells['month', name] = spent[-1]
        cells['budget', name] = table.base(form, near(rng, 62000, 0.1))
        cells['cumulative', name] = table.total(form, spent, family='cumulative')
        cells['cumulative budget', name] = table.total(form, [cells['budget', m] for m in names[:len(spent)]], family='cumulative')
        cells['variance', name] = table.difference(form, cells['cumulative', name], cells['cumulative budget', name])
    table.series += [[cells[row, name] for name in names] for row in ('month', 'budget', 'cumulative')]
    rows = [('budget', 'Profiled budget'), ('month', 'Actual spend'), ('cumulative budget', 'Cumulative budget'),
            ('cumulative', 'Cumulative spend'), ('variance', 'Cumulative variance')]
    table.titles = ['Spend against profile, cumulative from the start of the year (£)']
    table.lay(rows, keyed(names), cells, corner='£')
    return table
