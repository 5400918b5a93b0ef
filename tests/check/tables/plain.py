"""Lists with numbers in them and no arithmetic at all."""
import datetime

import figures as f
from books import Table
from tables import shape
from tables.vocabulary import COUNCILS, MONTHS, SERVICES, STREETS, WARDS, keyed, services


def listing(rng, table, columns, count, make, corner='Ref', label=None):
    cells, rows = {}, []
    for number in range(1, count + 1):
        key = label(number) if label else number
        rows.append((number, key))
        for (column, _), content in zip(columns, make(number)):
            cells[number, column] = content
    table.lay(rows, columns, cells, corner=corner)
    table.can_transpose = False
    return table


def whole(table, number):
    return table.base(f.GENERAL_COUNT, number)


def day(rng):
    return datetime.date(rng.randint(2012, 2023), rng.randint(1, 12), rng.randint(1, 28))


@shape('addresses', weight=2)
def addresses(rng):
    table = Table()
    table.titles = ['Properties visited']
    return listing(rng, table, [('no', 'House number'), ('street', 'Street'), ('code', 'Postcode'), ('uprn', 'UPRN'), ('beds', 'Bedrooms')],
                   rng.randint(6, 50), lambda number: [whole(table, rng.randint(1, 180)), rng.choice(STREETS),
                                                       'LE%d %d%s' % (rng.randint(1, 67), rng.randint(1, 9), rng.choice(['AB', 'QX', 'TR'])),
                                                       table.base(f.PLAIN_COUNT, 100030000000 + rng.randint(1, 999999)),
                                                       whole(table, rng.randint(1, 5))])


@shape('telephone list')
def telephones(rng):
    table = Table()
    table.titles = ['Useful numbers']
    return listing(rng, table, [('service', 'Service'), ('ext', 'Extension'), ('phone', 'Telephone'), ('room', 'Room')],
                   rng.randint(6, 30), lambda number: [rng.choice(SERVICES), table.base(f.PLAIN_COUNT, rng.randint(1000, 9999)),
                                                       '01530 %06d' % rng.randint(100000, 999999),
                                                       table.base(f.PLAIN_COUNT, rng.randint(1, 240))], corner='')


@shape('timetable')
def timetable(rng):
    """Times as Excel times, and days with collection weeks."""
    table, cells = Table(), {}
    time = f.Form('hh:mm', 6)
    stops = rng.sample(STREETS, rng.randint(5, 10))
    runs = ['Bus %d' % number for number in range(1, rng.randint(4, 9))]
    for run in runs:
        minute = rng.randint(360, 900)
        for stop in stops:
            minute += rng.randint(2, 9)
            cells[stop, run] = table.base(time, minute / 1440)
    table.titles = ['Park and ride, Mondays to Saturdays']
    table.lay(keyed(stops), keyed(runs), cells, corner='Stop')
    return table


@shape('register of assets', weight=2)
def assets(rng):
    table = Table()
    columns = [('asset', 'Asset'), ('bought', 'Acquired'), ('life', 'Life (years)'), ('value', 'Net book value £'), ('area', 'Floor area m2')]
    table.titles = ['Asset register at 31 March %d' % rng.randint(2014, 2023)]
    return listing(rng, table, columns, rng.randint(6, 45), lambda number: [
        rng.choice(['Depot', 'Pavilion', 'Car park', 'Office', 'Toilets', 'Shop', 'Cemetery chapel', 'Workshop']) + ', ' + rng.choice(STREETS),
        day(rng), whole(table, rng.choice([5, 10, 20, 25, 40, 50, 60])), table.base(f.COUNT, rng.randint(8000, 2900000)),
        table.base(f.number(1), round(rng.uniform(20, 2200), 1))], label=lambda number: 'A%04d' % (1000 + number * 7))


@shape('random numbers', weight=2)
def random_numbers(rng):
    """No meaning, and so no relations: whatever seems to add up here is chance."""
    table, cells = Table(), {}
    rows, columns = rng.randint(4, 25), rng.randint(3, 9)
    forms = [rng.choice([f.GENERAL_COUNT, f.COUNT, f.number(1), f.number(2), f.percent(0), f.percent(1)]) for _ in range(columns)]
    for row in range(rows):
        for column, form in enumerate(forms):
            exact = rng.random() if form.shown == 100 else rng.uniform(1, rng.choice([90, 900, 90000]))
            cells[row, column] = table.base(form, round(exact, form.decimals + (2 if form.shown == 100 else 0)))
    table.titles = ['Readings']
    table.lay([(row, 'Sample %d' % (row + 1)) for row in range(rows)],
              [(column, 'Sensor %s' % 'ABCDEFGHI'[column]) for column in range(columns)], cells)
    return table


@shape('small whole numbers', weight=2)
def small_numbers(rng):
    """Scores from 0 to 5: sums and differences fit by chance everywhere."""
    table, cells = Table(), {}
    names = services(rng, 5, 14)
    aspects = rng.sample(['Leadership', 'Planning', 'People', 'Partnership', 'Customers', 'Results', 'Data quality'], rng.randint(4, 7))
    for name in names:
        for aspect in aspects:
            cells[name, aspect] = whole(table, rng.randint(0, 5))
    table.titles = ['Self-assessment scores (0 to 5)']
    table.lay(keyed(names), keyed(aspects), cells, corner='Service')
    return table


@shape('ranking of councils', weight=2)
def ranking(rng):
    table = Table()
    names = rng.sample(COUNCILS, rng.randint(6, 12))
    values = sorted((round(rng.uniform(20, 60), 1) for _ in names), reverse=True)
    cells = {}
    before = rng.sample(range(1, len(names) + 1), len(names))
    for place, (name, value) in enumerate(zip(names, values), 1):
        cells[name, 'value'] = table.base(f.number(1), value)
        cells[name, 'rank'] = whole(table, place)
        cells[name, 'before'] = whole(table, before[place - 1])
    table.titles = ['League table: recycling rate']
    table.lay(keyed(names), [('value', 'Rate %'), ('rank', 'Rank'), ('before', 'Rank last year')], cells, corner='Council')
    return table


@shape('prices')
def prices(rng):
    table = Table()
    items = ['Adult swim', 'Junior swim', 'Gym session', 'Squash court', 'Hall hire (hour)', 'Badminton', 'Fitness class', 'Family ticket',
             'Locker', 'Equipment hire', 'Party', 'Sauna']
    chosen = rng.sample(items, rng.randint(5, 12))
    cells = {}
    for item in chosen:
        price = rng.choice([1.5, 2.75, 3.2, 4.4, 5.9, 7.25, 12.0, 33.5])
        cells[item, 'old'] = table.base(f.PENCE, price)
        cells[item, 'new'] = table.base(f.PENCE, price + rng.choice([0, 0.05, 0.1, 0.2, 0.5, 1.0]))
        cells[item, 'off'] = table.base(f.PENCE, rng.choice([1.0, 2.0, 2.5, 3.1, 5.0]))
    table.titles = ['Leisure charges from 1 April']
    table.lay(keyed(chosen), [('old', 'Current £'), ('new', 'From April £'), ('off', 'Off peak £')], cells, corner='Activity')
    return table


@shape('context statistics', weight=2)
def statistics(rng):
    """Unrelated measures of places: each column has its own unit and source."""
    table, cells = Table(), {}
    names = rng.sample(WARDS, rng.randint(6, 22))
    columns = [('age', 'Median age'), ('pay', 'Weekly pay £'), ('own', '% owner occupied'), ('degree', '% with a degree'),
               ('car', '% households without a car'), ('rank', 'Deprivation rank'), ('homes', 'Dwellings')]
    for name in names:
        cells[name, 'age'] = table.base(f.number(1), round(rng.uniform(31, 52), 1))
        cells[name, 'pay'] = table.base(f.PENCE, round(rng.uniform(380, 690), 1))
        for column in ('own', 'degree', 'car'):
            cells[name, column] = table.base(f.percent_number(1), round(rng.uniform(0.1, 0.8), 3))
        cells[name, 'rank'] = table.base(f.COUNT, rng.randint(200, 32000))
        cells[name, 'homes'] = table.base(f.COUNT, rng.randint(900, 4100))
    table.titles = ['Ward profiles']
    table.lay(keyed(names), columns, cells, corner='Ward')
    return table


@shape('monthly values without totals', weight=2)
def monthly_values(rng):
    """Rates by month that nothing adds up: temperatures, response times, satisfaction."""
    table, cells = Table(), {}
    rows = [('temperature', 'Mean temperature', f.number(1), 4, 19), ('days', 'Days to answer letters', f.number(1), 3, 12),
            ('happy', 'Satisfaction', f.percent(0), 0.6, 0.95), ('index', 'Price index', f.number(1), 98, 118),
            ('uptime', 'Network availability', f.percent(2), 0.97, 0.9999), ('visits', 'Unique visitors', f.COUNT, 8000, 46000)]
    for row, _, form, low, high in rows:
        for month in MONTHS:
            cells[row, month] = table.base(form, form.natural(form.typed(rng.uniform(low, high))))
    table.titles = ['Monthly monitoring']
    table.lay([(row, label) for row, label, *_ in rows], keyed(MONTHS), cells)
    return table
