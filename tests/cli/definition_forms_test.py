#!/usr/bin/env python3
"""`outturn definitions`: sheets to TOML and back, without loss, and without touching the rest of the workbook."""
import subprocess
import sys
import zipfile
from pathlib import Path

from program import ProgramTest, main
from small_books import write_calls, write_calls_without_definitions
from workbook_files import read_values

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / 'examples').glob('*/workbook.xlsx'))
CLOCK = ['--clock', '2018-11-05', '--seed', '1']


class DefinitionForms(ProgramTest):
    def test_examples_put_back_are_the_same_bytes(self):
        for example in EXAMPLES:
            self.run_program('definitions', example, '-o', 'a.toml', '--replace')
            self.run_program('definitions', 'a.toml', '--into', example, '-o', 'same.xlsx', '--replace')
            self.assertEqual(example.read_bytes(), self.bytes_of('same.xlsx'))
            self.run_program('recalc', example, '-o', 'sheets.xlsx', *CLOCK)
            self.run_program('recalc', example, '--definitions', 'a.toml', '-o', 'toml.xlsx', *CLOCK)
            self.assertEqual(read_values(self.path('sheets.xlsx')), read_values(self.path('toml.xlsx')))

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
