#!/usr/bin/env python3
"""A year with indicators, as the command is used: targets that change from April, a service that has not sent its figure,
the gap that `explain` tells made true, and rows inserted above what the definitions name."""
import json
import re

from program import ProgramTest, main
from small_books import definition_sheet, indicator_sheets
from workbook_files import read_values, sheet, table, write_book

QUARTERS = ['Q1 2018/19', 'Q2 2018/19', 'Q3 2018/19', 'Q4 2018/19', 'Q1 2019/20']
SERVICES = ['Housing', 'Planning', 'Depot', 'Parks', 'Revenues', 'Elections']


def statuses(done):
    return {each['indicator']: each['counts'] for each in json.loads(done.out)['statuses']}


def in_quarters(row, figures):
    cells = {letter + '1': quarter for letter, quarter in zip('BCDEF', QUARTERS)}
    cells.update({letter + str(row): figure for letter, figure in zip('BCDEF', figures)})
    return cells


class ATargetFromApril(ProgramTest):
    """70 % in 2018/19 and another target after it; shares of 60, 70, 80, 64 and 72 %."""
    ANSWERED = [600, 700, 800, 640, 720]
    WORDS = ['Red', 'Green', 'Green', 'Red', 'Green']
    MEASURES = [{'Measure': name, 'Unit': 'count', 'Cells': 'Data!B%d:F%d' % (row, row), 'Periods': 'Data!B1:F1',
                 'Over time': 'sum', 'Label': label}
                for row, (name, label) in enumerate([('answered', 'Answered'), ('received', 'Received')], 2)]
    INDICATOR = {'Reference': 'CS-2', 'Title': 'Calls answered', 'Expression': 'answered / received', 'Unit': '%',
                 'Aim': 'maximise', 'Objective': 'Money', 'Value to': 'Board!B2', 'Status to': 'Board!C2'}
    ROLL_UPS = [{'Roll-up': 'All', 'By': 'Objective', 'Lines': 'Board!A7', 'Classes': 'Board!B6:D6', 'Counts to': 'Board!B7:D7',
                 'Previous counts to': 'Board!E7:G7'}]
    DATA = {'A2': 'Answered', 'A3': 'Received', **in_quarters(2, ANSWERED), **in_quarters(3, [1000] * 5)}
    BOARD = {'A7': 'Money', 'B6': 'Green', 'C6': 'Amber', 'D6': 'Red', 'E6': 'Green', 'F6': 'Amber', 'G6': 'Red'}

    def write(self, name, indicator, **more):
        sheets = indicator_sheets(settings={'Period': 'Q2 2018/19'}, measures=self.MEASURES,
                                  indicators=[{**self.INDICATOR, **indicator}], roll_ups=self.ROLL_UPS)
        write_book(self.path(name), {'Data': self.DATA, 'Board': self.BOARD, **sheets,
                                     **{each: definition_sheet(rows) for each, rows in more.items()}})

    def words(self, name, board=False):
        found = []
        for quarter in QUARTERS:
            done = self.run_program('recalc', name, '-o', 'out.xlsx', '--period', quarter, '--format', 'json')
            found.append(statuses(done)['CS-2'])
            if board:
                values = read_values(self.path('out.xlsx'))
                found[-1] = (found[-1], [values.get('Board!%s7' % column) for column in 'BCDEFG'])
        return found

    def test_a_target_with_dates_leaves_the_quarters_before_it_alone(self):
        def targets(following):
            return [{'Reference': 'CS-2', 'From': '2018/19', 'Target': '70%'},
                    {'Reference': 'CS-2', 'From': '2019/20', 'Target': following}]
        self.write('seventy.xlsx', {}, Targets=targets('70%'))
        self.write('ninety.xlsx', {}, Targets=targets('90%'))
        self.assertEqual(self.words('seventy.xlsx'), self.WORDS)
        self.assertEqual(self.words('ninety.xlsx'), self.WORDS[:4] + ['Red'])
        before, after = self.words('seventy.xlsx', board=True), self.words('ninety.xlsx', board=True)
        self.assertEqual(before[:4], after[:4])
        self.assertEqual(after[4], ('Red', [0, 0, 1, 0, 0, 1]))  # the quarter before, 64 %, was held to 70 %

    def test_what_was_published_stands_whatever_the_target_is_now(self):
        published = [{'Period': quarter, 'Reference': 'CS-2', 'Value': '%d%%' % (figure / 10), 'Status': word, 'Target': '70%'}
                     for quarter, figure, word in zip(QUARTERS[:4], self.ANSWERED, self.WORDS)]
        self.write('published.xlsx', {'Target': '90%'}, Published=published)
        self.assertEqual(self.words('published.xlsx'), self.WORDS[:4] + ['Red'])
        done = self.run_program('recalc', 'published.xlsx', '-o', 'out.xlsx', '--period', 'Q2 2018/19')
        self.assertRegex(done.err, r'warning: .*CS-2.*Green')  # that today's target would make it Red is told
        values = read_values(self.path('out.xlsx'))
        self.assertEqual([values['Board!%s7' % column] for column in 'BCDEFG'], [1, 0, 0, 0, 0, 1])
        # Without the history the same target re-colours it: the test would see that.
        self.write('without.xlsx', {'Target': '90%'})
        self.assertEqual(self.words('without.xlsx'), ['Red'] * 5)
        self.assertEqual({k: v for k, v in read_values(self.path('published.xlsx')).items() if k.startswith('Published')},
                         {k: v for k, v in values.items() if k.startswith('Published')})


class OneOfSixServicesIsMissing(ProgramTest):
    """Days lost over staff: 6 of 12 each, 0.5 days; without the Depot 30 of 60."""

    def write(self, name, missing, depot):
        data = {'A%d' % row: service for row, service in enumerate(SERVICES, 2)}
        data.update({'B1': 'Q2 2018/19', 'C1': 'Q2 2018/19'})
        for row, service in enumerate(SERVICES, 2):
            data['B%d' % row], data['C%d' % row] = (depot if service == 'Depot' else 6), 12
        data = {cell: value for cell, value in data.items() if value is not None}
        measures = [{'Measure': measure, 'Unit': 'number', 'Cells': 'Data!%s2:%s7' % (column, column), 'Over time': 'sum',
                     'Periods': 'Data!%s1' % column, 'Split by': 'Data!A2:A7', 'Over services': 'sum', 'Missing': missing}
                    for measure, column in (('days', 'B'), ('staff', 'C'))]
        indicators = [{'Reference': 'AB-1', 'Title': 'Days lost', 'Expression': 'days / staff', 'Unit': 'number', 'Kind': 'PI',
                       'Aim': 'minimise', 'Target': '0.6', 'Value to': 'Board!B2:H2', 'Status to': 'Board!I2'}]
        board = {'A5': 'PI', 'B4': 'Green', 'C4': 'Amber', 'D4': 'Red', 'E4': 'Awaited',
                 'A8': 'Reference', 'B8': 'Value', 'C8': 'Status', 'D8': 'Coverage'}
        write_book(self.path(name), {'Data': data, 'Board': board, **indicator_sheets(
            settings={'Period': 'Q2 2018/19'}, measures=measures, indicators=indicators,
            roll_ups=[{'Roll-up': 'All', 'By': 'Kind', 'Lines': 'Board!A5', 'Classes': 'Board!B4:E4', 'Counts to': 'Board!B5:E5'}]),
            'Lists': definition_sheet([{'List': 'All', 'Which': 'all', 'Cells': 'Board!A8:D10'}])})

    def results(self, name):
        done = self.run_program('recalc', name, '-o', 'out.xlsx', '--format', 'json')
        return json.loads(done.out), read_values(self.path('out.xlsx'))

    def test_all_six(self):
        self.write('all.xlsx', 'use what is there', 6)
        result, values = self.results('all.xlsx')
        self.assertEqual([values['Board!%s2' % column] for column in 'BCDEFGHI'], [0.5] * 7 + ['Green'])
        self.assertEqual(result['roll_ups'][0]['coverage'], '1 due, 1 reported, 0 awaited')
        self.assertEqual(values['Board!D9'], '6 of 6 services reported')
        self.assertEqual([w for w in result['warnings'] if w['severity'] == 'warning'], [])

    def test_five_of_six_where_five_may_be_used(self):
        self.write('five.xlsx', 'use what is there', None)
        result, values = self.results('five.xlsx')
        covered = '5 of 6 services reported (without Depot)'
        self.assertEqual([values.get('Board!%s2' % column) for column in 'BCDEFGHI'],
                         [0.5, 0.5, None, 0.5, 0.5, 0.5, 0.5, 'Green'])
        self.assertEqual(result['roll_ups'][0]['coverage'], '1 due, 1 reported, 0 awaited; AB-1: ' + covered)
        self.assertEqual([values['Board!%s9' % column] for column in 'ABCD'], ['AB-1', '0.5', 'Green', covered])
        self.assertIn('AB-1 is calculated from what is there: ' + covered, [w['what'] for w in result['warnings']])
        explained = json.loads(self.run_program('explain', 'five.xlsx', 'AB-1', '--format', 'json').out)
        self.assertEqual(explained['coverage'], covered)
        # Thirty days over the staff of five, not of six: the two measures leave out the same service.
        self.assertEqual([each['value'] for each in explained['inputs']], ['30', '60'])

    def test_five_of_six_where_all_are_needed(self):
        self.write('wait.xlsx', 'wait', None)
        result, values = self.results('wait.xlsx')
        covered = '5 of 6 services reported (without Depot)'
        self.assertEqual([values.get('Board!%s2' % column) for column in 'BCDEFGHI'],
                         [0.5, 0.5, None, 0.5, 0.5, 0.5, None, 'Awaited'])
        self.assertEqual([values['Board!%s5' % column] for column in 'BCDE'], [0, 0, 0, 1])
        self.assertEqual(result['roll_ups'][0]['coverage'], '1 due, 0 reported, 1 awaited; AB-1: ' + covered)
        self.assertEqual([values.get('Board!%s9' % column) for column in 'ACD'], ['AB-1', 'Awaited', covered])
        self.assertTrue(any('AB-1 is awaited' in w['what'] and 'Data!B4 is blank' in w['what'] and covered in w['what']
                            for w in result['warnings']), result['warnings'])


class TheGapToGreen(ProgramTest):
    """What `explain` says is missing, set in the workbook, makes the status Green, and one unit less does not."""
    FIGURES = {'a': 10017, 'b': 20591, 'c': 5798, 'd': 27068, 'e': 42, 'f': 12, 'g': 31}
    # Reference: (expression, unit, aim, target, tolerance, {measure: change}), the changes by hand.
    CASES = {
        'at least': ('a / b', '%', 'maximise', '70%', '5 points', {'a': 14414 - 10017}),       # 14,413.7 are 70 %
        'whole limit': ('a', 'count', 'maximise', '12000', '', {'a': 1983}),
        'strictly more': ('a', 'count', '', 'more than 12000', '', {'a': 1984}),
        'less than': ('c / d', '%', 'minimise', '<10%', '', {'c': 2706 - 5798}),               # below 2,706.8
        'at most': ('e', 'count', 'minimise', '32', '', {'e': -10}),
        'strictly less': ('e', 'count', '', 'under 32', '2', {'e': -11}),
        'range from below': ('f', 'count', 'range', '20 to 30', '5', {'f': 8}),
        'range from above': ('g', 'count', 'range', '20 to 30', '5', {'g': -1}),
        'on target, up': ('f', 'count', 'on target', '20', '', {'f': 8}),
        'on target, down': ('e', 'count', 'on target', '20', '', {'e': -22}),
        'narrow range, down': ('e', 'count', 'range', '19 to 21', '', {'e': -21}),
        'narrow range, up': ('f', 'count', 'range', '101 to 103', '', {'f': 89}),
        'share of a target': ('f', 'count', 'maximise', '16', '50%', {'f': 4}),
        'per thousand': ('e / d', 'per 1,000', 'minimise', '1.5', '', {'e': -2}),              # 40.602 are 1.5
        'of another': ('a', 'count', '', 'at least (d / 2)', '', {'a': 3517}),                 # half of 27,068
        'difference': ('d - c', 'count', 'maximise', '21271', '', {'d': 1, 'c': -1}),
    }

    def write(self):
        names = sorted(self.FIGURES)
        data = {'A%d' % row: name for row, name in enumerate(names, 2)}
        data.update({'B%d' % row: self.FIGURES[name] for row, name in enumerate(names, 2)}, B1='Q2 2018/19')
        write_book(self.path('in.xlsx'), {'Data': data, 'Board': {'A1': 'Board'}, **indicator_sheets(
            settings={'Period': 'Q2 2018/19'}, roll_ups=[{'Roll-up': 'All', 'By': 'Kind', 'Lines': 'Board!H2', 'Classes': 'Board!I1',
                                                          'Counts to': 'Board!I2'}],
            measures=[{'Measure': 'm_' + name, 'Unit': 'count', 'Cells': 'Data!B%d' % row, 'Periods': 'Q2 2018/19',
                       'Over time': 'sum', 'Label': name} for row, name in enumerate(names, 2)],
            indicators=[{'Reference': reference, 'Title': reference, 'Kind': 'PI', 'Unit': unit, 'Aim': aim,
                         'Expression': re.sub(r'\b([a-g])\b', r'm_\1', expression), 'Tolerance': tolerance,
                         'Target': re.sub(r'\b([a-g])\b(?=[ )])', r'm_\1', target) if '(' in target else target,
                         'Value to': 'Board!B%d' % row, 'Status to': 'Board!C%d' % row}
                        for row, (reference, (expression, unit, aim, target, tolerance, _)) in enumerate(self.CASES.items(), 2)])})
        return {name: 'Data!B%d' % row for row, name in enumerate(names, 2)}

    def word(self, reference, *sets):
        done = self.run_program('recalc', 'in.xlsx', '-o', 'out.xlsx', '--format', 'json',
                                *[each for assignment in sets for each in ('--set', assignment)])
        return statuses(done)[reference]

    def test_the_gap_is_enough_and_one_less_is_not(self):
        cells = self.write()
        for reference, (*_, changes) in self.CASES.items():
            with self.subTest(reference):
                self.assertNotEqual(self.word(reference), 'Green')
                told = json.loads(self.run_program('explain', 'in.xlsx', reference, '--format', 'json').out)
                options = {each['input'].removeprefix('m_'): each['change'] for each in told['options']}
                for measure, change in changes.items():
                    self.assertEqual(options.get(measure), change, told)
                for measure, change in options.items():
                    figure = self.FIGURES[measure] + change
                    one_less = figure - (1 if change > 0 else -1)
                    self.assertEqual(self.word(reference, '%s=%d' % (cells[measure], figure)), 'Green')
                    self.assertNotEqual(self.word(reference, '%s=%d' % (cells[measure], one_less)), 'Green')

    def test_a_figure_that_is_no_count_needs_the_gap_itself(self):
        write_book(self.path('in.xlsx'), {
            'Data': {'A2': 'Days', 'B2': 16.13, 'B1': 'Q2 2018/19'}, 'Board': {'A1': 'Board', 'H2': 'PI', 'I1': 'Green'},
            **indicator_sheets(settings={'Period': 'Q2 2018/19'}, measures=[
                {'Measure': 'days', 'Unit': 'days', 'Cells': 'Data!B2', 'Periods': 'Q2 2018/19', 'Over time': 'last', 'Label': 'Days'}],
                indicators=[{'Reference': 'VM-2', 'Title': 'Days', 'Expression': 'days', 'Unit': 'days', 'Aim': 'minimise',
                             'Target': '15.9', 'Kind': 'PI', 'Value to': 'Board!B2', 'Status to': 'Board!C2'}],
                roll_ups=[{'Roll-up': 'All', 'By': 'Kind', 'Lines': 'Board!H2', 'Classes': 'Board!I1', 'Counts to': 'Board!I2'}])})
        told = json.loads(self.run_program('explain', 'in.xlsx', 'VM-2', '--format', 'json').out)
        gap = float(re.match(r'([\d.]+) days fewer', told['gap']).group(1))
        self.assertEqual(gap, 0.23)
        self.assertEqual(self.word('VM-2', 'Data!B2=%.2f' % (16.13 - gap)), 'Green')
        self.assertEqual(self.word('VM-2', 'Data!B2=%.2f' % (16.13 - gap + 0.01)), 'Red')


def moved(cells, row, by=1):
    """The cells after `by` rows were inserted before a row."""
    found = {}
    for cell, value in cells.items():
        column, number = re.fullmatch(r'([A-Z]+)(\d+)', cell).groups()
        found[column + str(int(number) + (by if int(number) >= row else 0))] = value
    return found


class ARowInserted(ProgramTest):
    """Calls answered and received, with a decoy above each that would read as well. Excel moves defined names, tables and the
    marks of what outturn wrote; what a definition holds as text stays as it was."""
    DATA = {'A3': 'Rung off', 'A4': 'Answered', 'A5': 'Received', 'A6': 'Closed', **{
        cell: value for row, figures in enumerate([[900, 950], [60, 70], [100, 100], [990, 995]], 3)
        for cell, value in zip(('B%d' % row, 'C%d' % row), figures)}, 'B2': 'Q1 2018/19', 'C2': 'Q2 2018/19'}
    BOARD = {'A2': 'CS-1', 'A3': 'CS-2', 'A4': 'CS-3'}
    RESULTS = {'B2': 70, 'B3': 100, 'B4': 30, 'C2': 'Green', 'C3': 'Green', 'C4': 'Red'}

    def definitions(self, cells, label):
        rows = [('answered', 4, 'Answered'), ('received', 5, 'Received')]
        measures = [{'Measure': name, 'Unit': 'count', 'Cells': cells(name, row), 'Periods': 'Heads', 'Over time': 'sum',
                     'Label': text if label else ''} for name, row, text in rows]
        indicators = [{'Reference': reference, 'Title': 't', 'Expression': expression, 'Unit': 'count', 'Aim': 'maximise',
                       'Target': '50', 'Kind': 'PI', 'Value to': 'Board!B%d' % row, 'Status to': 'Board!C%d' % row}
                      for row, (reference, expression) in enumerate(
                          [('CS-1', 'answered'), ('CS-2', 'received'), ('CS-3', 'received - answered')], 2)]
        return {name: definition_sheet(each) for name, each in (
            ('Settings', [{'Setting': 'Period', 'Value': 'Q2 2018/19'}]), ('Measures', measures), ('Indicators', indicators))}

    def write(self, name, cells, label=False, row=99, board=None, names=None, tables=None):
        def down(number):
            return number + (number >= row)
        book = {'Data': sheet(moved(self.DATA, row), tables=tables or []), 'Board': board or self.BOARD}
        write_book(self.path(name), {**book, **self.definitions(cells, label)}, names={
            'Heads': 'Data!$B$%d:$C$%d' % (down(2), down(2)), 'answered_cells': 'Data!$B$%d:$C$%d' % (down(4), down(4)),
            'received_cells': 'Data!$B$%d:$C$%d' % (down(5), down(5)), **(names or {})})

    def board(self, name):
        return {cell.partition('!')[2]: value for cell, value in read_values(self.path(name)).items()
                if cell.startswith('Board!') and cell[6] in 'BC' and value is not None}

    @staticmethod
    def address(_, row):
        return 'Data!B%d:C%d' % (row, row)

    def test_defined_names_follow(self):
        for row in (1, 2, 3, 4, 5, 99):
            self.write('named.xlsx', lambda name, _: name + '_cells', row=row)
            done = self.run_program('recalc', 'named.xlsx', '-o', 'out.xlsx')
            self.assertEqual(self.board('out.xlsx'), self.RESULTS)
            self.assertNotIn('unnoticed', done.err)

    def test_table_columns_follow(self):
        """The figures stand down a column, under the heading that the table's column has."""
        for by in (0, 1, 2):
            first = 2 + by
            data = moved({'A2': 'Period', 'B2': 'Answered', 'C2': 'Received', 'A3': 'Q1 2018/19', 'B3': 60, 'C3': 100,
                          'A4': 'Q2 2018/19', 'B4': 70, 'C4': 100, 'B1': 'Calls'}, 2, by)
            calls = table('Calls', 'A%d:C%d' % (first, first + 2), ['Period', 'Answered', 'Received'])
            sheets = self.definitions(lambda name, _: 'Calls[%s]' % name.capitalize(), False)
            for number in (2, 3):
                sheets['Measures']['D%d' % number] = 'Calls[Period]'
            write_book(self.path('table.xlsx'), {'Data': sheet(data, tables=[calls]), 'Board': self.BOARD, **sheets})
            self.run_program('recalc', 'table.xlsx', '-o', 'out.xlsx')
            self.assertEqual(self.board('out.xlsx'), self.RESULTS)

    def test_a_label_that_moved_stops_what_is_read_beside_it(self):
        self.write('whole.xlsx', self.address, label=True)
        self.run_program('recalc', 'whole.xlsx', '-o', 'out.xlsx')
        self.assertEqual(self.board('out.xlsx'), self.RESULTS)
        for row in (1, 2, 3, 4):
            self.write('moved.xlsx', self.address, label=True, row=row)
            done = self.run_program('recalc', 'moved.xlsx', '-o', 'out.xlsx')
            self.assertEqual(self.board('out.xlsx'), {})
            self.assertIn('the label "Answered" no longer stands beside Data!B4:C4; it now stands in Data!A5; correct Cells', done.err)
            self.assertEqual(self.run_program('recalc', 'moved.xlsx', '-o', 'strict.xlsx', '--strict', code=4).code, 4)
        # Above the second only: the first is calculated, and what needs both is not.
        self.write('moved.xlsx', self.address, label=True, row=5)
        self.run_program('recalc', 'moved.xlsx', '-o', 'out.xlsx')
        self.assertEqual(self.board('out.xlsx'), {'B2': 70, 'C2': 'Green'})

    def test_an_address_without_a_label_is_warned_of_before_and_after(self):
        for row, beside in ((99, 'Answered'), (4, 'nothing'), (3, 'Rung off')):
            self.write('bare.xlsx', self.address, row=row)
            done = self.run_program('recalc', 'bare.xlsx', '-o', 'out.xlsx')
            self.assertIn('warning: Measures!C2: a row inserted before Data!B4:C4 would go unnoticed, and answered would be '
                          'read from the wrong row', done.err)
            if beside != 'nothing':
                self.assertIn('write "%s", which stands in Data!A4, in Label' % beside, done.err)

    def test_results_that_moved_stop_the_run(self):
        """A row above the board's: without a word CS-2 would stand in the row of CS-1."""
        self.write('first.xlsx', lambda name, _: name + '_cells')
        self.run_program('recalc', 'first.xlsx', '-o', 'out.xlsx')
        filled = self.board('out.xlsx')
        self.assertEqual(filled, self.RESULTS)
        marks = {'_outturn_owned': ','.join("'Board'!$%s$%d" % (c[0], int(c[1:]) + (int(c[1:]) >= 3)) for c in sorted(filled))}
        board = moved({**self.BOARD, **filled}, 3)
        self.write('moved.xlsx', lambda name, _: name + '_cells', board=board, names=marks)
        done = self.run_program('recalc', 'moved.xlsx', '-o', 'no.xlsx', code=2)
        for row in (3, 4):
            self.assertIn('Value to: what outturn wrote to Board!B%d stands in Board!B%d now, as rows were inserted or deleted'
                          % (row, row + 1), done.err)
        self.assertIn('Indicators!I3: Status to: what outturn wrote to Board!C3 stands in Board!C4 now', done.err)
        self.assertNotIn('Board!B2 stands', done.err)
        self.assertNotIn('--adopt', done.err)
        self.run_program('recalc', 'moved.xlsx', '-o', 'no.xlsx', '--adopt', code=2)
        self.assertNotIn('no.xlsx', self.files())
        # Deleted above the board.
        marks = {'_outturn_owned': ','.join("'Board'!$%s$%d" % (c[0], int(c[1:]) - 1) for c in sorted(filled))}
        board = {cell[0] + str(int(cell[1:]) - 1): value for cell, value in {**self.BOARD, **filled}.items()}
        self.write('moved.xlsx', lambda name, _: name + '_cells', board=board, names=marks)
        done = self.run_program('recalc', 'moved.xlsx', '-o', 'no.xlsx', code=2)
        self.assertIn('Value to: what outturn wrote to Board!B2 stands in Board!B1 now', done.err)

    def test_an_indicator_that_is_taken_out_is_no_move(self):
        """The last figure stays where it is, and the run goes on."""
        self.write('first.xlsx', lambda name, _: name + '_cells')
        self.run_program('recalc', 'first.xlsx', '-o', 'out.xlsx')
        filled = self.board('out.xlsx')
        marks = {'_outturn_owned': ','.join("'Board'!$%s$%s" % (c[0], c[1:]) for c in sorted(filled))}
        definitions = self.definitions

        def without(row):
            def fewer(cells, label):
                sheets = definitions(cells, label)
                sheets['Indicators'] = {c: v for c, v in sheets['Indicators'].items() if c[1:] != str(row)}
                return sheets
            return fewer
        for row in (2, 3, 4):
            self.definitions = without(row)
            self.write('fewer.xlsx', lambda name, _: name + '_cells', board={**self.BOARD, **filled}, names=marks)
            self.run_program('recalc', 'fewer.xlsx', '-o', 'out.xlsx')


class ARowInsertedAboveWhatIsEntered(ProgramTest):
    """Two milestones whose status is typed beside their reference, on a sheet that outturn writes nothing on."""
    REGISTER = {'A1': 'Reference', 'B1': 'Status', 'C1': 'Reason', 'A2': 'BC-1', 'B2': 'Green', 'A3': 'BC-2', 'B3': 'Red'}

    def write(self, name, row=99, entered='Register!B%d', names=None):
        indicators = [{'Reference': reference, 'Title': 't', 'Expression': 'milestone', 'Unit': 'date', 'Kind': 'PI',
                       'Entered status': entered % number, 'Reason': ''} for number, reference in ((2, 'BC-1'), (3, 'BC-2'))]
        write_book(self.path(name), {
            'Register': moved(self.REGISTER, row), 'Board': {'A2': 'PI', 'B1': 'Green', 'C1': 'Red'},
            **indicator_sheets(settings={'Period': 'Q2 2018/19'}, indicators=indicators,
                               measures=[{'Measure': 'm', 'Unit': 'count', 'Cells': 'Board!H2', 'Periods': 'Q2 2018/19', 'Over time': 'sum'}],
                               roll_ups=[{'Roll-up': 'All', 'By': 'Kind', 'Lines': 'Board!A2', 'Classes': 'Board!B1:C1',
                                          'Counts to': 'Board!B2:C2'}])}, names=names or {})

    def counts(self, name):
        self.run_program('recalc', name, '-o', 'out.xlsx')
        values = read_values(self.path('out.xlsx'))
        return [values['Board!B2'], values['Board!C2']]

    def test_an_address_in_another_row_is_refused(self):
        self.write('before.xlsx')
        self.assertEqual(self.counts('before.xlsx'), [1, 1])
        self.write('after.xlsx', row=2)
        done = self.run_program('recalc', 'after.xlsx', '-o', 'never.xlsx', code=2)
        self.assertIn('Entered status: Register!B3 stands in the row of BC-1 (Register!A3), not of BC-2', done.err)
        self.assertNotIn('never.xlsx', self.files())

    def test_names_follow(self):
        self.write('after.xlsx', row=2, entered='status_%d', names={'status_2': 'Register!$B$3', 'status_3': 'Register!$B$4'})
        self.assertEqual(self.counts('after.xlsx'), [1, 1])


main()
