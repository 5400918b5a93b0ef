#!/usr/bin/env python3
"""`outturn check` from outside: the sheet Checks, exceptions, --baseline, --fix, every format, bad input, exit codes."""
import csv
import io
import json
import xml.etree.ElementTree as ET

from program import ProgramTest, main
from small_books import definition_sheet, write_calls
from workbook_files import formula, read_values, write_book

# 40 + 51 is 91, typed 19; 10,017 of 20,591 is 48.65 %.
FIGURES = {'A1': 'Calls', 'B1': 'July', 'C1': 'August', 'D1': 'Total', 'A2': 'Letters', 'B2': 40, 'C2': 51, 'D2': 19,
           'E2': formula('D2*2', 38), 'A3': 'Answered', 'B3': 10017, 'C3': 20591, 'D3': '49%', 'A4': 'Plan', 'B4': 7,
           'C4': formula('B4+1', 8)}
CHECKS = [
    {'Check': 'received', 'Left': 'Calls!B2:C2', 'Is': 'adds to', 'Right': 'Calls!D2'},
    {'Check': 'share', 'Left': 'Calls!D3', 'Is': '=', 'Right': 'Calls!B3/Calls!C3'},
]


def write(path, figures=None, checks=None, exceptions=None, name='Calls'):
    rows = [{key: value.replace('Calls!', name + '!') for key, value in row.items()} for row in checks or CHECKS]
    sheets = {name: {**FIGURES, **(figures or {})}, 'Checks': definition_sheet(rows)}
    if exceptions:
        sheets['Check exceptions'] = definition_sheet(exceptions)
    write_book(path, sheets)


class CheckTest(ProgramTest):
    def setUp(self):
        super().setUp()
        write(self.path('a.xlsx'))

    def check(self, *arguments, code=1):
        """The declared findings, and the whole JSON of the first file."""
        done = self.run_program('check', *(arguments or ('a.xlsx',)), '--format', 'json', code=code)
        file = json.loads(done.out)['files'][0]
        return [each for each in file['checks'] if each['source'] == 'declared'], file


class Declared(CheckTest):
    def test_a_finding_says_what_is_right_and_why(self):
        checks, file = self.check()
        wrong = checks[0]
        self.assertEqual({key: wrong[key] for key in ('sheet', 'cell', 'label', 'kind', 'verdict', 'entered', 'expected',
                                                      'exact', 'expression', 'inputs', 'rule', 'source', 'cause')},
                         {'sheet': 'Calls', 'cell': 'D2', 'label': 'received', 'kind': 'sum', 'verdict': 'wrong',
                          'entered': '19', 'expected': '91', 'exact': 91, 'expression': '=SUM(Calls!B2:C2)',
                          'inputs': ['Calls!B2', 'Calls!C2'], 'rule': 'Checks!A2', 'source': 'declared',
                          'cause': 'transposed'})
        self.assertEqual(file['summary']['wrong'], 1)

    def test_a_sheet_with_a_space_is_named_as_a_formula_names_it(self):
        write(self.path('space.xlsx'), name='Call centre', checks=[
            {'Check': 'received', 'Left': "'Call centre'!B2:C2", 'Is': 'adds to', 'Right': "'Call centre'!D2"}])
        done = self.run_program('check', 'space.xlsx', code=1)
        self.assertIn("space.xlsx: 'Call centre'!D2  wrong", done.out)

    def test_an_exceptions_figure_is_the_same_as_a_percentage_and_as_a_fraction(self):
        figures = {'D3': '59%'}    # 48.65 % is right
        write(self.path('known.xlsx'), figures, exceptions=[{'Cell': 'Calls!D3', 'Reason': 'agreed', 'Figure': '0.59'}])
        checks, _ = self.check('known.xlsx')
        self.assertTrue(next(each for each in checks if each['cell'] == 'D3')['suppressed'])

    def test_an_exception_for_no_rule_is_told(self):
        write(self.path('known.xlsx'), exceptions=[{'Cell': 'Calls!D2', 'Reason': 'known', 'Rule': 'sums'}])
        done = self.run_program('check', 'known.xlsx', code=1)
        self.assertIn("'Check exceptions'!A2: the exception excepts nothing: Rule 'sums' is no kind", done.err)

    def test_points_allowed_on_a_count_are_told(self):
        write(self.path('points.xlsx'), checks=[{**CHECKS[0], 'Allow': '1%'}])
        done = self.run_program('check', 'points.xlsx', code=1)
        self.assertIn('Allow is in percentage points, and Calls!D2 is no percentage', done.err)

    def test_a_sentence_may_say_about_and_fell_by(self):
        write(self.path('says.xlsx'), {'A6': 'About 95,000 letters came.', 'B6': 95340, 'A7': 'Calls fell by 2%, to 48%.',
                                       'B7': -0.02, 'C7': 0.48},
              checks=[{'Check': 'letters', 'Left': 'Calls!A6', 'Is': 'says', 'Right': 'Calls!B6'},
                      {'Check': 'change', 'Left': 'Calls!A7', 'Is': 'says', 'Right': 'Calls!B7'},
                      {'Check': 'level', 'Left': 'Calls!A7', 'Is': 'says', 'Right': 'Calls!C7'}])
        checks, _ = self.check('says.xlsx', code=0)
        self.assertEqual([each['verdict'] for each in checks], ['ok'] * 3)

    def test_workbooks_of_other_kinds_in_a_folder_are_told(self):
        self.path('returns').mkdir()
        write(self.path('returns/a.xlsx'))
        self.path('returns/old.xls').write_bytes(b'')
        done = self.run_program('check', 'returns', code=1)
        self.assertIn('1 workbook is passed over, as only .xlsx and .xlsm are read; save as .xlsx: old.xls', done.err)

    def test_a_total_is_not_corrected_before_the_part_that_is_wrong(self):
        # 412 + 194 + 583 = 1,189 and 194 + 222 = 416; C3 is typed 149 and two tables' relations say so.
        write(self.path('part.xlsx'), {
            'A1': 'Service', 'B1': 'Q1', 'C1': 'Q2', 'D1': 'Total', 'A2': 'Housing', 'B2': 388, 'C2': 412, 'D2': 800,
            'E2': '', 'A3': 'Planning', 'B3': 222, 'C3': 149, 'D3': 416, 'A4': 'Leisure', 'B4': 588, 'C4': 583, 'D4': 1171,
            'A5': 'Total', 'B5': 1198, 'C5': 1189, 'D5': 2387},
              checks=[{'Check': 'second quarter', 'Left': 'Calls!C2:C4', 'Is': 'adds to', 'Right': 'Calls!C5'}])
        declared, file = self.check('part.xlsx')
        self.assertEqual([(each['cell'], each['expected']) for each in file['checks'] if each['verdict'] == 'wrong'], [('C3', '194')])
        self.assertEqual([each['verdict'] for each in declared], ['inconsistent'])
        done = self.run_program('check', 'part.xlsx', '--fix', '-o', 'out.xlsx', '--format', 'json', code=1)
        self.assertEqual([each['cell'] for each in json.loads(done.out)['files'][0]['changes']], ['C3'])

    def test_a_range_without_figures_is_a_slip_in_the_sheet(self):
        write(self.path('empty.xlsx'), checks=[{'Check': 'none', 'Left': 'Calls!C40:C50', 'Is': 'adds to', 'Right': 'Calls!D2'}])
        checks, _ = self.check('empty.xlsx')
        self.assertEqual([(each['sheet'], each['verdict']) for each in checks], [('Checks', 'malformed')])
        self.assertIn('holds no figure', checks[0]['message'])

    def test_a_sheet_that_is_not_taken_for_checks_is_told(self):
        write_book(self.path('heading.xlsx'), {'Calls': FIGURES, 'Checks': definition_sheet([{'Check': 'a', 'Left': 'Calls!B2:C2',
                                                                                         'Relation': '=', 'Right': 'Calls!D2'}])})
        done = self.run_program('check', 'heading.xlsx')
        self.assertIn('has no column Is', done.err)

    def test_clean_is_zero(self):
        write(self.path('clean.xlsx'), {'D2': 91, 'E2': formula('D2*2', 182)})
        self.check('clean.xlsx', code=0)

    def test_recalc_accepts_the_sheet_and_leaves_it_alone(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'out.xlsx')
        self.assertEqual(read_values(self.path('out.xlsx'))['Checks!A2'], 'received')

    def test_the_toml_form_says_the_same(self):
        self.run_program('definitions', 'a.xlsx', '-o', 'a.toml')
        self.assertIn('[[checks]]', self.path('a.toml').read_text())
        write_book(self.path('plain.xlsx'), {'Calls': FIGURES})
        sheet, _ = self.check()
        toml, _ = self.check('plain.xlsx', '--definitions', 'a.toml')
        self.assertEqual([each['message'] for each in sheet], [each['message'] for each in toml])
        self.assertRegex(toml[0]['rule'], r'a\.toml line \d+')
        self.run_program('definitions', 'a.toml', '--into', 'plain.xlsx', '-o', 'back.xlsx')
        self.assertEqual(self.check('back.xlsx')[0], sheet)

    def test_errors_in_the_sheet_name_the_cell(self):
        for row, says in (({'Right': 'D2+1'}, 'Checks!D2: Right: "D2+1" does not say which sheet D2 is on; write Calls!D2'),
                          ({'Is': 'adds up too'}, 'Checks!C2'), ({'Left': 'Cals!B2:C2'}, 'did you mean "Calls"'),
                          ({'Right': 'Calls!D2+('}, 'Checks!D2'), ({'Allow': 'much'}, 'write 0, rounding, a number'),
                          ({'For': 'Calls!B2:Z'}, 'Checks!'), ({'Right': 'SUMM(Calls!D2)'}, 'SUMM')):
            write(self.path('bad.xlsx'), checks=[{**CHECKS[0], 'Is': '=', **row}])
            done = self.run_program('check', 'bad.xlsx', code=2)
            self.assertIn(says, done.err)
            self.assertEqual(done.out.strip(), '')


class Exceptions(CheckTest):
    def test_a_reason_in_the_workbook_lets_a_figure_stand(self):
        write(self.path('known.xlsx'), exceptions=[{'Cell': 'Calls!D2', 'Reason': 'July was counted twice', 'Rule': 'sum'}])
        checks, file = self.check('known.xlsx', code=0)
        self.assertIn('July was counted twice', checks[0]['suppressed'])
        self.assertEqual(file['summary']['suppressed'], 1)

    def test_an_exception_that_nothing_needs_is_told(self):
        write(self.path('old.xlsx'), {'D2': 91, 'E2': formula('D2*2', 182)},
              exceptions=[{'Cell': 'Calls!D2', 'Reason': 'July was counted twice'}])
        done = self.run_program('check', 'old.xlsx')
        self.assertIn("'Check exceptions'!A2: the exception for Calls!D2 no longer matches", done.err)

    def test_another_figure_is_another_finding(self):
        write(self.path('known.xlsx'), exceptions=[{'Cell': 'Calls!D2', 'Reason': 'known', 'Figure': '18'}])
        self.run_program('check', 'known.xlsx', code=1)

    def test_a_reason_is_compulsory(self):
        write(self.path('bad.xlsx'), exceptions=[{'Cell': 'Calls!D2', 'Reason': '', 'Rule': 'sum'},
                                                 {'Cell': 'Calls!D3', 'Reason': 'known'}])
        self.assertIn('gives no reason', self.run_program('check', 'bad.xlsx', code=2).err)


class Baseline(CheckTest):
    def test_every_form_of_report_is_one(self):
        for form in ('json', 'jsonl', 'csv', 'sarif'):
            self.path('known').write_text(self.run_program('check', 'a.xlsx', '--format', form, code=1).out)
            self.run_program('check', 'a.xlsx', '--baseline', 'known')

    def test_it_survives_inserted_rows_and_renamed_sheets(self):
        self.path('known').write_text(self.run_program('check', 'a.xlsx', '--format', 'json', code=1).out)
        write(self.path('renamed.xlsx'), name='Phone')
        self.run_program('check', 'renamed.xlsx', '--baseline', 'known')
        write(self.path('moved.xlsx'), checks=[{**CHECKS[1], 'Check': 'another'}, *CHECKS])
        self.run_program('check', 'moved.xlsx', '--baseline', 'known')

    def test_a_new_figure_is_a_new_finding(self):
        self.path('known').write_text(self.run_program('check', 'a.xlsx', '--format', 'json', code=1).out)
        write(self.path('new.xlsx'), {'D2': 90})
        self.run_program('check', 'new.xlsx', '--baseline', 'known', code=1)

    def test_bad_ones_are_refused(self):
        self.path('text').write_text('nothing of that kind\n')
        self.path('empty').write_text('')
        for name, says in (('none', 'cannot be opened'), ('text', 'holds no findings'), ('empty', 'holds no findings'),
                           ('.', 'is a folder')):
            self.assertIn(says, self.run_program('check', 'a.xlsx', '--baseline', name, code=2).err)

    def test_a_clean_report_is_an_empty_baseline(self):
        write_book(self.path('none.xlsx'), {'Notes': {'A1': 'nothing'}})
        self.path('known').write_text(self.run_program('check', 'none.xlsx', '--format', 'json').out)
        self.run_program('check', 'a.xlsx', '--baseline', 'known', code=1)


class Fix(CheckTest):
    def test_writes_what_is_right_and_what_follows_into_a_copy(self):
        before = self.bytes_of('a.xlsx')
        done = self.run_program('check', 'a.xlsx', '--fix', '-o', 'out.xlsx')
        self.assertIn('Calls!D2  19 → 91', done.out)
        self.assertEqual(self.bytes_of('a.xlsx'), before)
        values = read_values(self.path('out.xlsx'))
        self.assertEqual((values['Calls!D2'], values['Calls!E2'], values['Calls!D3']), (91, 182, '49%'))
        self.check('out.xlsx', code=0)

    def test_a_percentage_typed_as_text_stays_one(self):
        write(self.path('text.xlsx'), {'D2': 91, 'E2': formula('D2*2', 182), 'D3': '94%'})
        done = self.run_program('check', 'text.xlsx', '--fix', '-o', 'out.xlsx', '--format', 'json')
        self.assertEqual(json.loads(done.out)['files'][0]['changes'][0]['new'], '49%')
        self.assertEqual(read_values(self.path('out.xlsx'))['Calls!D3'], '49%')

    def test_formulas_are_left(self):
        write(self.path('formula.xlsx'), {'D2': formula('B2+C2+1', 92), 'E2': formula('D2*2', 184)})
        done = self.run_program('check', 'formula.xlsx', '--fix', '-o', 'out.xlsx', code=1)
        self.assertIn('left as it is', done.out)
        self.assertIn('holds a formula', done.out)
        self.assertNotIn('out.xlsx', self.files())

    def test_nothing_else_is_recalculated(self):
        write(self.path('stale.xlsx'), {'C4': formula('B4+1', 99)})
        self.run_program('check', 'stale.xlsx', '--fix', '-o', 'out.xlsx', code=1)
        self.assertEqual(read_values(self.path('out.xlsx'))['Calls!C4'], 99)

    def test_refusals(self):
        for arguments, says in ((['a.xlsx', '--fix'], 'say where to save'), (['a.xlsx', '-o', 'b.xlsx'], '-o is for --fix'),
                                (['a.xlsx', '--fix', '-o', 'a.xlsx'], 'is the workbook itself'),
                                (['a.xlsx', '--fix', '-o', 'b.pdf'], 'extension .xlsx'),
                                (['a.xlsx', 'a.xlsx', '--fix', '-o', 'b.xlsx'], 'one workbook at a time'),
                                (['a.xlsx', '--fix', '-o', 'b.xlsx', '--format', 'csv'], 'not as csv'),
                                (['a.xlsx', '--fix', '-o', 'b.xlsx', '--set', 'Calls!B2=1'], '--set')):
            self.assertIn(says, self.run_program('check', *arguments, code=2).err)
        self.assertEqual(self.files(), ['a.xlsx'])


class Formats(CheckTest):
    def out(self, form, *more, code=1):
        return self.run_program('check', 'a.xlsx', '--format', form, *more, code=code).out

    def test_text_tells_findings_and_counts(self):
        out = self.out('text')
        self.assertIn('a.xlsx: Calls!D2  wrong  received', out)
        self.assertIn('[Checks!A2]', out)
        self.assertNotIn('share', out)
        self.assertIn('share', self.out('text', '--all'))

    def test_csv_has_no_field_that_a_spreadsheet_takes_for_a_formula(self):
        rows = list(csv.DictReader(io.StringIO(self.out('csv', '--all'))))
        self.assertEqual({row['cell'] for row in rows if row['source'] == 'declared'}, {'D2', 'D3'})
        self.assertTrue(all(row['expression'][:1] in ("'", '') for row in rows))

    def test_junit_is_xml_with_a_failure(self):
        suite = ET.fromstring(self.out('junit')).find('testsuite')
        self.assertEqual(suite.get('failures'), str(len(suite.findall('.//failure'))))
        self.assertIn('91 is expected', ET.tostring(suite, encoding='unicode'))

    def test_sarif_names_the_cell_and_the_fingerprint(self):
        run = json.loads(self.out('sarif'))['runs'][0]
        result = run['results'][0]
        self.assertEqual(result['locations'][0]['logicalLocations'][0]['fullyQualifiedName'], 'Calls!D2')
        self.assertEqual(result['partialFingerprints']['outturn/v1'], self.check()[0][0]['fingerprint'])
        self.assertTrue(run['invocations'][0]['executionSuccessful'])
        self.assertIn(result['ruleId'], [rule['id'] for rule in run['tool']['driver']['rules']])

    def test_github_has_one_line_a_finding(self):
        self.assertRegex(self.out('github'), r'^::error file=a\.xlsx,title=Calls!D2::19 is entered')

    def test_jsonl_is_one_line_a_file(self):
        write(self.path('b.xlsx'))
        lines = self.run_program('check', 'a.xlsx', 'b.xlsx', '--format', 'jsonl', code=1).out.splitlines()
        self.assertEqual([json.loads(line)['file'] for line in lines], ['a.xlsx', 'b.xlsx'])

    def test_a_failed_file_is_in_every_form(self):
        self.path('broken.xlsx').write_text('no workbook')
        for form in ('json', 'jsonl', 'sarif', 'junit', 'github'):
            done = self.run_program('check', 'a.xlsx', 'broken.xlsx', '--format', form, code=3)
            self.assertIn('broken.xlsx', done.out)
            self.assertIn('broken.xlsx', done.err)


class Choices(CheckTest):
    def test_select_and_ignore(self):
        self.assertEqual({each['kind'] for each in self.check('a.xlsx', '--select', 'declared,ratio', code=1)[0]}, {'sum', 'ratio'})
        self.assertEqual([each['cell'] for each in self.check('a.xlsx', '--select', 'ratio', code=0)[0]], ['D3'])
        self.assertEqual([each['cell'] for each in self.check('a.xlsx', '--select', 'Checks!A3', code=0)[0]], ['D3'])
        self.check('a.xlsx', '--ignore', 'sum', code=0)

    def test_a_word_that_selects_nothing_is_refused(self):
        for option in ('--select', '--ignore'):
            self.assertIn('did you mean "ratio"', self.run_program('check', 'a.xlsx', option, 'ration', code=2).err)

    def test_bad_input_is_told_once(self):
        self.path('broken.xlsx').write_text('no workbook')
        for arguments in (['none.xlsx'], ['broken.xlsx'], [], ['a.xlsx', '--format', 'pdf'], ['a.xlsx', '--period', 'Q2'],
                          ['a.xlsx', '--definitions', 'none.toml']):
            self.assertEqual(self.run_program('check', *arguments, code=2).out.strip(), '')

    def test_changes_come_first(self):
        self.check('a.xlsx', '--set', 'Calls!D2=91', code=0)


class Indicators(CheckTest):
    def test_typed_values_and_statuses_are_compared_and_not_replaced(self):
        write_calls(self.path('calls.xlsx'))
        self.run_program('recalc', 'calls.xlsx', '-o', 'done.xlsx')
        self.assertEqual([each['kind'] for each in self.check('done.xlsx', code=0)[0] if each['verdict'] == 'wrong'], [])
        self.run_program('recalc', 'done.xlsx', '-o', 'next.xlsx', '--set', 'Calls!E4=6045')
        found, _ = self.check('done.xlsx', '--set', 'Calls!E4=6045', '--select', 'saved-value')
        self.assertIn('Board!C2', ['%s!%s' % (each['sheet'], each['cell']) for each in found])


if __name__ == '__main__':
    main()
