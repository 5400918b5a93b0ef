"""Housing and benefits: voids, arrears, repairs, homelessness, processing times."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, months, near, quarters, year


@shape('benefits processing', weight=3)
def benefits_processing(rng):
    """Monthly counts and average days; the year to date of the days is weighted by the counts."""
    table, cells = Table(), {}
    names = months(rng)
    days = f.number(rng.choice([1, 2, 2]))
    blocks = [('new', 'No of new claims processed', 'Avg. time taken per claim (days)', 90, 17),
              ('change', 'No of changes received', 'Avg. time taken (days)', 900, 4)]
    rows = []
    for key, title, average, count, middle in blocks:
        for name in names:
            cells[key, name] = table.base(f.GENERAL_COUNT, near(rng, count))
            cells[key + ' days', name] = table.base(days, round(middle * rng.uniform(0.6, 1.5), days.decimals))
        counts, times = ([cells[row, name] for name in names] for row in (key, key + ' days'))
        cells[key, 'ytd'] = table.total(f.GENERAL_COUNT, counts, family='ytd ' + key)
        cells[key + ' days', 'ytd'] = table.derive(days, relate.weighted, times, counts, family='days')
        table.pooled.append((cells[key + ' days', 'ytd'], times))
        table.series += [counts, times]
        rows += [(key, title), (key + ' days', average)] + ([(None, '')] if rng.random() < 0.3 and key == 'new' else [])
    table.titles = ['Benefits: speed of processing %s' % year(rng)]
    table.lay(rows, keyed(names) + [('ytd', 'YTD')], cells)
    return table


@shape('voids', weight=2)
def voids(rng):
    """Empty homes: start + new − let = end, each month starting where the last ended."""
    table, cells = Table(), {}
    names = months(rng)
    rent = f.PENCE if rng.random() < 0.5 else f.POUNDS
    end = None
    for name in names:
        cells['start', name] = (table.derive(f.GENERAL_COUNT, relate.copy, end, family='carried forward') if end
                                else table.base(f.GENERAL_COUNT, rng.randint(40, 90)))
        cells['new', name] = table.base(f.GENERAL_COUNT, rng.randint(11, 38))
        cells['let', name] = table.base(f.GENERAL_COUNT, min(rng.randint(11, 36), cells['start', name].exact + cells['new', name].exact - 6))
        end = cells['end', name] = table.derive(f.GENERAL_COUNT, relate.combination, (1, 1, -1),
                                                [cells[row, name] for row in ('start', 'new', 'let')], family='end')
        cells['days', name] = table.base(f.GENERAL_COUNT, cells['let', name].exact * rng.randint(17, 60) + rng.randint(0, 9))
        cells['loss', name] = table.base(rent, round(rng.uniform(4000, 21000), rent.decimals))
    for row, form in (('new', f.GENERAL_COUNT), ('let', f.GENERAL_COUNT), ('days', f.GENERAL_COUNT), ('loss', rent)):
        cells[row, 'all'] = table.total(form, [cells[row, name] for name in names], family='year ' + row)
        table.series.append([cells[row, name] for name in names])
    each = f.number(1)
    for name in [*names, 'all']:
        cells['each', name] = table.derive(each, relate.ratio, cells['days', name], cells['let', name], family='each')
    table.pooled.append((cells['each', 'all'], [cells['each', name] for name in names]))
    rows = [('start', 'Void at start of month'), ('new', 'Became void'), ('let', 'Relet'), ('end', 'Void at end of month'),
            ('days', 'Total days void of homes relet'), ('each', 'Average days to relet'), ('loss', 'Rent loss £')]
    table.titles = ['Housing voids']
    table.lay(rows, keyed(names) + [('all', rng.choice(['Year to date', 'Total']))], cells)
    return table


@shape('repairs by priority', weight=2)
def repairs(rng):
    table, cells = Table(), {}
    kinds = [('e', 'Emergency (24 hours)'), ('u', 'Urgent (7 days)'), ('r', 'Routine (28 days)'), ('p', 'Planned (90 days)')]
    share, cost = f.any_percent(rng), rng.choice([f.PENCE, f.POUNDS])
    count = f.any_count(rng)
    for kind, _ in kinds:
        done = table.base(count, near(rng, 420, 0.7))
        cells[kind, 'done'] = done
        cells[kind, 'late'] = table.base(count, round(done.exact * rng.uniform(0.01, 0.14)))
        cells[kind, 'time'] = table.difference(count, done, cells[kind, 'late'], family='in time')
        cells[kind, 'cost'] = table.base(cost, round(done.exact * rng.uniform(80, 160), cost.decimals))
    for column, form in (('done', count), ('late', count), ('time', count), ('cost', cost)):
        cells['all', column] = table.total(form, [cells[kind, column] for kind, _ in kinds], family='all')
    table.also(relate.combination, cells['all', 'time'], (1, -1), (cells['all', 'done'], cells['all', 'late']), family='in time')
    unit = f.number(2)
    for row in [kind for kind, _ in kinds] + ['all']:
        cells[row, '%'] = table.derive(share, relate.ratio, cells[row, 'time'], cells[row, 'done'], family='%')
        cells[row, 'unit'] = table.derive(unit, relate.ratio, cells[row, 'cost'], cells[row, 'done'], family='unit')
    for column in ('%', 'unit'):
        table.pooled.append((cells['all', column], [cells[kind, column] for kind, _ in kinds]))
    columns = [('done', 'Repairs completed'), ('time', 'Completed in time'), ('late', 'Late'), ('%', '% in time'),
               ('cost', 'Cost £'), ('unit', 'Average cost per repair £')]
    table.lines.append([cells['all', column] for column in ('done', 'late', 'time', 'cost')])
    table.titles = ['Responsive repairs, %s' % rng.choice(quarters(rng))]
    table.lay(kinds + [('all', 'All repairs')], columns, cells, corner='Priority')
    table.swappable = [(2, 3)]
    return table


@shape('collection rates', weight=2)
def collection(rng):
    """Council tax and business rates: collected to date over what is due, cumulative percentages beside last year's."""
    table = Table()
    names = months(rng)
    share = f.any_percent(rng, 2)
    table.titles = ['Collection rates, cumulative']
    for tax, due in rng.sample([('Council Tax', 54321000), ('Business Rates', 23100000), ('Housing rents', 9800000)], rng.randint(1, 3)):
        cells = {}
        debit = near(rng, due, 0.2)
        collected = []
        for name in names:
            cells[name, 'due'] = table.base(f.COUNT, debit)
            collected.append(table.base(f.COUNT, round(debit * rng.uniform(0.07, 0.0999) / 12 * 10)))
            cells[name, 'month'] = collected[-1]
            cells[name, 'cumulative'] = table.total(f.COUNT, collected, family='cumulative ' + tax)
            cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'cumulative'], cells[name, 'due'], family='% ' + tax)
            cells[name, 'before'] = table.base(share, cells[name, '%'].exact * rng.uniform(0.96, 1.03))
            cells[name, 'change'] = table.difference(f.percent_number(2) if share.scale == 100 else share, cells[name, '%'],
                                                     cells[name, 'before'], family='points ' + tax)
        table.series += [[cells[name, column] for name in names] for column in ('month', 'cumulative', '%')]
        columns = [('due', 'Debit raised £'), ('month', 'Collected in month £'), ('cumulative', 'Collected to date £'),
                   ('%', '% collected'), ('before', 'Same time last year'), ('change', 'Difference (points)')]
        table.lay(keyed(names), columns, cells, corner=tax, gap=2)
    return table


@shape('homelessness, small numbers suppressed')
def homelessness(rng):
    """Counts under 5 are an asterisk: the totals include them, so that those lines cannot be checked."""
    table, cells = Table(), {}
    reasons = rng.sample(['Parents', 'Friends', 'Partner violence', 'End of tenancy', 'Mortgage arrears', 'Rent arrears', 'Prison',
                          'Hospital', 'Other'], rng.randint(5, 9))
    names = quarters(rng)
    values = {(reason, name): rng.choice([rng.randint(0, 4), rng.randint(5, 40), rng.randint(5, 40), rng.randint(30, 80)])
              for reason in reasons for name in names}
    for place, value in values.items():
        cells[place] = '*' if 0 < value < 5 else table.base(f.GENERAL_COUNT, value)
    for reason in reasons:
        add_up(table, cells, (reason, 'all'), [(reason, name) for name in names], values)
    for name in [*names, 'all']:
        add_up(table, cells, ('total', name), [(reason, name) for reason in reasons], values)
    table.also(relate.total, cells['total', 'all'], [cells['total', name] for name in names], family='across')
    table.titles = ['Homeless acceptances by reason']
    table.notes = ['* fewer than 5; included in the totals']
    table.lay(keyed(reasons) + [('total', 'Total')], keyed(names) + [('all', 'Year')], cells, corner='Reason')
    return table


def add_up(table, cells, place, parts, values):
    values[place] = sum(values[part] for part in parts)
    if all(f.is_number(cells[part]) for part in parts):
        cells[place] = table.total(f.GENERAL_COUNT, [cells[part] for part in parts], family='sum')
    else:
        cells[place] = table.base(f.GENERAL_COUNT, values[place])
