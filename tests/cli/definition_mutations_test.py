#!/usr/bin/env python3
"""Every cell of the examples' definition sheets mutated in turn: an error that names the cell, or a result that changed
only where that definition reaches; never silence.

  definition_mutations_test.py PATH/TO/outturn                a seeded sample
  OUTTURN_ALL_MUTATIONS=1 definition_mutations_test.py …      all of them, half an hour
  OUTTURN_ALL_MUTATIONS=finance,absence …                     all of these examples
"""
import json
import os
import random
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from xml.sax.saxutils import escape

from program import ProgramTest, main
from workbook_files import read_values

EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
SHEETS = {'Settings': 'Setting', 'Measures': 'Measure', 'Indicators': 'Reference', 'Targets': 'Reference',
          'Statuses': 'Word', 'Roll-ups': 'Roll-up', 'Lists': 'List', 'Published': 'Reference', 'Benchmarks': 'Benchmark'}
ALL = os.environ.get('OUTTURN_ALL_MUTATIONS', '')
SAMPLE = 350
# Workbooks a command: under the sanitizers a command must end in time too.
BATCH = 100
SEED = 20260331
CLOCK = ['--clock', '2018-11-05', '--seed', '1']
# Text for people: nothing is calculated from it.
TEXT = {'Title', 'Owner', 'Commentary'}
# What other cells refer to.
NAMES = {'Reference', 'Measure', 'Word', 'Kind', 'Service'}
# What holds where the cell is empty: with it and without it are the same.
DEFAULTS = {'Rounding': 'half-up', 'Out of': 'ranked', 'Locale': 'en-GB', 'Year starts': 'April', 'Trend over': 'previous period',
            'On track': 'no', 'Ranked': 'no', 'When': 'entered'}
# A target that says which way is better, so that the aim need not.
DIRECTION = re.compile(r'(at most|at least|minimum|maximum|more than|less than|under|over|above|below|no |not |up to|[<>≤≥])')
# A message says what to do, and does not stop at what is wrong.
ADVICE = re.compile(r'\b(write|give|correct|choose|empty|leave|add|did you mean|needs?|look at|divide|report|compare|keep)\b')
REFERENCE = re.compile(r"!\$?[A-Z]{1,3}\$?\d+")
ADDRESS = re.compile(r'(?<=[!:])([A-Z]{1,3})(\d+)')


def cells_between(area):
    """The cells of an area such as B4:D5."""
    first, _, last = area.replace('$', '').partition(':')
    (left, top), (right, bottom) = split(first), split(last or first)
    return [chr(letter) + str(row) for row in range(top, bottom + 1) for letter in range(ord(left), ord(right) + 1)] \
        if len(left + right) == 2 else [area]


def sheet_of(place):
    return place.rpartition('!')[0].strip("'")


def split(cell):
    letters, row = re.fullmatch(r'([A-Z]+)(\d+)', cell).groups()
    return letters, int(row)


class Book:
    """A workbook whose cells can be replaced one at a time."""

    def __init__(self, path):
        self.path = path
        self.values = defaultdict(dict)
        for place, value in read_values(path).items():
            sheet, _, cell = place.rpartition('!')
            self.values[sheet][cell] = value
        with zipfile.ZipFile(path) as archive:
            self.parts = [(info, archive.read(info)) for info in archive.infolist()]
        text = {info.filename: data.decode() for info, data in self.parts}
        ids = dict(re.findall(r'<sheet [^>]*?name="([^"]+)"[^>]*?r:id="([^"]+)"', text['xl/workbook.xml']))
        links = {}
        for tag in re.findall(r'<Relationship [^>]*>', text['xl/_rels/workbook.xml.rels']):
            links[re.search(r'Id="([^"]+)"', tag).group(1)] = re.search(r'Target="/?(?:xl/)?([^"]+)"', tag).group(1)
        self.part = {sheet: 'xl/' + links[i] for sheet, i in ids.items() if i in links}
        self.text = text
        self.formulas = {sheet + '!' + cell for sheet, part in self.part.items()
                         for cell in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f', text[part])}

    def write(self, path, sheet, cell, value):
        if value is None:
            new = '<c r="%s"/>' % cell
        elif isinstance(value, str):
            new = '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (cell, escape(value))
        else:
            new = '<c r="%s"><v>%r</v></c>' % (cell, value)
        pattern = r'<c r="%s"(?: [^>]*)?(?:/>|(?<!/)>.*?</c>)' % cell
        changed, count = re.subn(pattern, lambda _: new, self.text[self.part[sheet]], count=1, flags=re.S)
        assert count == 1, (sheet, cell)
        with zipfile.ZipFile(path, 'w') as archive:
            for info, data in self.parts:
                archive.writestr(info.filename, changed if info.filename == self.part[sheet] else data)


class Definitions:
    def __init__(self, values):
        self.rows = {}  # sheet → row → column → text
        for sheet in SHEETS:
            cells = values.get(sheet, {})
            header = {split(cell)[0]: value for cell, value in cells.items() if split(cell)[1] == 1}
            rows = defaultdict(dict)
            for cell, value in cells.items():
                letters, row = split(cell)
                if row > 1 and value is not None and letters in header:
                    rows[row][str(header[letters])] = str(value)
            self.rows[sheet] = {row: columns for row, columns in rows.items()
                                if columns and not next(iter(columns.values())).startswith('#')}

    def reach(self, sheet, row):
        """The indicators that a row has to do with; None for all."""
        columns = self.rows[sheet].get(row, {})
        key = columns.get(SHEETS[sheet], '')
        if sheet in ('Settings', 'Statuses'):
            return None
        if sheet in ('Roll-ups', 'Lists'):
            return set()
        named = sheet in ('Measures', 'Benchmarks')
        names, found = ({key} if named else set()), (set() if named else {key})
        targets = defaultdict(str)
        for other in self.rows['Targets'].values():
            targets[other.get('Reference')] += ' '.join(other.get(each, '') + ' ' for each in ('Target', 'Tolerance'))
        while True:
            size = len(names) + len(found)
            for other in self.rows['Measures'].values():
                if any(re.search(r'\b%s\b' % re.escape(n), other.get('Over time', '') + ' ' + other.get('Over services', ''))
                       for n in names):
                    names.add(other['Measure'])
            for other in self.rows['Indicators'].values():
                expression = targets[other.get('Reference')] + ' '.join(
                    other.get(each, '') for each in ('Expression', 'Target', 'Tolerance', 'Judged on'))
                if any(re.search(r'\b%s\b' % re.escape(n), expression, re.I) for n in names if n) or \
                        any('[%s]' % r in expression for r in found):
                    found.add(other.get('Reference', ''))
            if len(names) + len(found) == size:
                return found


def mutations(book):
    """(sheet, cell, column, kind, value)"""
    for sheet in SHEETS:
        cells = book.values.get(sheet, {})
        header = {split(cell)[0]: value for cell, value in cells.items() if split(cell)[1] == 1}
        for cell, value in cells.items():
            letters, row = split(cell)
            if row == 1 or value is None:
                continue
            first = cells.get('A%d' % row)
            if isinstance(first, str) and first.startswith('#'):
                continue
            column = first if sheet == 'Settings' and letters == 'B' else header.get(letters, '')
            yield sheet, cell, column, 'blank', None
            yield sheet, cell, column, 'nonsense', 'qwxz vlk'
            yield sheet, cell, column, 'number', 7777
            if isinstance(value, str) and REFERENCE.search(value):
                yield sheet, cell, column, 'moved', ADDRESS.sub(lambda m: m.group(1) + str(int(m.group(2)) + 1), value)
            others = sorted({str(v): v for c, v in cells.items() if split(c)[0] == letters and split(c)[1] not in (1, row)
                             and v is not None and v != value and not str(v).startswith('#')}.items())
            if others:
                yield sheet, cell, column, 'other row', others[(row * 7) % len(others)][1]


class Mutations(ProgramTest):
    def results(self, folder):
        done = self.run_unchecked('recalc', folder, '--out-dir', 'out', '--format', 'jsonl', *CLOCK)
        found = {}
        for line in done.out.splitlines():
            result = json.loads(line)
            found[Path(result['file']).name] = result
        return found

    def run_unchecked(self, *arguments):
        from program import Run
        return Run(*arguments, folder=self.folder)

    def explain(self, path, reference):
        return self.run_unchecked('explain', path, reference, '--format', 'json', *CLOCK).out

    def test_every_mutation_is_told_or_stays_where_it_reaches(self):
        wrong = []
        counts = defaultdict(int)
        self.explained = {}  # (workbook, reference) → what explain says of it
        for example in sorted(EXAMPLES.glob('*/workbook.xlsx')):
            book = Book(example)
            cases = list(mutations(book))
            if ALL not in ('', '1') and example.parent.name not in ALL.split(','):
                continue
            if not ALL:
                cases = random.Random(SEED).sample(cases, min(SAMPLE, len(cases)))
            self.path('base').mkdir(exist_ok=True)
            self.path('base/base.xlsx').write_bytes(example.read_bytes())
            base = self.results('base')['base.xlsx']
            for start in range(0, len(cases), BATCH):
                folder = self.path('in')
                folder.mkdir(exist_ok=True)
                for at, case in enumerate(cases[start:start + BATCH]):
                    sheet, cell, _, _, value = case
                    book.write(folder / ('%05d.xlsx' % at), sheet, cell, value)
                results = self.results('in')
                for at, case in enumerate(cases[start:start + BATCH]):
                    problem = self.judge(book, case, base, results['%05d.xlsx' % at], counts)
                    if problem:
                        wrong.append('%s %s!%s %s %s=%r (was %r): %s' % (
                            example.parent.name, case[0], case[1], case[2], case[3], case[4],
                            book.values[case[0]][case[1]], problem))
                for path in list(folder.iterdir()) + list(self.path('out').iterdir()):
                    path.unlink()
        summary = ', '.join('%d %s' % (count, what) for what, count in sorted(counts.items()))
        print(summary)
        self.assertEqual(wrong, [], '\n'.join(['%d wrong; %s' % (len(wrong), summary)] + (wrong if ALL else wrong[:100])))

    def judge(self, book, case, base, result, counts):
        sheet, cell, column, kind, value = case
        place = ("'%s'" % sheet if '-' in sheet else sheet) + '!' + cell
        if 'error' in result:
            errors = [w for w in result.get('warnings', []) if w['severity'] == 'error'] or \
                [{'where': '', 'what': result['error']}]
            counts['refused'] += 1
            here = re.compile(re.escape(place) + r'(?!\d)')
            named = [e for e in errors if here.search(e['where'] + ' ' + e['what'])]
            # Where a name was changed, what refers to it is named, with the name that is no longer there.
            if not named and column in NAMES:
                named = [e for e in errors if any(str(each).casefold() in e['what'].casefold()
                                                 for each in (book.values[sheet][cell], value) if each is not None)]
            if not named:
                return 'refused, but the cell is not named: ' + ' | '.join(e['where'] + ': ' + e['what'] for e in errors[:2])
            if not any(ADVICE.search(e['what']) for e in named):
                return 'refused without what to write: ' + ' | '.join(e['where'] + ': ' + e['what'] for e in named[:2])
            return None
        told = [w for w in result['warnings'] if w not in base['warnings']] + \
            [w for w in base['warnings'] if w not in result['warnings']]
        moved = self.difference(base, result)
        if not moved['indicators'] and not moved['cells'] and not moved['other']:
            if told:
                counts['told'] += 1
                return None
            counts['unchanged'] += 1
            if column in TEXT or self.is_the_same(book, case) or self.is_explained(book, case, result):
                return None
            return 'silence'
        counts['changed'] += 1
        before = Definitions(book.values)
        after_values = {name: dict(cells) for name, cells in book.values.items()}
        after_values[sheet][cell] = value
        after = Definitions(after_values)
        row = split(cell)[1]
        reach = before.reach(sheet, row)
        if reach is None:
            return None
        reach |= after.reach(sheet, row) or set()
        if moved['indicators'] - reach:
            return 'moves indicators that it does not reach: ' + ', '.join(sorted(moved['indicators'] - reach))
        allowed = set(book.formulas)
        for definitions in (before, after):
            for each in definitions.rows['Indicators'].values():
                if each.get('Reference') in reach:
                    allowed |= self.cells_of(each, ('Value to', 'Status to', 'Trend to'))
            for each in definitions.rows['Roll-ups'].values():
                allowed |= self.cells_of(each, ('Counts to', 'Percentages to', 'Previous counts to',
                                                'Previous percentages to'), beyond=3)
            for each in definitions.rows['Lists'].values():
                allowed |= self.cells_of(each, ('Cells',))
        if moved['cells'] - allowed:
            return 'changes cells that it does not reach: ' + ', '.join(sorted(moved['cells'] - allowed)[:6])
        return None

    @staticmethod
    def is_the_same(book, case):
        """A default written out, or cells elsewhere that hold the same headings."""
        sheet, cell, column, kind, value = case
        was = book.values[sheet][cell]
        row = Definitions(book.values).rows[sheet].get(split(cell)[1], {})
        targets = [each for each in Definitions(book.values).rows['Targets'].values()
                   if each.get('Reference') == row.get('Reference')] if sheet == 'Indicators' else []
        again = [each for each in Definitions(book.values).rows['Indicators'].values() if each.get('Reference') == row.get('Reference')]
        if sheet == 'Measures' and not Definitions(book.values).reach(sheet, split(cell)[1]):  # told to be used by nothing
            return True
        if column == 'Missing is written':
            words = {each.strip().casefold() for text in (was, value) for each in str(text or '').split(';')}
            cells = [book.values[sheet_of(each)].get(at) for row in Definitions(book.values).rows['Measures'].values()
                     for each in [row.get('Cells', '')] if REFERENCE.search(each)
                     for at in cells_between(each.rpartition('!')[2])]
            return not any(str(each).strip().casefold() in words for each in cells if each is not None)
        if sheet == 'Targets' and column == 'Tolerance' and kind == 'blank':  # the indicator's own stands in its place
            return all(each.get('Tolerance') == str(was) for each in Definitions(book.values).rows['Indicators'].values()
                       if each.get('Reference') == row.get('Reference'))
        if sheet == 'Indicators' and ('From' in row or 'Until' in row or len(again) > 1):  # perhaps of another period
            return True
        if sheet == 'Indicators' and column == 'Aim' and kind == 'blank':
            return str(was) == 'on time' or any(DIRECTION.match(each.get('Target', '')) for each in [row, *targets])
        if sheet == 'Indicators' and column == 'Tolerance' and targets:
            return all('Tolerance' in each for each in targets)
        if kind == 'blank':
            return column in DEFAULTS and str(was).casefold() == DEFAULTS[column].casefold()
        held = [[book.values[place.rpartition('!')[0].strip("'")].get(each) for each in cells_between(place.rpartition('!')[2])]
                for place in (str(was), str(value)) if REFERENCE.search(place)]
        return len(held) == 2 and held[0] == held[1] and any(each is not None for each in held[0])

    def is_explained(self, book, case, result):
        """Whether `explain` tells of the definition otherwise than before, though every result is the same: a
        tolerance that no figure lies in, a target that is met just as well."""
        sheet, cell, _, _, value = case
        book.write(self.path('mutated.xlsx'), sheet, cell, value)
        definitions = Definitions(book.values)
        row = definitions.rows[sheet].get(split(cell)[1], {})
        about = {row.get('Reference')} if sheet in ('Indicators', 'Targets') else \
            {row.get(SHEETS[sheet])} if sheet in ('Roll-ups', 'Lists') else \
            {each.get('Reference') for each in definitions.rows['Indicators'].values()} if sheet == 'Statuses' else \
            definitions.reach(sheet, split(cell)[1]) or set()
        for reference in sorted(each for each in about if each):
            if (book.path, reference) not in self.explained:
                self.explained[book.path, reference] = self.explain(book.path, reference)
            if self.explain(self.path('mutated.xlsx'), reference) != self.explained[book.path, reference]:
                return True
        return False

    @staticmethod
    def cells_of(row, columns, beyond=0):
        found = set()
        for column in columns:
            match = re.fullmatch(r"'?([^'!]+)'?!([A-Z])(\d+)(?::([A-Z])(\d+))?", row.get(column, ''))
            if match:
                sheet, left, top, right, bottom = match.groups()
                for letter in range(ord(left), ord(right or left) + 1):
                    for line in range(int(top) - beyond, int(bottom or top) + beyond + 1):
                        found.add('%s!%s%d' % (sheet, chr(letter), line))
        return found

    @staticmethod
    def difference(base, result):
        cells = [{c['sheet'] + '!' + c['cell']: c['new'] for c in each['changed']} for each in (base, result)]
        statuses = [{s['indicator']: {k: v for k, v in s.items() if k != 'title'} for s in each['statuses']}
                    for each in (base, result)]
        return {
            'cells': {c for c in cells[0].keys() | cells[1].keys() if cells[0].get(c) != cells[1].get(c)},
            'indicators': {i for i in statuses[0].keys() | statuses[1].keys() if statuses[0].get(i) != statuses[1].get(i)},
            'other': any(base.get(each) != result.get(each) for each in ('roll_ups', 'lists', 'trends', 'period')),
        }


main()
