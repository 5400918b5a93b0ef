"""Registers and logs with money, dates and references: columns of numbers that owe each other nothing."""
import datetime

import figures as f
from books import Table
from tables import shape
from tables.plain import day, listing, whole
from tables.vocabulary import SERVICES, STREETS, WARDS, keyed


@shape('register of contracts')
def contracts(rng):
    table = Table()
    columns = [('title', 'Contract'), ('start', 'Start'), ('end', 'End'), ('value', 'Annual value £'), ('bids', 'Tenders received')]
    table.titles = ['Contracts register']

    def make(number):
        start = day(rng)
        return [rng.choice(['Grounds maintenance', 'Cleaning', 'Insurance', 'Lift servicing', 'Payroll system', 'Catering', 'Security']),
                start, start + datetime.timedelta(days=rng.choice([365, 730, 1095])), table.base(f.POUNDS, rng.randint(5200, 640000)),
                whole(table, rng.randint(1, 9))]
    return listing(rng, table, columns, rng.randint(5, 40), make, corner='Contract no', label=lambda number: 'C/%03d' % (number * 3))


@shape('planning applications')
def planning(rng):
    table = Table()
    columns = [('site', 'Site'), ('ward', 'Ward'), ('valid', 'Valid'), ('homes', 'Dwellings'), ('area', 'Site area ha'), ('letters', 'Objections')]
    table.titles = ['Applications decided']
    return listing(rng, table, columns, rng.randint(5, 60), lambda number: [
        rng.choice(STREETS), rng.choice(WARDS), day(rng), whole(table, rng.choice([0, 1, 1, 2, 4, 14, 60])),
        table.base(f.number(2), round(rng.uniform(0.02, 6), 2)), whole(table, rng.randint(0, 40))],
        label=lambda number: '%d/%05d' % (rng.randint(15, 23), rng.randint(1, 1500)))


@shape('information requests')
def requests(rng):
    table = Table()
    columns = [('received', 'Received'), ('due', 'Due'), ('days', 'Working days taken'), ('hours', 'Hours'), ('outcome', 'Outcome')]
    table.titles = ['Information requests log']

    def make(number):
        received = day(rng)
        return [received, received + datetime.timedelta(days=28), whole(table, rng.randint(1, 27)),
                table.base(f.number(1), rng.randint(1, 36) / 2), rng.choice(['Disclosed', 'Part', 'Refused', 'Not held'])]
    return listing(rng, table, columns, rng.randint(6, 45), make, label=lambda number: 'FOI %d' % (4100 + number))


@shape('vehicles')
def vehicles(rng):
    table = Table()
    columns = [('year', 'Year'), ('km', 'Odometer'), ('cc', 'Engine cc'), ('co2', 'CO2 g/km'), ('mpg', 'mpg'), ('bay', 'Bay')]
    table.titles = ['Fleet list']
    return listing(rng, table, columns, rng.randint(5, 35), lambda number: [
        table.base(f.PLAIN_COUNT, rng.randint(2006, 2022)), table.base(f.COUNT, rng.randint(4000, 190000)),
        table.base(f.PLAIN_COUNT, rng.choice([998, 1248, 1461, 1968, 2298, 7698])), whole(table, rng.randint(88, 280)),
        table.base(f.number(1), round(rng.uniform(8, 62), 1)), whole(table, rng.randint(1, 48))], corner='Registration',
        label=lambda number: '%s%02d %s' % (rng.choice(['FJ', 'FN', 'YX']), rng.randint(51, 72), rng.choice(['ABC', 'KLO', 'WTZ'])))


@shape('payments over £500')
def payments(rng):
    """A list without a total, with repeated suppliers and equal amounts."""
    table = Table()
    columns = [('date', 'Date'), ('supplier', 'Supplier'), ('service', 'Service'), ('amount', 'Amount £'), ('ref', 'Transaction')]
    table.titles = ['Payments to suppliers over £500']
    return listing(rng, table, columns, rng.randint(10, 60), lambda number: [
        day(rng), rng.choice(['Acorn Supplies', 'Bright Energy', 'County Council', 'Delta IT', 'Evergreen Grounds', 'Fenwick Fuels']),
        rng.choice(SERVICES), table.base(f.PENCE, rng.choice([750.0, 1200.0, round(rng.uniform(500, 30000), 2)])),
        table.base(f.PLAIN_COUNT, 500000 + number * 13 + rng.randint(0, 9))], corner='Line')


@shape('car park details')
def car_parks(rng):
    table, cells = Table(), {}
    names = rng.sample(STREETS, rng.randint(5, 11))
    for name in names:
        cells[name, 'spaces'] = whole(table, rng.randint(18, 420))
        cells[name, 'disabled'] = whole(table, rng.randint(1, 12))
        cells[name, 'charge'] = table.base(f.PENCE, rng.choice([0.8, 1.0, 1.2, 1.5]))
        cells[name, 'full'] = rng.choice(['Rarely', 'Saturdays', '2 days in 5', 'Never'])
        cells[name, 'height'] = table.base(f.number(1), rng.choice([1.9, 2.1, 2.2, 3.0])) if rng.random() < 0.6 else None
    table.titles = ['Car parks']
    table.lay(keyed(names), [('spaces', 'Spaces'), ('disabled', 'Disabled bays'), ('charge', 'First hour £'), ('full', 'Full'),
                             ('height', 'Height limit m')], cells, corner='Car park')
    return table


@shape('meeting dates')
def meetings(rng):
    table = Table()
    columns = [('date', 'Date'), ('time', 'Time'), ('items', 'Items'), ('present', 'Members present'), ('minutes', 'Minutes long')]
    table.titles = ['Calendar of meetings']
    return listing(rng, table, columns, rng.randint(6, 30), lambda number: [
        day(rng), rng.choice(['10.00', '14.30', '18.30']), whole(table, rng.randint(3, 16)), whole(table, rng.randint(5, 13)),
        whole(table, rng.randint(25, 190))], corner='Committee',
        label=lambda number: rng.choice(['Cabinet', 'Scrutiny', 'Planning', 'Licensing', 'Audit', 'Council']))


@shape('housing stock list')
def stock(rng):
    table = Table()
    columns = [('street', 'Estate'), ('built', 'Built'), ('rent', 'Weekly rent £'), ('epc', 'Energy score'), ('repairs', 'Repairs last year')]
    table.titles = ['Stock condition sample']
    return listing(rng, table, columns, rng.randint(8, 55), lambda number: [
        rng.choice(STREETS), table.base(f.PLAIN_COUNT, rng.randint(1920, 2015)), table.base(f.PENCE, round(rng.uniform(68, 124), 2)),
        whole(table, rng.randint(38, 88)), whole(table, rng.randint(0, 11))], corner='Property',
        label=lambda number: str(20400 + number * 3))
