"""Staff and residents: absence, establishment, age bands."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import AGES, WARDS, keyed, months, near, quarters, services, year


@shape('absence by service', weight=3)
def absence_by_service(rng):
    """Days lost long and short term; days per FTE of all services is a ratio of sums. Services across or down."""
    table, cells = Table(), {}
    names = services(rng, 4, 9)
    days = rng.choice([f.COUNT, f.number(1), f.number(2), f.GENERAL_COUNT])
    fte, each, share = f.number(rng.choice([1, 2])), f.number(2, full=rng.random() < 0.3), f.any_percent(rng)
    for name in names:
        cells['fte', name] = table.base(fte, round(rng.uniform(12, 140), fte.decimals))
        for row, most in (('long', 3.5), ('short', 2.5)):
            lost = cells['fte', name].exact * rng.uniform(0.8, most)
            cells[row, name] = table.base(days, round(lost, days.decimals))
        cells['total', name] = table.total(days, [cells['long', name], cells['short', name]], family='long and short')
    for row, form in (('long', days), ('short', days), ('total', days), ('fte', fte)):
        cells[row, 'all'] = table.total(form, [cells[row, name] for name in names], family='all ' + row)
    table.also(relate.total, cells['total', 'all'], [cells['long', 'all'], cells['short', 'all']], family='long and short')
    for name in [*names, 'all']:
        cells['each', name] = table.derive(each, relate.ratio, cells['total', name], cells['fte', name], family='each')
        cells['% long', name] = table.derive(share, relate.ratio, cells['long', name], cells['total', name], family='% long')
    for row in ('each', '% long'):
        table.pooled.append((cells[row, 'all'], [cells[row, name] for name in names]))
    table.lines.append([cells[row, 'all'] for row in ('long', 'short', 'total', 'fte')])
    rows = [('long', 'Long term days lost'), ('short', 'Short term days lost'), ('total', 'Total days lost'),
            ('fte', 'Average FTE'), ('each', 'Days lost per FTE'), ('% long', 'Long term as % of total days')]
    columns = keyed(names) + [('all', rng.choice(['All', 'All services', 'Council']))]
    if rng.random() < 0.3:
        columns = columns[-1:] + columns[:-1]
    table.titles = ['Sickness absence %s %s' % (rng.choice(quarters(rng)), year(rng))]
    table.lay(rows, columns, cells, corner='Service')
    table.swappable = [(2, 3), (2, 4)]
    return table


@shape('absence by month')
def absence_by_month(rng):
    """Each month beside the same month a year ago, with a cumulative figure per FTE."""
    table, cells = Table(), {}
    names = months(rng)
    each = f.number(2)
    lost, before = [], []
    workforce = table.base(f.number(1), round(rng.uniform(180, 640), 1))
    for name in names:
        cells[name, 'lost'] = table.base(f.COUNT, near(rng, workforce.exact * 0.7))
        cells[name, 'before'] = table.base(f.COUNT, near(rng, workforce.exact * 0.7))
        lost.append(cells[name, 'lost'])
        before.append(cells[name, 'before'])
        cells[name, 'change'] = table.difference(f.COUNT, cells[name, 'lost'], cells[name, 'before'], family='change')
        cells[name, 'ytd'] = table.total(f.COUNT, lost, family='ytd')
    for column, parts in (('lost', lost), ('before', before)):
        cells['total', column] = table.total(f.COUNT, parts, family='total ' + column)
        table.series.append(parts)
    cells['total', 'change'] = table.difference(f.COUNT, cells['total', 'lost'], cells['total', 'before'], family='change')
    cells['fte', 'lost'] = workforce
    cells['each', 'lost'] = table.derive(each, relate.ratio, cells['total', 'lost'], workforce)
    columns = [('lost', 'Days lost'), ('before', 'Same month last year'), ('change', 'Difference'), ('ytd', 'Cumulative days lost')]
    rows = keyed(names) + [('total', 'Total'), ('fte', 'Average FTE for the year'), ('each', 'Days per FTE')]
    table.titles = ['Sickness: days lost by month']
    table.lay(rows, columns, cells, corner='Month')
    return table


@shape('establishment')
def establishment(rng):
    table, cells = Table(), {}
    names = services(rng, 5, 14)
    fte, share = f.number(rng.choice([1, 2])), f.any_percent(rng)
    for name in names:
        posts = table.base(fte, round(rng.uniform(8, 120), fte.decimals))
        filled = table.base(fte, round(posts.exact * rng.uniform(0.8, 1), fte.decimals))
        cells[name, 'posts'], cells[name, 'filled'] = posts, filled
        cells[name, 'heads'] = table.base(f.COUNT, round(filled.exact * rng.uniform(1.02, 1.3)))
        cells[name, 'vacant'] = table.difference(fte, posts, filled, family='vacant')
    for column, form in (('posts', fte), ('filled', fte), ('heads', f.COUNT), ('vacant', fte)):
        cells['all', column] = table.total(form, [cells[name, column] for name in names], family='all ' + column)
    table.also(relate.combination, cells['all', 'vacant'], (1, -1), (cells['all', 'posts'], cells['all', 'filled']), family='vacant')
    for name in [*names, 'all']:
        cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'vacant'], cells[name, 'posts'], family='%')
    table.pooled.append((cells['all', '%'], [cells[name, '%'] for name in names]))
    table.lines.append([cells['all', column] for column in ('posts', 'filled', 'heads', 'vacant')])
    columns = [('posts', 'Established posts'), ('filled', 'In post'), ('heads', 'Headcount'), ('vacant', 'Vacant'), ('%', 'Vacancy rate')]
    units = {'posts': 'FTE', 'filled': 'FTE', 'heads': 'number', 'vacant': 'FTE'} if rng.random() < 0.5 else None
    table.titles = ['Establishment at %d April %d' % (rng.randint(1, 30), rng.randint(2015, 2023))]
    table.lay(keyed(names) + [('all', 'Total')], columns, cells, corner='Service', units=units)
    return table


@shape('age bands', weight=2)
def age_bands(rng):
    """Residents or customers by age band and sex, with shares of the total that may add to 99 or 101."""
    table, cells = Table(), {}
    share, count = f.any_percent(rng, rng.choice([0, 0, 1])), f.any_count(rng)
    groups = rng.choice([['Male', 'Female'], ['Tenants', 'Owners', 'Others'], ['2011', '2021']])
    suffix = rng.random() < 0.5
    add = groups != ['2011', '2021']
    columns = []
    for group in groups:
        for age in AGES:
            cells[age, group] = table.base(count, near(rng, rng.choice([300, 2600]), 0.6))
        columns += [(group, group), (group + '%', '%' if suffix else '% of ' + group)]
    if add:
        for age in AGES:
            cells[age, 'all'] = table.total(count, [cells[age, group] for group in groups], family='all')
        columns += [('all', 'Total'), ('all%', '% of total')]
    for column, _ in list(columns):
        if not column.endswith('%'):
            cells['total', column] = table.total(count, [cells[age, column] for age in AGES], family='total ' + column)
            for age in AGES:
                cells[age, column + '%'] = table.derive(share, relate.ratio, cells[age, column], cells['total', column],
                                                        kind='share', family='share ' + column)
            if rng.random() < 0.7:
                cells['total', column + '%'] = table.derive(share, relate.total, [cells[age, column + '%'] for age in AGES],
                                                            family='whole')
    if add:
        table.also(relate.total, cells['total', 'all'], [cells['total', group] for group in groups], family='all')
    table.titles = ['%s by age band' % rng.choice(['Population', 'Leisure members', 'Survey respondents'])]
    table.notes = ['Percentages may not add to 100 because of rounding.'] if rng.random() < 0.5 else []
    table.lay(keyed(AGES) + [('total', 'Total')], columns, cells, corner='Age')
    return table


@shape('rate per 1,000 population', weight=2)
def rate_per_thousand(rng):
    table, cells = Table(), {}
    names = rng.sample(WARDS, rng.randint(6, 20))
    per = rng.choice([1000, 1000, 10000])
    rate = f.number(rng.choice([1, 2]), full=rng.random() < 0.3)
    subject = rng.choice(['Incidents', 'Reported crimes', 'Claimants', 'Fly-tips'])
    for name in names:
        cells[name, 'n'] = table.base(f.COUNT, near(rng, 140, 0.7))
        cells[name, 'population'] = table.base(f.COUNT, near(rng, 5200, 0.4))
    for column in ('n', 'population'):
        cells['all', column] = table.total(f.COUNT, [cells[name, column] for name in names], family='all ' + column)
    for name in [*names, 'all']:
        cells[name, 'rate'] = table.derive(rate, relate.ratio, cells[name, 'n'], cells[name, 'population'], per=per, family='rate')
    table.pooled.append((cells['all', 'rate'], [cells[name, 'rate'] for name in names]))
    columns = [('n', subject), ('population', 'Population'), ('rate', 'Rate per {:,} population'.format(per))]
    rows = keyed(names) + [('all', 'District')]
    if rng.random() < 0.3:
        rows = rows[-1:] + rows[:-1]
    table.titles = ['%s by ward, %s' % (subject, year(rng))]
    table.lay(rows, columns, cells, corner='Ward')
    table.swappable = [(1, 2)]
    return table


@shape('training attendance')
def training(rng):
    """Staff trained of staff in post: a fraction in two columns and its percentage, no total line."""
    table, cells = Table(), {}
    share = f.any_percent(rng)
    names = services(rng, 5, 12)
    for name in names:
        staff = table.base(f.GENERAL_COUNT, rng.randint(9, 160))
        cells[name, 'staff'] = staff
        cells[name, 'done'] = table.base(f.GENERAL_COUNT, rng.randint(staff.exact // 2, staff.exact))
        cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'done'], staff)
        cells[name, 'due'] = table.difference(f.GENERAL_COUNT, staff, cells[name, 'done'])
    columns = [('staff', 'Staff in post'), ('done', 'Completed course'), ('due', 'Still to do'), ('%', '% completed')]
    rng.shuffle(columns)
    table.titles = ['Mandatory training']
    table.lay(keyed(names), columns, cells, corner='Service')
    return table
