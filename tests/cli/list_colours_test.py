#!/usr/bin/env python3
"""The colours of the statuses in a list whose rows move, read with openpyxl: list_colours_test.py PATH/TO/outturn"""
import sys

from program import ProgramTest, main

try:
    import openpyxl
    from openpyxl.styles import PatternFill
except ModuleNotFoundError:
    print('openpyxl is not installed')
    sys.exit(77)

AMBER, RED, CREAM, GREEN = 'FFFFC000', 'FFFF0000', 'FFFFF2CC', 'FF92D050'
SHEETS = {
    'Data': [['Figure', 'Q2 2018/19'], ['Late', 50], ['Lost', 66]],
    'Board': [['Reference', 'Status', 'Value']],
    'Settings': [['Setting', 'Value'], ['Period', 'Q2 2018/19']],
    'Measures': [['Measure', 'Unit', 'Cells', 'Periods', 'Over time', 'Label'],
                 ['late', 'count', 'Data!B2', 'Data!B1', 'sum', 'Late'], ['lost', 'count', 'Data!B3', 'Data!B1', 'sum', 'Lost']],
    'Indicators': [['Reference', 'Title', 'Expression', 'Unit', 'Aim', 'Target', 'Tolerance'],
                   ['A-1', 'Late', 'late', 'count', 'minimise', 40, 15], ['A-2', 'Lost', 'lost', 'count', 'minimise', 40, 15]],
    'Statuses': [['Word', 'When', 'Ranked', 'On track', 'Colour'], ['Green', 'met', 'yes', 'yes', '92D050'],
                 ['Amber', 'near', 'yes', 'no', 'FFC000'], ['Red', 'missed', 'yes', 'no', 'FF0000']],
    'Lists': [['List', 'Which', 'Cells'], ['Exceptions', 'exceptions', 'Board!A1:C5']],
}


class AListThatMoves(ProgramTest):
    """50 late against 40, within a tolerance of 15, is Amber; 66 lost is Red."""

    def setUp(self):
        super().setUp()
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in SHEETS.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        board = book['Board']
        board['B4'].fill = PatternFill('solid', fgColor=CREAM)
        # The officer's own: the same green as a status, but not in the column of statuses.
        board['C3'].fill = PatternFill('solid', fgColor=GREEN)
        book.save(self.path('book.xlsx'))

    def statuses(self, name):
        """Word and colour of each row; None where a cell has no word, no fill."""
        cells = [row[0] for row in openpyxl.load_workbook(self.path(name))['Board']['B2:B5']]
        return [(cell.value, cell.fill.fgColor.rgb if cell.fill.fill_type == 'solid' else None) for cell in cells]

    def test_a_row_that_moves_up_leaves_no_colour_behind(self):
        self.run_program('recalc', 'book.xlsx', '-o', 'two.xlsx')
        two = [('Amber', AMBER), ('Red', RED), (None, CREAM), (None, None)]
        self.assertEqual(self.statuses('two.xlsx'), two)
        self.run_program('recalc', 'two.xlsx', '-o', 'one.xlsx', '--set', 'Data!B2=30')
        self.assertEqual(self.statuses('one.xlsx'), [('Red', RED), (None, None), (None, CREAM), (None, None)])
        self.run_program('recalc', 'one.xlsx', '-o', 'none.xlsx', '--set', 'Data!B3=30')
        self.assertEqual(self.statuses('none.xlsx'), [(None, None), (None, None), (None, CREAM), (None, None)])
        self.run_program('recalc', 'none.xlsx', '-o', 'again.xlsx', '--set', 'Data!B2=50', '--set', 'Data!B3=66')
        self.assertEqual(self.statuses('again.xlsx'), two)
        board = openpyxl.load_workbook(self.path('again.xlsx'))['Board']
        self.assertEqual(board['C3'].fill.fgColor.rgb, GREEN)

    def test_nothing_is_written_where_nothing_moved(self):
        self.run_program('recalc', 'book.xlsx', '-o', 'two.xlsx')
        self.run_program('recalc', 'two.xlsx', '-o', 'same.xlsx')
        self.assertEqual(self.bytes_of('same.xlsx'), self.bytes_of('two.xlsx'))

    def test_a_list_without_room_colours_no_row_that_it_does_not_show(self):
        book = openpyxl.load_workbook(self.path('book.xlsx'))
        book['Lists']['C2'] = 'Board!A1:C2'
        book.save(self.path('short.xlsx'))
        self.run_program('recalc', 'short.xlsx', '-o', 'out.xlsx')
        self.assertEqual(self.statuses('out.xlsx')[0], (None, None))


main()
