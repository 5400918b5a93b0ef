"""The corpus itself: clean tables obey the relations they declare, as read back from the files; a mistake breaks one exactly
when it is said to be revealable; the scorer counts what fake checkers say."""
import json
import re
import subprocess
import sys
import tempfile
import textwrap
import unittest
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
try:
    import openpyxl
    import xlsxwriter  # noqa: F401
except ImportError as missing:
    print('skipped: %s' % missing)
    sys.exit(77)

import digit_slips
import figures as f
import findings
import relations as relate
from books import Book, Placing, Sheet, Table, write_book
from clean_tables import clean_book
from figures import Label
from layouts import LAYOUTS, laid_out
from mutations import KINDS, mutated_book
from relations import broken, revealed
from tables import makers

SEED = 'test'
CLEAN, MUTATIONS = 120, 114


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='outturn-corpus-test.')
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def reread(self, book):
        """Writes the book, and gives its figures what the file's cells hold. Returns figure → what it held."""
        write_book(book, self.folder / 'book.xlsx')
        cells = openpyxl.load_workbook(self.folder / 'book.xlsx', data_only=True)
        for figure, (sheet, cell) in book.addresses().items():
            self.assertIsNotNone(cells[sheet][cell].value, '%s!%s' % (sheet, cell))
            if figure.form.number_format == 'hh:mm':
                continue
            figure.stored = cells[sheet][cell].value
        cells.close()
        return cells


class CleanTables(InFolder):
    def test_obey_their_relations_as_written(self):
        for number in range(CLEAN):
            book = clean_book(SEED, number)
            self.reread(book)
            for relation in broken(book.relations()):
                self.fail('%d %s: %s %s' % (number, relation.target.table.shape, relation.family,
                                            [figure.stored for figure in relation.figures()]))

    def test_figures_hold_what_is_meant_rounded_as_shown(self):
        for number in range(CLEAN):
            for figure in clean_book(SEED, number).figures():
                if not isinstance(figure, Label):
                    self.assertLessEqual(abs(figure.value - figure.exact), figure.form.slack() + 1e-9 * max(1, abs(figure.exact)))

    def test_every_shape_comes_and_most_have_relations(self):
        names = [name for name, _, _ in makers()]
        self.assertEqual(len(names), len(set(names)))
        made = [clean_book(SEED, number) for number in range(sum(weight for _, _, weight in makers()))]
        self.assertEqual(set(names), {book.name for book in made})

    def test_same_seed_same_bytes(self):
        for number in (0, 5, 11, 17):
            for name in ('one.xlsx', 'two.xlsx'):
                write_book(clean_book(SEED, number), self.folder / name)
            self.assertEqual((self.folder / 'one.xlsx').read_bytes(), (self.folder / 'two.xlsx').read_bytes())

    def test_no_two_cells_share_a_place(self):
        for number in range(CLEAN):
            book = clean_book(SEED, number)
            cells = sum(len(table.cells) for table in book.tables())
            self.assertEqual(len(book.contents()), cells, book.name)


class Mutations(InFolder):
    def test_break_a_relation_exactly_when_revealable(self):
        kinds = set()
        for number in range(MUTATIONS):
            mutation = mutated_book(SEED, number, CLEAN)
            self.assertIsNotNone(mutation, KINDS[number % len(KINDS)][0])
            kinds.add(mutation.kind)
            self.reread(mutation.book)
            self.assertEqual(mutation.revealable, bool(revealed(mutation.book.relations())), findings.told(mutation))
            related = {figure for relation in mutation.book.relations() for figure in relation.figures()}
            if not related & set(mutation.wrong):
                self.assertFalse(mutation.revealable)
            for figure, stored in mutation.right.items():
                self.assertNotEqual(figure.stored, stored)
                figure.stored = stored
            mutation.book.recalculate()
            self.assertEqual([], broken(mutation.book.relations()), findings.told(mutation))
        self.assertEqual({name for name, _, _ in KINDS}, kinds)

    def small(self, forms, typed, make):
        table = Table('small')
        cells = [table.base(form, 0) for form in forms]
        for figure, stored in zip(cells, typed):
            figure.stored = stored
        for row, figure in enumerate(cells):
            table.put(row, 1, figure)
        table.also(make, cells[-1], *([cells[:-1]] if make is relate.total else cells[:-1]))
        return Book('small', [Sheet('S', [Placing(table, 0, 0)])]).relations()

    def test_a_sum_of_counts_has_no_room_and_a_sum_of_rounded_figures_has(self):
        self.assertFalse(revealed(self.small([f.COUNT] * 3, [120, 35, 155], relate.total)))
        self.assertTrue(revealed(self.small([f.COUNT] * 3, [120, 35, 156], relate.total)))
        thousands = [f.THOUSANDS] * 4    # 3 parts of half a unit each, and the total's own half: two units, not three
        self.assertFalse(revealed(self.small(thousands, [10, 20, 30, 62], relate.total)))
        self.assertTrue(revealed(self.small(thousands, [10, 20, 30, 63], relate.total)))

    def test_a_percentage_is_held_to_what_it_shows(self):
        ratio = [f.COUNT, f.COUNT, f.percent(0)]
        self.assertFalse(revealed(self.small(ratio, [1, 8, 0.13], relate.ratio)))     # 12.5 % is 13 % as Excel rounds
        self.assertFalse(revealed(self.small(ratio, [1, 8, 0.12], relate.ratio)))     # half a unit away: arithmetic cannot tell
        self.assertTrue(revealed(self.small(ratio, [1, 7, 0.13], relate.ratio)))      # 14.3 %
        text = [f.COUNT, f.COUNT, f.percent_text(1)]
        self.assertFalse(revealed(self.small(text, [341, 460, '74.1%'], relate.ratio)))
        self.assertTrue(revealed(self.small(text, [341, 460, '74.2%'], relate.ratio)))

    def test_what_no_heading_says_needs_others_like_it(self):
        def lines(count, wrong):
            table, out = Table('pattern'), []
            for line in range(count):
                parts = [table.base(f.COUNT, 10 + line), table.base(f.COUNT, 20)]
                whole = table.base(f.COUNT, 30 + line + (line < wrong))
                for column, figure in enumerate([*parts, whole]):
                    table.put(line, column, figure)
                out.append(relate.total(whole, parts, family='foot', said=False))
            return out
        self.assertEqual(1, len(revealed(lines(4, 1))))
        self.assertEqual(0, len(revealed(lines(3, 1))))

    def test_names_of_slips(self):
        for right, wrong, name in [('74.8', '78.4', 'transposed'), ('3035', '3055', 'mistyped'), ('3035', '335', 'dropped'),
                                   ('3035', '30335', 'doubled'), ('12.5', '125', 'decimal-slip'), ('410', '41000', 'scale'),
                                   ('-162', '162', 'sign')]:
            self.assertIn(name, digit_slips.explanations(Decimal(right), Decimal(wrong)), (right, wrong))
        self.assertEqual(set(), digit_slips.explanations(Decimal('410'), Decimal('527')))
        self.assertEqual(30335, f.COUNT.natural('3,0335'))

    def test_slips_of_numbers_keep_the_first_digit(self):
        self.assertEqual({'1230'}, set(digit_slips.transposed('1203')) - {'2103', '1023'})
        self.assertEqual(set(), set(digit_slips.dropped('12')))
        self.assertEqual({'23', '13', '12'}, set(digit_slips.dropped('123')))


class Layouts(InFolder):
    def test_every_figure_is_found_in_every_layout(self):
        for number in range(0, CLEAN, 3):
            for title, layout in LAYOUTS:
                book = clean_book(SEED, number)
                before = {place: at for at, place in book.contents().items()}
                if not laid_out(book, layout, number):
                    continue
                after = {place: at for at, place in book.contents().items()}
                self.assertEqual(set(before), set(after), title)
                self.assertEqual(len(after), len(set(after.values())), title)
                self.assertNotEqual(before, after, title)
                held = {figure: figure.stored for figure in book.figures()}
                self.reread(book)
                for figure, stored in held.items():
                    if isinstance(stored, (int, float)):
                        self.assertAlmostEqual(stored, figure.stored, delta=1e-9 * max(1, abs(stored)))
                    else:
                        self.assertEqual(stored, figure.stored)


class Places(unittest.TestCase):
    def test_references(self):
        self.assertEqual(('Calls', 'C6'), findings.place_of('Calls!$C$6', 'x'))
        self.assertEqual(("Officer's copy", 'B2'), findings.place_of("'Officer''s copy'!B2", 'x'))
        self.assertEqual({('x', 'Z1'), ('x', 'AA1')}, findings.cells_of(['Z1:AA1'], 'x'))


SILENT = '''
    checks = []
'''
KNOWS = '''
    checks = []
    for told in truth:
        if told['file'] == os.path.basename(path):
            for cell in told['cells'][:1]:
                checks.append({'sheet': cell['sheet'], 'cell': cell['cell'], 'kind': 'sum', 'verdict': 'wrong', 'cause': told['cause']})
'''
SUSPECTS = '''
    checks = []
    for told in truth:
        if told['file'] == os.path.basename(path):
            for cell in told['cells'][:1]:
                checks.append({'sheet': cell['sheet'], 'cell': 'ZZ99', 'kind': 'sum', 'verdict': 'inconsistent', 'cause': 'nonsense',
                               'suspects': ["'%s'!%s" % (cell['sheet'].replace("'", "''"), cell['cell'])]})
'''
ALARMIST = '''
    checks = [{'sheet': 'S', 'cell': 'A1', 'kind': 'sum', 'verdict': 'wrong'}]
'''


# Reports every number, but goes by the place of a cell and not by what stands there.
BY_PLACE = '''
    import openpyxl
    checks = []
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            checks += [{'sheet': sheet.title, 'cell': cell.coordinate, 'kind': 'sum', 'verdict': 'wrong' if cell.coordinate == 'B4' else 'ok'}
                       for cell in row if isinstance(cell.value, (int, float))]
'''
BY_VALUE = BY_PLACE.replace("cell.coordinate == 'B4'", 'cell.value == int(cell.value) and cell.value % 7 == 3')


class Scorer(InFolder):
    def score(self, body, *more):
        program = self.folder / 'fake'
        program.write_text('#!%s\n' % sys.executable + textwrap.dedent('''\
            import json, os, sys
            assert sys.argv[1] == 'check' and sys.argv[-2:] == ['--format', 'json']
            files = []
            for path in sys.argv[2:-2]:
                truth = json.load(open(os.path.join(os.path.dirname(path), 'truth.json')))
            %s
                files.append({'file': path, 'checks': checks, 'summary': {}})
            print(json.dumps({'files': files}))
            sys.exit(1 if any(file['checks'] for file in files) else 0)
            ''') % textwrap.indent(textwrap.dedent(body).strip('\n'), '    '))
        program.chmod(0o755)
        done = subprocess.run([sys.executable, Path(__file__).with_name('score_corpus.py'), '--outturn', program, '--clean', '30',
                               '--mutations', '38', '--seed', SEED, '--keep', self.folder / 'kept', *more],
                              capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def assert_says(self, out, pattern):
        self.assertRegex(out, re.compile(pattern, re.M))

    def test_one_that_says_nothing(self):
        out = self.score(SILENT, '--survive')
        self.assert_says(out, r'^clean workbooks 30 · false alarms 0 ')
        self.assert_says(out, r'reveal: 0\.0% \(0 of \d+\)')

    def test_one_that_knows(self):
        out = self.score(KNOWS)
        self.assert_says(out, r'reveal: 100\.0% .* \(the cell itself 100\.0%')
        self.assert_says(out, r'cause named correctly: 100\.0%')

    def test_one_that_suspects_and_names_wrong_causes(self):
        out = self.score(SUSPECTS)
        self.assert_says(out, r'reveal: 100\.0% .* \(the cell itself 0\.0% .*, among suspects 100\.0%')
        self.assert_says(out, r'cause named correctly: 0\.0% .*, named wrongly 100\.0%')

    def test_a_verdict_that_goes_by_the_place_does_not_survive(self):
        out = self.score(BY_PLACE, '--survive')
        self.assert_says(out, r'^survives tables moved +workbooks +[1-9]\d* · findings 0\.0%')
        self.assert_says(out, r'^survives two columns swapped +workbooks +[1-9]\d* · findings (?!100)')
        self.assert_says(out, r'^survives sheets renamed +workbooks +[1-9]\d* · findings 100\.0%')

    def test_a_verdict_that_goes_by_the_value_survives(self):
        out = self.score(BY_VALUE, '--survive')
        for title, _ in LAYOUTS:
            self.assert_says(out, r'^survives %s +workbooks +[1-9]\d* · findings 100\.0%% .* ok verdicts 100\.0%%' % title)

    def test_one_that_cries_wolf(self):
        out = self.score(ALARMIST)
        self.assert_says(out, r'^clean workbooks 30 · false alarms 30 \(1\.000 a workbook\) · workbooks with one 30')
        truth = json.loads((self.folder / 'kept' / 'truth.json').read_text())
        self.assertEqual(38, len(truth))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
