"""The words that councils' tables are made of."""
MONTHS = ['April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December', 'January',
          'February', 'March']
SERVICES = ['Housing', 'Planning', 'Revenues & Benefits', 'Environmental Health', 'Leisure', 'Finance',
            'Legal & Democratic', 'Customer Services', 'Waste & Recycling', 'Property', 'Human Resources', 'ICT',
            'Community Safety', 'Regeneration', 'Licensing', 'Parks & Open Spaces']
WARDS = ['Abbey', 'Bridge End', 'Castle', 'Deansgate', 'Eastfields', 'Fosse', 'Greenhill', 'Holywell', 'Ivanhoe',
         'Kingsway', 'Limehurst', 'Market', 'Northgate', 'Oakthorpe', 'Priory', 'Queensbury', 'Riverside', 'St Mary',
         'Thornton', 'Uplands', 'Valley', 'Westgate']
COUNCILS = ['Ashby', 'Barwell', 'Charnley', 'Dunsmore', 'Eastwell', 'Fenbury', 'Glenfield', 'Harby', 'Ingleton',
            'Kirkholme', 'Langford', 'Marlow Vale']
STREETS = ['High Street', 'Church Lane', 'Mill Road', 'Station Road', 'The Green', 'Park Avenue', 'Victoria Street',
           'Manor Close', 'Forest Road', 'Queen Street', 'Albion Terrace', 'Meadow Way']
AGES = ['Under 18', '18-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75 and over']


def months(rng, most=12):
    count = rng.choice([most, most, 3, 4, 6, 9])
    first = rng.choice([0, 0, 3, 6]) if count < 10 else 0
    names = MONTHS[first:first + min(count, most)]
    return [month[:3] for month in names] if rng.random() < 0.5 else names


def quarters(rng):
    return rng.choice([['Q1', 'Q2', 'Q3', 'Q4'], ['Q1', 'Q2', 'Q3'], ['Quarter 1', 'Quarter 2', 'Quarter 3', 'Quarter 4'],
                       ['Apr-Jun', 'Jul-Sep', 'Oct-Dec', 'Jan-Mar']])


def year(rng):
    start = rng.randint(2014, 2023)
    return rng.choice(['%d/%02d', '%d-%02d']) % (start, (start + 1) % 100)


def next_year(name):
    sign = name[4]
    start = int(name[:4]) + 1
    return '%d%s%02d' % (start, sign, (start + 1) % 100)


def services(rng, least=4, most=10):
    return rng.sample(SERVICES, rng.randint(least, most))


def keyed(labels):
    """(key, label) for rows or columns."""
    return [(label, label) for label in labels]


def near(rng, middle, spread=0.3):
    """A whole number around the middle."""
    return max(0, round(middle * rng.uniform(1 - spread, 1 + spread)))
