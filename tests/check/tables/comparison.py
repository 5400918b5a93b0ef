"""One period beside another: changes, per-cent changes, years to date."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import COUNCILS, WARDS, keyed, months, near, next_year, services, year

SUBJECTS = ['Planning applications', 'Building control', 'Library visits', 'Swims', 'Gym visits', 'Parking tickets', 'Web visits',
            'Licences issued', 'Births registered', 'Deaths registered', 'Freedom of Information requests', 'Bulky collections',
            'Missed bins', 'Land searches', 'Penalty notices', 'Pest treatments', 'Blue badges', 'Benefit claims']


@shape('this year, last year, change', weight=3)
def years_compared(rng):
    table, cells = Table(), {}
    names = rng.sample(SUBJECTS, rng.randint(5, 14))
    before, spans = year(rng), []
    spans = [('before', before), ('now', next_year(before))]
    share = f.signed(rng.choice([f.percent(0), f.percent(1), f.percent(1, full=True), f.percent_text(1), f.percent_number(1)]))
    with_change = rng.random() < 0.7
    for name in names:
        cells[name, 'before'] = table.base(f.COUNT, near(rng, rng.choice([90, 1200, 46000])))
        cells[name, 'now'] = table.base(f.COUNT, round(cells[name, 'before'].exact * rng.uniform(0.7, 1.4)))
        if with_change:
            cells[name, 'change'] = table.difference(f.signed(f.COUNT), cells[name, 'now'], cells[name, 'before'], family='change')
        cells[name, '%'] = table.derive(share, relate.change_percent, cells[name, 'now'], cells[name, 'before'], family='%')
        table.series.append([cells[name, 'before'], cells[name, 'now']])
    columns = spans + ([('change', rng.choice(['Change', '+/-', 'Difference']))] if with_change else []) + [('%', '% change')]
    table.titles = ['Activity, compared with last year']
    table.lay(keyed(names), columns, cells, corner=rng.choice(['', 'Activity']))
    table.swappable = [(1, 2)]
    return table


@shape('year to date columns', weight=2)
def year_to_date(rng):
    """A month, the year to date, last year's year to date and the change, by service."""
    table, cells = Table(), {}
    names = services(rng, 5, 12)
    spans = months(rng, 6)
    form = rng.choice([f.COUNT, f.POUNDS])
    for name in names:
        parts = []
        for span in spans:
            parts.append(table.base(form, near(rng, 840)))
            cells[name, span] = parts[-1]
        cells[name, 'ytd'] = table.total(form, parts, family='ytd')
        cells[name, 'before'] = table.base(form, near(rng, 840 * len(spans)))
        cells[name, 'change'] = table.difference(form, cells[name, 'ytd'], cells[name, 'before'], family='change')
        table.series.append(parts)
    columns = keyed(spans) + [('ytd', 'YTD'), ('before', 'YTD last year'), ('change', 'Change')]
    total = rng.random() < 0.7
    if total:
        for column, _ in columns:
            cells['all', column] = table.total(form, [cells[name, column] for name in names], family='all')
        table.also(relate.total, cells['all', 'ytd'], [cells['all', span] for span in spans], family='ytd')
        table.also(relate.combination, cells['all', 'change'], (1, -1), (cells['all', 'ytd'], cells['all', 'before']), family='change')
        table.lines.append([cells['all', column] for column, _ in columns])
    table.titles = ['Receipts by service (£)' if form is f.POUNDS else 'Enquiries by service']
    table.lay(keyed(names) + ([('all', 'Total')] if total else []), columns, cells, corner='Service')
    return table


@shape('five-year series with change')
def five_years(rng):
    table, cells = Table(), {}
    names = rng.sample(WARDS, rng.randint(5, 15))
    first = rng.randint(2008, 2017)
    word = rng.choice([int, str])    # a year is typed as a number as often as not
    spans = [word(first + offset) for offset in range(5)]
    form = rng.choice([f.COUNT, f.number(1)])
    for name in names:
        middle = rng.uniform(60, 900)
        for span in spans:
            cells[name, span] = table.base(form, round(middle * rng.uniform(0.8, 1.25), form.decimals))
        parts = [cells[name, span] for span in spans]
        cells[name, 'change'] = table.difference(form, parts[-1], parts[0], family='change')
        cells[name, 'mean'] = table.derive(f.number(1), relate.average, parts, family='mean')
        table.series.append(parts)
    columns = keyed(spans) + [('change', 'Change %s to %s' % (first, first + 4)), ('mean', 'Five-year average')]
    table.titles = ['Workless residents by ward']
    table.lay(keyed(names), columns, cells, corner='Ward')
    return table


@shape('unit costs compared')
def unit_costs(rng):
    """Cost, units and cost per unit for several councils; the all-councils line is a ratio of sums."""
    table, cells = Table(), {}
    names = rng.sample(COUNCILS, rng.randint(5, 11))
    money, unit = rng.choice([(f.POUNDS, f.number(2)), (f.THOUSANDS, f.number(0)), (f.COUNT, f.number(2))])
    for name in names:
        cells[name, 'units'] = table.base(f.COUNT, near(rng, 46000, 0.5))
        cells[name, 'cost'] = table.base(money, near(rng, 2900000, 0.4))
    for column, form in (('units', f.COUNT), ('cost', money)):
        cells['all', column] = table.total(form, [cells[name, column] for name in names], family='all')
    for name in [*names, 'all']:
        cells[name, 'each'] = table.derive(unit, relate.ratio, cells[name, 'cost'], cells[name, 'units'], family='each')
    table.pooled.append((cells['all', 'each'], [cells[name, 'each'] for name in names]))
    label = 'Cost £000' if money is f.THOUSANDS else 'Cost £'
    columns = [('cost', label), ('units', 'Households'), ('each', 'Cost per household £')]
    table.titles = ['Cost of refuse collection per household']
    table.lay(keyed(names) + [('all', 'All councils')], columns, cells, corner='Council')
    table.swappable = [(1, 2)]
    return table


@shape('fees: quantity, price, amount')
def fees(rng):
    table, cells = Table(), {}
    names = rng.sample(['Hall hire', 'Pitch hire', 'Allotment', 'Bulky item', 'Replacement bin', 'Pest visit', 'Street naming',
                        'Pre-application advice', 'Skip permit', 'Scaffold licence'], rng.randint(4, 9))
    for name in names:
        price = rng.choice([7.5, 12.5, 18.25, 32.4, 45.0, 61.75, 96.3])
        cells[name, 'n'] = table.base(f.GENERAL_COUNT, rng.randint(3, 420))
        cells[name, 'price'] = table.base(f.PENCE, price)
        cells[name, 'amount'] = table.derive(f.PENCE, relate.product, cells[name, 'n'], cells[name, 'price'], family='amount')
    cells['all', 'amount'] = table.total(f.PENCE, [cells[name, 'amount'] for name in names])
    table.titles = ['Income from fees %s' % year(rng)]
    table.lay(keyed(names) + [('all', 'Total')], [('n', 'Number'), ('price', 'Fee £'), ('amount', 'Income £')], cells, corner='Fee')
    table.swappable = [(1, 2)]
    return table
