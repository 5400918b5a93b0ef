#!/usr/bin/env python3
"""Every command, option and exit code as scripts rely on them.

    command_line_test.py PATH/TO/outturn
"""
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from program import ProgramTest, main
from small_books import (Q1_ABANDONED, Q1_ANSWERED, Q2_ABANDONED, Q2_ANSWERED, toml_definitions, write_calls,
                         write_calls_without_definitions, write_plain)
from workbook_files import Error, Sheet, formula, read_values, write_book

FIXED = ('--clock', '2018-11-05', '--seed', '1')
RECALC_KEYS = ['file', 'out', 'cells', 'formulas', 'recalculated', 'changed', 'statuses', 'kept', 'circular', 'warnings',
               'milliseconds']


class Help(ProgramTest):
    def test_names_every_command_and_exit_code(self):
        out = self.run_program('--help').out
        for word in ('recalc', 'explain', 'eval', 'functions', '0 clean', '1 findings', '2 could not run', '3 some',
                     '4 stale', '5 a limit'):
            self.assertIn(word, out)

    def test_of_each_command_goes_to_stdout_and_has_examples(self):
        for command in ('recalc', 'explain', 'eval', 'functions'):
            done = self.run_program(command, '--help')
            self.assertIn('outturn %s ' % command, done.out)
            self.assertEqual(done.err, '')

    def test_starts_with_examples(self):
        for command in ('recalc', 'explain', 'eval', 'functions'):
            out = self.run_program(command, '--help').out
            self.assertLess(out.index('  outturn %s ' % command), out.index('Options:'), command)

    def test_tells_the_version(self):
        self.assertRegex(self.run_program('--version').out, r'^outturn \d+\.\d+')


class Usage(ProgramTest):
    def refusal(self, *arguments):
        done = self.run_program(*arguments, code=2)
        self.assertEqual(done.out, '')
        return done.err

    def test_names_the_command_that_comes_near(self):
        err = self.refusal('recal', 'a.xlsx')
        self.assertIn("'recal'", err)
        self.assertIn("Did you mean 'recalc'?", err)

    def test_names_the_option_that_comes_near(self):
        err = self.refusal('recalc', 'a.xlsx', '--in-plase')
        self.assertIn('--in-plase', err)
        self.assertIn("Did you mean '--in-place'?", err)
        self.assertIn("'outturn recalc --help'", err)

    def test_does_not_guess_where_nothing_comes_near(self):
        self.assertNotIn('Did you mean', self.refusal('frobnicate'))

    def test_wants_a_command(self):
        self.assertIn('--help', self.refusal())

    def test_wants_one_target(self):
        write_plain(self.path('a.xlsx'))
        for options in ((), ('-o', 'b.xlsx', '--in-place'), ('--out-dir', 'd', '-o', 'b.xlsx')):
            err = self.refusal('recalc', 'a.xlsx', *options)
            for way in ('-o', '--out-dir', '--in-place'):
                self.assertIn(way, err)
        self.assertEqual(self.files(), ['a.xlsx'])

    def test_wants_a_known_format(self):
        self.assertIn('json', self.refusal('recalc', 'a.xlsx', '-o', 'b.xlsx', '--format', 'xml'))

    def test_wants_one_workbook_for_one_target(self):
        write_plain(self.path('a.xlsx'))
        write_plain(self.path('b.xlsx'))
        self.assertIn('--out-dir', self.refusal('recalc', 'a.xlsx', 'b.xlsx', '-o', 'c.xlsx'))

    def test_refuses_two_results_in_one_file(self):
        for folder in ('one', 'two'):
            self.path(folder).mkdir()
            write_plain(self.path(folder) / 'a.xlsx')
        err = self.refusal('recalc', 'one/a.xlsx', 'two/a.xlsx', '--out-dir', 'out')
        self.assertIn('one/a.xlsx', err)
        self.assertIn('two/a.xlsx', err)


class Recalc(ProgramTest):
    def setUp(self):
        super().setUp()
        write_plain(self.path('a.xlsx'))

    def report(self, *arguments, code=0, **how):
        return json.loads(self.run_program('recalc', *arguments, '--format', 'json', code=code, **how).out)

    def test_saves_what_the_formulas_give(self):
        before = self.bytes_of('a.xlsx')
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx')
        values = read_values(self.path('b.xlsx'))
        self.assertEqual(values['Calls!C1'], 240)
        self.assertEqual(values['Calls!C2'], 60)
        self.assertEqual(values['Calls!D1'], 'many')
        self.assertEqual(values['My board!A1'], 300)
        self.assertEqual(values['My board!A2'], 0.25)
        self.assertEqual(self.bytes_of('a.xlsx'), before)
        self.assertEqual(self.files(), ['a.xlsx', 'b.xlsx'])

    def test_in_place_saves_over_the_workbook(self):
        self.run_program('recalc', 'a.xlsx', '--in-place')
        self.assertEqual(read_values(self.path('a.xlsx'))['My board!A1'], 300)
        self.assertEqual(self.files(), ['a.xlsx'])

    def test_out_dir_is_made_and_keeps_the_name(self):
        self.run_program('recalc', 'a.xlsx', '--out-dir', 'new/folder')
        self.assertEqual(self.files(), ['a.xlsx', 'new/folder/a.xlsx'])

    def test_of_its_own_result_gives_the_same_bytes(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx')
        self.run_program('recalc', 'b.xlsx', '-o', 'c.xlsx')
        self.assertEqual(self.bytes_of('b.xlsx'), self.bytes_of('c.xlsx'))
        self.assertEqual(self.report('b.xlsx', '-o', 'c.xlsx')['changed'], [])

    def test_reports_in_the_promised_form(self):
        report = self.report('a.xlsx', '-o', 'b.xlsx')
        self.assertEqual([key for key in report if key in RECALC_KEYS], RECALC_KEYS)
        self.assertEqual((report['file'], report['out']), ('a.xlsx', 'b.xlsx'))
        self.assertEqual((report['formulas'], report['recalculated'], report['cells']), (5, 5, 9))
        self.assertEqual(report['changed'], [
            {'sheet': 'Calls', 'cell': 'C1', 'old': 7, 'new': 240},
            {'sheet': 'Calls', 'cell': 'D1', 'old': 'few', 'new': 'many'},
            {'sheet': 'Calls', 'cell': 'C2', 'old': 7, 'new': 60},
            {'sheet': 'My board', 'cell': 'A1', 'old': 1, 'new': 300},
        ])
        self.assertEqual((report['statuses'], report['kept'], report['circular'], report['warnings']), ([], [], [], []))
        self.assertIsInstance(report['milliseconds'], int)

    def test_lists_what_changed_for_people(self):
        out = self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx').out
        self.assertIn('a.xlsx → b.xlsx: 5 formulas, 4 cells changed', out)
        self.assertIn('Calls!C1  7 → 240', out)
        self.assertIn("'My board'!A1  1 → 300", out)

    def test_prints_one_line_a_file_as_jsonl(self):
        write_plain(self.path('b.xlsx'))
        done = self.run_program('recalc', 'a.xlsx', 'b.xlsx', '--out-dir', 'out', '--format', 'jsonl')
        self.assertEqual([json.loads(line)['file'] for line in done.out.splitlines()], ['a.xlsx', 'b.xlsx'])

    def test_sets_inputs_first(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', 'Calls!B1=200', '--set', 'Calls!B2=50%')
        values = read_values(self.path('b.xlsx'))
        self.assertEqual((values['Calls!B1'], values['Calls!B2']), (200, 0.5))
        self.assertEqual(values['My board!A1'], 401)

    def test_sets_what_would_have_been_typed(self):
        rows = [('Calls!B1=1e3', 1000), ('Calls!B1=TRUE', True), ("Calls!B1='007", '007'), ('Calls!B1=a=b', 'a=b'),
                ('received=5', 5), ('Calls!$B$1=6', 6), ('calls!b1=7', 7), ('Calls!B1=-3.5', -3.5)]
        for typed, expected in rows:
            self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', typed)
            self.assertEqual(read_values(self.path('b.xlsx'))['Calls!B1'], expected, typed)

    def test_sets_a_cell_of_a_sheet_whose_name_needs_quotation_marks(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', "'My board'!C9=x")
        self.assertEqual(read_values(self.path('b.xlsx'))['My board!C9'], 'x')

    def test_empties_a_cell_that_is_set_to_nothing(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', 'Calls!B2=')
        values = read_values(self.path('b.xlsx'))
        self.assertIsNone(values.get('Calls!B2'))
        self.assertEqual(values['Calls!C2'], 0)

    def test_understands_typed_figures_in_the_locale(self):
        for locale, typed in (('en-GB', '1,234.5'), ('de-DE', '1.234,5')):
            self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', 'Calls!B1=' + typed, '--locale', locale)
            self.assertEqual(read_values(self.path('b.xlsx'))['Calls!B1'], 1234.5)

    def test_tells_the_time_it_is_given(self):
        write_book(self.path('now.xlsx'), {'S': {'A1': formula('NOW()'), 'A2': formula('TODAY()')}})
        # 5 November 2018 is day 43409.
        report = self.report('now.xlsx', '-o', 'b.xlsx', '--clock', '2018-11-05T12:00:00')
        self.assertEqual(report['clock'], '2018-11-05T12:00:00')
        self.assertEqual(read_values(self.path('b.xlsx')), {'S!A1': 43409.5, 'S!A2': 43409})

    def test_gives_the_same_bytes_for_the_same_clock_and_seed(self):
        write_book(self.path('v.xlsx'), {'S': {'A1': formula('RAND()'), 'A2': formula('NOW()'),
                                               'A3': formula('RANDBETWEEN(1,1000000)')}})
        for name, seed in (('1.xlsx', 1), ('2.xlsx', 1), ('3.xlsx', 2)):
            self.run_program('recalc', 'v.xlsx', '-o', name, '--clock', '2018-11-05', '--seed', seed)
        self.assertEqual(self.bytes_of('1.xlsx'), self.bytes_of('2.xlsx'))
        self.assertNotEqual(read_values(self.path('1.xlsx'))['S!A1'], read_values(self.path('3.xlsx'))['S!A1'])

    def test_takes_the_time_zone_where_no_clock_is_given(self):
        write_book(self.path('now.xlsx'), {'S': {'A1': formula('NOW()')}})
        moments = []
        for zone in ('UTC', 'Etc/GMT-12'):
            self.run_program('recalc', 'now.xlsx', '-o', 'b.xlsx', '--timezone', zone)
            moments.append(read_values(self.path('b.xlsx'))['S!A1'])
        self.assertAlmostEqual(moments[1] - moments[0], 0.5, delta=0.01)

    def test_proves_which_parts_it_touched(self):
        report = self.report('a.xlsx', '-o', 'b.xlsx', '--proof', '--set', 'Calls!B1=60')
        for name, digest in (('a.xlsx', 'before'), ('b.xlsx', 'after')):
            with zipfile.ZipFile(self.path(name)) as package:
                expected = {part: hashlib.sha256(package.read(part)).hexdigest() for part in package.namelist()}
            self.assertEqual({part['part']: part[digest].lower() for part in report['proof']}, expected)
        self.assertEqual([part['part'] for part in report['proof'] if not part['same']],
                         ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'])
        self.assertIn('xl/styles.xml', self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--proof').out)

    def test_keeps_what_it_cannot_calculate_and_says_so(self):
        write_book(self.path('k.xlsx'), {'S': {'A1': formula('NOSUCHFUNCTION(1)', 7), 'A2': formula('A1+1', 8)}})
        report = self.report('k.xlsx', '-o', 'b.xlsx')
        self.assertEqual([(k['sheet'], k['cell'], k['formula']) for k in report['kept']][:1],
                         [('S', 'A1', '=NOSUCHFUNCTION(1)')])
        self.assertEqual(set(report['kept'][0]), {'sheet', 'cell', 'formula', 'reason', 'stale'})
        self.assertIn('NOSUCHFUNCTION', report['kept'][0]['reason'])
        self.assertEqual(self.bytes_of('k.xlsx'), self.bytes_of('b.xlsx'))

    def test_exits_with_4_where_strict_and_a_value_may_be_out_of_date(self):
        write_book(self.path('k.xlsx'), {'S': {'A1': 5, 'A2': formula('NOSUCHFUNCTION(A1)', 7), 'A3': formula('A2+1', 8)}})
        set_input = ('-o', 'b.xlsx', '--set', 'S!A1=6')
        done = self.run_program('recalc', 'k.xlsx', *set_input)
        self.assertEqual(done.err.count('\n'), 1, done.err)
        self.assertIn('may be out of date', done.err)
        self.run_program('recalc', 'k.xlsx', *set_input, '--strict', code=4)
        stale = {k['cell'] for k in self.report('k.xlsx', *set_input)['kept'] if k['stale']}
        self.assertEqual(stale, {'A2', 'A3'})
        self.assertEqual(read_values(self.path('b.xlsx')), {'S!A1': 6, 'S!A2': 7, 'S!A3': 8})

    def test_exits_with_0_where_strict_and_nothing_is_out_of_date(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--strict')

    def test_names_circular_references_cell_by_cell(self):
        write_book(self.path('c.xlsx'), {'S': {'A1': formula('B1+1', 3), 'B1': formula('A1+1', 4), 'C1': formula('B1', 4)}})
        report = self.report('c.xlsx', '-o', 'b.xlsx')
        self.assertEqual([sorted(circle) for circle in report['circular']], [['S!A1', 'S!B1']])
        self.assertEqual(read_values(self.path('b.xlsx')), {'S!A1': 3, 'S!B1': 4, 'S!C1': 4})

    def test_writes_every_kind_of_value(self):
        write_book(self.path('v.xlsx'), {'S': {
            'A1': formula('1/0', 5), 'A2': formula('"a"&CHAR(38)&"<b> "', 5), 'A3': formula('1=1', 5), 'A4': formula('0.1+0.2'),
            'A5': formula('""', 5), 'A6': formula('NA()', 'x'), 'A7': formula('2^70')}})
        self.run_program('recalc', 'v.xlsx', '-o', 'b.xlsx')
        self.assertEqual(read_values(self.path('b.xlsx')), {
            'S!A1': Error('#DIV/0!'), 'S!A2': 'a&<b> ', 'S!A3': True, 'S!A4': 0.1 + 0.2, 'S!A5': '', 'S!A6': Error('#N/A'),
            'S!A7': 2.0 ** 70})

    def test_spills(self):
        write_book(self.path('s.xlsx'), {'S': Sheet({'A1': 3, 'B1': formula('_xlfn.SEQUENCE(A1)', None, 't="array" ref="B1"',
                                                                           'cm="1"')})}, parts=METADATA)
        self.run_program('recalc', 's.xlsx', '-o', 'b.xlsx')
        values = read_values(self.path('b.xlsx'))
        self.assertEqual([values['S!B%d' % i] for i in (1, 2, 3)], [1, 2, 3])


# What makes cm="1" a dynamic array: ECMA-376 part 1, 18.9; [MS-XLSX] 2.3.4.
METADATA = {
    'xl/metadata.xml': '<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:xda="http://schemas.'
                       'microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1"><metadataType name='
                       '"XLDAPR" minSupportedVersion="120000" cellMeta="1"/></metadataTypes><futureMetadata name="XLDAPR" count'
                       '="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties '
                       'fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" '
                       'v="0"/></bk></cellMetadata></metadata>',
    'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                                  '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                                  'worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxml'
                                  'formats.org/officeDocument/2006/relationships/sheetMetadata" Target="metadata.xml"/>'
                                  '</Relationships>',
}


class Streams(ProgramTest):
    def test_stdout_carries_only_the_result(self):
        write_calls(self.path('a.xlsx'))
        done = self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--format', 'json')
        json.loads(done.out)
        write_book(self.path('k.xlsx'), {'S': {'A1': 1, 'A2': formula('NOSUCHFUNCTION(A1)', 7)}})
        done = self.run_program('recalc', 'k.xlsx', '-o', 'b.xlsx', '--set', 'S!A1=2', '--format', 'json')
        json.loads(done.out)
        self.assertIn('out of date', done.err)

    def test_nothing_is_coloured_off_a_terminal(self):
        self.path('bad.xlsx').write_text('no workbook')
        for environment in ({}, {'NO_COLOR': '1'}):
            done = self.run_program('recalc', 'bad.xlsx', '-o', 'b.xlsx', code=2, environment=environment)
            self.assertNotIn('\033', done.out + done.err)

    def test_color_can_be_asked_for_and_refused(self):
        self.path('bad.xlsx').write_text('no workbook')
        done = self.run_program('recalc', 'bad.xlsx', '-o', 'b.xlsx', '--color', 'always', code=2)
        self.assertIn('\033', done.err)
        done = self.run_program('recalc', 'bad.xlsx', '-o', 'b.xlsx', '--color', 'always', code=2, environment={'NO_COLOR': '1'})
        self.assertIn('\033', done.err)
        done = self.run_program('recalc', 'bad.xlsx', '-o', 'b.xlsx', '--color', 'never', code=2)
        self.assertNotIn('\033', done.err)


class Batch(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.path('in') / 'deep').mkdir(parents=True)
        write_plain(self.path('in/a.xlsx'))
        write_plain(self.path('in/deep/b.xlsm'))
        write_plain(self.path('in/~$a.xlsx'))
        self.path('in/notes.txt').write_text('no workbook')

    def test_takes_the_workbooks_of_a_folder_and_keeps_their_places(self):
        done = self.run_program('recalc', 'in', '--out-dir', 'out', '--format', 'jsonl')
        self.assertEqual([json.loads(line)['out'] for line in done.out.splitlines()], ['out/a.xlsx', 'out/deep/b.xlsm'])
        self.assertEqual([f for f in self.files() if f.startswith('out/')], ['out/a.xlsx', 'out/deep/b.xlsm'])

    def test_a_bad_file_does_not_stop_the_others(self):
        self.path('in/bad.xlsx').write_bytes(b'PK\x03\x04 cut short')
        for jobs in (1, 2):
            done = self.run_program('recalc', 'in', '--out-dir', 'out%d' % jobs, '--format', 'jsonl', '--jobs', jobs, code=3)
            reports = [json.loads(line) for line in done.out.splitlines()]
            self.assertEqual([r['file'] for r in reports], ['in/a.xlsx', 'in/bad.xlsx', 'in/deep/b.xlsm'])
            self.assertIn('damaged', reports[1]['error'])
            self.assertIn('1 of 3 files failed', done.err)
            self.assertIn('in/bad.xlsx', done.err.splitlines()[-1])
            self.assertEqual(read_values(self.path('out%d/deep/b.xlsm' % jobs))['My board!A1'], 300)
            self.assertFalse(self.path('out%d/bad.xlsx' % jobs).exists())

    def test_exits_with_2_where_every_file_fails(self):
        for name in ('in/a.xlsx', 'in/deep/b.xlsm'):
            self.path(name).write_text('no workbook')
        self.run_program('recalc', 'in', '--out-dir', 'out', code=2)
        self.assertFalse(self.path('out').exists())

    def test_in_place_over_a_folder(self):
        self.path('in/~$a.xlsx').unlink()
        self.run_program('recalc', 'in', '--in-place')
        self.assertEqual(read_values(self.path('in/a.xlsx'))['My board!A1'], 300)
        self.assertEqual(read_values(self.path('in/deep/b.xlsm'))['My board!A1'], 300)

    def test_says_where_there_is_nothing_to_do(self):
        self.path('empty').mkdir()
        self.assertIn('no .xlsx or .xlsm', self.run_program('recalc', 'empty', '--out-dir', 'out', code=2).err)

    def test_any_number_of_jobs_gives_the_same(self):
        outs = []
        for jobs in (1, 4):
            lines = self.run_program('recalc', 'in', '--out-dir', 'out', '--format', 'jsonl', '--jobs', jobs, *FIXED).out
            reports = [json.loads(line) for line in lines.splitlines()]
            for report in reports:
                del report['milliseconds']
            outs.append((reports, self.bytes_of('out/a.xlsx')))
        self.assertEqual(outs[0], outs[1])


class Indicators(ProgramTest):
    def setUp(self):
        super().setUp()
        write_calls(self.path('a.xlsx'))

    def values(self, *options, book='a.xlsx'):
        self.run_program('recalc', book, '-o', 'b.xlsx', *options)
        return read_values(self.path('b.xlsx'))

    def assert_board(self, values, answered, answered_status, abandoned, abandoned_status, counts):
        self.assertAlmostEqual(values['Board!B2'], answered, 10)
        self.assertAlmostEqual(values['Board!B3'], abandoned, 10)
        self.assertEqual((values['Board!C2'], values['Board!C3']), (answered_status, abandoned_status))
        self.assertEqual([values['Board!%s7' % column] for column in 'BCD'], counts)
        self.assertEqual(values['Board!E7'], counts[2])

    def test_are_written_with_statuses_and_roll_ups(self):
        self.assert_board(self.values(), Q2_ANSWERED, 'Red', Q2_ABANDONED, 'Red', [0, 0, 2])

    def test_of_the_period_that_is_asked_for(self):
        self.assert_board(self.values('--period', 'Q1 2018/19'), Q1_ANSWERED, 'Green', Q1_ABANDONED, 'Green', [2, 0, 0])

    def test_flip_with_their_input_and_take_the_roll_up_along(self):
        # 70 % of 20,591 is 14,413.7: with 6,442 in July instead of 2,045 it is 14,414.
        self.assert_board(self.values('--set', 'Calls!E4=6442'), 100 * 14414 / 20591, 'Green', Q2_ABANDONED, 'Red', [1, 0, 1])
        self.assert_board(self.values('--set', 'Calls!E4=6441'), 100 * 14413 / 20591, 'Amber', Q2_ABANDONED, 'Red', [0, 1, 1])

    def test_are_the_same_from_sheets_and_from_toml(self):
        write_calls_without_definitions(self.path('bare.xlsx'))
        self.path('definitions.toml').write_text(toml_definitions())
        of_toml = self.values('--definitions', 'definitions.toml', book='bare.xlsx')
        of_sheets = self.values()
        for cell, value in of_toml.items():
            self.assertEqual(of_sheets[cell], value, cell)
        self.assert_board(of_toml, Q2_ANSWERED, 'Red', Q2_ABANDONED, 'Red', [0, 0, 2])

    def test_toml_replaces_the_sheets_and_says_so(self):
        self.path('definitions.toml').write_text(toml_definitions().replace('70%', '40%'))
        done = self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--definitions', 'definitions.toml')
        self.assertEqual(read_values(self.path('b.xlsx'))['Board!C2'], 'Green')
        self.assertIn('replace', done.err)
        self.assertIn('definitions.toml', done.err)

    def test_are_reported_as_json(self):
        report = json.loads(self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--format', 'json').out)
        self.assertEqual(report['period'], 'Q2 2018/19')
        self.assertEqual([(each['indicator'], each['old'], each['new'], each['computed'], each['entered'], each['counts'])
                          for each in report['statuses']],
                         [('CS-2', None, 'Red', 'Red', None, 'Red'), ('CS-1', None, 'Red', 'Red', None, 'Red')])
        self.assertEqual([set(each) for each in report['roll_ups']],
                         [{'roll_up', 'coverage', 'not_assigned', 'counted_twice', 'lines'}] * len(report['roll_ups']))
        self.assertEqual((report['trends'], report['lists']), ([], []))

    def test_status_changes_are_told(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx')
        done = self.run_program('recalc', 'b.xlsx', '-o', 'c.xlsx', '--set', 'Calls!E4=6442')
        self.assertIn('CS-2 Red → Green', done.out)
        self.assertNotIn('CS-1 Red', done.out)

    def test_a_second_recalculation_gives_the_same_bytes(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx')
        self.run_program('recalc', 'b.xlsx', '-o', 'c.xlsx')
        self.assertEqual(self.bytes_of('b.xlsx'), self.bytes_of('c.xlsx'))

    def test_a_sheet_of_that_name_with_other_columns_is_an_ordinary_sheet(self):
        write_book(self.path('own.xlsx'), {'Indicators': {'A1': 'Ref', 'B1': 'Title', 'C1': 'Figure', 'D1': 'Unit', 'A2': 'CS-2',
                                                          'C2': 3, 'E2': formula('C2*2', 1)}})
        done = self.run_program('recalc', 'own.xlsx', '-o', 'b.xlsx')
        self.assertEqual(read_values(self.path('b.xlsx'))['Indicators!E2'], 6)
        self.assertIn('ordinary sheet', done.err)

    def test_leave_a_file_that_an_independent_checker_passes(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx')
        checker = Path(__file__).resolve().parents[1] / 'xlsx' / 'check_workbook.py'
        done = subprocess.run([sys.executable, checker, 'a.xlsx', 'b.xlsx'], cwd=self.folder, capture_output=True)
        self.assertEqual((done.stdout, done.returncode), (b'', 0))

    def test_a_typed_figure_is_adopted_only_when_asked(self):
        # What officers do: type a figure into the cell where outturn is to write.
        write_calls(self.path('typed.xlsx'), board={'B2': 51})
        done = self.run_program('recalc', 'typed.xlsx', '-o', 'b.xlsx', code=2)
        self.assertIn('--adopt', done.err)
        self.assertIn('Board!B2', done.err)
        self.assertFalse(self.path('b.xlsx').exists())
        self.assert_board(self.values('--adopt', book='typed.xlsx'), Q2_ANSWERED, 'Red', Q2_ABANDONED, 'Red', [0, 0, 2])

    def test_a_cell_that_indicators_give_is_not_set(self):
        self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx')
        done = self.run_program('recalc', 'b.xlsx', '-o', 'c.xlsx', '--set', 'Board!B2=51', code=2)
        self.assertIn('Board!B2', done.err)
        self.assertFalse(self.path('c.xlsx').exists())

    def test_a_set_that_makes_text_of_a_number_is_questioned(self):
        done = self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', 'Calls!E4=many')
        self.assertIn('Calls!E4', done.err)
        self.assertIn('text', done.err)

    def test_a_set_without_a_sheet_or_with_a_formula_is_refused(self):
        for option in ('E4=1', 'Calls!E4==B4'):
            self.run_program('recalc', 'a.xlsx', '-o', 'b.xlsx', '--set', option, code=2)


class Explain(ProgramTest):
    def setUp(self):
        super().setUp()
        write_calls(self.path('a.xlsx'))

    def test_an_indicator_with_its_inputs_rule_and_gap(self):
        # 70 % of 20,591 is 14,413.7, which is 4,397 more than 10,017.
        out = self.run_program('explain', 'a.xlsx', 'CS-2').out
        for piece in ('Calls answered within 30 s', 'Q2 2018/19', 'answered_30s / answered', '10,017', '20,591', '48.65%', '70%',
                      '5 points', 'Red', '4,397 more', 'Calls!E4'):
            self.assertIn(piece, out)

    def test_an_indicator_as_json(self):
        told = json.loads(self.run_program('explain', 'a.xlsx', 'cs-1', '--format', 'json').out)
        self.assertEqual((told['indicator'], told['status'], told['expression']), ('CS-1', 'Red', 'abandoned / received'))
        # Fewer than 2,706.8 must be abandoned: 3,092 fewer than 5,798.
        self.assertEqual(told['options'][0]['change'], -3092)
        self.assertEqual(told['inputs'][0]['cells'], ['Calls!E5', 'Calls!F5', 'Calls!G5'])

    def test_the_cell_of_an_indicator(self):
        self.assertIn('answered_30s / answered', self.run_program('explain', 'a.xlsx', 'Board!B2').out)

    def test_a_formula_with_what_it_reads(self):
        write_plain(self.path('p.xlsx'))
        out = self.run_program('explain', 'p.xlsx', "'My board'!A1").out
        for piece in ('=SUM(Calls!C1:C2)', '300', 'Calls!C1:C2 = 240, 60', 'saved value'):
            self.assertIn(piece, out)
        told = json.loads(self.run_program('explain', 'p.xlsx', 'Calls!C1', '--format', 'json').out)
        self.assertEqual(told, {'cell': 'Calls!C1', 'formula': '=B1*2', 'value': 240, 'saved': 7,
                                'precedents': [{'range': 'Calls!B1', 'value': 120}], 'kept': ''})

    def test_a_constant(self):
        self.assertIn('constant', self.run_program('explain', 'a.xlsx', 'Calls!B2').out)

    def test_takes_inputs_and_periods_like_recalc(self):
        self.assertIn('Green', self.run_program('explain', 'a.xlsx', 'CS-2', '--set', 'Calls!E4=6442').out)
        self.assertIn('80%', self.run_program('explain', 'a.xlsx', 'CS-2', '--period', 'Q1 2018/19').out)

    def test_changes_nothing(self):
        before = self.bytes_of('a.xlsx')
        self.run_program('explain', 'a.xlsx', 'CS-2', '--set', 'Calls!E4=6442')
        self.assertEqual(self.bytes_of('a.xlsx'), before)
        self.assertEqual(self.files(), ['a.xlsx'])

    def test_names_the_indicator_that_comes_near(self):
        err = self.run_program('explain', 'a.xlsx', 'CS2', code=2).err
        self.assertIn('CS-2', err)


class Eval(ProgramTest):
    # formula, JSON line. Values by Excel's rules.
    ROWS = [
        ('=ROUND(2.15,1)', {'value': 2.2}),
        ('ROUND(2.15,1)', {'value': 2.2}),
        ('="a"&"b"', {'value': 'ab'}),
        ('=1=1', {'value': True}),
        ('=1/0', {'error': '#DIV/0!'}),
        ('={1,2;3,#N/A}', {'array': [[1, 2], [3, {'error': '#N/A'}]]}),
        ('={1;TRUE;"x"}', {'array': [[1], [True], ['x']]}),
        ('=0.1+0.2', {'value': 0.30000000000000004}),
        ('=1/3', {'value': 1 / 3}),
        ('=10^15', {'value': 10 ** 15}),
        ('=-2^2', {'value': 4}),
        ('="é"', {'value': 'é'}),
    ]

    def test_takes_formulas_as_arguments(self):
        done = self.run_program('eval', '=ROUND(2.15,1)', '="a"&"b"', '=1=1', '=1/0', '={1,2;3,4}')
        self.assertEqual(done.out, '2.2\nab\nTRUE\n#DIV/0!\n1\t2\n3\t4\n')

    def test_reads_one_formula_a_line_and_answers_one_line_each(self):
        done = self.run_program('eval', '--stdin', '--format', 'json', stdin=''.join(f + '\n' for f, _ in self.ROWS))
        self.assertEqual([json.loads(line) for line in done.out.splitlines()], [result for _, result in self.ROWS])

    def test_prints_numbers_so_that_they_read_back_the_same(self):
        done = self.run_program('eval', '--stdin', '--format', 'json', stdin='=0.1+0.2\n=2.2\n=3\n')
        self.assertEqual(done.out, '{"value":0.30000000000000004}\n{"value":2.2}\n{"value":3}\n')

    def test_says_what_cannot_be_parsed_and_where_and_goes_on(self):
        done = self.run_program('eval', '--stdin', '--format', 'json', stdin='=1+\n\n=SUM(1,\n=2\n')
        lines = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual(lines[-1], {'value': 2})
        for line in lines[:-1]:
            self.assertEqual(sorted(line), ['position', 'unparsed'])
        self.assertEqual(lines[0]['position'], 3)

    def test_says_which_formulas_it_refuses_to_calculate(self):
        done = self.run_program('eval', '--stdin', '--format', 'json', stdin='=NOSUCHFUNCTION(1)\n=INFO("system")\n=TEXT(1,"[DBNum1]0")\n')
        lines = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual([sorted(line) for line in lines], [['refused']] * 3)
        self.assertIn('NOSUCHFUNCTION', lines[0]['refused'])
        done = self.run_program('eval', '=INFO("system")', code=2)
        self.assertEqual(done.out, '')
        self.assertIn('not calculated', done.err)

    def test_prints_no_more_rows_of_an_array_than_can_be_read(self):
        done = self.run_program('eval', '=SEQUENCE(100000)')
        self.assertEqual(done.out, ''.join(f'{i}\n' for i in range(1, 1001)))
        self.assertIn('99000 more rows', done.err)
        self.assertEqual(len(json.loads(self.run_program('eval', '=SEQUENCE(2000)', '--format', 'json').out)['array']), 2000)

    def test_a_blank_is_null(self):
        write_plain(self.path('a.xlsx'))
        done = self.run_program('eval', '--format', 'json', '--in', 'a.xlsx', '=IF(1,Z9:Z9)', '=Z9')
        for line in done.out.splitlines():
            self.assertIn(json.loads(line), ({'value': None}, {'value': 0}))

    def test_of_an_argument_that_cannot_be_parsed_exits_with_2(self):
        done = self.run_program('eval', '=1+', code=2)
        self.assertEqual(done.out, '')
        self.assertIn('=1+', done.err)
        self.assertIn('character 4', done.err)

    def test_in_a_workbook(self):
        write_plain(self.path('a.xlsx'))
        done = self.run_program('eval', '=SUM(Calls!C1:C2)', '=received', '=C1', '--in', 'a.xlsx', '--at', 'Calls!D1')
        self.assertEqual(done.out, '300\n120\n240\n')
        self.run_program('eval', '=1', '--in', 'a.xlsx', '--at', 'Nowhere!A1', code=2)

    def test_with_clock_locale_and_seed(self):
        self.assertEqual(self.run_program('eval', '=TODAY()', '--clock', '2018-11-05').out, '43409\n')
        self.assertEqual(self.run_program('eval', '=TEXT(1234.5,"0,0")', '--locale', 'de-DE').out, '1234,5\n')
        self.assertEqual(self.run_program('eval', '=RAND()', '--seed', '3').out, self.run_program('eval', '=RAND()', '--seed', '3').out)

    def test_takes_formulas_that_begin_with_a_minus_after_two_dashes(self):
        self.assertEqual(self.run_program('eval', '--', '-2^2').out, '4\n')


class Functions(ProgramTest):
    def test_are_listed_by_name(self):
        names = self.run_program('functions', '--names').out.splitlines()
        self.assertEqual(names, sorted(names))
        self.assertEqual(len(names), len(set(names)))
        for name in ('SUM', 'SUMIFS', 'XLOOKUP', 'LET', 'NETWORKDAYS'):
            self.assertIn(name, names)

    def test_are_told_one_by_one(self):
        out = self.run_program('functions', 'median').out
        self.assertTrue(out.startswith('MEDIAN('), out)
        self.assertIn('=MEDIAN(', out)

    def test_as_json(self):
        told = json.loads(self.run_program('functions', 'MEDIAN', '--format', 'json').out)
        self.assertEqual(set(told), {'name', 'signature', 'summary', 'parameters', 'examples'})
        everything = json.loads(self.run_program('functions', '--format', 'json').out)
        self.assertEqual([each['name'] for each in everything], self.run_program('functions', '--names').out.splitlines())
        self.assertEqual(json.loads(self.run_program('functions', '--names', '--format', 'json').out),
                         [each['name'] for each in everything])

    def test_that_do_not_exist_exit_with_2_and_name_the_nearest(self):
        kept = self.run_program('functions', '=cubevalue(').out
        self.assertIn('CUBEVALUE is not calculated: it needs a connection to an OLAP cube', kept)
        done = self.run_program('functions', 'XLOKUP', code=2)
        self.assertEqual(done.out, '')
        self.assertIn('XLOOKUP', done.err)


if __name__ == '__main__':
    main()
