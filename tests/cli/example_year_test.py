#!/usr/bin/env python3
"""A council's own example played through a year, as its officers would: four quarters collected, entered, watched, closed,
one restated, reported, and rolled into a year in which one indicator is new, one has ended and one is defined otherwise.

The book is examples/melton-measures. Its Q1 and Q2 2020/21 are the printed figures, Q3 and Q4 are made up; what is expected
is arithmetic on them by hand."""
import csv
import json
import re
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from program import ProgramTest, main
from watch_test import Watch, as_excel
from workbook_files import read_values

EXAMPLE = Path(__file__).resolve().parent.parent.parent / 'examples' / 'melton-measures' / 'workbook.xlsx'
QUARTERS = ['Q1 2020/21', 'Q2 2020/21', 'Q3 2020/21', 'Q4 2020/21']
CLOSED_ON = dict(zip(QUARTERS, ['2020-07-20', '2020-10-20', '2021-01-20', '2021-04-20']))
COLUMN = dict(zip(QUARTERS, 'IJLM'))  # of the sheet Returns; K tells where a figure is printed

# Measures, in the order of the rows from 5 on, with a figure a quarter.
FIGURES = {
    'complaints': [9, 8, 12, 10], 'upheld': [0, 0, 1, 0], 'partially_upheld': [4, 2, 3, 2], 'claim_days': [14, 7, 6, 5],
    'claims': [44, 56, 50, 50], 'slow_claims': [8, 2, 1, 0], 'prevented': ['15%', '14%', '20%', '25%'], 'temporary': [51, 52, 40, 38],
    'temporary_rate': ['1.4', '1.4', '1.2', '1.1'], 'new_accounts': [1000, 6001, 500, 400], 'accounts': [6500, 12001, 12500, 12900],
    'decent': ['76%', '76.11%', '78%', '80%'], 'void_days': ['34.7', '34.61', '30', '28'], 'gas': ['100%', '100%', '99%', '100%'],
    'electrical': ['59%', '90%', '92%', '95%'], 'minor_in_time': ['88%', '90%', '91%', '92%'], 'majors': [5, 6, 8, 5],
    'majors_in_time': [4, 4, 7, 5], 'recycled': ['45.1%', '45.19%', '44%', '46%'], 'residual': ['129.5', '129.81', '110', '112'],
    'fly_tips': [83, 114, 90, 60], 'absence': ['1.2', '1.3', '1.4', '1.1'], 'occupied': ['94%', '95%', '96%', '96%'],
    'invoices': ['84.1%', '86.73%', '88%', '90%'], 'requests': ['100%'] * 4}
NOTICES = {'warnings': 42, 'warnings_heeded': 27, 'notices': 15, 'notices_heeded': 8, 'notices_breached': 6, 'notices_open': 1}
SECOND_HALF = {'warnings': 20, 'warnings_heeded': 15, 'notices': 5, 'notices_heeded': 4, 'notices_breached': 1, 'notices_open': 0}


def edited(source, target, cells):
    """A copy of a workbook with cells typed into, as a spreadsheet program saves it: what outturn wrote stays as it was."""
    with zipfile.ZipFile(source) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    book = parts['xl/workbook.xml'].decode()
    links = parts['xl/_rels/workbook.xml.rels'].decode()
    for place, value in cells.items():
        sheet, cell = place.split('!')
        link = re.search(r'<sheet [^>]*name="%s"[^>]*r:id="([^"]+)"' % sheet, book).group(1)
        element = next(each for each in re.findall(r'<Relationship [^>]*>', links) if 'Id="%s"' % link in each)
        part = 'xl/' + re.search(r'Target="/?(?:xl/)?([^"]+)"', element).group(1)
        text = parts[part].decode()
        row = re.sub(r'\D', '', cell)
        new = ('<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (cell, escape(value)) if isinstance(value, str)
               else '<c r="%s"><v>%r</v></c>' % (cell, value))
        known = re.compile(r'<c r="%s"(?: [^>]*)?(?:/>|>.*?</c>)' % cell, re.S)
        if known.search(text):
            text = known.sub(lambda found: new, text, count=1)
        else:  # the cells that are typed into stand to the right of all others
            text, count = re.subn(r'(<row r="%s"[^>]*>(?:(?!</row>).)*)</row>' % row, lambda found: found.group(1) + new + '</row>', text,
                                  count=1, flags=re.S)
            assert count == 1, place
        parts[part] = text.encode()
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)


class ExampleYear(ProgramTest):
    def values(self, name, sheet):
        return {cell.partition('!')[2]: value for cell, value in read_values(self.path(name)).items()
                if cell.startswith(sheet + '!') and value is not None}

    def published(self, name):
        """Rows as dicts by heading, in order."""
        cells = self.values(name, 'Published')
        heads = {column: text for column in map(chr, range(65, 91)) if (text := cells.get(column + '1'))}
        rows = [{head: cells[column + str(row)] for column, head in heads.items() if column + str(row) in cells} for row in range(2, 400)]
        return [row for row in rows if row]

    def indicator_rows(self, name):
        """References to the rows where they are defined."""
        rows = {}
        for cell, value in self.values(name, 'Indicators').items():
            if cell.startswith('A'):
                rows.setdefault(value, []).append(int(cell[1:]))
        return rows

    def set_cells(self, name, cells, *more):
        return self.run_program('recalc', name, '--in-place', *more, *(part for place, value in cells.items() for part in ('--set', '%s=%s' % (place, value))))

    def write_csv(self, name, rows):
        with open(self.path(name), 'w', newline='', encoding='utf-8') as file:
            csv.writer(file).writerows(rows)
        return name

    def begin(self):
        """The book at the year's start: no figure of the year yet, columns for all four quarters, and the officers' own columns."""
        shutil.copy(EXAMPLE, self.path('board.xlsx'))
        cells = {'Settings!B2': 'Q1 2020/21', 'Returns!L4': 'Q3 2020/21', 'Returns!M4': 'Q4 2020/21', 'Returns!D32': 'H2 2020/21'}
        cells.update({'Returns!%s%d' % (column, row): '' for row in range(5, 30) for column in 'IJ'})
        cells.update({'Returns!C%d' % row: '' for row in range(33, 39)})
        for row in range(2, 27):
            cells.update({'Measures!C%d' % row: 'Returns!C%d:M%d' % (row + 3, row + 3), 'Measures!D%d' % row: 'Returns!C4:M4'})
        for row in range(27, 33):
            cells.update({'Measures!C%d' % row: 'Returns!C%d:D%d' % (row + 6, row + 6), 'Measures!D%d' % row: 'Returns!C32:D32'})
        cells['Measures!G1'] = 'Owner'
        cells.update({'Measures!G%d' % row: 'Housing' for row in range(9, 17)})
        headings = ['Q1 2019/20', 'Q2 2019/20', 'Q3 2019/20', 'Q4 2019/20', *QUARTERS]
        cells.update({'Dashboard!%s4' % column: text for column, text in zip('CDEFGHIJ', headings)})
        cells.update({'Indicators!%s1' % column: text for column, text in
                      zip('PQRSTUV', ['Entered status', 'Reason', 'Commentary', 'Plan', 'Owner', 'From', 'Until'])})
        rows = self.indicator_rows('board.xlsx')
        for reference, at in (('PL-2', 25), ('HB-1', 9), ('HQ-3', 20), ('PL-1', 24), ('EN-1', 30), ('EN-3', 32)):
            cells.update({'Indicators!%s%d' % (column, rows[reference][0]): 'Dashboard!%s%d' % (place, at)
                          for column, place in zip('PQRS', 'NOPQ')})
            cells['Indicators!T%d' % rows[reference][0]] = 'Policy'
        # What the next year brings: DG-1 ends, PL-3 becomes a share, EN-9 is new.
        cells['Indicators!V%d' % rows['DG-1'][0]] = 'Q4 2020/21'
        cells['Indicators!V%d' % rows['PL-3'][0]] = 'Q4 2020/21'
        for row, content in ((35, ('PL-3', 'Major planning decisions out of time', '(majors - majors_in_time) / majors', '%', 'minimise')),
                             (36, ('EN-9', 'Reported fly-tips', 'fly_tips', 'count', 'minimise'))):
            cells.update({'Indicators!%s%d' % (column, row): text for column, text in zip('ABCDE', content)})
            cells['Indicators!U%d' % row] = 'Q1 2021/22'
        return self.set_cells('board.xlsx', cells)


    def returns_of(self, quarter, late=(), provisional=None):
        """The services' returns of a quarter: housing's with a column a period, the others' with a figure a row."""
        provisional, at, tag = provisional or {}, QUARTERS.index(quarter), quarter[:2].lower()
        housing = ['prevented', 'temporary', 'temporary_rate', 'new_accounts', 'accounts', 'decent', 'void_days', 'gas']
        self.write_csv(tag + '-housing.csv', [['Housing and customers'], [], ['Measure', quarter]] + [
            [name, FIGURES[name][at]] for name in housing if name not in late])
        rows = [['Measure', 'Period', 'Value', 'Provisional']] + [
            [name, quarter, provisional.get(name, figures[at]), 'yes' if name in provisional else '']
            for name, figures in FIGURES.items() if name not in housing and name not in late]
        half = {'Q2 2020/21': ('H1 2020/21', NOTICES), 'Q4 2020/21': ('H2 2020/21', SECOND_HALF)}.get(quarter)
        if half:
            rows += [[name, half[0], figure, ''] for name, figure in half[1].items()]
        self.write_csv(tag + '-others.csv', rows)
        return tag + '-housing.csv', tag + '-others.csv'

    def collect(self, *arguments):
        return self.run_program('collect', 'board.xlsx', *arguments, '--in-place', '--clock', CLOSED_ON[self.quarter])

    def save_while_watched(self, cells):
        """Typed into and saved as Excel does, while `watch` looks on and writes the results back."""
        watch = Watch(self, 'board.xlsx', '--in-place')
        as_excel(self.path('board.xlsx'), lambda new: edited(self.path('board.xlsx'), new, cells))
        saved = watch.event('saved')
        watch.event('written')
        watch.stop(signal.SIGINT)
        return {each['indicator']: (each['old'], each['new']) for each in saved['statuses']}

    def close(self):
        done = self.run_program('close', 'board.xlsx', '--period', self.quarter, '--in-place', '--clock', CLOSED_ON[self.quarter])
        shutil.copy(self.path('board.xlsx'), self.path(self.quarter[:2] + '.xlsx'))
        return done

    def next(self, *arguments):
        return json.loads(self.run_program('next', 'board.xlsx', *(arguments or ['--in-place']), '--format', 'json', '--clock',
                                           CLOSED_ON[self.quarter]).out)

    def report(self, book, out, quarter):
        self.run_program('report', book, '-o', out, '--period', quarter, '--as-published', '--clock', '2021-12-01')
        return self.bytes_of(out)

    def row(self, name, quarter, reference):
        """The published row that stands: figure, as shown, status."""
        found = [row for row in self.published(name) if row['Period'] == quarter and row['Reference'] == reference][-1]
        value = found.get('Value')
        return round(value, 12) if isinstance(value, float) else value, found.get('Shown as'), found.get('Status')

    def test_the_year(self):
        self.begin()

        # Q1: a figure comes late, another is provisional and then corrected.
        self.quarter = 'Q1 2020/21'
        done = self.collect(*self.returns_of('Q1 2020/21', late=['temporary'], provisional={'claim_days': 15}))
        self.assertIn('collected from 2 returns: 24 filled', done.out)
        self.assertIn('Q1 2020/21: 33 due, 24 reported, 9 awaited, 2 provisional, 3 without commentary', self.due())
        self.assertIn('Housing\n  awaited: HO-2 Households living in temporary accommodation (Returns!I12 is blank)', self.due())
        self.write_csv('late.csv', [['Measure', 'Period', 'Value'], ['temporary', 'Q1 2020/21', '51']])
        self.write_csv('final.csv', [['Measure', 'Period', 'Value'], ['claim_days', 'Q1 2020/21', '14']])
        self.assertIn('1 filled', self.collect('late.csv').out)
        self.assertIn('differs, not replaced: claim_days', self.collect('final.csv').out)
        self.assertIn('15 → 14', self.collect('final.csv', '--replace', 'provisional').out)
        self.assertIn('Q1 2020/21: 33 due, 25 reported, 8 awaited, 3 without commentary', self.due())
        moved = self.save_while_watched({
            'Dashboard!N32': 'Better', 'Dashboard!O32': 'Garden waste was suspended', 'Dashboard!P9': 'Staff were moved to grants',
            'Dashboard!P25': 'One application was withdrawn', 'Dashboard!P32': 'More people were at home', 'Dashboard!Q9': 'Two more officers'})
        self.assertEqual(moved, {'EN-3': ('Worse', 'Better')})
        self.assertEqual(self.values('board.xlsx', 'Dashboard')['L32'], 'Worse')  # what its figures give: 129.5 of at most 454.46 / 4
        self.assertNotIn('without commentary', self.due())
        self.close()
        self.assertEqual(self.row('board.xlsx', 'Q1 2020/21', 'EN-3'), (129.5, '129.50', 'Better'))
        self.assertEqual(self.row('board.xlsx', 'Q1 2020/21', 'PL-2'), (0.8, '80%', 'Worse'))
        self.next()

        # Q2: everything comes, and September is corrected by hand while watch looks on.
        self.quarter = 'Q2 2020/21'
        self.collect(*self.returns_of('Q2 2020/21', provisional={'majors_in_time': 3}))
        board = self.values('board.xlsx', 'Dashboard')
        self.assertEqual(self.values('board.xlsx', 'Returns')['J20'], 0.9)  # as the row has its percentages
        self.assertEqual([board.get(cell) for cell in ('N32', 'O32', 'P9', 'P25', 'P32', 'Q9')], [None] * 6)
        moved = self.save_while_watched({'Returns!J22': 4, 'Dashboard!P9': 'Seven days, six were asked', 'Dashboard!P25': 'Four of six', 'Dashboard!P32': 'Still at home'})
        self.assertEqual(moved, {})  # 3 of 6 and 4 of 6 are both below 88 %
        self.close()
        for reference, published in (('PL-2', (round(4 / 6, 12), '67%', 'Worse')), ('HB-2', (10.08, '10.08', 'No target')), ('EN-6', (round(27 / 42, 12), '64%', 'No target')),
                                     ('EN-3', (129.81, '129.81', 'Worse')), ('EN-4', (38, '38.0', 'No target')), ('HQ-5', (0.31, '31%', 'No target'))):
            self.assertEqual(self.row('board.xlsx', 'Q2 2020/21', reference), published)
        self.next()

        # Q3, and the audit of Q2: five of the six major decisions were in time.
        self.quarter = 'Q3 2020/21'
        self.collect(*self.returns_of('Q3 2020/21'))
        moved = self.save_while_watched({'Dashboard!P25': 'Seven of eight', 'Dashboard!N20': 'Compliant', 'Dashboard!O20': 'Served on 2 January'})
        self.assertEqual(moved, {'HQ-3': ('Not compliant', 'Compliant')})
        self.close()
        self.assertEqual(self.row('board.xlsx', 'Q3 2020/21', 'PL-2'), (0.875, '88%', 'Worse'))
        self.assertEqual(self.row('board.xlsx', 'Q3 2020/21', 'HQ-3'), (0.99, '99%', 'Compliant'))
        self.set_cells('board.xlsx', {'Returns!J22': '5'})
        done = self.run_program('restate', 'board.xlsx', 'PL-2', '--period', 'Q2 2020/21', '--reason', 'An audit found one more in time',
                                '--in-place', '--clock', '2021-01-25')
        self.assertIn('PL-2 for Q2 2020/21 is restated: 67% Worse → 83% Worse', done.out)
        self.next()

        # Q4, the year's end.
        self.quarter = 'Q4 2020/21'
        self.collect(*self.returns_of('Q4 2020/21'))
        self.close()
        self.assertEqual(self.row('board.xlsx', 'Q4 2020/21', 'PL-2'), (1, '100%', 'Better'))
        self.assertEqual(self.row('board.xlsx', 'Q4 2020/21', 'PL-3'), (0, '0', 'No target'))
        told = self.next('--new-book', '-o', 'new.xlsx')
        self.assertEqual(told['begins'], ['PL-3 Major planning decisions out of time (a new definition of PL-3)', 'EN-9 Reported fly-tips'])
        self.assertEqual(told['ends'], ['DG-1 New My Account users'])

        # No closed figure moved: what each closing put on record is there, in its order, with the restatement after Q3.
        final = self.published('new.xlsx')
        self.assertEqual(final, self.published('board.xlsx'))
        for quarter in QUARTERS:
            then = self.published(quarter[:2] + '.xlsx')
            self.assertEqual(final[:len(then)], then, quarter)
        self.assertEqual(len(final), 1 + 4 * 33 + 1)

        # Each quarter's report is printed again, from the year's book and from next year's.
        for quarter in QUARTERS:
            for extension in ('html', 'md', 'xlsx'):
                then = self.report(quarter[:2] + '.xlsx', 'then.' + extension, quarter)
                self.assertEqual(self.report('board.xlsx', 'now.' + extension, quarter), then, (quarter, extension))
            then, now = (self.scorecard(book, quarter) for book in (quarter[:2] + '.xlsx', 'new.xlsx'))
            self.assertEqual(then, now, quarter)

        # The new year: DG-1 is not due, EN-9 is, and PL-3, one of five, is not compared with the number of Q4.
        self.assertIn('Q1 2021/22: 33 due', self.run_program('due', 'new.xlsx').out)
        self.assertNotIn('DG-1', self.run_program('due', 'new.xlsx').out)
        self.write_csv('new.csv', [['Measure', 'Period', 'Value']] + [[name, 'Q1 2021/22', figures[0]] for name, figures in FIGURES.items()])
        self.run_program('collect', 'new.xlsx', 'new.csv', '--in-place', '--clock', '2021-07-20')
        rows = self.scorecard('new.xlsx', 'Q1 2021/22', open_period=True)
        self.assertNotIn('DG-1', rows)
        self.assertEqual(rows['PL-3'][1:7], ['Major planning decisions out of time', '20%', '', '◇ No target', '', '◇ No target'])
        self.assertEqual(rows['EN-9'][1:7], ['Reported fly-tips', '83', '', '◇ No target', '', '–'])
        self.assertEqual(rows['PL-2'][1:7], ['Major planning decisions within 13 weeks', '80%', '88%', '■ Worse', '100%', '● Better'])
        told = json.loads(self.run_program('diff', 'new.xlsx', '--from', 'Q4 2020/21', '--to', 'Q1 2021/22', '--format', 'json', code=1).out)
        moved = {each['indicator']: each for each in told['indicators']}
        self.assertFalse(moved['PL-3']['compared'])
        self.assertEqual((moved['EN-9']['kind'], moved['DG-1']['kind']), ('added', 'removed'))
        self.assertEqual(self.published('new.xlsx'), final)

    def scorecard(self, book, quarter, open_period=False):
        """The rows of a report's scorecard without trend and note: a trend may look at years that no book of today has."""
        self.run_program('report', book, '-o', 'scorecard.md', '--period', quarter, *([] if open_period else ['--as-published']))
        text = self.path('scorecard.md').read_text(encoding='utf-8')
        lines = [line for line in text[text.index('## Scorecard'):].splitlines() if line.startswith('| ') and not line.startswith('| Reference')]
        return {cells[0]: cells[:7] for cells in ([cell.strip() for cell in line.strip('|').split('|')] for line in lines)}

    def due(self):
        return self.run_program('due', 'board.xlsx').out


if __name__ == '__main__':
    main()
