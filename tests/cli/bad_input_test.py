#!/usr/bin/env python3
"""Bad input: one clear message that names the file and the place and says what to do, the right exit code, and nothing
written.

    bad_input_test.py PATH/TO/outturn
"""
import copy
import json
import os
import stat
import struct
import subprocess
import zlib

from program import ProgramTest, main
from small_books import (INDICATORS, MEASURES, SETTINGS, toml_definitions, write_calls, write_calls_without_definitions,
                         write_plain)
from workbook_files import Sheet, book_parts, formula, read_values, table, write_book, write_parts

PLAIN = {'Calls': {'A1': 1, 'B1': formula('A1*2', 7)}}
COMPOUND_FILE = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'


def altered(rows, row, **fields):
    rows = copy.deepcopy(rows)
    rows[row].update({name.replace('_', ' '): value for name, value in fields.items()})
    return rows


class Refusal(ProgramTest):
    """What every refusal has in common."""

    def assert_refused(self, *options, says, book='bad.xlsx', code=2, names=None, target='out.xlsx', lines=1):
        """Each text of `says` is in the message; there is one, and every file is as it was."""
        before = {name: self.bytes_of(name) for name in self.files()}
        done = self.run_program('recalc', book, *(['-o', target] if target else []), *options, code=code)
        self.assertEqual(done.out, '')
        self.assertEqual(len(done.err.splitlines()), lines, done.err)
        for text in (names or book, *says):
            self.assertIn(text, done.err)
        self.assertEqual({name: self.bytes_of(name) for name in self.files()}, before)
        return done.err


class Files(Refusal):
    def write(self, data):
        self.path('bad.xlsx').write_bytes(data)

    def plain(self):
        write_plain(self.path('good.xlsx'))
        return self.bytes_of('good.xlsx')

    def test_that_are_not_there(self):
        self.assert_refused(says=['cannot be opened'])

    def test_that_are_empty(self):
        self.write(b'')
        self.assert_refused(says=['is empty'])

    def test_that_are_something_else(self):
        rows = [(b'Received,Answered\n1,2\n', 'not an Excel workbook'), (b'%PDF-1.4', 'PDF'), (b'<html></html>', 'HTML')]
        for data, what in rows:
            self.write(data)
            self.assert_refused(says=[what])

    def test_whose_zip_is_cut_short(self):
        data = self.plain()
        for length in (30, len(data) // 2, len(data) - 30):
            self.write(data[:length])
            self.assert_refused(says=['damaged'])

    def test_whose_zip_has_a_flipped_byte(self):
        data = bytearray(self.plain())
        at = data.index(b'xl/worksheets/sheet1.xml') + len(b'xl/worksheets/sheet1.xml') + 20
        data[at] ^= 0xFF
        self.write(bytes(data))
        self.assert_refused(says=['xl/worksheets/sheet1.xml', 'damaged'])

    def test_that_unpack_to_more_than_they_declare(self):
        data = self.plain()
        packed = zlib.crc32(b'')
        at = data.index(b'PK\x01\x02') + 24  # the uncompressed size of the first part
        self.write(data[:at] + struct.pack('<I', packed + 3) + data[at + 4:])
        self.assert_refused(says=['damaged'])

    def test_without_a_part_that_is_named(self):
        parts = book_parts(PLAIN)
        for part in ('xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/styles.xml'):
            write_parts(self.path('bad.xlsx'), {name: text for name, text in parts.items() if name != part})
            self.assert_refused(says=[part, 'not in'])

    def test_whose_sheet_is_cut_short(self):
        parts = book_parts(PLAIN)
        text = parts['xl/worksheets/sheet1.xml']
        for length in (len(text) - 15, text.index('</row>'), text.index('A1*2')):
            write_parts(self.path('bad.xlsx'), {**parts, 'xl/worksheets/sheet1.xml': text[:length]})
            self.assert_refused(says=['xl/worksheets/sheet1.xml', 'damaged'])

    def test_with_entities(self):
        parts = book_parts(PLAIN)
        bomb = parts['xl/worksheets/sheet1.xml'].replace(
            '<worksheet', '<!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><worksheet', 1)
        write_parts(self.path('bad.xlsx'), {**parts, 'xl/worksheets/sheet1.xml': bomb})
        self.assert_refused(says=['xl/worksheets/sheet1.xml'])

    def test_with_a_password(self):
        self.write(COMPOUND_FILE + bytes(504) + 'EncryptionInfo'.encode('utf-16-le') + bytes(600))
        self.assert_refused(says=['password', 'remove the password'])

    def test_of_the_old_binary_format_under_another_name(self):
        self.write(COMPOUND_FILE + bytes(504) + 'Workbook'.encode('utf-16-le') + bytes(600))
        self.assert_refused(says=['.xls', 'save it as .xlsx'])

    def test_of_the_binary_workbook_format_under_another_name(self):
        parts = book_parts(PLAIN)
        write_parts(self.path('bad.xlsx'), {
            '[Content_Types].xml': parts['[Content_Types].xml'],
            '_rels/.rels': parts['_rels/.rels'].replace('workbook.xml', 'workbook.bin'), 'xl/workbook.bin': 'binary'})
        self.assert_refused(says=['.xlsb', 'save it as .xlsx'])

    def test_that_are_signed(self):
        origin = 'http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin'
        parts = book_parts(PLAIN)
        parts['_rels/.rels'] = parts['_rels/.rels'].replace(
            '</Relationships>', '<Relationship Id="rId9" Type="%s" Target="_xmlsignatures/origin.sigs"/></Relationships>' % origin)
        parts['[Content_Types].xml'] = parts['[Content_Types].xml'].replace(
            '<Override', '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
            '<Override', 1)
        parts['_xmlsignatures/origin.sigs'] = ''
        write_parts(self.path('bad.xlsx'), parts)
        self.assert_refused(says=['signed', '--break-signature'])
        self.run_program('recalc', 'bad.xlsx', '-o', 'out.xlsx', '--break-signature')
        self.assertEqual(read_values(self.path('out.xlsx'))['Calls!B1'], 2)

    def test_with_a_formula_nobody_can_parse_are_calculated_around_it(self):
        write_book(self.path('a.xlsx'), {'S': {'A1': formula('SUM(1,,(', 7), 'A2': formula('A1+1', 8), 'A3': formula('1+1', 1)}})
        done = self.run_program('recalc', 'a.xlsx', '-o', 'out.xlsx', '--format', 'json')
        kept = json.loads(done.out)['kept'][0]
        self.assertEqual((kept['cell'], kept['formula']), ('A1', '=SUM(1,,('))
        self.assertTrue(kept['reason'])
        self.assertEqual(read_values(self.path('out.xlsx')), {'S!A1': 7, 'S!A2': 8, 'S!A3': 2})
        self.assertIn('S!A1', self.run_program('recalc', 'a.xlsx', '-o', 'out.xlsx').out)


class Targets(Refusal):
    def setUp(self):
        super().setUp()
        write_plain(self.path('a.xlsx'))

    def test_that_are_read_only(self):
        self.path('out.xlsx').write_text('old')
        self.path('out.xlsx').chmod(stat.S_IRUSR)
        self.assert_refused(book='a.xlsx', names='out.xlsx', says=['read-only', 'another name'])

    def test_in_place_that_are_read_only(self):
        self.path('a.xlsx').chmod(stat.S_IRUSR)
        self.assert_refused('--in-place', book='a.xlsx', target=None, says=['read-only', 'another name'])

    def test_in_a_folder_that_may_not_be_written(self):
        if os.geteuid() == 0:
            self.path('locked').mkdir()
            if subprocess.run(['chattr', '+i', self.path('locked')], capture_output=True).returncode != 0:
                self.skipTest('root may write everywhere, and this file system takes no chattr +i')
            self.addCleanup(subprocess.run, ['chattr', '-i', self.path('locked')])
        else:
            self.path('locked').mkdir(mode=0o500)
            self.addCleanup(self.path('locked').chmod, 0o700)
        self.assert_refused(book='a.xlsx', target='locked/out.xlsx', names='locked/out.xlsx', says=['could not be saved'])

    def test_where_the_system_takes_no_files(self):
        self.assert_refused(book='a.xlsx', target='/proc/out.xlsx', names='/proc/out.xlsx', says=['could not be saved'])

    def test_in_a_folder_that_is_not_there(self):
        self.assert_refused(book='a.xlsx', target='nowhere/out.xlsx', names='nowhere/out.xlsx', says=['no folder'])

    def test_that_are_folders(self):
        self.path('folder').mkdir()
        self.assert_refused(book='a.xlsx', target='folder', names='folder', says=['--out-dir'])

    def test_that_are_open_in_excel(self):
        self.path('~$a.xlsx').write_text('lock')
        self.assert_refused('--in-place', book='a.xlsx', target=None, says=['~$a.xlsx', 'close it'])

    def test_that_are_open_in_libreoffice(self):
        self.path('.~lock.out.xlsx#').write_text('lock')
        self.assert_refused(book='a.xlsx', names='out.xlsx', says=['.~lock.out.xlsx#', 'close it'])


class Inputs(Refusal):
    def setUp(self):
        super().setUp()
        write_book(self.path('bad.xlsx'), {
            'Calls': Sheet({'A1': 'Name', 'A2': 5, 'B1': formula('A2*2', 10), 'E1': 1, 'G1': formula('1+1', 3),
                            'C1': formula('A2:A3*2', 1, 't="array" ref="C1:C2"'), 'C2': 2},
                           merges=['E1:F2'], tables=[table('Staff', 'A1:A2', ['Name'])])})

    def test_that_may_not_be_set(self):
        rows = [
            ('Calls!B1=3', ['Calls!B1', 'holds a formula']),
            ('Calls!C1=3', ['Calls!C1', 'formula']),
            ('Calls!C2=3', ['Calls!C2', 'array formula in C1:C2']),
            ('Calls!F2=3', ['Calls!F2', 'merged cell E1:F2']),
            ('Calls!A1=x', ['Calls!A1', 'heading', 'Staff']),
        ]
        for setting, says in rows:
            self.assert_refused('--set', setting, says=[*says, 'constants only'])

    def test_that_are_not_there(self):
        rows = [
            ('Cals!A2=3', ['"Cals"', 'did you mean "Calls"?']),
            ('Calls!AAAA1=3', ['Calls!AAAA1']),
            ('Calls!A0=3', ['Calls!A0']),
            ('received=3', ['received']),
            ('Calls!A2:A3=3', ['Calls!A2:A3', 'one by one']),
            ('Calls!A2', ['Sheet!C5=value']),
            ('=3', ['Sheet!C5=value']),
        ]
        for setting, says in rows:
            self.assert_refused('--set', setting, says=says)

    def test_that_are_refused_leave_the_workbook_as_it_is_in_place(self):
        self.assert_refused('--in-place', '--set', 'Calls!A2=6', '--set', 'Calls!B1=3', target=None, says=['Calls!B1'])

    def test_that_are_wrong_for_every_file_are_one_message_each_in_a_batch(self):
        done = self.run_program('recalc', 'bad.xlsx', '--out-dir', 'out', '--set', 'Calls!B1=3', code=2)
        self.assertEqual(len(done.err.splitlines()), 1)
        self.assertFalse(self.path('out').exists())


class Options(Refusal):
    def setUp(self):
        super().setUp()
        write_plain(self.path('a.xlsx'))

    def test_that_cannot_be(self):
        rows = [
            (('--locale', 'xx-YY'), ['xx-YY', 'en-GB']),
            (('--clock', '5/11/2018'), ['5/11/2018', '2018-11-05']),
            (('--clock', '2018-02-30'), ['2018-02-30']),
            (('--timezone', 'Mars/Base'), ['Mars/Base', 'Europe/London']),
            (('--timezone', '../../etc/passwd'), ['Europe/London']),
            (('--definitions', 'none.toml'), ['none.toml', 'cannot be opened']),
            (('--period', 'Q2 2018/19'), ['--period', 'no indicators']),
        ]
        for options, says in rows:
            self.assert_refused(*options, book='a.xlsx', names=options[0], says=says)

    def test_that_do_not_exist(self):
        self.assert_refused('--perod', 'Q2', book='a.xlsx', names='--perod', says=["Did you mean '--period'?", '--help'], lines=3)

    def test_that_are_no_numbers(self):
        self.assert_refused('--seed', 'x', book='a.xlsx', names='--seed', says=['--help'], lines=2)


class Definitions(Refusal):
    def assert_definition_refused(self, *says, lines=1, options=(), **definitions):
        write_calls(self.path('bad.xlsx'), **definitions)
        return self.assert_refused(*options, says=[*says, 'nothing was calculated'], lines=lines)

    def test_with_a_misspelt_measure(self):
        self.assert_definition_refused('Indicators!C2', 'answerd_30s', 'did you mean "answered_30s"?',
                                       indicators=altered(INDICATORS, 0, Expression='answerd_30s / answered'))

    def test_with_an_expression_nobody_can_read(self):
        self.assert_definition_refused('Indicators!', 'CS-2', indicators=altered(INDICATORS, 0, Expression='answered_30s / ('))

    def test_with_a_target_that_is_not_a_number(self):
        self.assert_definition_refused('Indicators!F2', 'CS-2', 'about seventy', 'write a number',
                                       indicators=altered(INDICATORS, 0, Target='about seventy'))

    def test_with_a_target_that_has_two_readings(self):
        self.assert_definition_refused('Indicators!F2', '0.7%', '70%', indicators=altered(INDICATORS, 0, Target='0.7'))
        self.assert_definition_refused('Indicators!G2', '5 points', '5 % of target',
                                       indicators=altered(INDICATORS, 0, Tolerance='5%'))

    def test_with_a_measure_that_points_nowhere(self):
        self.assert_definition_refused('Measures!C3', '"Cals"', 'did you mean "Calls"?',
                                       measures=altered(MEASURES, 1, Cells='Cals!B3:G3'))
        self.assert_definition_refused('Measures!C3', '"Nowhere"', measures=altered(MEASURES, 1, Cells='Nowhere'))

    def test_with_a_word_that_is_none(self):
        self.assert_definition_refused('Measures!E3', '"summ"', 'did you mean "sum"?',
                                       measures=altered(MEASURES, 1, Over_time='summ'))
        self.assert_definition_refused('Indicators!E2', '"up"', 'maximise', indicators=altered(INDICATORS, 0, Aim='up'))

    def test_with_a_period_that_is_none(self):
        self.assert_definition_refused('Settings!B2', 'Quarter two', 'Q2 2018/19',
                                       settings={**SETTINGS, 'Period': 'Quarter two'})
        self.assert_definition_refused('--period', 'Q9 2018', 'Q2 2018/19', options=('--period', 'Q9 2018'))

    def test_with_a_place_for_the_value_that_is_not_there(self):
        self.assert_definition_refused('Indicators!K2', '"Bord"', 'did you mean "Board"?',
                                       indicators=altered(INDICATORS, 0, Value_to='Bord!B2'))

    def test_with_one_place_for_two_values(self):
        self.assert_definition_refused('Board!B3', 'CS-1', 'CS-2', indicators=altered(INDICATORS, 0, Value_to='Board!B3'))

    def test_with_a_misspelt_compulsory_column(self):
        misspelt = [{'Expresion' if name == 'Expression' else name: value for name, value in row.items()} for row in INDICATORS]
        self.assert_definition_refused('Indicators!C1', '"Expresion"', 'did you mean "Expression"?', indicators=misspelt)

    def test_with_a_misspelt_column_that_may_be_missing_are_followed_with_a_warning(self):
        misspelt = [{'Tolerence' if name == 'Tolerance' else name: value for name, value in row.items()} for row in INDICATORS]
        write_calls(self.path('a.xlsx'), indicators=misspelt)
        err = self.run_program('recalc', 'a.xlsx', '-o', 'out.xlsx').err
        self.assertEqual(len(err.splitlines()), 1, err)
        for text in ('Indicators!G1', 'Tolerence', 'did you mean "Tolerance"?'):
            self.assertIn(text, err)

    def test_with_several_errors_list_them_all(self):
        write_calls(self.path('bad.xlsx'), measures=altered(MEASURES, 1, Over_time='summ'),
                    indicators=altered(INDICATORS, 1, Target='few'))
        err = self.assert_refused(says=['Measures!E3', 'Indicators!F3', '2 errors'], lines=3)
        self.assertTrue(all(line.startswith('error: bad.xlsx: ') for line in err.splitlines()), err)

    def test_are_reported_as_json(self):
        write_calls(self.path('bad.xlsx'), indicators=altered(INDICATORS, 0, Target='about seventy'))
        done = self.run_program('recalc', 'bad.xlsx', '-o', 'out.xlsx', '--format', 'jsonl', code=2)
        report = json.loads(done.out)
        self.assertEqual(report['file'], 'bad.xlsx')
        self.assertIn('Indicators!F2', report['error'])

    def test_are_refused_by_explain_in_the_same_words(self):
        write_calls(self.path('bad.xlsx'), indicators=altered(INDICATORS, 0, Target='about seventy'))
        err = self.run_program('explain', 'bad.xlsx', 'CS-2', code=2).err
        self.assertEqual(len(err.splitlines()), 1, err)
        self.assertIn('bad.xlsx: Indicators!F2', err)

    def test_in_toml_name_file_and_line(self):
        write_calls_without_definitions(self.path('bad.xlsx'))
        rows = [
            (toml_definitions().replace('"70%"', '"about seventy"'), ['about seventy'], '"about seventy"'),
            (toml_definitions().replace('answered_30s / answered', 'answerd_30s / answered'), ['answered_30s'], 'answerd_30s'),
            (toml_definitions().replace('[settings]', '[settings'), ['not TOML'], '[settings'),
            (toml_definitions().replace('[[indicators]]', '[[indicatrs]]'), ['did you mean "indicators"?'], '[[indicatrs]]'),
        ]
        for text, says, at in rows:
            self.path('d.toml').write_text(text)
            # A line of the entry that is wrong.
            line = 1 + text[:text.index(at)].count('\n')
            err = self.assert_refused('--definitions', 'd.toml', says=['d.toml line', *says])
            named = int(err.split('d.toml line ')[1].split(':')[0])
            self.assertTrue(abs(line - named) <= 5, (named, line, err))


class MovedLabels(ProgramTest):
    """A measure whose label has moved is never calculated from the wrong row; the others are."""

    def setUp(self):
        super().setUp()
        write_calls(self.path('a.xlsx'))
        self.run_program('recalc', 'a.xlsx', '-o', 'saved.xlsx')
        # The officer inserted a row: the measures stand where they stood, the rows do not.
        write_calls(self.path('moved.xlsx'), measures=altered(MEASURES, 1, Cells='Calls!B4:G4'))

    def test_name_where_the_label_now_stands(self):
        err = self.run_program('recalc', 'moved.xlsx', '-o', 'out.xlsx').err
        for text in ('Measures!A3', '"Answered"', 'Calls!A3', 'correct Cells'):
            self.assertIn(text, err)

    def test_leave_alone_what_depends_on_them(self):
        self.run_program('recalc', 'moved.xlsx', '-o', 'out.xlsx')
        values = read_values(self.path('out.xlsx'))
        for cell in ('Board!B2', 'Board!C2', 'Board!B7', 'Board!C7', 'Board!D7', 'Board!E7'):
            self.assertIsNone(values.get(cell), cell)
        self.assertEqual(values['Board!C3'], 'Red')

    def test_are_stale_values_to_strict(self):
        self.run_program('recalc', 'moved.xlsx', '-o', 'out.xlsx', '--strict', code=4)


if __name__ == '__main__':
    main()
