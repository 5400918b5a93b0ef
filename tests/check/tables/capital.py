"""Capital programmes: schemes in groups with subtotals, a grand total, and how it is paid for."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.finance import pounds, unit_of
from tables.vocabulary import keyed, next_year, year

SCHEMES = {
    'Housing': ['Kitchens and bathrooms', 'Heating renewals', 'Roofing', 'Disabled adaptations', 'Fire safety works'],
    'Leisure': ['Swimming pool refurbishment', 'Play areas', 'Sports pitches', 'Gym equipment'],
    'Regeneration': ['Town centre public realm', 'Market hall', 'Enterprise units', 'Shop fronts'],
    'Vehicles and plant': ['Refuse vehicles', 'Sweepers', 'Mowers', 'Small vans'],
    'Property': ['Office boilers', 'Car park resurfacing', 'Depot works', 'Public conveniences'],
}


@shape('capital programme with subtotals', weight=2)
def capital_programme(rng):
    table, cells = Table(), {}
    form = rng.choice([f.THOUSANDS, f.COUNT, f.POUNDS, f.THOUSANDS_SHOWN])
    first = year(rng)
    spans = [first, next_year(first), next_year(next_year(first))]
    groups = rng.sample(sorted(SCHEMES), rng.randint(2, 5))
    rows = []
    for group in groups:
        rows.append((None, group))
        schemes = rng.sample(SCHEMES[group], rng.randint(2, len(SCHEMES[group])))
        for scheme in schemes:
            for span in spans:
                cells[scheme, span] = (table.base(form, pounds(rng, 350000, form)) if rng.random() < 0.8 else
                                       rng.choice([None, table.base(form, 0), '-']))
        rows += keyed(schemes) + [('sub ' + group, rng.choice(['Subtotal', 'Sub-total ' + group, group + ' total']))]
        if rng.random() < 0.5:
            rows.append((None, ''))
        for span in spans:
            cells['sub ' + group, span] = table.total(form, [cells[scheme, span] for scheme in schemes], family='subtotal')
    rows.append(('total', rng.choice(['Grand total', 'Total capital programme', 'TOTAL'])))
    for span in spans:
        cells['total', span] = table.total(form, [cells['sub ' + group, span] for group in groups], family='grand total')
    for row, _ in rows:
        if row and any(f.is_number(cells[row, span]) for span in spans):
            cells[row, 'all'] = table.total(form, [cells[row, span] for span in spans], family='all years')
    for group in groups:
        table.lines.append([cells['sub ' + group, column] for column in [*spans, 'all']])
    table.lines.append([cells['total', column] for column in [*spans, 'all']])
    table.titles = ['Capital programme', 'All figures in ' + unit_of(form)]
    table.lay(rows, keyed(spans) + [('all', 'Total')], cells, corner='Scheme')
    table.swappable = [(1, 2), (2, 3)]
    return table


@shape('capital financing')
def capital_financing(rng):
    """Two blocks that must agree: what is spent, and what pays for it."""
    table = Table()
    form = rng.choice([f.COUNT, f.POUNDS, f.BRACKETS])
    first = year(rng)
    spans = [first, next_year(first)]
    spending, sources = {}, {}
    groups = rng.sample(sorted(SCHEMES), 4)
    funds = ['Grants', 'Capital receipts', 'Revenue contributions', 'Reserves', 'Borrowing']
    for span in spans:
        for group in groups:
            spending[group, span] = table.base(form, pounds(rng, 900000, form))
        spending['total', span] = table.total(form, [spending[group, span] for group in groups], family='spend')
        left = spending['total', span].exact
        for fund in funds:
            part = left if fund == funds[-1] else round(left * rng.uniform(0.1, 0.4))
            sources[fund, span] = table.base(form, part)
            left -= part
        sources['total', span] = table.total(form, [sources[fund, span] for fund in funds], family='financing')
        table.also(relate.copy, sources['total', span], spending['total', span], family='financing = spend')
    table.titles = ['Capital expenditure and financing']
    table.lay(keyed(groups) + [('total', 'Total expenditure')], keyed(spans), spending, corner='Expenditure (£)')
    table.lay(keyed(funds) + [('total', 'Total financing')], keyed(spans), sources, corner='Financed by (£)')
    table.swappable = [(1, 2)]
    return table


@shape('scheme spend against budget')
def scheme_spend(rng):
    """A flat list with a budget, a spend, what remains and the percentage spent, and text in some of the cells."""
    table, cells = Table(), {}
    form, share = rng.choice([f.POUNDS, f.COUNT, f.PENCE]), f.any_percent(rng)
    names = [scheme for group in rng.sample(sorted(SCHEMES), 3) for scheme in SCHEMES[group]]
    for name in names:
        cells[name, 'budget'] = table.base(form, pounds(rng, 150000, form))
        cells[name, 'spent'] = table.base(form, round(cells[name, 'budget'].exact * rng.uniform(0.05, 1.1)))
        cells[name, 'left'] = table.difference(form, cells[name, 'budget'], cells[name, 'spent'], family='left')
        cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'spent'], cells[name, 'budget'], family='%')
        cells[name, 'comment'] = rng.choice([None, 'On site; completion in week 32', 'Complete', 'Tenders due 14 May',
                                             '2 of 5 blocks done', 'Slipped to next year'])
    columns = [('budget', 'Budget £'), ('spent', 'Spent £'), ('left', 'Remaining £'), ('%', '% spent'), ('comment', 'Comment')]
    for column in ('budget', 'spent', 'left'):
        cells['total', column] = table.total(form, [cells[name, column] for name in names], family='total')
    table.also(relate.combination, cells['total', 'left'], (1, -1), (cells['total', 'budget'], cells['total', 'spent']), family='left')
    cells['total', '%'] = table.derive(share, relate.ratio, cells['total', 'spent'], cells['total', 'budget'], family='%')
    table.pooled.append((cells['total', '%'], [cells[name, '%'] for name in names]))
    table.lines.append([cells['total', column] for column in ('budget', 'spent', 'left')])
    table.titles = ['Capital schemes: progress']
    table.lay(keyed(names) + [('total', 'Total')], columns, cells, corner='Scheme')
    table.swappable = [(1, 2)]
    return table
