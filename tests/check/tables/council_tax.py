"""Council tax, elections and debt."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import WARDS, keyed, near, services, year

BANDS = [('A', 6), ('B', 7), ('C', 8), ('D', 9), ('E', 11), ('F', 13), ('G', 15), ('H', 18)]


@shape('tax base by band')
def tax_base(rng):
    """Dwellings by band, less discounts, times ninths, as Band D equivalents."""
    table, cells = Table(), {}
    equivalent = f.number(1)
    for band, ninths in BANDS:
        cells['all', band] = table.base(f.COUNT, near(rng, 60000 // ninths, 0.6))
        cells['exempt', band] = table.base(f.COUNT, round(cells['all', band].exact * rng.uniform(0.01, 0.04)))
        cells['due', band] = table.difference(f.COUNT, cells['all', band], cells['exempt', band], family='chargeable')
        cells['ninths', band] = '%d/9' % ninths
        cells['d', band] = table.derive(equivalent, ninths_of(ninths), cells['due', band], family='Band D')
    names = [band for band, _ in BANDS]
    for row, form in (('all', f.COUNT), ('exempt', f.COUNT), ('due', f.COUNT), ('d', equivalent)):
        cells[row, 'total'] = table.total(form, [cells[row, band] for band in names], family='total ' + row)
    table.also(relate.combination, cells['due', 'total'], (1, -1), (cells['all', 'total'], cells['exempt', 'total']), family='chargeable')
    rate = table.base(f.percent(1), rng.choice([0.975, 0.98, 0.985, 0.99]))
    cells['rate', 'total'] = rate
    cells['base', 'total'] = table.derive(equivalent, relate.product, cells['d', 'total'], rate)
    rows = [('all', 'Dwellings on the list'), ('exempt', 'Exempt'), ('due', 'Chargeable dwellings'), ('ninths', 'Ratio to Band D'),
            ('d', 'Band D equivalents'), ('rate', 'Collection rate'), ('base', 'Tax base (Band D equivalents x collection rate)')]
    table.titles = ['Council tax base %s' % year(rng)]
    table.lay(rows, [(band, 'Band ' + band) for band in names] + [('total', 'Total')], cells)
    table.swappable = [(1, 2)]
    return table


def ninths_of(ninths):
    def make(target, due, **how):
        return relate.Relation('product', target, [due], lambda number: number * ninths / 9, **how)
    return make


@shape('precepts by band')
def precepts(rng):
    """What each authority charges by band, and their sum; bands are ninths of Band D, which no heading says."""
    table, cells = Table(), {}
    bodies = ['County Council', 'Police', 'Fire', 'District Council', 'Parishes (average)'][:rng.randint(3, 5)]
    for body, middle in zip(bodies, (1240.11, 210.4, 62.9, 158.6, 51.2)):
        whole = round(middle * rng.uniform(0.85, 1.2), 2)
        for band, ninths in BANDS:
            cells[body, band] = table.base(f.PENCE, round(round(whole * ninths / 9 * 100) / 100, 2))
    for band, _ in BANDS:
        cells['all', band] = table.total(f.PENCE, [cells[body, band] for body in bodies], family='total')
    table.lines.append([cells['all', band] for band, _ in BANDS])
    table.titles = ['Council tax by band, £']
    table.lay(keyed(bodies) + [('all', 'Total')], [(band, band) for band, _ in BANDS], cells, corner='Authority')
    return table


@shape('election results')
def election(rng):
    table, cells = Table(), {}
    names, parties = rng.sample(WARDS, rng.randint(4, 12)), ['Elm Party', 'Oak Party', 'Independent', 'Residents']
    share = f.any_percent(rng, rng.choice([1, 2]))
    for name in names:
        for party in parties:
            cells[name, party] = table.base(f.COUNT, near(rng, 620, 0.7))
        cells[name, 'spoilt'] = table.base(f.COUNT, rng.randint(2, 30))
        cells[name, 'cast'] = table.total(f.COUNT, [cells[name, column] for column in [*parties, 'spoilt']], family='cast')
        cells[name, 'electorate'] = table.base(f.COUNT, round(cells[name, 'cast'].exact / rng.uniform(0.28, 0.5)))
    columns = [*parties, 'spoilt', 'cast', 'electorate']
    for column in columns:
        cells['all', column] = table.total(f.COUNT, [cells[name, column] for name in names], family='all')
    table.also(relate.total, cells['all', 'cast'], [cells['all', column] for column in [*parties, 'spoilt']], family='cast')
    for row in [*names, 'all']:
        cells[row, 'turnout'] = table.derive(share, relate.ratio, cells[row, 'cast'], cells[row, 'electorate'], family='turnout')
    table.pooled.append((cells['all', 'turnout'], [cells[name, 'turnout'] for name in names]))
    table.lines.append([cells['all', column] for column in columns])
    labels = keyed(parties) + [('spoilt', 'Rejected papers'), ('cast', 'Total votes cast (including rejected)'),
                               ('electorate', 'Electorate'), ('turnout', 'Turnout (votes cast / electorate)')]
    table.titles = ['District election results']
    table.lay(keyed(names) + [('all', 'District')], labels, cells, corner='Ward')
    table.swappable = [(1, 2), (2, 4)]
    return table


@shape('aged debt')
def aged_debt(rng):
    table, cells = Table(), {}
    ages = ['0-30 days', '31-60 days', '61-90 days', 'Over 90 days']
    names = services(rng, 4, 11)
    money, share = rng.choice([f.PENCE, f.COUNT, f.POUNDS, f.THOUSANDS_SHOWN]), f.any_percent(rng)
    for name in names:
        for age in ages:
            cells[name, age] = table.base(money, round(rng.uniform(300, 60000), money.decimals)) if rng.random() < 0.9 else table.base(money, 0)
        cells[name, 'all'] = table.total(money, [cells[name, age] for age in ages], family='all')
    for column in [*ages, 'all']:
        cells['total', column] = table.total(money, [cells[name, column] for name in names], family='total')
    table.also(relate.total, cells['total', 'all'], [cells['total', age] for age in ages], family='all')
    rows = keyed(names) + [('total', 'Total')]
    if rng.random() < 0.5:
        for age in ages:
            cells['%', age] = table.derive(share, relate.ratio, cells['total', age], cells['total', 'all'], kind='share', family='%')
        rows.append(('%', '% of total debt'))
    table.lines.append([cells['total', column] for column in [*ages, 'all']])
    table.titles = ['Sundry debtors by age of debt (£)']
    table.lay(rows, keyed(ages) + [('all', 'Total')], cells, corner='Service')
    table.swappable = [(1, 2), (2, 3)]
    return table
