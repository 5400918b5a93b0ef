#!/usr/bin/env python3
"""`outturn diff` from outside: what moved an indicator, rows inserted, formats, bad input, exit codes."""
import copy
import json

from program import ProgramTest, main
from small_books import CALLS, INDICATORS, board_sheet, calls_sheet, definition_sheet, indicator_sheets, write_plain
from workbook_files import formula, write_book

# Calls answered within 30 s: 10,017 of 20,591 is 48.65 %; 12,080 of 20,591 is 58.67 %; 10,017 of 19,591 is 51.13 %.
CS_2 = INDICATORS[0]


class DiffTest(ProgramTest):
    def write(self, name, changes=None, indicators=None, targets=None, **more):
        """The calls with some figures changed: {('Answered', 5): 7000}."""
        calls = copy.deepcopy(CALLS)
        try:
            for (row, month), figure in (changes or {}).items():
                CALLS[row][month] = figure
            sheets = {'Calls': calls_sheet(), 'Board': board_sheet(), **indicator_sheets(indicators=indicators, **more)}
            if targets:
                sheets['Targets'] = definition_sheet(targets)
            write_book(self.path(name), sheets)
        finally:
            CALLS.clear()
            CALLS.update(calls)

    def diff(self, *arguments, code=1):
        return json.loads(self.run_program('diff', *arguments, '--format', 'json', code=code).out)

    def one(self, *arguments):
        """The only indicator that differs."""
        found = self.diff(*arguments)['indicators']
        self.assertEqual(len(found), 1, found)
        return found[0]


class WhyAnIndicatorMoved(DiffTest):
    def setUp(self):
        super().setUp()
        self.write('old.xlsx')

    def test_the_numerator(self):
        self.write('new.xlsx', {('Answered in 30 secs', 5): 6000})
        found = self.one('old.xlsx', 'new.xlsx')
        self.assertEqual(found['causes'], ['numerator'])
        self.assertEqual(found['sentence'],
                         'CS-2 stays Red: 48.65% → 58.67%, up 10.02 points (target 70%, tolerance 5 points, unchanged). '
                         'Answered in 30 secs rose by 2,063 (10,017 → 12,080); Answered is unchanged at 20,591.')

    def test_the_denominator(self):
        self.write('new.xlsx', {('Answered', 5): 5535})
        found = self.one('old.xlsx', 'new.xlsx')
        self.assertEqual(found['causes'], ['denominator'])
        self.assertEqual(found['sentence'],
                         'CS-2 stays Red: 48.65% → 51.13%, up 2.48 points (target 70%, tolerance 5 points, unchanged). '
                         'Answered fell by 1,000 (20,591 → 19,591); Answered in 30 secs is unchanged at 10,017.')

    def test_both_with_what_each_alone_would_make(self):
        self.write('new.xlsx', {('Answered', 5): 5535, ('Answered in 30 secs', 5): 6000})
        found = self.one('old.xlsx', 'new.xlsx')
        self.assertEqual(found['causes'], ['numerator', 'denominator'])
        self.assertEqual([each['what'] for each in found['alone']], ['numerator', 'denominator'])
        self.assertAlmostEqual(found['alone'][0]['value'], 12080 / 20591, 15)
        self.assertAlmostEqual(found['alone'][1]['value'], 10017 / 19591, 15)
        self.assertAlmostEqual(found['joint'], 12080 / 19591 - 12080 / 20591 - 10017 / 19591 + 10017 / 20591, 15)
        self.assertIn('rose by 2,063 (10,017 → 12,080), while Answered fell by 1,000 (20,591 → 19,591). With only the '
                      'numerator changed it would be 58.67%, with only the denominator changed 51.13%.', found['sentence'])

    def test_the_target(self):
        self.write('new.xlsx', indicators=[{**CS_2, 'Target': '45%'}, INDICATORS[1]])
        found = self.one('old.xlsx', 'new.xlsx')
        self.assertEqual(found['causes'], ['target'])
        self.assertEqual(found['sentence'],
                         'CS-2 Red → Green: 48.65%, unchanged. The target changed from 70% to 45%. With the old target it '
                         'would still be Red.')

    def test_the_definition(self):
        self.write('new.xlsx', {('Answered in 30 secs', 5): 6000},
                   indicators=[{**CS_2, 'Expression': 'answered_30s / received'}, INDICATORS[1]])
        found = self.one('old.xlsx', 'new.xlsx')
        self.assertEqual(found['causes'], ['definition'])
        self.assertFalse(found['compared'])
        self.assertIn('definition changed, so the figures are not compared. Expression: answered_30s / answered → '
                      'answered_30s / received (Indicators!C2).', found['sentence'])
        self.assertNotIn('rose', found['sentence'])

    def test_two_quarters_of_one_workbook(self):
        # 2,400 of 3,000 and 10,017 of 20,591; 300 of 4,000 and 5,798 of 27,068.
        found = self.diff('old.xlsx', '--from', 'Q1 2018/19', '--to', 'Q2 2018/19')['indicators']
        self.assertEqual([(each['indicator'], each['old']['status'], each['new']['status']) for each in found],
                         [('CS-2', 'Green', 'Red'), ('CS-1', 'Green', 'Red')])
        self.assertIn('80% → 48.65%, down 31.35 points', found[0]['sentence'])
        self.assertIn('With only the numerator changed it would be 333.9%, with only the denominator changed 11.66%.',
                      found[0]['sentence'])

    def test_two_periods_of_two_workbooks(self):
        self.write('new.xlsx', settings={'Period': 'Q1 2018/19'})
        self.assertEqual(self.diff('old.xlsx', 'new.xlsx', '--to', 'Q2 2018/19', '--only', 'indicators', code=0)['indicators'], [])

    def test_a_later_definition_is_not_compared(self):
        self.write('book.xlsx', indicators=[{**CS_2, 'Until': 'Q1 2018/19'},
                                            {**CS_2, 'From': 'Q2 2018/19', 'Expression': 'answered_30s / received'}])
        found = self.one('book.xlsx', '--from', 'Q1 2018/19')
        self.assertEqual(found['causes'], ['definition'])
        self.assertIn('definition changed', found['sentence'])

    def test_a_target_that_grows_over_the_year_is_not_a_changed_one(self):
        # 12,000 a year is 3,000 after the first quarter and 6,000 after the second; 3,000 and 20,591 were answered.
        self.write('book.xlsx', indicators=[{'Reference': 'CS-9', 'Title': 'Calls', 'Expression': 'answered', 'Unit': 'count',
                                             'Aim': 'maximise'}],
                   targets=[{'Reference': 'CS-9', 'From': '2018/19', 'Target': '12000', 'Profile': 'cumulative, even'}])
        found = self.one('book.xlsx', '--from', 'Q1 2018/19')
        self.assertIn('The target of the period went from 3,000 to 6,000 by one and the same rule.', found['sentence'])
        self.assertTrue(found['rules'][0]['by_period'])

    def test_indicators_that_one_workbook_has(self):
        self.write('new.xlsx', indicators=[CS_2, {**INDICATORS[1], 'Reference': 'CS-9'}])
        found = self.diff('old.xlsx', 'new.xlsx')['indicators']
        self.assertEqual([(each['indicator'], each['kind']) for each in found], [('CS-9', 'added'), ('CS-1', 'removed')])


class CellsAndFormulas(DiffTest):
    ROWS = [('Housing', 100, 5), ('Planning', 200, 7), ('Parks', 300, 9)]

    def table(self, name, rows, sheet='Calls'):
        cells = {'A1': 'Service', 'B1': 'Calls', 'C1': 'Lost', 'D1': 'Share'}
        for number, (service, calls, lost) in enumerate(rows, 2):
            cells.update({'A%d' % number: service, 'B%d' % number: calls, 'C%d' % number: lost,
                          'D%d' % number: formula('C%d/B%d' % (number, number))})
        last = len(rows) + 1
        cells.update({'A%d' % (last + 1): 'Total', 'B%d' % (last + 1): formula('SUM(B2:B%d)' % last)})
        write_book(self.path(name), {sheet: cells, 'Board': {'A1': formula("'%s'!B%d*2" % (sheet, last + 1))}})

    def test_an_inserted_row_is_one_line(self):
        self.table('old.xlsx', self.ROWS)
        self.table('new.xlsx', self.ROWS[:1] + [('Leisure', 70, 2)] + self.ROWS[1:])
        found = self.diff('old.xlsx', 'new.xlsx')
        self.assertEqual(found['lines'], [{'sheet': 'Calls', 'kind': 'row', 'change': 'inserted', 'lines': '3',
                                           'label': '"Leisure"', 'cells': 4}])
        self.assertEqual((found['inputs'], found['formulas'], found['sheets']), ([], [], []))
        self.assertEqual([(each['sheet'], each['cell'], each['old'], each['new']) for each in found['results']],
                         [('Calls', 'B6', 600, 670), ('Board', 'A1', 1200, 1340)])

    def test_a_renamed_sheet_is_one_line(self):
        self.table('old.xlsx', self.ROWS)
        self.table('new.xlsx', self.ROWS, sheet='Telephone & post')
        found = self.diff('old.xlsx', 'new.xlsx')
        self.assertEqual(found['sheets'], [{'sheet': 'Telephone & post', 'change': 'renamed', 'old': 'Calls', 'cells': 0}])
        self.assertEqual((found['inputs'], found['formulas'], found['lines'], found['results']), ([], [], [], []))

    def test_what_is_the_same_has_no_differences(self):
        self.table('old.xlsx', self.ROWS)
        done = self.run_program('diff', 'old.xlsx', 'old.xlsx')
        self.assertIn('no differences', done.out)

    def test_only_and_lines(self):
        self.table('old.xlsx', self.ROWS)
        self.table('new.xlsx', [(name, calls + 1, lost) for name, calls, lost in self.ROWS])
        self.assertEqual(self.run_program('diff', 'old.xlsx', 'new.xlsx', '--only', 'formulas').out.splitlines()[-1],
                         'no differences')
        text = self.run_program('diff', '--only', 'formulas,cells', 'old.xlsx', 'new.xlsx', '--lines', '1', code=1).out
        self.assertIn('inputs: 3 cells\n  Calls!B2  Housing, Calls  100 → 101\n  … and 2 more', text)
        self.assertNotIn('… and', self.run_program('diff', 'old.xlsx', 'new.xlsx', '--lines', '0', code=1).out)

    def test_a_formula_typed_over(self):
        write_plain(self.path('old.xlsx'))
        write_book(self.path('new.xlsx'), {
            'Calls': {'A1': 'Received', 'B1': 120, 'C1': 240, 'A2': 'Lost', 'B2': 30, 'C2': formula('B2*3'),
                      'D1': formula('IF(C1>100,"many","few")')},
            'My board': {'A1': formula('SUM(Calls!C1:C2)'), 'A2': formula('Calls!B2/Calls!B1')},
        }, names={'received': 'Calls!$B$1'})
        found = self.diff('old.xlsx', 'new.xlsx', '--only', 'formulas')['formulas']
        self.assertEqual([(each['cells'], each['old'], each['new']) for each in found],
                         [('C1', '=B1*2', '240'), ('C2', '=B2*2', '=B2*3')])

    def test_one_line_of_jsonl(self):
        self.table('old.xlsx', self.ROWS)
        done = self.run_program('diff', 'old.xlsx', 'old.xlsx', '--format', 'jsonl')
        self.assertEqual(done.out.count('\n'), 1)
        self.assertTrue(json.loads(done.out)['same'])


class BadInput(DiffTest):
    def refused(self, *arguments):
        done = self.run_program('diff', *arguments, code=2)
        self.assertEqual(done.out, '')
        return done.err

    def test_one_clear_message(self):
        self.write('a.xlsx')
        write_plain(self.path('plain.xlsx'))
        self.assertIn('missing.xlsx', self.refused('a.xlsx', 'missing.xlsx'))
        self.assertIn('name two workbooks, or two periods', self.refused('a.xlsx'))
        self.assertIn('--from and --to are both Q2 2018/19', self.refused('a.xlsx', '--from', 'Q2 2018/19'))
        self.assertIn('give two different periods', self.refused('a.xlsx', '--from', 'Q1 2018/19', '--to', '2018/19 Q1'))
        self.assertIn('Q9', self.refused('a.xlsx', '--from', 'Q9 2018/19'))
        self.assertIn('defines no indicators', self.refused('plain.xlsx', '--from', 'Q1 2018/19'))
        self.assertIn('--only', self.refused('a.xlsx', 'plain.xlsx', '--only', 'numbers'))
        self.assertIn('same cells and formulas', self.refused('a.xlsx', '--from', 'Q1 2018/19', '--only', 'cells'))
        self.assertIn("Did you mean '--from'", self.refused('a.xlsx', '--fom', 'Q1'))


if __name__ == '__main__':
    main()
