"""A workbook that writes something in every column of every definition sheet, with notes, dates and percentages."""
from small_books import definition_sheet
from workbook_files import Xml, sheet, write_book, HEAD, MAIN

PERCENT, DATE = 1, 2  # cell formats of STYLES
STYLES = (
    HEAD + '<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>' % MAIN)
SERVICES = ['Housing', 'Planning', 'Depot']


def styled(place, number, style):
    return Xml('<c r="%s" s="%d"><v>%r</v></c>' % (place, style, number))


def data_sheets():
    """Quarters side by side; three services below one another."""
    data = {'A%d' % row: label for row, label in enumerate(['', 'Received', 'Answered', 'Wait'], 1) if label}
    for column, quarter, received, answered, wait in zip('BCD', ['Q1 2018/19', 'Q2 2018/19', 'Q3 2018/19'], [200, 400, 300],
                                                         [150, 300, 'none kept'], [12, 8, 9]):
        data.update({column + '1': quarter, column + '2': received, column + '3': answered, column + '4': wait})
    for row, (service, before, now) in enumerate(zip(SERVICES, [10, 20, 30], [5, 15, 30]), 8):
        data.update({'A%d' % row: service, 'B%d' % row: before, 'C%d' % row: now})
    data.update({'B7': 'Q1 2018/19', 'C7': 'Q2 2018/19'})
    board = {'E2': 300, 'F3': 'Amber', 'G3': 'agreed with the director', 'H2': 'Fewer calls, more of them answered',
             'K1': 'Q1 2018/19', 'L1': 'Q2 2018/19', 'N1': 'Good', 'O1': 'Fair', 'P1': 'Poor', 'M2': 'Calls for all', 'M3': 'Housing',
             'A20': 'Reference', 'B20': 'Value', 'C20': 'Objective', 'A30': 'Reference', 'B30': 'Share',
             'R1': 'Good', 'S1': 'Fair', 'T1': 'Poor', 'V1': 'Good', 'W1': 'Fair', 'X1': 'Poor', 'Z1': 'Good', 'AA1': 'Fair', 'AB1': 'Poor'}
    return {'Data': data, 'Board': board}


def definition_sheets():
    indicator = {'Unit': '%', 'Aim': 'maximise', 'Target': '', 'Tolerance': '5 points', 'Frequency': 'quarterly', 'Kind': 'PI',
                 'Objective': 'Calls for all', 'Sub-objective': 'Quick', 'Priority': 'One', 'Theme': 'People', 'Directorate': 'Place',
                 'Department': 'Contact', 'Service': 'Customer Services', 'Section': 'Telephones', 'Owner': 'Head of service',
                 'From': '2017/18', 'Until': '2019/20'}
    sheets = {
        'Settings': [{'Setting': 'Period', 'Value': 'Q2 2018/19'}, {'Setting': '# as the cabinet wants it'},
                     {'Setting': 'Year starts', 'Value': 'April'}, {'Setting': 'Locale', 'Value': 'en-GB'},
                     {'Setting': 'Small base', 'Value': 5}, {'Setting': 'Missing is written', 'Value': 'n/a; -'}],
        'Measures': [
            {'Measure': 'received', 'Unit': 'count', 'Cells': 'Data!B2:D2', 'Periods': 'Data!B1:D1', 'Over time': 'sum',
             'Label': 'Received', 'Missing': 'wait', 'Owner': 'Telephones', 'From': '2017/18', 'Until': '2019/20'},
            {'Measure': 'answered', 'Unit': 'count', 'Cells': 'Data!B3:D3', 'Periods': 'Data!B1:D1', 'Over time': 'sum',
             'Label': 'Answered', 'Missing is written': 'none kept'},
            {'Measure': '# days, not hours'},
            {'Measure': 'wait', 'Unit': 'days', 'Cells': 'Data!B4:D4', 'Periods': 'Data!B1:D1',
             'Over time': 'average weighted by received', 'Label': 'Wait'},
            {'Measure': 'lost', 'Unit': 'days', 'Cells': 'Data!B8:C10', 'Periods': 'Data!B7:C7', 'Over time': 'sum',
             'Split by': 'Data!A8:A10', 'Over services': 'sum', 'Missing': 'use what is there'}],
        'Indicators': [
            {'Reference': 'CS-2', 'Title': 'Calls answered', 'Expression': 'answered / received', **indicator, 'Value to': 'Board!K2:L2',
             'Value periods': 'Board!K1:L1', 'Status to': 'Board!C2', 'Entered value': 'Board!E4', 'Commentary': 'Board!H2', 'Plan': 'A',
             'Judged on': 'answered / received', 'Trend to': 'Board!D2', 'Trend over': 'previous period'},
            {'Reference': 'CS-4', 'Title': 'Days waited', 'Expression': 'wait', **indicator, 'Unit': 'days', 'Aim': 'minimise', 'Target': '7',
             'Tolerance': '', 'Value to': 'Board!B3', 'Status to': 'Board!C3', 'Entered status': 'Board!F3', 'Reason': 'Board!G3',
             'Objective': 'Calls for all; Housing'},
            {'Reference': 'AB-1', 'Title': 'Days lost', 'Expression': 'lost', **indicator, 'Unit': 'days', 'Aim': 'minimise',
             'Target': 'mean of days lost, 2017/18, share of year', 'Tolerance': '2 days', 'Kind': 'Check', 'Value to': 'Board!B5',
             'Status to': 'Board!C5', 'Objective': 'Housing', 'Benchmark': 'mean of days lost, 2017/18, share of year',
             'Position to': 'Board!D5'}],
        'Targets': [{'Reference': 'CS-2', 'From': 43191, 'Until': '2018/19', 'Target': 0.8, 'Profile': '', 'Tolerance': '6 points'},
                    {'Reference': 'CS-2', 'From': '2019/20', 'Target': '85%', 'Profile': '80; 82; 84; 85'}],
        'Statuses': [
            {'Word': 'Good', 'When': 'met', 'Ranked': 'yes', 'On track': 'yes', 'Colour': 'green', 'Also written': 'Green; G', 'Group': 'Positive'},
            {'Word': 'Fair', 'When': 'near', 'Ranked': 'yes', 'On track': 'no', 'Colour': 'FFC000', 'Also written': 'Amber'},
            {'Word': 'Poor', 'When': 'missed', 'Ranked': 'yes', 'On track': 'no', 'Colour': 'red'},
            {'Word': 'Look', 'When': 'missed', 'Ranked': 'no', 'On track': 'no', 'For': 'Check'}],
        'Roll-ups': [{'Roll-up': 'By objective', 'By': 'Objective', 'Only': 'Kind = PI', 'Lines': 'Board!M2:M3', 'Classes': 'Board!N1:P1',
                      'Counts to': 'Board!N2:P3', 'Percentages to': 'Board!R2:T3', 'Previous counts to': 'Board!V2:X3',
                      'Previous percentages to': 'Board!Z2:AB3', 'Total line': 'Board!M4', 'Out of': 'ranked', 'Rounding': 'largest remainder'}],
        'Lists': [
            {'List': 'Exceptions', 'Which': 'exceptions', 'Cells': 'Board!A20:C25', 'Only': 'Kind = PI', 'By': 'Objective', 'Sort': 'rank',
             'Most': 3, 'Empty': 'No exceptions'},
            {'List': 'Days lost', 'Which': 'all', 'Cells': 'Board!A30:B32', 'Sort': 'worst', 'Most': 2, 'Of': 'AB-1',
             'Rounding': 'largest remainder'}],
        'Published': [{'Period': 'Q1 2018/19', 'Reference': 'CS-2', 'Value': 0.75, 'Status': 'Fair', 'Shown as': '75%', 'Target': '80%',
                       'Tolerance': '6 points', 'Entered': 'Fair', 'Coverage': '3 of 3 months', 'Closed on': 43300, 'Restates': 'no',
                       'Reason': 'as the board agreed', 'Commentary': 'fewer calls', 'Plan': 'A', 'Computed': 'Fair', 'Provisional': 'no'},
                      {'Period': 'Q1 2018/19', 'Reference': 'CS-4', 'Value': 12, 'Status': 'Fair'}],
        'Benchmarks': [{'Benchmark': 'days lost', 'Period': '2017/18', 'Group': 'Districts', 'Figure': 'mean', 'Value': 180}],
        'Checks': [{'Check': 'calls', 'Left': 'Data!B3', 'Is': '<=', 'Right': 'Data!B2', 'Allow': 0, 'For': 'Data!B3:C3',
                    'Why': 'no more answered than received'}],
        'Check exceptions': [{'Cell': 'Data!D4', 'Rule': 'copied', 'Reason': 'it is the same', 'Figure': 9}],
        'Returns log': [{'Measure': 'answered', 'Period': 'July 2018', 'Service': 'North', 'Value': 9, 'Provisional': 'no',
                     'From': 'north.csv', 'Received on': 43300, 'Outcome': 'taken'}],
    }
    made = {name: definition_sheet(rows) for name, rows in sheets.items()}
    made['Settings']['D1'] = 'Seen by'  # a column of the team's own
    made['Settings']['D2'] = True
    for name, cells in made.items():
        for place, value in list(cells.items()):
            if value in (0.8, 0.75):
                cells[place] = styled(place, value, PERCENT)
            elif value in (43191, 43300):
                cells[place] = styled(place, value, DATE)
            elif value == '':
                del cells[place]
    return made


def write_every_column(path, definitions=True):
    sheets = {name: sheet(cells) for name, cells in {**data_sheets(), **(definition_sheets() if definitions else {})}.items()}
    write_book(path, sheets, parts={'xl/styles.xml': STYLES})
