"""Tables as people really leave them: spacers, words among the numbers, totals without a word, dates as headings."""
import datetime

import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, months, near, quarters, services, year


@shape('spacers, n/a and a key')
def spacers(rng):
    """Blank columns between groups, 'n/a' for none, a code column before the name."""
    table, cells = Table(), {}
    names, spans = services(rng, 5, 10), quarters(rng)
    missing = rng.choice(['n/a', '-', None, ' '])
    for name in names:
        cells[name, 'code'] = rng.choice('ABCDEFG') + str(rng.randint(100, 999))
        for span in spans:
            for which in ('in', 'out'):
                cells[name, (span, which)] = missing if rng.random() < 0.08 else table.base(f.COUNT, near(rng, 260))
    columns, bands = [('code', 'Code')], []
    for span in spans:
        columns += [((span, 'in'), 'Received'), ((span, 'out'), 'Completed'), (None, '')]
        bands.append((span, (span, 'in'), (span, 'out')))
    for which, label in (('in', 'Received'), ('out', 'Completed')):
        for name in names:
            cells[name, ('all', which)] = table.total(f.COUNT, [cells[name, (span, which)] for span in spans], family='year ' + which)
        columns.append((('all', which), label))
    bands.append(('Year', ('all', 'in'), ('all', 'out')))
    for column, _ in columns[1:]:
        if column:
            cells['total', column] = table.total(f.COUNT, [cells[name, column] for name in names], family='total')
    table.lines.append([cells['total', column] for column, _ in columns[1:] if column])
    table.titles = ['Work in and out %s' % year(rng), '', 'Prepared for the committee of 14 June']
    table.notes = ['n/a: the service did not record this'] if missing == 'n/a' else []
    table.lay(keyed(names) + [(None, ''), ('total', 'Total')], columns, cells, corner='Service', bands=bands)
    table.can_transpose = False
    return table


@shape('totals without a word')
def silent_totals(rng):
    """The last row adds up the rest and has no label: only the pattern of many columns says so."""
    table, cells = Table(), {}
    names, spans = services(rng, 5, 12), months(rng, 12)
    for span in spans:
        for name in names:
            cells[name, span] = table.base(f.GENERAL_COUNT, near(rng, 130, 0.7))
        cells['sum', span] = table.total(f.GENERAL_COUNT, [cells[name, span] for name in names], family='foot', said=False)
    table.series += [[cells[name, span] for span in spans] for name in names]
    table.lines.append([cells['sum', span] for span in spans])
    table.titles = ['Visits to reception']
    table.lay(keyed(names) + [('sum', '')], keyed(spans), cells)
    return table


@shape('dates as headings')
def dated(rng):
    table, cells = Table(), {}
    start = datetime.date(rng.randint(2015, 2023), rng.randint(1, 12), 4)
    dates = [start + datetime.timedelta(days=7 * week) for week in range(rng.randint(5, 12))]
    names = services(rng, 4, 9)
    for name in names:
        for date in dates:
            cells[name, date] = table.base(f.GENERAL_COUNT, near(rng, 48, 0.9))
        cells[name, 'all'] = table.total(f.GENERAL_COUNT, [cells[name, date] for date in dates], family='all')
        cells[name, 'mean'] = table.derive(f.number(1), relate.average, [cells[name, date] for date in dates], family='mean')
        table.series.append([cells[name, date] for date in dates])
    for date in [*dates, 'all']:
        cells['total', date] = table.total(f.GENERAL_COUNT, [cells[name, date] for name in names], family='total')
    columns = [(date, date) for date in dates] + [('all', 'Total'), ('mean', 'Average per week')]
    table.lines.append([cells['total', date] for date in [*dates, 'all']])
    table.titles = ['Appointments, week commencing']
    table.lay(keyed(names) + [('total', 'Total')], columns, cells, corner='Team')
    return table


@shape('headings repeated half way')
def repeated_headings(rng):
    """A long table printed on two pages: the heading row comes again, and the total counts both pages."""
    table = Table()
    names = rng.sample(['Unit %d' % number for number in range(1, 90)], rng.randint(12, 40))
    half = len(names) // 2
    spans, cells = quarters(rng), {}
    money = rng.choice([f.PENCE, f.COUNT])
    for name in names:
        for span in spans:
            cells[name, span] = table.base(money, round(rng.uniform(400, 9000), money.decimals))
        cells[name, 'all'] = table.total(money, [cells[name, span] for span in spans], family='all')
    columns = keyed(spans) + [('all', 'Total')]
    for column, _ in columns:
        cells['total', column] = table.total(money, [cells[name, column] for name in names], family='total')
    table.lines.append([cells['total', column] for column, _ in columns])
    table.titles = ['Rents received (£)']
    table.lay(keyed(names[:half]), columns, cells, corner='Unit')
    table.lay(keyed(names[half:]) + [('total', 'Total')], columns, cells, corner='Unit', gap=rng.choice([0, 1]))
    table.swappable = [(1, 2), (1, 3)]
    table.can_transpose = False
    return table


@shape('main reasons, several answers allowed')
def main_reasons(rng):
    """Percentages with a common base that do not add to 100, and are not meant to."""
    table, cells = Table(), {}
    share = f.any_percent(rng, rng.choice([0, 1]))
    base = table.base(f.COUNT, near(rng, 1100))
    reasons = rng.sample(['Too far away', 'Opening hours', 'Cost', 'No time', 'Parking', 'Not interested', 'Health', 'No transport',
                          'Use another service'], rng.randint(4, 8))
    for reason in reasons:
        cells[reason, 'n'] = table.base(f.COUNT, round(base.exact * rng.uniform(0.04, 0.62)))
        cells[reason, '%'] = table.derive(share, relate.ratio, cells[reason, 'n'], base, kind='share', family='share')
    cells['base', 'n'] = base
    table.titles = ['Main reasons for not using the service (more than one answer allowed)']
    table.lay(keyed(reasons) + [('base', 'People answering')], [('n', 'Number'), ('%', '% of people answering')], cells, corner='Reason')
    return table


@shape('top causes of absence')
def top_causes(rng):
    """The largest of many: percentages of a total that is not on the sheet."""
    table, cells = Table(), {}
    share = f.any_percent(rng, 1)
    causes = rng.sample(['Stress', 'Back pain', 'Operations', 'Colds and flu', 'Stomach', 'Headache', 'Covid-19', 'Chest'], rng.randint(4, 7))
    for cause in causes:
        cells[cause, 'days'] = table.base(f.COUNT, near(rng, 400, 0.6))
    everything = sum(cells[cause, 'days'].exact for cause in causes) * rng.uniform(1.3, 2)
    for cause in causes:
        cells[cause, '%'] = table.base(share, cells[cause, 'days'].exact / round(everything))
    table.titles = ['Top %d causes of absence, days lost and share of all absence' % len(causes)]
    table.lay(keyed(causes), [('days', 'Days'), ('%', '% of all days lost')], cells, corner='Cause')
    return table


@shape('words and numbers in one column')
def words_and_numbers(rng):
    """Actions with progress in words that hold numbers, and one column of counts with a total."""
    table, cells = Table(), {}
    actions = rng.sample(['Build 40 homes', 'Plant 2,500 trees', 'Open 3 play areas', 'Train 60 staff', 'Cut energy use by 12%',
                          'Review 5 car parks', 'Convert 14 shops', 'Hold 6 markets', 'Fit 200 alarms'], rng.randint(5, 9))
    for action in actions:
        cells[action, 'text'] = '%d of %d done; %d%% by %s' % (rng.randint(1, 9), rng.randint(10, 30), rng.randint(10, 90),
                                                              rng.choice(['March', 'June 2020', 'Q3']))
        cells[action, 'cost'] = table.base(f.POUNDS, near(rng, 26000, 0.8))
    cells['all', 'cost'] = table.total(f.POUNDS, [cells[action, 'cost'] for action in actions])
    table.titles = ['Action plan']
    table.lay(keyed(actions) + [('all', 'Total cost')], [('text', 'Progress'), ('cost', 'Cost £')], cells, corner='Action')
    return table


@shape('meter readings')
def meters(rng):
    """Each month's use is a reading less the one before it."""
    table, cells = Table(), {}
    names = months(rng)
    before = table.base(f.PLAIN_COUNT, rng.randint(20000, 90000))
    cells['start', 'reading'] = before
    for name in names:
        reading = table.base(f.PLAIN_COUNT, before.exact + rng.randint(380, 2900))
        cells[name, 'reading'] = reading
        cells[name, 'used'] = table.difference(f.COUNT, reading, before, family='used')
        before = reading
    cells['all', 'used'] = table.total(f.COUNT, [cells[name, 'used'] for name in names])
    table.series.append([cells[name, 'used'] for name in names])
    table.titles = ['Electricity: council offices']
    table.lay([('start', 'Opening reading')] + keyed(names) + [('all', 'Total used')],
              [('reading', 'Meter reading'), ('used', 'kWh used since last reading')], cells)
    return table


@shape('risk register')
def risks(rng):
    table, cells = Table(), {}
    names = rng.sample(['Loss of data', 'Fire at depot', 'Key staff leave', 'Grant withdrawn', 'Contractor fails', 'Flooding', 'Fraud',
                        'Cyber attack', 'Pandemic', 'Pay award', 'Fuel shortage', 'Legal challenge'], rng.randint(6, 12))
    for name in names:
        for when in ('before', 'after'):
            worst = (5, 5) if when == 'before' else tuple(cells[name, (part, 'before')].exact for part in ('l', 'i'))
            cells[name, ('l', when)] = table.base(f.GENERAL_COUNT, rng.randint(1, worst[0]))
            cells[name, ('i', when)] = table.base(f.GENERAL_COUNT, rng.randint(1, worst[1]))
            cells[name, ('s', when)] = table.derive(f.GENERAL_COUNT, relate.product, cells[name, ('l', when)], cells[name, ('i', when)],
                                                    family='score ' + when)
    columns, bands = [], []
    for when, label in (('before', 'Inherent'), ('after', 'Residual')):
        columns += [(('l', when), 'Likelihood'), (('i', when), 'Impact'), (('s', when), 'Score (likelihood x impact)')]
        bands.append((label, ('l', when), ('s', when)))
    table.titles = ['Corporate risk register']
    table.lay(keyed(names), columns, cells, corner='Risk', bands=bands)
    table.can_transpose = False
    return table


@shape('group totals above their parts')
def totals_above(rng):
    """Each group's figure stands on its heading line, the parts below it, the grand total on top."""
    table, cells = Table(), {}
    groups = rng.sample(['Environment', 'Housing', 'Culture', 'Corporate'], rng.randint(2, 4))
    columns = [('plan', 'Plan'), ('now', 'Position'), ('gap', 'Gap (position less plan)')]
    rows = [('all', 'All')]
    for group in groups:
        parts = ['%s %d' % (group, number) for number in range(1, rng.randint(3, 6))]
        rows += [(group, group)] + [(part, '   %s' % rng.choice(services(rng))) for part in parts]
        for column in ('plan', 'now'):
            for part in parts:
                cells[part, column] = table.base(f.COUNT, near(rng, 1700, 0.7))
            cells[group, column] = table.total(f.COUNT, [cells[part, column] for part in parts], family='group')
    for column in ('plan', 'now'):
        cells['all', column] = table.total(f.COUNT, [cells[group, column] for group in groups], family='all')
    for row, _ in rows:
        cells[row, 'gap'] = table.difference(f.COUNT, cells[row, 'now'], cells[row, 'plan'], family='gap')
    table.titles = ['Plan and position (each heading line is the total of the lines below it)']
    table.lay(rows, columns, cells)
    return table


@shape('flows, stocks and rates by quarter', weight=2)
def flows_and_stocks(rng):
    """The year is the sum of the quarters for a flow, the last quarter for a stock, and neither for a percentage."""
    table, cells = Table(), {}
    spans = ['Q1', 'Q2', 'Q3', 'Q4']
    share = f.any_percent(rng, 1)
    flows = rng.sample(['Applications received', 'Homes let', 'Claims decided', 'Inspections', 'Permits issued'], rng.randint(3, 5))
    stocks = rng.sample(['Cases open at end of period', 'Households on the register at end of period', 'Staff in post at end of period'], 2)
    rates = rng.sample(['Network availability', 'Streets clean on inspection', 'Users satisfied', 'Rents up to date'], rng.randint(2, 4))
    for flow in flows:
        parts = [table.base(f.COUNT, near(rng, 620)) for _ in spans]
        cells.update({(flow, span): part for span, part in zip(spans, parts)})
        cells[flow, 'year'] = table.total(f.COUNT, parts, family='flows')
        table.series.append(parts)
    for stock in stocks:
        value = near(rng, 2400)
        for span in spans:
            value = round(value * rng.uniform(0.93, 1.08))
            cells[stock, span] = table.base(f.COUNT, value)
        cells[stock, 'year'] = table.derive(f.COUNT, relate.copy, cells[stock, 'Q4'], family='stocks', said=False)
    for rate in rates:
        weights = [rng.randint(40, 300) for _ in spans]    # not on the sheet: what each quarter's rate is a rate of
        values = [round(rng.uniform(0.7, 0.98), 3) for _ in spans]
        for span, value in zip(spans, values):
            cells[rate, span] = table.base(share, value)
        cells[rate, 'year'] = table.base(share, sum(w * v for w, v in zip(weights, values)) / sum(weights))
    rows = keyed(flows + stocks + rates)
    rng.shuffle(rows)
    table.titles = ['Quarterly statistics %s' % year(rng)]
    table.lay(rows, keyed(spans) + [('year', 'Year')], cells)
    return table


@shape('payments with a total')
def payments_with_total(rng):
    """A long list of amounts, subtotals for none, one total at the foot."""
    table, cells = Table(), {}
    lines = ['%s %d' % (rng.choice(['Order', 'Invoice', 'Grant', 'Refund']), 4100 + number * 7) for number in range(rng.randint(15, 60))]
    for line in lines:
        cells[line, 'date'] = datetime.date(2021, rng.randint(1, 12), rng.randint(1, 28))
        amount = round(rng.uniform(12, 4000), 2)
        cells[line, 'amount'] = table.base(f.PENCE, -amount if line.startswith('Refund') else amount)
    cells['total', 'amount'] = table.total(f.PENCE, [cells[line, 'amount'] for line in lines])
    table.titles = ['Transactions']
    table.lay(keyed(lines) + [('total', 'Total')], [('date', 'Date'), ('amount', 'Amount £')], cells, corner='Reference')
    table.can_transpose = False
    return table
