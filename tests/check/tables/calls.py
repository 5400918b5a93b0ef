"""Contact centres: calls received, answered, abandoned, and how soon."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, months, near, quarters, year


def calls_of(table, rng, count, key, cells, middle):
    received = table.base(count, near(rng, middle))
    answered = table.base(count, round(received.exact * rng.uniform(0.72, 0.97)))
    cells['received', key], cells['answered', key] = received, answered
    cells['abandoned', key] = table.difference(count, received, answered, family='abandoned')
    within60 = table.base(count, round(answered.exact * rng.uniform(0.5, 0.95)))
    within30 = table.base(count, round(within60.exact * rng.uniform(0.5, 0.95)))
    cells['60', key], cells['30', key] = within60, within30
    order_of_calls(table, cells, key)


def order_of_calls(table, cells, key):
    table.also(relate.Order, cells['60', key], cells['30', key], family='60 ≥ 30')
    table.also(relate.Order, cells['answered', key], cells['60', key], family='answered ≥ 60')


def shares_of_calls(table, form, cells, key):
    cells['% answered', key] = table.derive(form, relate.ratio, cells['answered', key], cells['received', key],
                                            family='% answered')
    cells['% abandoned', key] = table.derive(form, relate.ratio, cells['abandoned', key], cells['received', key],
                                             family='% abandoned')
    cells['% 30', key] = table.derive(form, relate.ratio, cells['30', key], cells['answered', key], family='% 30')


COUNTS = [('received', 'Calls received'), ('answered', 'Calls answered'), ('abandoned', 'Calls abandoned'),
          ('30', 'Answered within 30 secs'), ('60', 'Answered within 60 secs')]
SHARES = [('% answered', '% answered'), ('% abandoned', '% of calls abandoned'),
          ('% 30', '% of answered calls answered within 30 secs')]


@shape('calls by month', weight=3)
def calls_by_month(rng):
    table, cells = Table(), {}
    count, form = f.any_count(rng), f.any_percent(rng)
    names = months(rng)
    middle = rng.choice([900, 6000, 12000])
    for name in names:
        calls_of(table, rng, count, name, cells, middle)
    for row, _ in COUNTS:
        parts = [cells[row, name] for name in names]
        cells[row, 'total'] = table.total(count, parts, family=row + ' total')
        table.series.append(parts)
    order_of_calls(table, cells, 'total')
    table.also(relate.combination, cells['abandoned', 'total'], (1, -1),
               (cells['received', 'total'], cells['answered', 'total']), family='abandoned')
    for name in [*names, 'total']:
        shares_of_calls(table, form, cells, name)
    for row, _ in SHARES:
        table.pooled.append((cells[row, 'total'], [cells[row, name] for name in names]))
        table.series.append([cells[row, name] for name in names])
    label = rng.choice(['Total', 'Year to date', 'YTD', 'Total for the year'])
    columns = keyed(names) + [('total', label)]
    if rng.random() < 0.2:
        columns = columns[-1:] + columns[:-1]
    table.titles = ['Customer Services: telephone calls %s' % year(rng)]
    if rng.random() < 0.5:
        table.notes = ['Calls abandoned: the caller rang off before an adviser answered.']
    rows = COUNTS + SHARES if rng.random() < 0.6 else COUNTS + [(None, '')] + SHARES
    table.lay(rows, columns, cells, corner=rng.choice(['', 'Measure']))
    return table


@shape('calls, two years side by side', weight=2)
def calls_two_years(rng):
    """Each month a pair of years and the difference, under a merged heading."""
    table, cells = Table(), {}
    count = rng.choice([f.COUNT, f.GENERAL_COUNT])
    names = months(rng, 3)[:3]
    before = year(rng)
    now = rng.choice([before[:2] + '%02d' % ((int(before[2:4]) + 1) % 100), 'This year'])
    before = before[:4] if now != 'This year' else 'Last year'
    rows = [('received', 'Received*'), ('answered', 'Answered'), ('30', 'Answered in 30 secs'),
            ('60', 'Answered in 60 secs'), ('abandoned', 'Abandoned**')]
    for name in names:
        for which in 'ab':
            calls_of(table, rng, count, (name, which), cells, 9000)
    for row, _ in rows:
        for which in 'ab':
            cells[row, ('all', which)] = table.total(count, [cells[row, (name, which)] for name in names],
                                                     family='quarter ' + which)
            table.series.append([cells[row, (name, which)] for name in names])
    for which in 'ab':
        order_of_calls(table, cells, ('all', which))
    for row, _ in rows:
        for name in [*names, 'all']:
            cells[row, (name, '+/-')] = table.difference(f.signed(count) if rng.random() < 0.1 else count,
                                                         cells[row, (name, 'b')], cells[row, (name, 'a')], family='+/-')
    columns, bands = [], []
    for name in [*names, 'all']:
        columns += [((name, 'a'), before), ((name, 'b'), now), ((name, '+/-'), '+/-')]
        bands.append((name if name != 'all' else 'Quarter total', (name, 'a'), (name, '+/-')))
    table.titles = ['Telephone calls, comparison with the year before']
    table.notes = ['* all calls offered to the queue', '** before or after the announcement']
    table.lay(rows, columns, cells, corner='Calls', bands=bands)
    table.can_transpose = False
    return table


@shape('calls by team, lines down')
def calls_by_team(rng):
    """Teams down, measures across; the waiting time of all teams is weighted by calls answered."""
    table, cells = Table(), {}
    teams = rng.sample(['Council Tax', 'Benefits', 'Housing Repairs', 'Waste', 'Planning', 'Elections', 'Switchboard',
                        'Parking', 'Licensing'], rng.randint(4, 8))
    count, form = f.any_count(rng), f.any_percent(rng)
    seconds = f.number(rng.choice([0, 1]))
    for team in teams:
        calls_of(table, rng, count, team, cells, rng.choice([800, 2500, 5000]))
        cells['wait', team] = table.base(seconds, round(rng.uniform(18, 240), seconds.decimals))
    for row, _ in COUNTS:
        cells[row, 'all'] = table.total(count, [cells[row, team] for team in teams], family='all teams')
    order_of_calls(table, cells, 'all')
    for team in [*teams, 'all']:
        shares_of_calls(table, form, cells, team)
    waits = [cells['wait', team] for team in teams]
    cells['wait', 'all'] = table.derive(seconds, relate.weighted, waits, [cells['answered', team] for team in teams])
    for row, _ in SHARES:
        table.pooled.append((cells[row, 'all'], [cells[row, team] for team in teams]))
    table.pooled.append((cells['wait', 'all'], waits))
    table.lines.append([cells[row, 'all'] for row, _ in COUNTS])
    columns = COUNTS + SHARES + [('wait', 'Average wait, weighted by calls answered (secs)')]
    flipped = {(column, row): figure for (row, column), figure in cells.items()}
    table.titles = ['Calls by team, %s' % rng.choice(quarters(rng))]
    table.lay(keyed(teams) + [('all', rng.choice(['All teams', 'Total']))], columns, flipped, corner='Team')
    table.swappable = [(2, 3), (4, 5)]
    return table


@shape('calls, week by week')
def calls_by_week(rng):
    """A long list of weeks with only a rate to check, and no totals."""
    table, cells = Table(), {}
    form = f.any_percent(rng, rng.choice([1, 2]))
    weeks = ['Week %d' % number for number in range(1, rng.randint(14, 53))]
    for week in weeks:
        received = table.base(f.GENERAL_COUNT, near(rng, 1400))
        cells[week, 'r'] = received
        cells[week, 'a'] = table.base(f.GENERAL_COUNT, round(received.exact * rng.uniform(0.02, 0.2)))
        cells[week, '%'] = table.derive(form, relate.ratio, cells[week, 'a'], received)
        cells[week, 't'] = rng.choice(['5%', '']) or None
    for column in 'ra%':
        table.series.append([cells[week, column] for week in weeks])
    table.titles = ['Abandoned calls by week']
    table.lay(keyed(weeks), [('r', 'Offered'), ('a', 'Abandoned'), ('%', 'Abandoned as % of offered')], cells, corner='Week')
    table.swappable = [(1, 2)]
    return table
