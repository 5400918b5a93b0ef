"""Comparisons over time and with others: indices, growth, moving averages, quartiles, parts of totals that are not all shown."""
import statistics

import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import COUNCILS, MONTHS, SERVICES, keyed, near, quarters, services, year


@shape('index numbers')
def index_numbers(rng):
    table, cells = Table(), {}
    first, count = rng.randint(2008, 2014), rng.randint(6, 12)
    years = ['%d' % (first + offset) for offset in range(count)]
    subjects = rng.sample(['Jobs', 'House prices £', 'Dwellings', 'Businesses', 'Visitors'], rng.randint(2, 3))
    for subject in subjects:
        level = rng.randint(9000, 180000)
        for name in years:
            cells[name, subject] = table.base(f.COUNT, round(level))
            level *= rng.uniform(0.96, 1.08)
        for name in years:
            cells[name, subject + ' i'] = table.derive(f.number(1), relate.ratio, cells[name, subject], cells[years[0], subject], per=100,
                                                       family='index ' + subject)
        table.series.append([cells[name, subject] for name in years])
    columns = [column for subject in subjects for column in ((subject, subject), (subject + ' i', 'Index (%s = 100)' % years[0]))]
    table.titles = ['Economic indicators']
    table.lay(keyed(years), columns, cells, corner='Year')
    return table


@shape('growth on the year before')
def growth(rng):
    table, cells = Table(), {}
    first = rng.randint(2007, 2013)
    word = rng.choice([int, str])
    years = [word(first + offset) for offset in range(rng.randint(6, 11))]
    share = f.any_percent(rng, 1)
    value = rng.randint(4000, 90000)
    before = None
    for name in years:
        cells[name, 'n'] = table.base(f.COUNT, value)
        if before:
            cells[name, '+'] = table.difference(f.COUNT, cells[name, 'n'], before, family='change')
            cells[name, '%'] = table.derive(share, relate.change_percent, cells[name, 'n'], before, family='%')
        else:
            cells[name, '+'], cells[name, '%'] = rng.choice([('-', '-'), (None, None), ('n/a', 'n/a')])
        before = cells[name, 'n']
        value = round(value * rng.uniform(0.92, 1.12))
    table.series.append([cells[name, 'n'] for name in years])
    table.titles = [rng.choice(['Museum visitors', 'Planning fee income £', 'Benefit caseload'])]
    table.lay(keyed(years), [('n', 'Number'), ('+', 'Change on year before'), ('%', '% change on year before')], cells, corner='Year')
    return table


@shape('three-month average')
def moving_average(rng):
    table, cells = Table(), {}
    parts = []
    for month in MONTHS:
        parts.append(table.base(f.COUNT, near(rng, 430)))
        cells[month, 'n'] = parts[-1]
        if len(parts) >= 3:
            cells[month, 'mean'] = table.derive(f.number(1), relate.average, parts[-3:], family='mean')
        cells[month, 'target'] = table.base(f.COUNT, 450)
    table.series.append(parts)
    table.titles = ['Jobseekers helped']
    table.lay(keyed(MONTHS), [('n', 'Number'), ('mean', 'Average of last three months'), ('target', 'Target')], cells, corner='Month')
    return table


@shape('quartiles and rank')
def quartiles(rng):
    """Own value beside the quartiles of a group that is not on the sheet."""
    table, cells = Table(), {}
    items = rng.sample(['Recycling rate %', 'Cost of planning £ per head', 'Days sickness', 'Council tax collected %', 'Relet days',
                        'Minor applications in time %', 'Rent arrears %', 'Calls answered %'], rng.randint(5, 8))
    for item in items:
        group = [round(rng.uniform(8, 99), 1) for _ in range(15)]
        low, middle, high = statistics.quantiles(group, n=4)
        own = rng.choice(group)
        for column, value in (('own', own), ('low', low), ('mid', middle), ('high', high)):
            cells[item, column] = table.base(f.number(1), round(value, 1))
        cells[item, 'rank'] = table.base(f.GENERAL_COUNT, sorted(group, reverse=True).index(own) + 1)
    table.titles = ['Benchmarking against 15 similar councils']
    table.lay(keyed(items), [('own', 'This council'), ('low', 'Lower quartile'), ('mid', 'Median'), ('high', 'Upper quartile'),
                             ('rank', 'Rank (1 = highest)')], cells, corner='Measure')
    return table


@shape('largest items of a total')
def largest_items(rng):
    """The five largest, then the total of all: what is shown does not add up to it and is not meant to."""
    table, cells = Table(), {}
    share = f.any_percent(rng, 1)
    names = rng.sample(SERVICES, 5)
    columns = [('n', 'Number'), ('%', '% of all complaints')]
    everything = table.base(f.COUNT, rng.randint(900, 1500))
    amounts = sorted((rng.randint(40, 150) for _ in names), reverse=True)
    for name, amount in zip(names, amounts):
        cells[name, 'n'] = table.base(f.COUNT, amount)
        cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'n'], everything, kind='share', family='share')
    cells['all', 'n'] = everything
    table.titles = ['The five services with most complaints']
    table.lay(keyed(names) + [('all', 'All complaints, all services')], columns, cells, corner='Top five')
    return table


@shape('pay gap')
def pay_gap(rng):
    table, cells = Table(), {}
    groups = ['Grade %s' % letter for letter in 'ABCDEFGH'[:rng.randint(4, 8)]] + ['All staff']
    share = f.any_percent(rng, 1)
    for position, group in enumerate(groups):
        men = table.base(f.PENCE, round(9 + 3 * position + rng.uniform(0, 2), 2))
        women = table.base(f.PENCE, round(men.exact * rng.uniform(0.88, 1.05), 2))
        cells[group, 'm'], cells[group, 'w'] = men, women
        cells[group, 'gap'] = table.difference(f.PENCE, men, women, family='gap')
        cells[group, '%'] = table.derive(share, relate.ratio, cells[group, 'gap'], men, family='%')
    table.titles = ['Mean hourly pay, March %d' % rng.randint(2017, 2023)]
    table.lay(keyed(groups), [('m', 'Men £'), ('w', 'Women £'), ('gap', 'Gap £'), ('%', 'Gap as % of men\'s pay')], cells, corner='Grade')
    return table


@shape('revised figures', weight=2)
def revised(rng):
    """The first quarter's return, and the second's, in which some first-quarter figures have been revised: no copy is stale."""
    names, titles = services(rng, 5, 9), ['Q1 return', 'Q2 return']
    first, second = Table(), Table()
    early = {(name, 'q1'): first.base(f.COUNT, near(rng, 1500, 0.5)) for name in names}
    early['all', 'q1'] = first.total(f.COUNT, [early[name, 'q1'] for name in names], family='all')
    late = {}
    for name in names:
        moved = rng.random() < 0.4
        late[name, 'q1'] = second.base(f.COUNT, early[name, 'q1'].exact + (rng.randint(-40, 40) if moved else 0))
        late[name, 'q2'] = second.base(f.COUNT, near(rng, 1500, 0.5))
        late[name, 'ytd'] = second.total(f.COUNT, [late[name, 'q1'], late[name, 'q2']], family='ytd')
    for column in ('q1', 'q2', 'ytd'):
        late['all', column] = second.total(f.COUNT, [late[name, column] for name in names], family='all')
    second.also(relate.total, late['all', 'ytd'], [late['all', 'q1'], late['all', 'q2']], family='ytd')
    second.lines.append([late['all', column] for column in ('q1', 'q2', 'ytd')])
    second.series += [[late[name, 'q1'], late[name, 'q2']] for name in names]
    first.titles, second.titles = (['Contacts handled: %s' % title] for title in titles)
    rows = keyed(names) + [('all', 'Total')]
    first.lay(rows, [('q1', 'Q1')], early, corner='Service')
    second.lay(rows, [('q1', 'Q1 (revised)'), ('q2', 'Q2'), ('ytd', 'Year to date')], late, corner='Service')
    return [(titles[0], [first]), (titles[1], [second])]


@shape('movement since last forecast')
def movement(rng):
    table, cells = Table(), {}
    form = rng.choice([f.COUNT, f.THOUSANDS, f.BRACKETS, f.POUNDS_RED])
    names = services(rng, 4, 10)
    columns = [('budget', 'Budget'), ('last', 'Last forecast'), ('now', 'This forecast'), ('move', 'Movement since last forecast'),
               ('var', 'Variance from budget')]
    for name in names:
        cells[name, 'budget'] = table.base(form, near(rng, 700000, 0.6))
        for column in ('last', 'now'):
            cells[name, column] = table.base(form, round(cells[name, 'budget'].exact * rng.uniform(0.93, 1.08)))
        cells[name, 'move'] = table.difference(form, cells[name, 'now'], cells[name, 'last'], family='move')
        cells[name, 'var'] = table.difference(form, cells[name, 'now'], cells[name, 'budget'], family='variance')
    for column, _ in columns:
        cells['all', column] = table.total(form, [cells[name, column] for name in names], family='all')
    table.also(relate.combination, cells['all', 'move'], (1, -1), (cells['all', 'now'], cells['all', 'last']), family='move')
    table.also(relate.combination, cells['all', 'var'], (1, -1), (cells['all', 'now'], cells['all', 'budget']), family='variance')
    table.lines.append([cells['all', column] for column, _ in columns])
    table.titles = ['Forecast at month %d (%s)' % (rng.randint(2, 11), '£000' if form is f.THOUSANDS else '£')]
    table.lay(keyed(names) + [('all', 'Total')], columns, cells, corner='Service')
    table.swappable = [(1, 2), (2, 3)]
    return table


@shape('summary in millions of details in pounds')
def millions(rng):
    names = services(rng, 4, 8)
    detail, summary, cells, short = Table(), Table(), {}, {}
    columns = [('plan', 'Plan'), ('actual', 'Actual')]
    for name in names:
        for column, _ in columns:
            cells[name, column] = detail.base(f.POUNDS, near(rng, 4200000, 0.7))
    for column, _ in columns:
        cells['all', column] = detail.total(f.POUNDS, [cells[name, column] for name in names], family='all')
    for row in [*names, 'all']:
        for column, _ in columns:
            short[row, column] = summary.derive(f.MILLIONS, relate.copy, cells[row, column], kind='scale', family='carried')
    for column, _ in columns:
        summary.also(relate.total, short['all', column], [short[name, column] for name in names], family='all')
    detail.titles, summary.titles = ['Spend by service, £'], ['Spend by service, £m', 'Rounded figures may not add up']
    rows = keyed(names) + [('all', 'Total')]
    detail.lay(rows, [(key, label + ' £') for key, label in columns], cells, corner='Service')
    summary.lay(rows, [(key, label + ' £m') for key, label in columns], short, corner='Service')
    detail.swappable = summary.swappable = [(1, 2)]
    return [('Summary', [summary]), ('Detail', [detail])]


@shape('people counted once')
def counted_once(rng):
    """People may use several services: the total is of people, and less than the sum."""
    table, cells = Table(), {}
    names = rng.sample(['Swimming', 'Gym', 'Classes', 'Football', 'Badminton', 'Walking', 'Yoga'], rng.randint(4, 6))
    spans = quarters(rng)
    for span in spans:
        for name in names:
            cells[name, span] = table.base(f.COUNT, near(rng, 500, 0.6))
        most = max(cells[name, span].exact for name in names)
        everyone = sum(cells[name, span].exact for name in names)
        cells['all', span] = table.base(f.COUNT, rng.randint(most + 40, max(most + 41, everyone - 150)))
    table.series += [[cells[name, span] for span in spans] for name in names]
    table.titles = ['People using leisure services (a person may use several, and is counted once in the last line)']
    table.lay(keyed(names) + [('all', 'Different people')], keyed(spans), cells, corner='Activity')
    return table


@shape('neighbours side by side')
def neighbours(rng):
    """The same two numbers and a rate for each council, councils across in pairs of columns."""
    table, cells = Table(), {}
    names = rng.sample(COUNCILS, rng.randint(3, 5))
    items = rng.sample(['Major applications', 'Minor applications', 'Other applications', 'Appeals', 'Enforcement cases'], 4)
    share = f.any_percent(rng, 0)
    columns, bands = [], []
    for name in names:
        for item in items:
            decided = table.base(f.GENERAL_COUNT, rng.randint(24, 390))
            cells[item, (name, 'n')] = decided
            cells[item, (name, 't')] = table.base(f.GENERAL_COUNT, round(decided.exact * rng.uniform(0.55, 0.99)))
            cells[item, (name, '%')] = table.derive(share, relate.ratio, cells[item, (name, 't')], decided, family='%')
        columns += [((name, 'n'), 'Decided'), ((name, 't'), 'In time'), ((name, '%'), '% in time')]
        bands.append((name, (name, 'n'), (name, '%')))
    table.titles = ['Planning performance of neighbours %s' % year(rng)]
    table.lay(keyed(items), columns, cells, corner='Type', bands=bands)
    table.can_transpose = False
    return table
