#!/usr/bin/env python3
"""`outturn definitions`: sheets to TOML and back, without loss, and without touching the rest of the workbook."""
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from program import ProgramTest, main
from every_column_book import write_every_column
from small_books import write_calls, write_calls_without_definitions
from workbook_files import read_values

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / 'examples').glob('*/workbook.xlsx'))
CLOCK = ['--clock', '2018-11-05', '--seed', '1']
TABLES = ('Settings', 'Measures', 'Indicators', 'Targets', 'Statuses', 'Roll-ups', 'Lists', 'Published', 'Benchmarks', 'Checks',
          'Check exceptions', 'Returns log')


def known_columns():
    """{table: its columns}, as the program names them."""
    text = (ROOT / 'engine/indicators/definition_columns.cpp').read_text()
    arrays = {name: set(re.findall(r'\{"([^"]+)"', rows))
              for name, rows in re.findall(r'DefinitionColumn (k\w+)\[\] = \{(.*?)\n?\};', text, re.S)}
    return {table: arrays[name] for table, name in re.findall(r'\{DefinitionKind::\w+, "([^"]+)", (k\w+)\}', text)}


class DefinitionForms(ProgramTest):
    def test_examples_put_back_are_the_same_bytes(self):
        for example in EXAMPLES:
            self.run_program('definitions', example, '-o', 'a.toml', '--replace')
            self.run_program('definitions', 'a.toml', '--into', example, '-o', 'same.xlsx', '--replace')
            self.assertEqual(example.read_bytes(), self.bytes_of('same.xlsx'))
            self.run_program('recalc', example, '-o', 'sheets.xlsx', *CLOCK)
            self.run_program('recalc', example, '--definitions', 'a.toml', '-o', 'toml.xlsx', *CLOCK)
            self.assertEqual(read_values(self.path('sheets.xlsx')), read_values(self.path('toml.xlsx')))

    def without_definitions(self, source, name):
        """A copy whose definition sheets bear other names, so that they are ordinary sheets."""
        with zipfile.ZipFile(self.path(source)) as archive:
            parts = [(info, archive.read(info)) for info in archive.infolist()]
        with zipfile.ZipFile(self.path(name), 'w') as archive:
            for info, data in parts:
                if info.filename == 'xl/workbook.xml':
                    data = re.sub(rb'(<sheet [^>]*name=")(%s)"' % '|'.join(TABLES).encode(), rb'\1Old \2"', data)
                archive.writestr(info.filename, data)

    def results(self, name):
        done = json.loads(self.run_program('recalc', name, '-o', 'out.xlsx', '--format', 'json', *CLOCK).out)
        self.path('out.xlsx').unlink()
        return {key: done[key] for key in ('period', 'changed', 'statuses', 'roll_ups', 'trends', 'lists', 'warnings')}

    def check_round_trip(self, source):
        """Sheets → TOML → sheets of a workbook that has none: the same results and the same cells."""
        self.path('with.xlsx').write_bytes(Path(source).read_bytes())
        self.run_program('definitions', 'with.xlsx', '-o', 'a.toml', '--replace')
        self.without_definitions('with.xlsx', 'plain.xlsx')
        self.path('added.xlsx').unlink(missing_ok=True)
        self.run_program('definitions', 'a.toml', '--into', 'plain.xlsx', '-o', 'added.xlsx')
        self.assertEqual(self.run_program('definitions', 'added.xlsx').out, self.path('a.toml').read_text())
        wanted, made = [{place: value for place, value in read_values(self.path(name)).items()
                         if place.rpartition('!')[0].strip("'") in TABLES and value is not None} for name in ('with.xlsx', 'added.xlsx')]
        self.assertGreater(len(wanted), 50)
        self.assertEqual(wanted, made)
        self.assertEqual(self.results('with.xlsx'), self.results('added.xlsx'))
        return wanted

    def test_sheets_become_toml_and_sheets_again(self):
        for example in EXAMPLES:
            with self.subTest(example.parent.name):
                self.check_round_trip(example)

    def test_every_column_of_every_table_comes_back(self):
        write_every_column(self.path('every.xlsx'))
        cells = self.check_round_trip(self.path('every.xlsx'))
        headings = {}
        for place, value in cells.items():
            table, _, cell = place.rpartition('!')
            if re.fullmatch(r'[A-Z]+1', cell):
                headings.setdefault(table.strip("'"), set()).add(value)
        for table, columns in known_columns().items():
            self.assertEqual(columns - headings[table], set(), table)
        # Nothing in it is misread: only the team's own column is told.
        self.assertEqual([each['where'] for each in self.results('every.xlsx')['warnings']], ['Settings!D1'])

    def test_added_sheets_give_the_same_results_and_nothing_else_changes(self):
        write_calls(self.path('with.xlsx'))
        write_calls_without_definitions(self.path('plain.xlsx'))
        self.run_program('definitions', 'with.xlsx', '-o', 'a.toml')
        self.run_program('definitions', 'a.toml', '--into', 'plain.xlsx', '-o', 'added.xlsx')
        with zipfile.ZipFile(self.path('plain.xlsx')) as before, zipfile.ZipFile(self.path('added.xlsx')) as after:
            names = before.namelist()
            self.assertEqual(after.namelist()[:len(names)], names)
            changed = {name for name in names if before.read(name) != after.read(name)}
            self.assertLessEqual(changed, {'[Content_Types].xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels',
                                           'xl/styles.xml'})
        checked = subprocess.run([sys.executable, ROOT / 'tests/xlsx/check_workbook.py', self.path('added.xlsx')],
                                 capture_output=True, text=True)
        self.assertEqual(checked.stdout, '')
        self.assertEqual(self.run_program('definitions', 'added.xlsx').out, self.path('a.toml').read_text())
        self.run_program('recalc', 'with.xlsx', '-o', 'x.xlsx')
        self.run_program('recalc', 'added.xlsx', '-o', 'y.xlsx')
        board = [{k: v for k, v in read_values(self.path(name)).items() if k.startswith('Board')} for name in ('x.xlsx', 'y.xlsx')]
        self.assertEqual(*board)

    def test_refusals(self):
        write_calls(self.path('with.xlsx'))
        self.run_program('definitions', 'with.xlsx', '-o', 'a.toml')
        done = self.run_program('definitions', 'a.toml', '--into', 'with.xlsx', '-o', 'b.xlsx', code=2)
        self.assertIn('"Settings" is there already; give --replace', done.err)
        self.assertIn('is there already', self.run_program('definitions', 'with.xlsx', '-o', 'a.toml', code=2).err)
        self.assertIn('--into BOOK.xlsx', self.run_program('definitions', 'a.toml', code=2).err)
        self.assertNotIn('b.xlsx', self.files())

    def test_replace_changes_the_cells_that_differ(self):
        write_calls(self.path('with.xlsx'))
        self.run_program('definitions', 'with.xlsx', '-o', 'a.toml')
        text = self.path('a.toml').read_text()
        self.path('a.toml').write_text('# why\n' + text.replace('"70%"', '{ percent = 72 }'))
        done = self.run_program('definitions', 'a.toml', '--into', 'with.xlsx', '-o', 'b.xlsx', '--replace')
        self.assertIn('1 cell changed', done.out)
        self.assertIn('a.toml line 1: this comment is not carried', done.err)
        before, after = read_values(self.path('with.xlsx')), read_values(self.path('b.xlsx'))
        self.assertEqual({k: after[k] for k in after if before.get(k) != after[k]}, {'Indicators!F2': 0.72})


main()
