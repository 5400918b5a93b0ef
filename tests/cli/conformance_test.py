#!/usr/bin/env python3
"""The program on workbooks saved by Excel that lie outside the project: the agreement with Excel's values, and that a
file comes back whole.

    conformance_test.py PATH/TO/outturn

The folder is OUTTURN_SHARED, else ../shared beside the project; without it the tests are skipped. LibreOffice opens the
results where it is installed, unless OUTTURN_LIBREOFFICE=0.
"""
import concurrent.futures
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from program import BINARY, ProgramTest, main

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get('OUTTURN_SHARED') or ROOT.parent / 'shared')
CONFORMANCE = SHARED / 'conformance'
FIXED = ('--locale', 'en-US', '--clock', '2020-01-01T12:00:00', '--seed', '1')
SECONDS = 20
WORKERS = min(2, os.cpu_count() or 1)
# Debian's own Python has openpyxl where another first on the path has not.
PYTHON = '/usr/bin/python3' if os.path.exists('/usr/bin/python3') else sys.executable

# Opens each file of a list and prints which it could.
OPEN_ALL = '''
import sys, warnings
warnings.simplefilter("ignore")
import openpyxl
for line in sys.stdin:
    path = line.rstrip("\\n")
    try:
        openpyxl.load_workbook(path)
        print("ok", path)
    except Exception as problem:
        print("no", path, repr(problem)[:200].replace("\\n", " "))
'''


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Workbook:
    """One workbook, recalculated as it is and from a copy without saved values, each twice."""

    def __init__(self, path, folder, number):
        self.name = str(path.relative_to(CONFORMANCE / 'workbooks'))
        self.folder = folder / ('%03d' % number)
        self.folder.mkdir()
        self.problems = []
        suffix = path.suffix.lower()
        self.before = self.folder / ('before' + suffix)
        shutil.copyfile(path, self.before)
        self.stripped = self.folder / ('stripped' + suffix)
        SCORE.strip_cached(path, self.stripped)
        self.after = self.folder / ('after' + suffix)
        self.report = self.recalculate(self.before, self.after)
        if self.report is None:
            return
        self.check(self.before, self.after, self.report)
        self.check_again(self.after)
        from_nothing = self.folder / ('from-nothing' + suffix)
        report = self.recalculate(self.stripped, from_nothing)
        if report is not None:
            self.check(self.stripped, from_nothing, report)
            self.check_again(from_nothing)

    def say(self, problem):
        self.problems.append('%s: %s' % (self.name, problem))

    def recalculate(self, source, target):
        try:
            done = subprocess.run([BINARY, 'recalc', source, '-o', target, *FIXED, '--proof', '--format', 'json'],
                                  capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return self.say('takes more than %d s' % SECONDS)
        if done.returncode != 0:
            return self.say('exit code %d: %s' % (done.returncode, done.stderr.decode()[-300:].strip()))
        return json.loads(done.stdout.decode())

    def check(self, before, after, report):
        """The listed changes, and nothing else, are what differs."""
        for problem in CHECKER.compare(CHECKER.Book(before), CHECKER.Book(after)):
            self.say(problem)
        changed = [part['part'] for part in report['proof'] if not part['same']]
        if not report['changed'] and before.read_bytes() != after.read_bytes():
            self.say('nothing is listed as changed, and the bytes differ')
        for part in changed:
            if 'worksheets/' not in part.replace('\\', '/') and not part.endswith('styles.xml'):
                self.say(part + ' changed')
        if len(changed) > len({change['sheet'] for change in report['changed']}) + 1:
            self.say('more sheets were rewritten than are listed')

    def check_again(self, once):
        iterates = re.search(rb'<(?:\w+:)?calcPr\b[^>]*\biterate="(1|true)"', SCORE.Workbook(once).wb_xml) is not None
        twice = once.with_name('twice' + once.suffix)
        report = self.recalculate(once, twice)
        if report is not None and not iterates and once.read_bytes() != twice.read_bytes():
            cells = ', '.join('%s!%s' % (c['sheet'], c['cell']) for c in report['changed'][:5])
            self.say('a second recalculation changes the file again: ' + cells)
        twice.unlink(missing_ok=True)


class FilesComeBackWhole(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix='outturn-conformance.')
        cls.addClassCleanup(holder.cleanup)
        cls.folder = Path(holder.name)
        paths = sorted(path for path in (CONFORMANCE / 'workbooks').rglob('*') if path.suffix.lower() in ('.xlsx', '.xlsm'))
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            cls.books = list(pool.map(lambda each: Workbook(each[1], cls.folder, each[0]), enumerate(paths)))

    def test_every_workbook_is_recalculated_and_differs_in_its_listed_cells_only(self):
        self.assertGreater(len(self.books), 100)
        problems = [problem for book in self.books for problem in book.problems]
        self.assertEqual(problems, [], '\n'.join(problems))

    def opened_by_openpyxl(self, paths):
        done = subprocess.run([PYTHON, '-c', OPEN_ALL], input=''.join('%s\n' % p for p in paths).encode(), capture_output=True)
        if b'ModuleNotFoundError' in done.stderr:
            self.skipTest('openpyxl is not installed')
        lines = done.stdout.decode().splitlines()
        self.assertEqual(len(lines), len(paths), done.stderr.decode()[-500:])
        return {line.split(' ')[1]: line for line in lines}

    def test_openpyxl_opens_every_result_that_it_opened_before(self):
        books = [book for book in self.books if book.report is not None]
        before = self.opened_by_openpyxl([book.before for book in books])
        after = self.opened_by_openpyxl([book.after for book in books])
        worse = ['%s: %s' % (book.name, after[str(book.after)]) for book in books
                 if before[str(book.before)].startswith('ok') and not after[str(book.after)].startswith('ok')]
        self.assertEqual(worse, [])

    def opened_by_libreoffice(self, what, paths):
        """The numbers of the workbooks that LibreOffice could convert to text."""
        source, target = self.folder / (what + '-in'), self.folder / (what + '-out')
        source.mkdir()
        for path in paths:
            os.link(path, source / (path.parent.name + path.suffix))
        subprocess.run(['soffice', '-env:UserInstallation=file://%s' % (self.folder / 'profile'), '--headless', '--norestore',
                        '--convert-to', 'csv', '--outdir', str(target), *sorted(map(str, source.iterdir()))],
                       capture_output=True, timeout=600)
        return {path.stem for path in target.glob('*.csv')}

    @unittest.skipIf(shutil.which('soffice') is None or os.environ.get('OUTTURN_LIBREOFFICE') == '0',
                     'LibreOffice is not installed, or OUTTURN_LIBREOFFICE=0')
    def test_libreoffice_opens_every_result_that_it_opened_before(self):
        books = [book for book in self.books if book.report is not None]
        before = self.opened_by_libreoffice('before', [book.before for book in books])
        after = self.opened_by_libreoffice('after', [book.after for book in books])
        self.assertGreater(len(before), len(books) // 2)
        lost = [book.name for book in books if book.folder.name in before - after]
        self.assertEqual(lost, [])


class AgreementWithExcel(ProgramTest):
    def score(self, *options):
        """{matched, close, mismatched, missing, failed, timed out, percent, cells} of the scorer's last lines."""
        done = subprocess.run([sys.executable, CONFORMANCE / 'score.py', BINARY, '-j', str(WORKERS), *options],
                              capture_output=True, cwd=self.folder)
        out = done.stdout.decode()
        self.assertEqual(done.returncode, 0, done.stderr.decode()[-500:])
        last = out.splitlines()[-1]
        counts = re.search(r'^(\d+) matched, (\d+) more within 1e-6, (\d+) mismatched, (\d+) missing; \d+ workbooks wholly '
                           r'right, (\d+) failed, (\d+) timed out', out, re.M).groups()
        names = ('matched', 'close', 'mismatched', 'missing', 'failed', 'timed out')
        score = dict(zip(names, map(int, counts)))
        percent, cells = re.match(r'conformance: ([\d.]+)% of (\d+) cells', last).groups()
        score.update(percent=float(percent), cells=int(cells))
        return score

    def functions(self):
        return self.run_program('functions', '--names').out

    def assert_agrees(self, *options):
        score = self.score('--have', self.functions(), *options)
        with self.subTest('every workbook is recalculated'):
            self.assertEqual((score['failed'], score['timed out']), (0, 0))
        with self.subTest('cells whose functions are all there', score=score):
            self.assertGreaterEqual(score['percent'], 97)
        with self.subTest('wrong values written', score=score):
            self.assertLessEqual(score['mismatched'], 0.005 * score['cells'])

    def test_of_cells_whose_functions_are_supported(self):
        self.assert_agrees()

    def test_of_dynamic_arrays_that_must_find_their_own_size(self):
        self.assert_agrees('--shrink')

    def test_of_all_cells(self):
        score = self.score()
        self.assertGreaterEqual(score['percent'], 62)
        self.assertLessEqual(score['mismatched'], 0.005 * score['cells'])

    def test_of_formulas_one_by_one(self):
        with open(CONFORMANCE / 'vectors.jsonl', encoding='utf-8') as file:
            formulas = [json.loads(line)['formula'] for line in file]
        done = subprocess.run([sys.executable, CONFORMANCE / 'score.py', BINARY, '--vectors', '--show', str(len(formulas))],
                              capture_output=True, cwd=self.folder)
        misses = [line for line in done.stdout.decode().split('\n') if ' | expected ' in line]
        with self.subTest('all'):
            self.assertGreaterEqual(len(formulas) - len(misses), 0.62 * len(formulas))
        # The scorer has no --have for these.
        have = {*self.functions().split(), '(operators)'}
        supported = [f for f in formulas if have.issuperset(SCORE.functions_in(f[1:]))]
        missed = [m for m in misses if have.issuperset(SCORE.functions_in(m.split(' | expected ')[0][1:]))]
        with self.subTest('whose functions are all there'):
            self.assertGreaterEqual(len(supported) - len(missed), 0.97 * len(supported),
                                    '%d of %d missed:\n%s' % (len(missed), len(supported), '\n'.join(missed)))


if __name__ == '__main__':
    if not (CONFORMANCE / 'score.py').is_file():
        print('skipped: %s is not there; set OUTTURN_SHARED to the folder that holds "conformance"' % CONFORMANCE)
        sys.exit(77)
    SCORE = load(CONFORMANCE / 'score.py')
    CHECKER = load(ROOT / 'tests' / 'xlsx' / 'check_workbook.py')
    main()
