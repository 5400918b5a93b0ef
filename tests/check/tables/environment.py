"""Waste and streets: tonnages, recycling rates, fly-tips, inspections."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import COUNCILS, keyed, months, near, quarters, year


@shape('waste tonnage and recycling rate', weight=3)
def waste_tonnage(rng):
    table, cells = Table(), {}
    names = months(rng)
    tonnes, share = f.number(rng.choice([0, 1, 2])), f.any_percent(rng, rng.choice([1, 2]))
    if tonnes.decimals == 0:
        tonnes = f.COUNT
    for name in names:
        for row, middle in (('dry', 720), ('green', 510), ('food', 160), ('residual', 1450)):
            cells[row, name] = table.base(tonnes, round(middle * rng.uniform(0.7, 1.3), tonnes.decimals))
    for row in ('dry', 'green', 'food', 'residual'):
        cells[row, 'all'] = table.total(tonnes, [cells[row, name] for name in names], family='year ' + row)
        table.series.append([cells[row, name] for name in names])
    for name in [*names, 'all']:
        cells['recycled', name] = table.total(tonnes, [cells[row, name] for row in ('dry', 'green', 'food')], family='recycled')
        cells['total', name] = table.total(tonnes, [cells['recycled', name], cells['residual', name]], family='household')
        cells['%', name] = table.derive(share, relate.ratio, cells['recycled', name], cells['total', name], family='%')
    for row in ('recycled', 'total'):
        table.also(relate.total, cells[row, 'all'], [cells[row, name] for name in names], family='year ' + row)
    table.pooled.append((cells['%', 'all'], [cells['%', name] for name in names]))
    table.lines += [[cells[row, name] for name in [*names, 'all']] for row in ('recycled', 'total')]
    rows = [('dry', 'Dry recycling'), ('green', 'Garden waste'), ('food', 'Food waste'),
            ('recycled', 'Total sent for recycling, composting'), ('residual', 'Residual waste'),
            ('total', 'Total household waste'), ('%', 'Recycling rate (%)' if share.scale == 100 else 'Recycling rate')]
    table.titles = ['Waste and recycling %s' % year(rng), 'Tonnes']
    table.lay(rows, keyed(names) + [('all', rng.choice(['Total', 'Year', 'YTD']))], cells, corner='Stream')
    return table


@shape('recycling by council')
def recycling_by_council(rng):
    """Neighbouring councils compared, with an average line: the mean of the councils' rates, as its label says."""
    table, cells = Table(), {}
    names = rng.sample(COUNCILS, rng.randint(5, 12))
    share = f.any_percent(rng, 1)
    for name in names:
        total = table.base(f.COUNT, near(rng, 31000))
        cells[name, 'total'] = total
        cells[name, 'recycled'] = table.base(f.COUNT, round(total.exact * rng.uniform(0.32, 0.58)))
        cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'recycled'], total, family='%')
        cells[name, 'kg'] = table.base(f.COUNT, rng.randint(380, 560))
    cells['mean', '%'] = table.derive(share, relate.average, [cells[name, '%'] for name in names])
    columns = [('total', 'Household waste (t)'), ('recycled', 'Recycled (t)'), ('%', 'Recycling rate'), ('kg', 'Residual kg per household')]
    table.titles = ['Recycling performance of neighbouring councils, %s' % year(rng)]
    table.lay(keyed(names) + [('mean', 'Average of the councils\' rates')], columns, cells, corner='Council')
    table.swappable = [(1, 2)]
    return table


@shape('fly-tips by type and quarter', weight=2)
def fly_tips(rng):
    """A cross-footed table of counts with small numbers, zeros and blanks for none."""
    table, cells = Table(), {}
    kinds = rng.sample(['Household', 'Garden', 'Construction', 'Tyres', 'White goods', 'Asbestos', 'Vehicle parts', 'Black bags',
                        'Commercial', 'Clinical'], rng.randint(4, 9))
    names = quarters(rng)
    none = rng.choice([0, None, '-'])
    for kind in kinds:
        for name in names:
            count = rng.choice([0, 1, 3, 8, 14, 27, 45, 88]) + rng.randint(0, 9)
            cells[kind, name] = table.base(f.GENERAL_COUNT, count) if count or none == 0 else none
        parts = [cells[kind, name] for name in names]
        cells[kind, 'all'] = table.total(f.GENERAL_COUNT, parts, family='all')
        if all(f.is_number(part) for part in parts):
            table.series.append(parts)
    for name in [*names, 'all']:
        cells['total', name] = table.total(f.GENERAL_COUNT, [cells[kind, name] for kind in kinds], family='total')
    table.also(relate.total, cells['total', 'all'], [cells['total', name] for name in names], family='all')
    table.lines.append([cells['total', name] for name in [*names, 'all']])
    columns = keyed(names) + [('all', 'Total')]
    if rng.random() < 0.25:
        columns = columns[-1:] + columns[:-1]
    elif rng.random() < 0.3:
        columns.insert(len(names), (None, ''))
    table.titles = ['Fly-tipping incidents %s' % year(rng)]
    table.lay(keyed(kinds) + [('total', 'Total incidents')], columns, cells, corner='Type')
    return table


@shape('inspections due and done')
def inspections(rng):
    """Number and percentage pairs under a merged heading for each quarter."""
    table, cells = Table(), {}
    kinds = rng.sample(['Food hygiene', 'Health and safety', 'Private water', 'Caravan sites', 'Taxis', 'HMO licences', 'Air quality',
                        'Petrol stations'], rng.randint(4, 7))
    names = quarters(rng)
    share = f.any_percent(rng, rng.choice([0, 1]))
    columns, bands = [], []
    for name in names:
        for kind in kinds:
            due = table.base(f.GENERAL_COUNT, rng.randint(12, 190))
            cells[kind, (name, 'due')] = due
            cells[kind, (name, 'done')] = table.base(f.GENERAL_COUNT, rng.randint(due.exact // 2, due.exact))
        for part in ('due', 'done'):
            cells['all', (name, part)] = table.total(f.GENERAL_COUNT, [cells[kind, (name, part)] for kind in kinds], family='all')
        for row in [*kinds, 'all']:
            cells[row, (name, '%')] = table.derive(share, relate.ratio, cells[row, (name, 'done')], cells[row, (name, 'due')], family='%')
        table.pooled.append((cells['all', (name, '%')], [cells[kind, (name, '%')] for kind in kinds]))
        columns += [((name, 'due'), 'Due'), ((name, 'done'), 'Done'), ((name, '%'), '% done')]
        bands.append((name, (name, 'due'), (name, '%')))
    table.lines.append([cells['all', column] for column, _ in columns if column[1] != '%'])
    for kind in kinds:
        table.series.append([cells[kind, (name, 'done')] for name in names])
    table.titles = ['Inspections programme']
    table.lay(keyed(kinds) + [('all', 'All')], columns, cells, corner='Inspection', bands=bands)
    table.can_transpose = False
    return table


@shape('street cleansing survey')
def cleansing(rng):
    """Grades of transects: shares of the whole across a row, whole percentages that may add to 99 or 101."""
    table, cells = Table(), {}
    share = rng.choice([f.percent(0), f.percent_text(0), f.percent_number(0), f.percent(1)])
    grades = ['A', 'B', 'C', 'D']
    lands = rng.sample(['Main retail', 'Other retail', 'High obstruction housing', 'Low obstruction housing', 'Industry', 'Main roads',
                        'Rural roads', 'Recreation areas'], rng.randint(4, 8))
    for land in lands:
        for grade in grades:
            cells[land, grade] = table.base(f.GENERAL_COUNT, rng.randint(3, 60))
        cells[land, 'n'] = table.total(f.GENERAL_COUNT, [cells[land, grade] for grade in grades], family='surveyed')
        for grade in grades:
            cells[land, grade + '%'] = table.derive(share, relate.ratio, cells[land, grade], cells[land, 'n'], kind='share',
                                                    family='grade ' + grade)
    columns = [(grade, grade) for grade in grades] + [('n', 'Transects surveyed')] + [(grade + '%', 'Grade ' + grade) for grade in grades]
    bands = [('Number of transects', 'A', 'D'), ('Percentage of transects', 'A%', 'D%')]
    table.titles = ['Street cleansing survey, tranche %d' % rng.randint(1, 3)]
    table.lay(keyed(lands), columns, cells, corner='Land use', bands=bands)
    table.swappable = [(1, 2), (2, 4)]
    table.can_transpose = False
    return table
