#!/usr/bin/env python3
"""`recalc --native`: the formulas give what the indicators gave, in outturn without definitions and in LibreOffice,
and still do when figures change."""
import json
import random
import re
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path

from program import ProgramTest, main
from small_books import indicator_sheets, write_calls
from workbook_files import read_values, write_book

EXAMPLES = Path(__file__).resolve().parents[2] / 'examples'
MONTHS = ['April 18/19', 'May 18/19', 'June 18/19', 'July 18/19', 'Aug 18/19', 'Sept 18/19']
LIBREOFFICE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def measure(name, row, over_time='sum', unit='count', **more):
    return {'Measure': name, 'Unit': unit, 'Cells': 'Data!B%d:G%d' % (row, row), 'Periods': 'Data!B1:G1',
            'Over time': over_time, **more}


def indicator(number, expression, unit='count', **more):
    return {'Reference': 'I-%d' % number, 'Title': expression, 'Expression': expression, 'Unit': unit,
            'Value to': 'Board!B%d' % (number + 1), 'Status to': 'Board!C%d' % (number + 1), 'Objective': 'One',
            'Entered status': 'Board!D%d' % (number + 1), 'Reason': 'Board!E%d' % (number + 1), **more}


MEASURES = [
    measure('received', 2), measure('answered', 3), measure('stock', 4, 'last'), measure('rate', 5, 'average'),
    measure('days', 6, 'average weighted by received', 'days'), measure('spend', 7, 'cumulative', '£000'),
    measure('lowest', 8, 'min'), measure('highest', 9, 'max'), measure('open', 10, Missing='use what is there'),
    measure('points', 11, 'last', '%'), measure('whole_year', 12, 'last', 'number'),
    {'Measure': 'lost', 'Unit': 'days', 'Cells': 'Data!B21:D22', 'Periods': 'Data!A21:A22', 'Over time': 'last',
     'Split by': 'Data!B20:D20', 'Over services': 'sum'},
    {'Measure': 'staff', 'Unit': 'FTE', 'Cells': 'Data!B24:D24', 'Periods': 'Q2 2018/19', 'Over time': 'last',
     'Split by': 'Data!B23:D23', 'Over services': 'sum'},
]
INDICATORS = [
    indicator(1, 'answered / received', '%', Aim='maximise', Target='70%', Tolerance='5 points'),
    indicator(2, 'answered', Aim='maximise', Target='>1500', Tolerance='10 % of target'),
    indicator(3, 'stock', Aim='minimise', Target='<40'),
    indicator(4, 'rate', 'number', Aim='range', Target='20 to 60', Tolerance='5'),
    indicator(5, 'days', 'days', Aim='minimise', Target='30 days', Tolerance='5'),
    indicator(6, 'spend', '£000', Aim='on target', Target='£60k', Tolerance='10'),
    indicator(7, 'spend.in_period', '£', Aim='minimise', Target='£50k'),
    indicator(8, 'lowest + highest', Aim='maximise', Target=120),
    indicator(9, 'open', Aim='minimise', Target=200),
    indicator(10, 'points', '%', Aim='maximise', Target='50%'),
    indicator(11, '(answered - answered.prev) / answered.prev', '%', Aim='maximise', Target='0%'),
    indicator(12, '[I-1] - [I-10]', '%'),
    indicator(13, 'if(received > answered, received - answered, 0)', Target='baseline'),
    indicator(14, 'answered.month * 2 ^ 2 - -stock', 'number'),
    indicator(15, 'lost / staff', 'days', Aim='minimise', Target=3, Tolerance='1'),
    indicator(16, 'max(answered, received, stock) / 2', 'number', **{'Value to': '', 'Entered status': ''}, Aim='maximise',
              Target=700),
    indicator(17, 'received', Frequency='annual', Aim='maximise', Target=1),
]
ROLL_UPS = [
    {'Roll-up': 'All', 'By': 'Objective', 'Lines': 'Board!H2:H3', 'Classes': 'Board!I1:L1', 'Counts to': 'Board!I2:L3',
     'Percentages to': 'Board!M2:P3', 'Total line': 'Total', 'Out of': 'due', 'Rounding': 'truncate'},
]
OWNED = (['%s%d' % (column, row) for row in range(2, 19) for column in 'BC'] +
         ['%s%d' % (column, row) for row in (2, 3) for column in 'IJKLMNOP'])


def data_sheet():
    cells = {letter + '1': month for letter, month in zip('BCDEFG', MONTHS)}
    rows = {2: [400, 300, 500, 610, 700, 900], 3: [300, 200, 400, 400, 500, 650], 4: [30, 31, 32, 33, 34, 35],
            5: [20, 30, 40, 50, 60, 70], 6: [10, 20, 30, 40, 20, 30], 7: [10, 20, 30, 42.5, 50, 64],
            8: [5, 6, 7, 8, 9, 10], 9: [50, 60, 70, 80, 90, 110], 10: [50, 60, 70, 80, 90, 11],
            11: [45, 46, 47, 48, 51, 52.5], 12: [1, 2, 3, 4, 5, 6]}
    for row, figures in rows.items():
        cells.update({letter + str(row): figure for letter, figure in zip('BCDEFG', figures)})
    cells.update({'B20': 'North', 'C20': 'South', 'D20': 'West', 'A21': 'Q1 2018/19', 'A22': 'Q2 2018/19',
                  'B21': 4, 'C21': 5, 'D21': 6, 'B22': 7, 'C22': 8, 'D22': 9, 'B23': 'North', 'C23': 'South',
                  'D23': 'West', 'B24': 3, 'C24': 2, 'D24': 5})
    return cells


def board_sheet():
    return {'A1': 'Title', 'H2': 'One', 'H3': 'Total', 'I1': 'Green', 'J1': 'Amber', 'K1': 'Red', 'L1': 'Awaited',
            'D5': 'A', 'E5': 'because'}


def without_saved_values(book, target):
    """A copy in which no formula has a value, so that whoever opens it must calculate."""
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, 'w') as copy:
        for part in source.infolist():
            text = source.read(part)
            if '/worksheets/sheet' in part.filename:
                text = re.sub(rb'(</f>|<f/>)<v>[^<]*</v>', rb'\1', text)
            copy.writestr(part, text)


class NativeFormulas(ProgramTest):
    def write(self):
        write_book(self.path('in.xlsx'), {'Data': data_sheet(), 'Board': board_sheet(),
                                          **indicator_sheets(measures=MEASURES, indicators=INDICATORS, roll_ups=ROLL_UPS)})
        self.path('none.toml').write_text('')

    def values(self, name, sheet, cells):
        read = read_values(self.path(name))
        return {cell: read.get(sheet + '!' + cell) or read.get(sheet + '!' + cell, '') for cell in cells}

    def assert_equal(self, wanted, got, note=''):
        for cell, value in wanted.items():
            value, other = value if value is not None else '', got[cell] if got[cell] is not None else ''
            numbers = all(isinstance(each, (int, float)) for each in (value, other))
            self.assertTrue(abs(value - other) <= 1e-12 * max(1, abs(value)) if numbers else value == other,
                            (note, cell, value, other))

    def test_what_changes_follows_as_by_the_definitions(self):
        self.write()
        done = self.run_program('recalc', 'in.xlsx', '--native', '-o', 'native.xlsx')
        left = re.findall(r'info: (Board![A-Z]+\d+).*keeps its value', done.err)
        self.assertEqual(left, ['Board!C18'], done.err)  # not due in this quarter
        self.run_program('recalc', 'in.xlsx', '-o', 'value.xlsx')
        self.assert_equal(self.values('value.xlsx', 'Board', OWNED), self.values('native.xlsx', 'Board', OWNED))
        seed = random.Random(7)
        for turn in range(30):
            sets = []
            for cell in seed.sample([letter + str(row) for row in range(2, 13) for letter in 'BCDEFG'] +
                                    ['B22', 'C22', 'B24', 'D24'], 5):
                figure = seed.choice(['', '0', '1', '35', '60', '%.2f' % seed.uniform(0, 900), '%d' % seed.randint(0, 900)])
                sets += ['--set', 'Data!%s=%s' % (cell, figure)]
            for cell in seed.sample(['D2', 'D3', 'D9', 'D12'], 1):
                sets += ['--set', 'Board!%s=%s' % (cell, seed.choice(['', 'Green', 'R', 'amber', 'Awaited']))]
            self.run_program('recalc', 'in.xlsx', '-o', 'value.xlsx', *sets)
            self.run_program('recalc', 'native.xlsx', '--definitions', 'none.toml', '-o', 'follows.xlsx', *sets)
            self.assert_equal(self.values('value.xlsx', 'Board', OWNED), self.values('follows.xlsx', 'Board', OWNED),
                              ' '.join(sets))

    def test_examples_without_their_definitions(self):
        self.path('none.toml').write_text('')
        for example in sorted(EXAMPLES.glob('*/workbook.xlsx')):
            clock = ['--clock', '2018-11-05', '--seed', '1']
            self.run_program('recalc', example, '--native', '-o', 'native.xlsx', *clock)
            again = self.run_program('recalc', 'native.xlsx', '--definitions', 'none.toml', '-o', 'again.xlsx',
                                     '--format', 'json', *clock)
            self.assertEqual(json.loads(again.out)['changed'], [])
            self.assertEqual(self.bytes_of('native.xlsx'), self.bytes_of('again.xlsx'))
            # With its definitions the formulas are compared and stay.
            again = self.run_program('recalc', 'native.xlsx', '-o', 'again.xlsx', *clock)
            self.assertEqual(self.bytes_of('native.xlsx'), self.bytes_of('again.xlsx'))
            self.assertNotIn('the formula here gives', again.err)

    def test_a_formula_that_no_longer_agrees_is_told(self):
        write_calls(self.path('in.xlsx'))
        self.run_program('recalc', 'in.xlsx', '--native', '-o', 'native.xlsx')
        done = self.run_program('recalc', 'native.xlsx', '-o', 'next.xlsx', '--period', 'Q1 2018/19')
        self.assertIn('Board!B2: the formula here gives', done.err)
        self.assertIn('Board!B7: the formula here gives', done.err)
        self.assertEqual(self.values('native.xlsx', 'Board', ['B2', 'C2', 'B7']),
                         self.values('next.xlsx', 'Board', ['B2', 'C2', 'B7']))

    def test_what_a_formula_would_read_otherwise_is_named(self):
        self.write()
        sheet = {**data_sheet(), 'E3': '400 calls'}
        write_book(self.path('in.xlsx'), {'Data': sheet, 'Board': board_sheet(), **indicator_sheets(
            measures=MEASURES, indicators=INDICATORS, roll_ups=ROLL_UPS)})
        done = self.run_program('recalc', 'in.xlsx', '--native', '-o', 'native.xlsx')
        self.assertIn('Board!B2: I-1 is not written as a formula and keeps its value: Data!E3 holds what a formula '
                      'does not read as a number', done.err)

    @unittest.skipUnless(shutil.which('soffice'), 'soffice is not installed')
    def test_libreoffice_calculates_the_same(self):
        self.write()
        books = {'in': self.path('in.xlsx'), **{e.parent.name: e for e in sorted(EXAMPLES.glob('*/workbook.xlsx'))}}
        profile = self.path('profile')
        (profile / 'user').mkdir(parents=True)
        (profile / 'user' / 'registrymodifications.xcu').write_text(LIBREOFFICE_SETTINGS)
        self.path('bare').mkdir()
        for name, book in books.items():
            self.run_program('recalc', book, '--native', '-o', name + '-native.xlsx', '--clock', '2018-11-05', '--seed', '1')
            without_saved_values(self.path(name + '-native.xlsx'), self.path('bare') / (name + '.xlsx'))
        subprocess.run(['soffice', '-env:UserInstallation=file://%s' % profile, '--headless', '--convert-to', 'xlsx',
                        '--outdir', str(self.path('office')), *map(str, self.path('bare').iterdir())],
                       check=True, capture_output=True, timeout=240)
        for name in books:
            before = read_values(self.path(name + '-native.xlsx'))
            after = read_values(self.path('office') / (name + '.xlsx'))
            self.assert_equal(before, {cell: after.get(cell) for cell in before}, name)


main()
