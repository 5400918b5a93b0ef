#!/usr/bin/python3
"""Writes the workbooks that speed and memory are measured on. Needs python3-xlsxwriter.

    workloads.py FOLDER [NAME ...] [--scale 1] [--settled --outturn PROGRAM] [--list]

Scale multiplies the rows (the sheets of kpi, model and indicators, the files of small) and with them the formulas, so
that the work of a linear program grows by the same factor. The same name and scale give the same figures.

Settled books are the same ones as Excel would save them: formulas shared down or across, texts in the shared string
table, and the values that the formulas have. They are written as NAME.settled.xlsx.
"""

import argparse
import datetime
import os
import random
import sys

# Days of Excel's calendar.
DAY_2000 = 36526


class Book:
    """A workbook written row by row, in constant memory: sheets one after another, rows from the top."""

    def __init__(self, path):
        import xlsxwriter
        from xlsxwriter.utility import xl_col_to_name
        self.column_name = xl_col_to_name
        self.book = xlsxwriter.Workbook(path, {"constant_memory": True})
        self.book.set_properties({"created": datetime.datetime(2024, 1, 1)})
        self.sheet = None
        self.percent = self.book.add_format({"num_format": "0.0%"})
        self.date = self.book.add_format({"num_format": "dd/mm/yyyy"})

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.book.close()

    def add(self, name):
        self.sheet = self.book.add_worksheet(name)

    def row(self, number, *cells, first=0):
        """Row `number` as Excel counts; texts that begin with "=" are formulas; None is no cell."""
        for column, cell in enumerate(cells, first):
            if cell is None:
                continue
            if isinstance(cell, str):
                if cell.startswith("="):
                    self.sheet.write_formula(number - 1, column, cell)
                else:
                    self.sheet.write_string(number - 1, column, cell)
            elif isinstance(cell, tuple):
                self.sheet.write(number - 1, column, *cell)
            else:
                self.sheet.write_number(number - 1, column, cell)

    def spill(self, number, column, formula):
        self.sheet.write_dynamic_array_formula(number - 1, column, number - 1, column, formula)


def count(full, scale, least=2):
    return max(least, round(full * scale))


# ---------------------------------------------------------------------------------------------------- fills

def filldown(path, scale):
    """100,000 rows of five filled-down formulas: a ratio, IF, nested IF, ROUND, MAX and MIN."""
    random_ = random.Random("filldown")
    with Book(path) as book:
        book.add("Data")
        book.row(1, "answered", "in 30 s", "share", "target", "status", "gap", "rank")
        for k in range(2, count(100_000, scale) + 2):
            answered = random_.randint(50, 4999)
            book.row(k, answered, random_.randrange(answered), f"=B{k}/A{k}", f"=IF(A{k}>2500,0.7,0.5)",
                     f'=IF(C{k}>=D{k},"Green",IF(C{k}>=D{k}-0.05,"Amber","Red"))', f"=ROUND((C{k}-D{k})*100,1)",
                     f"=MAX(0,MIN(100,F{k}*2+A{k}/100))")


def running(path, scale):
    """A running total 100,000 rows deep and 20,000 expanding sums."""
    random_ = random.Random("running")
    sums = count(20_000, scale)
    with Book(path) as book:
        book.add("Run")
        for k in range(1, count(100_000, scale) + 1):
            book.row(k, random_.randrange(1000), f"=B{k - 1}+A{k}" if k > 1 else "=A1",
                     f"=SUM(A$1:A{k})" if k <= sums else None)


def loan(path, scale):
    """A loan schedule of 100,000 rows: opening, interest, payment, closing."""
    with Book(path) as book:
        book.add("Loan")
        book.row(1, "Rate", 0.0475, "Principal", 250_000, "Payment", 989.6)
        book.row(2, "Period", "Opening", "Interest", "Closing")
        for k in range(3, count(100_000, scale) + 3):
            book.row(k, k - 2, "=$D$1" if k == 3 else f"=D{k - 1}", f"=B{k}*$B$1/12", f"=B{k}+C{k}-$F$1")


def grid(path, scale):
    """300,000 formulas, no two alike, each on three earlier cells."""
    random_ = random.Random("grid")
    width, start = 100, 10
    with Book(path) as book:
        book.add("Grid")
        names = [book.column_name(column) for column in range(width)]

        def earlier(k):
            return f"{names[random_.randrange(width)]}{random_.randint(max(1, k - 400), k - 1)}"
        for k in range(1, start + count(2_990, scale) + 1):
            book.row(k, *(random_.random() if k <= start else
                          f"=({earlier(k)}+{earlier(k)})*0.5-{earlier(k)}*{round(random_.random(), 3)}"
                          for _ in range(width)))


def million(path, scale):
    """1,000,000 rows of a number, a text and a formula."""
    random_ = random.Random("million")
    words = [f"ward {number}" for number in range(40)]
    rows = count(1_000_000, min(scale, 1.04))  # a sheet ends at row 1,048,576
    with Book(path) as book:
        book.add("Rows")
        for k in range(1, rows + 1):
            book.row(k, random_.randrange(10_000), random_.choice(words), f"=A{k}*1.2+1")
        book.add("Total")
        book.row(1, f"=SUM(Rows!C1:C{rows})", f'=COUNTIF(Rows!B1:B{rows},"ward 7")')


def model(path, scale):
    """A financial model of 60 sheets filled right over 120 months, and their consolidation."""
    random_ = random.Random("model")
    sheets, months = count(60, scale), 120
    lines = [  # label, first month, later months; {c} is this column, {p} the one before
        ("Customers", "=$B$1", "=ROUND({p}3*(1+$B$2),0)"),
        ("Price", 12.5, "={p}4*IF(MOD({c}$2,12)=1,1.03,1)"),
        ("Revenue", "={c}3*{c}4", None),
        ("Materials", "={c}5*0.31", None),
        ("Staff", "=ROUNDUP({c}3/150,0)*2450", None),
        ("Rent", 4_000, "=IF(MOD({c}$2,12)=1,{p}8*1.025,{p}8)"),
        ("Gross profit", "={c}5-SUM({c}6:{c}8)", None),
        ("Margin", "=IFERROR({c}9/{c}5,0)", None),
        ("Opening cash", 50_000, "={p}14"),
        ("Tax", "=MAX(0,{c}9)*0.25", None),
        ("Dividend", "=IF(AND({c}11>100000,{c}9>0),{c}9*0.2,0)", None),
        ("Closing cash", "={c}11+{c}9-{c}12-{c}13", None),
        ("Twelve months' revenue", "=SUM({w}5:{c}5)", None),
        ("State", '=IF({c}14<0,"Overdrawn",IF({c}10<0.1,"Thin","Sound"))', None),
    ]
    with Book(path) as book:
        names = [book.column_name(column) for column in range(months + 3)]
        for number in range(1, sheets + 1):
            book.add(f"Unit{number}")
            book.row(1, "Start", random_.randint(400, 4000), "Growth")
            # The growth stands in B2; months are numbered beside it.
            book.row(2, None, round(random_.uniform(-0.01, 0.03), 4), *range(1, months + 1))
            for k, (label, begin, later) in enumerate(lines, 3):
                def at(column, text):
                    if not isinstance(text, str):
                        return text
                    return text.format(c=names[column], p=names[column - 1], w=names[max(2, column - 11)])
                book.row(k, label, None, *(at(column, begin if column == 2 or later is None else later)
                                           for column in range(2, months + 2)))
        book.add("Group")
        for k in (5, 9, 14):
            book.row(k, lines[k - 3][0], None,
                     *(f"=SUM(Unit1:Unit{sheets}!{names[column]}{k})" for column in range(2, months + 2)))


def long_text(path, scale):
    """20,000 texts of about 2,000 characters, taken apart and put together."""
    random_ = random.Random("long_text")
    words = ["council", "response", "within", "Ärzte", "naïve", "days", "target", "the", "of", "reported", "£1,250"]
    with Book(path) as book:
        book.add("Text")
        for k in range(1, count(20_000, scale) + 1):
            text = f"Case {k}; " + " ".join(random_.choice(words) for _ in range(290))
            book.row(k, text, f"=LEN(A{k})", f'=LEFT(A{k},FIND(";",A{k})-1)', f'=SUBSTITUTE(A{k},"days","hours")',
                     f"=UPPER(MID(A{k},100,400))", f'=C{k}&" / "&RIGHT(A{k},50)', f'=IF(ISNUMBER(SEARCH("TARGET of",A{k})),1,0)',
                     f"=EXACT(A{k},TRIM(A{k}))")


# ---------------------------------------------------------------------------------------- sheets of indicators

def kpi_sheet(book, name, random_, indicators=98):
    book.add(name)
    book.row(1, "Ref", "Part", *(f"M{month}" for month in range(1, 13)), "YTD", "Target", "Value", "Status")
    k = 2
    for number in range(1, indicators + 1):
        whole = [random_.randint(20, 899) for _ in range(12)]
        book.row(k, f"KPI {number}", "num", *(random_.randrange(each) for each in whole), f"=SUM(C{k}:N{k})",
                 round(random_.uniform(0.3, 0.7), 2), f"=IFERROR(O{k}/O{k + 1},0)",
                 f'=IF(Q{k}>=P{k},"Green",IF(Q{k}>=P{k}*0.95,"Amber","Red"))')
        book.row(k + 1, None, "den", *whole, f"=SUM(C{k + 1}:N{k + 1})")
        k += 2
    book.row(k, *(cell for word in ("Green", "Amber", "Red") for cell in (word, f'=COUNTIF(R2:R{k - 1},"{word}")')))
    book.row(k + 1, None, f"=ROUND(B{k}/(B{k}+D{k}+F{k}),2)")
    return k


def kpi(path, scale):
    """120 sheets of 98 indicators over 12 months: year to date, share, status, counts, and a sum over the sheets."""
    random_ = random.Random("kpi")
    sheets = count(120, scale)
    with Book(path) as book:
        for number in range(1, sheets + 1):
            k = kpi_sheet(book, f"S{number}", random_)
        book.add("All")
        # A formula ends at 8,192 characters: the counts are added up in chunks of sheets.
        for row, start in enumerate(range(1, sheets + 1, 200), 2):
            chunk = range(start, min(sheets, start + 199) + 1)
            book.row(row, *("=" + "+".join(f"S{number}!{column}{k}" for number in chunk) for column in "BDF"))


def small(path, scale):
    """500 workbooks of one sheet of 98 indicators."""
    os.makedirs(path, exist_ok=True)
    for number in range(count(500, scale)):
        with Book(f"{path}/team{number:04}.xlsx") as book:
            kpi_sheet(book, "KPIs", random.Random(f"small {number}"))


def indicators(path, scale):
    """An indicator book: 300 services, 100 indicators, 60 months; outturn's definition sheets, no formulas."""
    random_ = random.Random("indicators")
    services, number, months = count(300, scale), count(100, scale), 60
    objectives = ["Homes", "Places", "People", "Money"]
    names = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    headings = [f"{names[m % 12]}-{(19 + m // 12 + (m % 12 > 8)) % 100:02}" for m in range(months)]
    with Book(path) as book:
        last = book.column_name(months)
        for each in range(1, number + 1):
            for part, low, high in (("done", 0, 400), ("due", 400, 900)):
                book.add(f"I{each} {part}")
                book.row(1, "Service", *headings)
                for k in range(2, services + 2):
                    book.row(k, f"Service {k - 1}", *(random_.randint(low, high) for _ in range(months)))
        book.add("Board")
        book.row(1, "Service", *(f"I{each}" for each in range(1, number + 1)))
        for k in range(2, services + 2):
            book.row(k, f"Service {k - 1}", *([("", book.percent)] * number))
        book.row(services + 2, "All", *([("", book.percent)] * number))
        book.add("Summary")
        book.row(1, None, "Green", "Amber", "Red")
        for k, objective in enumerate(objectives, 2):
            book.row(k, objective)
        book.row(20, "Status")
        book.add("Settings")
        book.row(1, "Setting", "Value")
        book.row(2, "Period", "Q4 2023/24")
        book.add("Measures")
        book.row(1, "Measure", "Unit", "Cells", "Periods", "Over time", "Split by", "Over services")
        k = 2
        for each in range(1, number + 1):
            for part in ("done", "due"):
                sheet = f"'I{each} {part}'!"
                book.row(k, f"{part}_{each}", "count", f"{sheet}B2:{last}{services + 1}", f"{sheet}B1:{last}1", "sum",
                         f"{sheet}A2:A{services + 1}", "sum")
                k += 1
        book.add("Indicators")
        book.row(1, "Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance", "Frequency", "Kind",
                 "Objective", "Value to", "Status to")
        for each in range(1, number + 1):
            column = book.column_name(each)
            book.row(each + 1, f"I{each}", f"Done in time, {each}", f"done_{each} / due_{each}", "%", "maximise",
                     f"{random_.randint(25, 35)}%", "5 points", "quarterly", "PI", random_.choice(objectives),
                     f"Board!{column}2:{column}{services + 2}", f"Summary!{column}20")
        book.add("Roll-ups")
        book.row(1, "Roll-up", "By", "Lines", "Classes", "Counts to")
        book.row(2, "By objective", "Objective", "Summary!A2:A5", "Summary!B1:D1", "Summary!B2:D5")


# --------------------------------------------------------------------------------------- lookups and criteria

def ledger(path, scale):
    """A ledger of 100,000 rows: 100,000 exact VLOOKUPs, 24,000 SUMIFS over it, 20,000 INDEX/MATCH."""
    random_ = random.Random("ledger")
    rows, codes = count(100_000, scale), count(20_000, scale, 20)
    with Book(path) as book:
        book.add("Codes")
        for k in range(1, codes + 1):
            book.row(k, f"CC{k:06}", random_.randint(1, 99), f"Service {random_.randrange(40)}")
        book.add("Ledger")
        for k in range(1, rows + 1):
            book.row(k, f"CC{random_.randint(1, codes):06}", random_.randint(1, 12), round(random_.uniform(-500, 5000), 2),
                     f"=VLOOKUP(A{k},Codes!$A$1:$C${codes},3,FALSE)")
        book.add("Summary")
        for k in range(1, codes // 10 + 1):
            book.row(k, f"CC{k * 10:06}", *(f"=SUMIFS(Ledger!$C$1:$C${rows},Ledger!$A$1:$A${rows},$A{k},"
                                           f"Ledger!$B$1:$B${rows},{month})" for month in range(1, 13)))
        book.add("Match")
        for k in range(1, codes + 1):
            book.row(k, f"CC{random_.randint(1, codes):06}",
                     f"=INDEX(Codes!$B$1:$B${codes},MATCH(A{k},Codes!$A$1:$A${codes},0))")


def whole_columns(path, scale):
    """2,400 SUMIFS, COUNTIFS and AVERAGEIFS over whole columns of 100,000 rows."""
    random_ = random.Random("whole_columns")
    keys = count(200, scale, 5)
    with Book(path) as book:
        book.add("Data")
        book.row(1, "Team", "Month", "Amount")
        for k in range(2, count(100_000, scale) + 2):
            book.row(k, f"Team {random_.randint(1, keys)}", random_.randint(1, 12), round(random_.uniform(0, 900), 2))
        book.add("Report")
        book.row(1, None, *range(1, 13), "Count", "Average", "All")
        columns = [book.column_name(column) for column in range(1, 13)]
        for k in range(2, keys + 2):
            book.row(k, f"Team {k - 1}", *(f"=SUMIFS(Data!$C:$C,Data!$A:$A,$A{k},Data!$B:$B,{column}$1)" for column in columns),
                     f"=COUNTIFS(Data!$A:$A,$A{k})", f"=IFERROR(AVERAGEIFS(Data!$C:$C,Data!$A:$A,$A{k}),0)",
                     "=SUM(Data!$C:$C)")


def lookups(path, scale):
    """INDEX/MATCH in 50,000 rows: exact and nearest, down and across, ascending and descending keys."""
    random_ = random.Random("lookups")
    rows, width = count(50_000, scale), 400
    with Book(path) as book:
        last = book.column_name(width)
        book.add("Table")
        for k in range(1, rows + 1):
            book.row(k, f"K{k:07}", k * 10, (rows - k) * 10, random_.randrange(10_000))
        book.add("Across")
        book.row(1, None, *(f"W{column}" for column in range(width)))
        book.row(2, None, *(random_.randrange(1000) for _ in range(width)))
        book.add("Find")
        table = f"Table!$D$1:$D${rows}"
        for k in range(1, rows + 1):
            book.row(k, f"K{random_.randint(1, rows):07}", random_.randint(10, rows * 10), f"W{random_.randrange(width)}",
                     f"=INDEX({table},MATCH(A{k},Table!$A$1:$A${rows},0))",
                     f"=INDEX({table},MATCH(B{k},Table!$B$1:$B${rows},1))",
                     f"=INDEX({table},MATCH(B{k},Table!$C$1:$C${rows},-1))",
                     f"=INDEX(Across!$B$2:${last}$2,MATCH(C{k},Across!$B$1:${last}$1,0))",
                     f"=INDEX(Table!$A$1:$D${rows},MATCH(A{k},Table!$A$1:$A${rows},0),2)")


def xlookup(path, scale):
    """XLOOKUP in 50,000 rows: exact, nearest below and above, from the last, to the left, across."""
    random_ = random.Random("xlookup")
    rows, width = count(50_000, scale), 400
    with Book(path) as book:
        last = book.column_name(width)
        book.add("Table")
        for k in range(1, rows + 1):
            book.row(k, random_.randrange(10_000), f"K{random_.randint(1, max(1, rows // 2)):07}", k * 10)
        book.add("Across")
        book.row(1, None, *(f"W{column}" for column in range(width)))
        book.row(2, None, *(random_.randrange(1000) for _ in range(width)))
        book.add("Find")
        keys, steps, back = (f"Table!${column}$1:${column}${rows}" for column in "BCA")
        for k in range(1, rows + 1):
            book.row(k, f"K{random_.randint(1, rows):07}", random_.randint(10, rows * 10), f"W{random_.randrange(width)}",
                     f'=_xlfn.XLOOKUP(A{k},{keys},{back},"none")', f'=_xlfn.XLOOKUP(A{k},{keys},{back},"none",0,-1)',
                     f"=_xlfn.XLOOKUP(B{k},{steps},{back},0,-1)", f"=_xlfn.XLOOKUP(B{k},{steps},{back},0,1)",
                     f"=_xlfn.XLOOKUP(C{k},Across!$B$1:${last}$1,Across!$B$2:${last}$2)")


def expanding(path, scale):
    """Expanding ranges in 20,000 rows: SUM, AVERAGE, MAX, MIN, COUNT, COUNTIF and SUMIF from the first row on."""
    random_ = random.Random("expanding")
    with Book(path) as book:
        book.add("Grow")
        for k in range(1, count(20_000, scale) + 1):
            book.row(k, round(random_.uniform(-100, 100), 2), f"T{random_.randrange(500)}", f"=SUM(A$1:A{k})",
                     f"=AVERAGE($A$1:$A{k})", f"=MAX(A$1:A{k})", f"=MIN(A$1:A{k})", f"=COUNT(A$1:A{k})",
                     f"=COUNTIF(B$1:B{k},B{k})", f"=SUMIF(B$1:B{k},B{k},A$1:A{k})")


def dates(path, scale):
    """20,000 SUMIFS between two dates over 100,000 rows, each with about 70 rows that match."""
    random_ = random.Random("dates")
    rows, formulas = count(100_000, scale), count(20_000, scale)
    days = max(8, rows // 10)
    with Book(path) as book:
        book.add("Data")
        for k in range(1, rows + 1):
            book.row(k, (DAY_2000 + random_.randrange(days), book.date), round(random_.uniform(0, 900), 2))
        book.add("Week")
        day, amount = f"Data!$A$1:$A${rows}", f"Data!$B$1:$B${rows}"
        for k in range(1, formulas + 1):
            start = DAY_2000 + k * (days - 7) // formulas
            book.row(k, (start, book.date), (start + 6, book.date),
                     f'=SUMIFS({amount},{day},">="&A{k},{day},"<="&B{k})')


def wildcards(path, scale):
    """20,000 SUMIFS by wildcard over 100,000 rows, each with about 10 rows that match."""
    random_ = random.Random("wildcards")
    rows, formulas = count(100_000, scale), count(20_000, scale)
    codes = max(2, rows // 10)
    with Book(path) as book:
        book.add("Data")
        for k in range(1, rows + 1):
            # The code stands first, in the middle and last, so that each kind of pattern finds as many rows.
            book.row(k, f"P{random_.randrange(codes):06}-{random_.choice('abc')}-M{random_.randrange(codes):06}-x-"
                        f"S{random_.randrange(codes):06}", round(random_.uniform(0, 900), 2))
        book.add("Find")
        text, amount = f"Data!$A$1:$A${rows}", f"Data!$B$1:$B${rows}"
        for k in range(1, formulas + 1):
            code = f"{random_.randrange(codes):06}"
            pattern = (f"P{code}*", f"P{code}-?-M*", f"*-S{code}", f"*M{code}*")[k % 4]
            book.row(k, pattern, f"=SUMIFS({amount},{text},A{k})")


def ranks(path, scale):
    """20,000 rows of ranks, percentiles and counts below, each over the whole column."""
    random_ = random.Random("ranks")
    rows = count(20_000, scale)
    with Book(path) as book:
        book.add("Marks")
        names, marks = f"$A$1:$A${rows}", f"$B$1:$B${rows}"
        for k in range(1, rows + 1):
            book.row(k, f"Pupil {random_.randrange(10 ** 6):06}", round(random_.uniform(0, 100), 2), f"=RANK(B{k},{marks})",
                     f"=PERCENTRANK({marks},B{k})", f'=COUNTIF({marks},"<"&B{k})', f'=COUNTIF({names},"<="&A{k})',
                     f"=LARGE({marks},{k})", f"=B{k}-MEDIAN({marks})", f"=RANK(B{k},B$1:B{k})",
                     f"=(B{k}-AVERAGE({marks}))/STDEV({marks})")


def dynamic_references(path, scale):
    """20,000 rows of INDIRECT and OFFSET."""
    random_ = random.Random("dynamic_references")
    with Book(path) as book:
        for month in range(1, 13):
            book.add(f"M{month}")
            for k in range(1, count(2_000, scale, 20) + 1):
                book.row(k, random_.randrange(1000))
        book.add("Read")
        for k in range(1, count(20_000, scale, 20) + 1):
            book.row(k, random_.randint(1, 12), random_.randint(1, 20), f'=INDIRECT("M"&A{k}&"!A"&B{k})',
                     f"=OFFSET($A$1,ROW()-1,1)", f"=SUM(OFFSET($B$1,{k}-1,0,12,1))", f'=SUM(INDIRECT("M"&A{k}&"!A1:A20"))')


def dynamic_arrays(path, scale):
    """Dynamic arrays over 100,000 rows: FILTER, SORT, UNIQUE, SEQUENCE and what reads their spills."""
    random_ = random.Random("dynamic_arrays")
    rows = count(100_000, scale)
    with Book(path) as book:
        book.add("Data")
        for k in range(1, rows + 1):
            book.row(k, f"Team {random_.randrange(5000)}", random_.randrange(1000))
        book.add("Spill")
        teams, amounts = f"Data!A1:A{rows}", f"Data!B1:B{rows}"
        for column, formula in enumerate((
                f"=_xlfn._xlws.FILTER({amounts},{amounts}>500,0)", f"=_xlfn._xlws.SORT({amounts})", f"=_xlfn.UNIQUE({teams})",
                f"=_xlfn.SEQUENCE({rows})*2", f"=IF({amounts}>250,{amounts}*1.2,0)")):
            book.spill(1, column, formula)
        book.add("Read")
        book.row(1, "=SUM(_xlfn.ANCHORARRAY(Spill!A1))", "=COUNTA(_xlfn.ANCHORARRAY(Spill!C1))",
                 "=SUM(_xlfn.ANCHORARRAY(Spill!D1))", f"=SUMPRODUCT({amounts}*({amounts}>900))")


WORKLOADS = {each.__name__: each for each in (
    filldown, ledger, running, kpi, grid, small, model, whole_columns, lookups, xlookup, expanding,
    dynamic_references, long_text, million, dynamic_arrays, indicators, dates, wildcards, ranks, loan)}


def file_name(name, settled=False):
    return name if name == "small" else f"{name}.settled.xlsx" if settled else f"{name}.xlsx"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--settled", action="store_true")
    parser.add_argument("--outturn", help="the program that calculates the values of settled books")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for name, write in WORKLOADS.items():
            print(f"{name:20}{write.__doc__}")
        return 0
    if options.folder is None:
        parser.error("a folder is needed")
    unknown = set(options.names) - set(WORKLOADS)
    if unknown:
        parser.error(f"no such workload: {', '.join(sorted(unknown))}")
    try:
        import xlsxwriter  # noqa: F401
    except ImportError:
        print("xlsxwriter is missing: install python3-xlsxwriter", file=sys.stderr)
        return 77
    os.makedirs(options.folder, exist_ok=True)
    for name in options.names or WORKLOADS:
        path = os.path.join(options.folder, file_name(name))
        if not os.path.exists(path):
            WORKLOADS[name](path, options.scale)
        if options.settled and name != "small":
            from settle import settle
            settle(path, os.path.join(options.folder, file_name(name, True)), options.outturn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
