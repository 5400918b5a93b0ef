#!/usr/bin/env python3
"""An indicator book through a year: returns collected, what is due, quarters closed, one restated, the next period and
next year's book. Figures by hand: calls answered over calls received, 70 % asked."""
import csv
import json

from program import ProgramTest, main
from small_books import indicator_sheets
from workbook_files import read_values, write_book

MONTHS = ['April 2018', 'May 2018', 'June 2018', 'July 2018', 'August 2018', 'September 2018', 'October 2018',
          'November 2018', 'December 2018', 'January 2019', 'February 2019', 'March 2019']
COLUMNS = 'BCDEFGHIJKLM'
CLOCK = ('--clock', '2018-07-20')


class Book(ProgramTest):
    """Measures with a cell a month; CS-1 the share answered, CS-2 the calls received, CS-3 a milestone with an entered status."""
    ANSWERED = {'April 2018': 60, 'May 2018': 70, 'June 2018': 80}
    RECEIVED = {'April 2018': 100, 'May 2018': 100, 'June 2018': 100}

    def write(self, name='book.xlsx', period='Q1 2018/19', answered=None, received=None, board=None, indicators=None, **more):
        data = {'A1': 'Calls', 'A2': 'Answered', 'A3': 'Received', **{c + '1': m for c, m in zip(COLUMNS, MONTHS)}}
        for row, figures in ((2, self.ANSWERED if answered is None else answered), (3, self.RECEIVED if received is None else received)):
            data.update({COLUMNS[MONTHS.index(month)] + str(row): figure for month, figure in figures.items()})
        measures = [{'Measure': measure, 'Unit': 'count', 'Cells': 'Calls!B%d:M%d' % (row, row), 'Periods': 'Calls!B1:M1',
                     'Over time': 'sum', 'Label': label, 'Owner': owner}
                    for measure, row, label, owner in (('answered', 2, 'Answered', 'Contact centre'), ('received', 3, 'Received', 'Telephony'))]
        rows = indicators or [
            {'Reference': 'CS-1', 'Title': 'Calls answered', 'Expression': 'answered / received', 'Unit': '%', 'Aim': 'maximise',
             'Target': '70%', 'Tolerance': '5 points', 'Objective': 'Money', 'Value to': 'Board!B2', 'Status to': 'Board!C2',
             'Entered status': 'Board!D2', 'Reason': 'Board!E2', 'Commentary': 'Board!F2', 'Owner': 'A head of service'},
            {'Reference': 'CS-2', 'Title': 'Calls received', 'Expression': 'received', 'Unit': 'count', 'Aim': 'minimise',
             'Target': '350', 'Objective': 'Money', 'Value to': 'Board!B3', 'Status to': 'Board!C3', 'Commentary': 'Board!F3'}]
        sheets = indicator_sheets(settings={'Period': period}, measures=measures, indicators=rows, roll_ups=[
            {'Roll-up': 'All', 'By': 'Objective', 'Lines': 'Board!A9', 'Classes': 'Board!B8:E8', 'Counts to': 'Board!B9:E9'}])
        write_book(self.path(name), {
            'Calls': data, 'Board': {'A2': 'CS-1', 'A3': 'CS-2', 'A9': 'Money', 'B8': 'Green', 'C8': 'Amber', 'D8': 'Red', 'E8': 'Awaited',
                                     **(board or {})}, **sheets, **more})
        return name

    def values(self, name, sheet):
        return {cell.partition('!')[2]: value for cell, value in read_values(self.path(name)).items()
                if cell.startswith(sheet + '!') and value is not None}

    def table(self, name, sheet):
        """Rows by heading."""
        cells = self.values(name, sheet)
        heads = {column: text for column in map(chr, range(65, 91)) if (text := cells.get(column + '1'))}
        rows = []
        for row in range(2, 1000):
            found = {head: cells[column + str(row)] for column, head in heads.items() if column + str(row) in cells}
            if not found:
                return rows
            rows.append(found)

    def write_csv(self, name, rows):
        with open(self.path(name), 'w', newline='', encoding='utf-8') as file:
            csv.writer(file).writerows(rows)
        return name


class Closing(Book):
    def test_a_quarter_goes_on_record(self):
        self.write(board={'F3': 'A quiet quarter'})
        done = self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        self.assertIn('Q1 2018/19 is closed: 2 indicators published', done.out)
        rows = self.table('closed.xlsx', 'Published')
        self.assertEqual([(row['Period'], row['Reference'], row['Value'], row['Shown as'], row['Target'], row['Status']) for row in rows],
                         [('Q1 2018/19', 'CS-1', 0.7, '70%', '70%', 'Green'), ('Q1 2018/19', 'CS-2', 300, '300', '350', 'Green')])
        self.assertEqual(rows[0]['Tolerance'], '5 points')
        self.assertEqual(rows[1]['Commentary'], 'A quiet quarter')
        self.assertEqual(rows[0]['Closed on'], 43301)  # 20 July 2018
        # Everything else is as recalc leaves it.
        self.run_program('recalc', 'book.xlsx', '-o', 'calculated.xlsx')
        for sheet in ('Calls', 'Board'):
            self.assertEqual(self.values('closed.xlsx', sheet), self.values('calculated.xlsx', sheet))

    def test_the_same_clock_gives_the_same_bytes(self):
        self.write()
        for out in ('one.xlsx', 'two.xlsx'):
            self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', out, *CLOCK)
        self.assertEqual(self.bytes_of('one.xlsx'), self.bytes_of('two.xlsx'))

    def test_a_closed_figure_does_not_move_whatever_changes(self):
        self.write()
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        done = self.run_program('recalc', 'closed.xlsx', '-o', 'later.xlsx', '--set', 'Calls!B2=10', '--set', 'Indicators!F2=90%')
        self.assertEqual(self.values('later.xlsx', 'Board')['B2'], 70)  # points, in a cell without a % format
        self.assertEqual(self.values('later.xlsx', 'Board')['C2'], 'Green')
        self.assertIn('the published figure stands', done.err)
        self.assertEqual(self.table('later.xlsx', 'Published'), self.table('closed.xlsx', 'Published'))

    def test_what_is_missing_is_published_as_awaited_and_told(self):
        self.write(answered={'April 2018': 60})
        done = self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        self.assertIn('awaited: CS-1', done.out)
        row = self.table('closed.xlsx', 'Published')[0]
        self.assertEqual((row.get('Value'), row['Status']), (None, 'Awaited'))

    def test_a_late_figure_stands_once_it_is_restated(self):
        self.write(answered={'April 2018': 60})
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        done = self.run_program('recalc', 'closed.xlsx', '-o', 'late.xlsx', '--set', 'Calls!C2=70', '--set', 'Calls!D2=80')
        self.assertIn('its cells now give 70%, which stands once it is restated', done.err)
        self.assertEqual([self.values('late.xlsx', 'Board').get(cell) for cell in ('B2', 'C2')], [None, 'Awaited'])
        for book in ('closed.xlsx', 'late.xlsx'):
            self.run_program('report', book, '-o', book + '.html', '--as-published')
        self.assertEqual(self.bytes_of('closed.xlsx.html'), self.bytes_of('late.xlsx.html'))
        self.run_program('restate', 'late.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'It came late', '-o', 'restated.xlsx')
        self.assertEqual([self.values('restated.xlsx', 'Board').get(cell) for cell in ('B2', 'C2')], [70, 'Green'])

    def test_closing_keeps_what_is_provisional_and_what_lacks_a_reason(self):
        self.write(answered={'April 2018': 60, 'May 2018': 70}, board={'D2': 'Amber', 'F2': 'Words'})
        self.write_csv('june.csv', [['Measure', 'Period', 'Value', 'Provisional'], ['answered', 'June 2018', '80', 'yes']])
        self.run_program('collect', 'book.xlsx', 'june.csv', '--in-place', *CLOCK)
        before = self.run_program('report', 'book.xlsx', '-o', 'r.html', '--final', code=2).err
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        row = self.table('closed.xlsx', 'Published')[0]
        self.assertEqual((row['Status'], row['Entered'], row['Computed'], row['Provisional']), ('Amber', 'Amber', 'Green', 'yes'))
        self.assertEqual(self.values('closed.xlsx', 'Board')['C2'], 'Green')  # closing moves nothing on the board
        after = self.run_program('report', 'closed.xlsx', '-o', 'r.html', '--final', code=2).err
        for words in (before, after):
            self.assertIn('CS-1 Calls answered: provisional', words)
            self.assertIn('another status entered without a reason (entered as Amber, by its figures Green)', words)
        # June's figure is final, and is what it was.
        self.write_csv('final.csv', [['Measure', 'Period', 'Value'], ['answered', 'June 2018', '80']])
        self.run_program('collect', 'closed.xlsx', 'final.csv', '--in-place', *CLOCK)
        done = self.run_program('restate', 'closed.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'The board agreed', '--in-place', *CLOCK)
        self.assertIn('70% Amber (provisional) → 70% Amber', done.out)
        self.run_program('report', 'closed.xlsx', '-o', 'r.html', '--final')
        again = self.run_program('restate', 'closed.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'Once more', '--in-place', code=2)
        self.assertIn('what was published', again.err)

    def test_twice_or_for_another_period_is_refused(self):
        self.write()
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        again = self.run_program('close', 'closed.xlsx', '--period', 'Q1 2018/19', '-o', 'no.xlsx', code=2)
        self.assertIn('is closed already', again.err)
        other = self.run_program('close', 'book.xlsx', '--period', 'Q2 2018/19', '-o', 'no.xlsx', code=2)
        self.assertIn('the workbook reports Q1 2018/19 (Settings!B2)', other.err)
        plain = self.run_program('close', 'book.xlsx', '--period', 'Q1', '-o', 'no.xlsx', code=2)
        self.assertIn("Q1", plain.err)
        self.assertNotIn('no.xlsx', self.files())

    def test_an_indicator_added_later_is_published_on_its_own(self):
        self.write()
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        self.write('more.xlsx')
        before = self.table('closed.xlsx', 'Published')
        self.run_program('recalc', 'closed.xlsx', '-o', 'more.xlsx', '--set', 'Indicators!A4=CS-3', '--set', 'Indicators!B4=Calls missed',
                         '--set', 'Indicators!C4=received - answered', '--set', 'Indicators!D4=count')
        done = self.run_program('close', 'more.xlsx', '--period', 'Q1 2018/19', '-o', 'again.xlsx', *CLOCK)
        self.assertIn('1 indicator published, 2 were before', done.out)
        rows = self.table('again.xlsx', 'Published')
        self.assertEqual(rows[:2], before)
        self.assertEqual((rows[2]['Reference'], rows[2]['Value']), ('CS-3', 90))

    def test_columns_that_the_sheet_lacks_are_added(self):
        from small_books import definition_sheet
        self.write(Published=definition_sheet([{'Period': 'Q4 2017/18', 'Reference': 'CS-1', 'Value': '68%', 'Status': 'Amber'}]),
                   board={'F2': 'Words'})
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        rows = self.table('closed.xlsx', 'Published')
        self.assertEqual(rows[0], {'Period': 'Q4 2017/18', 'Reference': 'CS-1', 'Value': '68%', 'Status': 'Amber'})
        self.assertEqual((rows[1]['Reference'], rows[1]['Value'], rows[1]['Commentary']), ('CS-1', 0.7, 'Words'))


class Restating(Book):
    def closed(self):
        self.write()
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)

    def restate(self, *more, code=0):
        return self.run_program('restate', 'closed.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'June counted twice',
                                '-o', 'restated.xlsx', '--clock', '2018-09-01', *more, code=code)

    def test_the_old_figure_stays_on_record_and_the_new_one_counts(self):
        self.closed()
        self.run_program('recalc', 'closed.xlsx', '--in-place', '--set', 'Calls!D2=59')  # 189 of 300
        done = self.restate()
        self.assertIn('CS-1 for Q1 2018/19 is restated: 70% Green → 63% Red  (June counted twice)', done.out)
        rows = self.table('restated.xlsx', 'Published')
        self.assertEqual([(row['Reference'], row['Value'], row['Status'], row.get('Restates'), row.get('Reason')) for row in rows],
                         [('CS-1', 0.7, 'Green', None, None), ('CS-2', 300, 'Green', None, None), ('CS-1', 0.63, 'Red', 'yes', 'June counted twice')])
        self.assertEqual(self.values('restated.xlsx', 'Board')['C2'], 'Red')

    def test_nothing_to_restate_is_said(self):
        self.closed()
        self.assertIn('give for Q1 2018/19 what was published, 70% Green', self.restate(code=2).err)
        missing = self.run_program('restate', 'closed.xlsx', 'CS-3', '--period', 'Q1 2018/19', '--reason', 'x', '-o', 'no.xlsx', code=2)
        self.assertIn('did you mean', missing.err)
        open_period = self.run_program('restate', 'book.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'x', '-o', 'no.xlsx', code=2)
        self.assertIn('not published', open_period.err)
        empty = self.run_program('restate', 'closed.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', ' ', '-o', 'no.xlsx', code=2)
        self.assertIn('--reason', empty.err)
        self.assertNotIn('no.xlsx', self.files())

    def test_what_was_published_without_a_figure(self):
        self.write(answered={'April 2018': 60})
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        self.assertIn('what was published, no figure Awaited', self.restate(code=2).err)
        self.run_program('recalc', 'closed.xlsx', '--in-place', '--set', 'Calls!C2=70', '--set', 'Calls!D2=80')
        self.restate()
        self.assertEqual([(row.get('Value'), row['Status']) for row in self.table('restated.xlsx', 'Published')][::2],
                         [(None, 'Awaited'), (0.7, 'Green')])

    def test_no_status_is_told_as_moved_in_a_closed_quarter(self):
        self.closed()
        done = self.run_program('recalc', 'closed.xlsx', '-o', 'later.xlsx', '--set', 'Calls!D2=0')
        self.assertNotIn('status:', done.out)

    def test_an_entered_status_of_today_is_not_put_on_an_earlier_quarter(self):
        self.closed()
        self.run_program('next', 'closed.xlsx', '--in-place', *CLOCK)
        self.run_program('recalc', 'closed.xlsx', '--in-place', '--set', 'Board!D2=Green', '--set', 'Board!E2=Agreed', '--set', 'Calls!D2=59')
        self.restate()
        self.assertEqual(self.table('restated.xlsx', 'Published')[2]['Status'], 'Red')


class MovingOn(Book):
    BOARD = {'D2': 'Amber', 'E2': 'One bad week', 'F2': 'Words of Q1'}

    def test_the_next_quarter(self):
        self.write(board=self.BOARD, answered={**self.ANSWERED, 'July 2018': 90}, received={**self.RECEIVED, 'July 2018': 100})
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        done = self.run_program('next', 'closed.xlsx', '-o', 'next.xlsx', *CLOCK)
        self.assertIn('moved on from Q1 2018/19 to Q2 2018/19: 3 cells', done.out)
        self.assertEqual(self.values('next.xlsx', 'Settings')['B2'], 'Q2 2018/19')
        self.assertEqual(self.values('next.xlsx', 'Calls'), self.values('closed.xlsx', 'Calls'))
        board = self.values('next.xlsx', 'Board')
        self.assertEqual([board.get(cell) for cell in ('B2', 'C2', 'D2', 'E2', 'F2')], [None, 'Awaited', None, None, None])
        published = self.table('next.xlsx', 'Published')
        self.assertEqual((published[0]['Entered'], published[0]['Reason'], published[0]['Commentary']), ('Amber', 'One bad week', 'Words of Q1'))

    def test_an_open_quarter_is_not_left_unasked(self):
        self.write(board=self.BOARD)
        self.assertIn('is not closed', self.run_program('next', 'book.xlsx', '-o', 'no.xlsx', code=2).err)
        self.run_program('next', 'book.xlsx', '-o', 'next.xlsx', '--without-closing')
        self.assertNotIn('no.xlsx', self.files())

    def test_what_begins_and_ends_is_listed(self):
        base = {'Unit': 'count', 'Aim': 'minimise', 'Objective': 'Money'}
        self.write(indicators=[
            {**base, 'Reference': 'OLD', 'Title': 'Goes', 'Expression': 'received', 'Target': '350', 'Until': 'Q1 2018/19'},
            {**base, 'Reference': 'NEW', 'Title': 'Comes', 'Expression': 'answered', 'Target': '9', 'From': 'Q2 2018/19'},
            {**base, 'Reference': 'CS-1', 'Title': 'First', 'Expression': 'received', 'Target': '350', 'Until': 'Q1 2018/19'},
            {**base, 'Reference': 'CS-1', 'Title': 'Second', 'Expression': 'received - answered', 'Target': '90', 'From': 'Q2 2018/19'}])
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        told = json.loads(self.run_program('next', 'closed.xlsx', '-o', 'next.xlsx', '--format', 'json').out)
        self.assertEqual(told['begins'], ['NEW Comes', 'CS-1 Second (a new definition of CS-1)'])
        self.assertEqual(told['ends'], ['OLD Goes'])
        self.assertEqual(told['targets'], ['CS-1: 350 until now, 90 from Q2 2018/19', 'NEW: 9 from Q2 2018/19'])

    def test_next_years_book(self):
        self.write(period='Q4 2018/19', answered=dict.fromkeys(MONTHS, 80), received=dict.fromkeys(MONTHS, 100))
        self.run_program('close', 'book.xlsx', '--period', 'Q4 2018/19', '-o', 'closed.xlsx', '--clock', '2019-04-20')
        self.run_program('next', 'closed.xlsx', '--new-book', '-o', 'new.xlsx', '--clock', '2019-04-20')
        calls = self.values('new.xlsx', 'Calls')
        self.assertEqual([calls.get(column + '1') for column in 'BJKM'], ['April 2019', 'December 2019', 'January 2020', 'March 2020'])
        self.assertEqual([calls.get(column + row) for column in COLUMNS for row in '23'], [None] * 24)
        self.assertEqual(self.values('new.xlsx', 'Settings')['B2'], 'Q1 2019/20')
        self.assertEqual(self.table('new.xlsx', 'Published'), self.table('closed.xlsx', 'Published'))
        self.assertEqual(self.values('new.xlsx', 'Board')['C2'], 'Awaited')

    def test_last_years_columns_take_this_years_figures(self):
        """Two columns a month, last year's and this year's: the figure moves to where its month now stands."""
        heads = ['Jan 2018', 'Jan 2019', 'Mar 2018', 'Mar 2019']
        from small_books import definition_sheet
        write_book(self.path('book.xlsx'), {
            'Calls': {'A2': 'Answered', **{c + '1': h for c, h in zip('BCDE', heads)}, **{c + '2': v for c, v in zip('BCDE', [1, 2, 3, 4])}},
            'Board': {'A1': 'Board'}, 'Settings': definition_sheet([{'Setting': 'Period', 'Value': 'March 2019'}]),
            'Measures': definition_sheet([{'Measure': 'answered', 'Unit': 'count', 'Cells': 'Calls!B2:E2', 'Periods': 'Calls!B1:E1',
                                           'Over time': 'sum', 'Label': 'Answered'}]),
            'Indicators': definition_sheet([{'Reference': 'A', 'Title': 'Answered', 'Expression': 'answered', 'Unit': 'count',
                                             'Value to': 'Board!B2'}])})
        self.run_program('next', 'book.xlsx', '--new-book', '--without-closing', '-o', 'new.xlsx')
        calls = self.values('new.xlsx', 'Calls')
        self.assertEqual([calls.get(c + '1') for c in 'BCDE'], ['Jan 2019', 'Jan 2020', 'Mar 2019', 'Mar 2020'])
        self.assertEqual([calls.get(c + '2') for c in 'BCDE'], [2, None, 4, None])

    def test_figures_that_no_measure_names_are_told(self):
        data = {'A4': 'E-mails', **{column + '4': 7 for column in COLUMNS}, 'A5': 'Sum', 'A6': 'typed by hand'}
        self.write(period='Q4 2018/19', answered=dict.fromkeys(MONTHS, 80), received=dict.fromkeys(MONTHS, 100))
        self.run_program('recalc', 'book.xlsx', '--in-place', *(word for cell, text in data.items() for word in ('--set', 'Calls!%s=%s' % (cell, text))))
        self.run_program('close', 'book.xlsx', '--period', 'Q4 2018/19', '-o', 'closed.xlsx', '--clock', '2019-04-20')
        done = self.run_program('next', 'closed.xlsx', '--new-book', '-o', 'new.xlsx', '--clock', '2019-04-20')
        self.assertIn('Calls!B4: 12 figures stay under headings that name a year later', done.out + done.err)
        self.assertEqual(self.values('new.xlsx', 'Calls')['B4'], 7)

    def test_a_new_book_begins_a_year(self):
        self.write()
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        self.assertIn('is not the last of 2018/19', self.run_program('next', 'closed.xlsx', '--new-book', '-o', 'no.xlsx', code=2).err)
        self.assertIn('-o OUT', self.run_program('next', 'closed.xlsx', '--new-book', '--in-place', code=2).err)


class Collecting(Book):
    def collect(self, *arguments, code=0, book='book.xlsx', out='out.xlsx'):
        return self.run_program('collect', book, *arguments, '-o', out, '--clock', '2018-08-03', code=code)

    def outcomes(self, *arguments, **how):
        done = self.collect(*arguments, '--format', 'json', **how)
        return [(each['measure'], each['period'], each['outcome']) for each in json.loads(done.out)['figures']]

    def test_one_figure_a_row(self):
        self.write(period='Q2 2018/19')
        self.write_csv('calls.csv', [['Calls in July'], [], ['Measure', 'Period', 'Value', 'Provisional'],
                                     ['answered', 'July 2018', '1,070', ''], ['Received', 'July 2018', '1500 (provisional)', ''],
                                     ['received', 'August 2018', '120', 'yes'], ['recieved', 'July 2018', '5', '']])
        done = self.collect('calls.csv')
        self.assertIn('3 filled, 0 replaced, 0 unchanged, 0 differing and not replaced, 1 not taken', done.out)
        self.assertIn('did you mean "received"', done.out)
        calls = self.values('out.xlsx', 'Calls')
        self.assertEqual([calls.get(cell) for cell in ('E2', 'E3', 'F3', 'B2')], [1070, 1500, 120, 60])
        log = self.table('out.xlsx', 'Returns log')
        self.assertEqual([(row['Measure'], row['Period'], row.get('Provisional'), row['From'], row['Outcome']) for row in log],
                         [('answered', 'July 2018', None, 'calls.csv', 'filled'), ('received', 'July 2018', 'yes', 'calls.csv', 'filled'),
                          ('received', 'August 2018', 'yes', 'calls.csv', 'filled')])

    def test_one_measure_a_row_in_a_workbook(self):
        self.write(period='Q2 2018/19')
        write_book(self.path('return.xlsx'), {'Return': {'A1': 'From Telephony', 'A3': 'Measure', 'B3': 'July 2018', 'C3': 'Aug 2018', 'D3': 'Total',
                                                         'A4': 'answered', 'B4': 10, 'C4': 11, 'D4': 21, 'A5': 'received', 'B5': 20}})
        self.assertEqual(self.outcomes('return.xlsx'), [('answered', 'July 2018', 'filled'), ('answered', 'August 2018', 'filled'),
                                                        ('received', 'July 2018', 'filled')])

    def test_a_filled_cell_is_not_replaced_unasked(self):
        self.write()
        self.write_csv('a.csv', [['Measure', 'Period', 'Value'], ['answered', 'April 2018', '61'], ['answered', 'May 2018', '70']])
        done = self.collect('a.csv')
        self.assertIn('differs, not replaced: answered, April 2018  Calls!B2  holds 60, a.csv row 2 gives 61', done.out)
        self.assertEqual(self.values('out.xlsx', 'Calls')['B2'], 60)
        self.assertEqual(self.outcomes('a.csv', '--replace', 'all')[0], ('answered', 'April 2018', 'replaced'))
        self.assertEqual(self.values('out.xlsx', 'Calls')['B2'], 61)

    def test_a_final_figure_takes_the_place_of_a_provisional_one(self):
        self.write(period='Q2 2018/19')
        self.write_csv('first.csv', [['Measure', 'Period', 'Value', 'Provisional'], ['answered', 'July 2018', '90', 'yes']])
        self.write_csv('final.csv', [['Measure', 'Period', 'Value', 'Provisional'], ['answered', 'July 2018', '95', '']])
        self.collect('first.csv', out='one.xlsx')
        told = self.collect('final.csv', book='one.xlsx')
        self.assertIn('differs, not replaced', told.out)
        self.assertIn('first.csv, gave 90 as provisional', told.out)
        due = json.loads(self.run_program('due', 'one.xlsx', '--period', 'July 2018', '--format', 'json').out)
        self.assertEqual([(each['indicator'], each['missing']) for each in due['outstanding']], [('CS-1', 'awaited'), ('CS-2', 'awaited')])
        self.assertEqual(self.outcomes('final.csv', '--replace', 'provisional', book='one.xlsx'), [('answered', 'July 2018', 'replaced')])
        self.assertEqual(self.values('out.xlsx', 'Calls')['E2'], 95)
        # A figure typed by hand since is nobody's provisional one.
        self.run_program('recalc', 'one.xlsx', '-o', 'typed.xlsx', '--set', 'Calls!E2=93')
        self.assertEqual(self.outcomes('final.csv', '--replace', 'provisional', book='typed.xlsx')[0][2], 'differs, not replaced')

    def test_collecting_twice_changes_nothing(self):
        self.write(period='Q2 2018/19')
        self.write_csv('a.csv', [['Measure', 'Period', 'Value'], ['answered', 'July 2018', '90'], ['answered', 'April 2018', '1']])
        self.collect('a.csv', out='one.xlsx')
        self.collect('a.csv', book='one.xlsx', out='two.xlsx')
        self.assertEqual(self.bytes_of('one.xlsx'), self.bytes_of('two.xlsx'))

    def test_returns_that_contradict_one_another(self):
        self.write(period='Q2 2018/19')
        self.write_csv('a.csv', [['Measure', 'Period', 'Value'], ['answered', 'July 2018', '90']])
        self.write_csv('b.csv', [['Measure', 'Period', 'Value'], ['answered', 'July 2018', '91']])
        done = self.collect('a.csv', 'b.csv')
        self.assertIn('neither is taken', done.out)
        self.assertNotIn('E2', self.values('out.xlsx', 'Calls'))

    def test_bad_returns(self):
        self.write()
        self.write_csv('none.csv', [['Name', 'Figure'], ['answered', '1']])
        self.path('latin.csv').write_bytes('Measure,Period,Value\nanswered,July 2018,£5\n'.encode('latin-1'))
        self.path('quotes.csv').write_text('Measure,Period,Value\nanswered,"July 2018,5\n', encoding='utf-8')
        self.path('note.txt').write_text('Measure', encoding='utf-8')
        for name, words in (('none.csv', 'holds no return'), ('latin.csv', 'CSV UTF-8'), ('quotes.csv', 'quotation marks'),
                            ('note.txt', 'is no return'), ('missing.csv', 'missing.csv')):
            self.assertIn(words, self.collect(name, code=2).err)
        self.assertNotIn('out.xlsx', self.files())
        self.write_csv('odd.csv', [['Measure', 'Period', 'Value', 'Service'], ['answered', 'Someday', '1', ''], ['answered', 'July 2018', '3,0335', ''],
                                   ['answered', 'Q1 2018/19', '5', ''], ['answered', 'July 2018', '5', 'Depot'], ['answered', 'August 2018', 'n/a', '']])
        done = self.collect('odd.csv')
        self.assertIn('"Someday" is no period', done.err)
        for words in ('3,0335', 'answered has no cell for Q1 2018/19', 'is not split by service', 'no figure given'):
            self.assertIn(words, done.out)

    def test_a_report_as_published_leaves_out_what_was_restated_before_a_later_closing(self):
        self.write()
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'closed.xlsx', *CLOCK)
        self.run_program('recalc', 'closed.xlsx', '--in-place', '--set', 'Calls!D2=59')  # 189 of 300
        self.run_program('restate', 'closed.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'Counted twice', '--in-place', *CLOCK)
        added = (('A4', 'CS-3'), ('B4', 'Calls missed'), ('C4', 'received - answered'), ('D4', 'count'), ('E4', 'minimise'))
        self.run_program('recalc', 'closed.xlsx', '--in-place', *(word for cell, text in added for word in ('--set', 'Indicators!%s=%s' % (cell, text))))
        self.run_program('close', 'closed.xlsx', '--period', 'Q1 2018/19', '--in-place', *CLOCK)
        self.run_program('report', 'closed.xlsx', '-o', 'then.md', '--as-published')
        line = next(line for line in self.path('then.md').read_text(encoding='utf-8').splitlines() if 'CS-1' in line)
        self.assertIn('70%', line)
        self.assertNotIn('63%', line)

    def test_a_bound_goes_on_record_unrounded(self):
        self.write(period='April 2018', answered={'April 2018': '<5'}, received={'April 2018': 13})
        self.run_program('close', 'book.xlsx', '--period', 'April 2018', '-o', 'closed.xlsx', *CLOCK)
        row = next(row for row in self.table('closed.xlsx', 'Published') if row['Reference'] == 'CS-1')
        self.assertEqual(row['Value'], 'under 38.4615384615385%')  # 5 of 13
        self.assertTrue(row['Shown as'].startswith('<38'), row['Shown as'])
        self.assertNotIn('was published', self.run_program('recalc', 'closed.xlsx', '-o', 'later.xlsx').err)
        done = self.run_program('restate', 'closed.xlsx', 'CS-1', '--period', 'April 2018', '--reason', 'None', '-o', 'again.xlsx', code=2)
        self.assertIn('what was published', done.err)

    def test_saving_over_what_was_given_must_be_said(self):
        self.write()
        self.write_csv('july.csv', [['Measure', 'Period', 'Value'], ['answered', 'July 2018', '61']])
        (self.path('return.xlsx')).write_bytes(self.path('book.xlsx').read_bytes())
        before = {name: self.path(name).read_bytes() for name in self.files()}
        for arguments, words in (
                (('next', 'book.xlsx', '--new-book', '-o', 'book.xlsx', '--without-closing'), '--in-place'),
                (('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', './book.xlsx'), '--in-place'),
                (('collect', 'book.xlsx', 'july.csv', '-o', 'book.xlsx'), '--in-place'),
                (('collect', 'book.xlsx', 'return.xlsx', '-o', 'return.xlsx'), "a service's return")):
            self.assertIn(words, self.run_program(*arguments, code=2).err)
        self.assertEqual({name: self.path(name).read_bytes() for name in self.files()}, before)


class Due(Book):
    def test_by_owner(self):
        self.write(answered={'April 2018': 60}, received=self.RECEIVED)
        done = self.run_program('due', 'book.xlsx')
        self.assertEqual(done.out.splitlines()[:3], [
            'Q1 2018/19: 2 due, 1 reported, 1 awaited', 'Contact centre',
            '  awaited: CS-1 Calls answered (Calls!C2, Calls!D2 are blank)'])
        only = self.run_program('due', 'book.xlsx', '--owner', 'telephony')
        self.assertEqual(len(only.out.splitlines()), 1)
        self.assertIn('did you mean "Telephony"', self.run_program('due', 'book.xlsx', '--owner', 'Telefony', code=2).err)

    def test_words_that_are_missing(self):
        self.write(answered=dict.fromkeys(MONTHS[:3], 50), board={'D2': 'Green'})
        told = json.loads(self.run_program('due', 'book.xlsx', '--format', 'json').out)
        self.assertEqual([(each['missing'], each['owners'], each['cell']) for each in told['outstanding']],
                         [('another status entered without a reason', ['A head of service'], 'Board!E2')])
        self.write(answered=dict.fromkeys(MONTHS[:3], 50))
        told = json.loads(self.run_program('due', 'book.xlsx', '--format', 'json').out)
        self.assertEqual([(each['missing'], each['cell'], each['what']) for each in told['outstanding']],
                         [('without commentary', 'Board!F2', 'Red')])


class Reporting(Book):
    BOARD = {'F2': 'The <b>bot</b> & a | bad week'}
    ROLL_UP = 'Two (100%) of the two are on track'

    def report(self, book, out, *more, code=0):
        return self.run_program('report', book, '-o', out, '--clock', '2018-12-01', *more, code=code)

    def text(self, name):
        return self.path(name).read_text(encoding='utf-8')

    def year_so_far(self):
        """Q1 closed at 70 %, Q2 closed at 60 %, then Q1 restated to 63 %."""
        figures = dict(zip(MONTHS, [60, 70, 80, 60, 60, 60]))
        self.write(answered=figures, received=dict.fromkeys(MONTHS[:6], 100), board=self.BOARD)
        self.run_program('close', 'book.xlsx', '--period', 'Q1 2018/19', '-o', 'q1.xlsx', *CLOCK)
        self.run_program('next', 'q1.xlsx', '-o', 'q2.xlsx', *CLOCK)
        self.run_program('recalc', 'q2.xlsx', '--in-place', '--set', 'Board!F2=Fewer staff')
        self.run_program('close', 'q2.xlsx', '--period', 'Q2 2018/19', '-o', 'closed.xlsx', '--clock', '2018-10-20')
        self.run_program('recalc', 'closed.xlsx', '-o', 'corrected.xlsx', '--set', 'Calls!D2=59')
        self.run_program('restate', 'corrected.xlsx', 'CS-1', '--period', 'Q1 2018/19', '--reason', 'June counted twice', '-o', 'restated.xlsx',
                         '--clock', '2018-11-01')

    def test_what_it_says(self):
        self.year_so_far()
        self.report('closed.xlsx', 'q2.md')
        text = self.text('q2.md')
        for words in ('# Performance report, Q2 2018/19', 'Closed on 20/10/2018.', 'One (50%) of the two is on track, compared with two (100%) of the two in Q1 2018/19.',
                      '| CS-1 | Calls answered | 60% | 70% | ■ Red | Fewer staff |', 'CS-1 Calls answered: Worsening, from 70% in Q1 2018/19 to 60%'):
            self.assertIn(words, text)
        self.report('closed.xlsx', 'q1.md', '--period', 'Q1 2018/19')
        self.assertIn('Closed on 20/07/2018.', self.text('q1.md'))

    def test_a_closed_quarters_report_is_printed_again(self):
        self.year_so_far()
        for extension in ('html', 'md', 'xlsx'):
            for period in ('Q1 2018/19', 'Q2 2018/19'):
                book = 'q1.xlsx' if period.startswith('Q1') else 'closed.xlsx'
                self.report(book, 'then.' + extension, '--period', period, '--as-published')
                self.report('restated.xlsx', 'now.' + extension, '--period', period, '--as-published')
                self.assertEqual(self.bytes_of('then.' + extension), self.bytes_of('now.' + extension), (extension, period))
        self.report('restated.xlsx', 'stands.md', '--period', 'Q1 2018/19')
        self.assertIn('restated on 01/11/2018: June counted twice', self.text('stands.md'))
        self.assertIn('63%', self.text('stands.md'))

    def test_final_waits_for_what_is_missing(self):
        self.write(answered=dict.fromkeys(MONTHS[:3], 50))
        self.report('book.xlsx', 'draft.html')
        page = self.text('draft.html')
        self.assertIn('<h2>Still missing</h2>', page)
        self.assertLess(page.index('Still missing'), page.index('Scorecard'))
        done = self.report('book.xlsx', 'final.html', '--final', code=2)
        self.assertIn('CS-1 Calls answered: without commentary (Red)', done.err)
        self.run_program('recalc', 'book.xlsx', '-o', 'full.xlsx', '--set', 'Board!F2=Fewer staff')
        self.report('full.xlsx', 'final.html', '--final')
        self.assertNotIn('Still missing', self.text('final.html'))

    def test_the_page_stands_alone(self):
        self.year_so_far()
        self.report('closed.xlsx', 'page.html', '--period', 'Q1 2018/19')
        page = self.text('page.html')
        for forbidden in ('<script', 'http', 'src=', '@import', 'url('):
            self.assertNotIn(forbidden, page)
        self.assertNotIn('<b>bot</b>', page)
        import xml.dom.minidom
        xml.dom.minidom.parseString(page.replace('<!DOCTYPE html>', '').replace('<meta charset="utf-8">', '').replace('<br>', '<br/>'))
        self.report('closed.xlsx', 'q2.html')
        self.assertIn('aria-label="Q1 2018/19 70%, Q2 2018/19 60%"', self.text('q2.html'))

    def test_bad_requests(self):
        self.write()
        for arguments, words in ((('book.xlsx', 'r.pdf'), '.html, .md or .xlsx'), (('book.xlsx', 'book.xlsx'), 'is the workbook itself'),
                                 (('missing.xlsx', 'r.html'), 'missing.xlsx'), (('book.xlsx', 'r.html', '--by', 'Objectiv'), 'did you mean "Objective"'),
                                 (('book.xlsx', 'no/r.html'), 'no')):
            self.assertIn(words, self.report(*arguments, code=2).err)
        self.assertIn('is not closed', self.report('book.xlsx', 'r.html', '--as-published', code=2).err)
        self.assertEqual(self.files(), ['book.xlsx'])


main()
