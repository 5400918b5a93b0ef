"""The workbooks that the command line's tests run on."""
from workbook_files import formula, write_book

# Calls at a council's call centre. April to June are round figures; July to September are the published ones.
MONTHS = ['April 18/19', 'May 18/19', 'June 18/19', 'July 18/19', 'Aug 18/19', 'Sept 18/19']
CALLS = {
    'Received': [1200, 1200, 1600, 10338, 8951, 7779],
    'Answered': [1000, 1000, 1000, 6877, 7179, 6535],
    'Answered in 30 secs': [800, 700, 900, 2045, 4035, 3937],
    'Abandoned': [100, 100, 100, 3231, 1326, 1241],
}
MEASURES = [
    {'Measure': name, 'Unit': 'count', 'Cells': 'Calls!B%d:G%d' % (row, row), 'Periods': 'Calls!B1:G1',
     'Over time': 'sum', 'Label': label}
    for row, (name, label) in enumerate(
        [('received', 'Received'), ('answered', 'Answered'), ('answered_30s', 'Answered in 30 secs'),
         ('abandoned', 'Abandoned')], 2)
]
INDICATORS = [
    {'Reference': 'CS-2', 'Title': 'Calls answered within 30 s', 'Expression': 'answered_30s / answered', 'Unit': '%',
     'Aim': 'maximise', 'Target': '70%', 'Tolerance': '5 points', 'Frequency': 'quarterly', 'Kind': 'PI',
     'Objective': 'Value for Money', 'Value to': 'Board!B2', 'Status to': 'Board!C2'},
    {'Reference': 'CS-1', 'Title': 'Calls abandoned', 'Expression': 'abandoned / received', 'Unit': '%',
     'Aim': 'minimise', 'Target': '<10%', 'Frequency': 'quarterly', 'Kind': 'PI', 'Objective': 'Value for Money',
     'Value to': 'Board!B3', 'Status to': 'Board!C3'},
]
ROLL_UPS = [
    {'Roll-up': 'By priority', 'By': 'Objective', 'Lines': 'Board!A7:A7', 'Classes': 'Board!B6:D6',
     'Counts to': 'Board!B7:D7', 'Out of': 'ranked'},
]
SETTINGS = {'Period': 'Q2 2018/19', 'Year starts': 'April', 'Locale': 'en-GB'}

# 10,017 of 20,591 and 5,798 of 27,068; in the first quarter 2,400 of 3,000 and 300 of 4,000.
# A % indicator writes points into a cell without a % format.
Q2_ANSWERED = 100 * 10017 / 20591
Q2_ABANDONED = 100 * 5798 / 27068
Q1_ANSWERED = 80
Q1_ABANDONED = 7.5


def letters(count):
    """The names of the first columns."""
    alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    return [first + last for first in ['', *alphabet] for last in alphabet][:count]


def calls_sheet():
    cells = {column + '1': month for column, month in zip('BCDEFG', MONTHS)}
    for row, (label, figures) in enumerate(CALLS.items(), 2):
        cells['A%d' % row] = label
        cells.update({column + str(row): figure for column, figure in zip('BCDEFG', figures)})
        cells['H%d' % row] = formula('SUM(B%d:G%d)' % (row, row))
    return cells


def board_sheet():
    return {'A1': 'Indicator', 'B1': 'Value', 'C1': 'Status', 'A2': 'Calls answered', 'A3': 'Calls abandoned',
            'B6': 'Green', 'C6': 'Amber', 'D6': 'Red', 'A7': 'Value for Money',
            'E7': formula('COUNTIF(C2:C3,"Red")')}


def definition_sheet(rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = {letter + '1': name for letter, name in zip(letters(len(columns)), columns)}
    for number, row in enumerate(rows, 2):
        cells.update({letter + str(number): row[name] for letter, name in zip(letters(len(columns)), columns) if name in row})
    return cells


def indicator_sheets(settings=None, measures=None, indicators=None, roll_ups=None):
    return {
        'Settings': definition_sheet([{'Setting': k, 'Value': v} for k, v in (settings or SETTINGS).items()]),
        'Measures': definition_sheet(measures or MEASURES),
        'Indicators': definition_sheet(indicators or INDICATORS),
        'Roll-ups': definition_sheet(roll_ups or ROLL_UPS),
    }


def write_plain(path):
    """Two sheets, a chain of formulas over them with values that are out of date."""
    write_book(path, {
        'Calls': {'A1': 'Received', 'B1': 120, 'C1': formula('B1*2', 7), 'A2': 'Lost', 'B2': 30, 'C2': formula('B2*2', 7),
                  'D1': formula('IF(C1>100,"many","few")', 'few')},
        'My board': {'A1': formula('SUM(Calls!C1:C2)', 1), 'A2': formula('Calls!B2/Calls!B1', 0.25)},
    }, names={'received': 'Calls!$B$1'})


def write_calls(path, board=None, **definitions):
    write_book(path, {'Calls': calls_sheet(), 'Board': {**board_sheet(), **(board or {})},
                      **indicator_sheets(**definitions)})


def write_calls_without_definitions(path):
    write_book(path, {'Calls': calls_sheet(), 'Board': board_sheet()})


def toml_key(name):
    return name.lower().replace(' ', '_').replace('-', '_')


def toml_definitions():
    lines = ['[settings]'] + ['%s = "%s"' % (toml_key(k), v) for k, v in SETTINGS.items()]
    for heading, rows in (('measures', MEASURES), ('indicators', INDICATORS), ('roll_ups', ROLL_UPS)):
        for row in rows:
            lines += ['', '[[%s]]' % heading] + ['%s = "%s"' % (toml_key(k), v) for k, v in row.items()]
    return '\n'.join(lines) + '\n'
