"""How the examples' workbooks look, and saving them so that the same figures are the same bytes.

Each example's make_workbook.py writes its workbook: every figure stands there beside the place of the published report
that it comes from. Cells that outturn owns (values, statuses, roll-ups) are left empty, and Excel formulas are written
without cached values, so that nothing an example shows can come from anywhere but a recalculation.

    sudo apt-get install python3-openpyxl
    /usr/bin/python3 examples/NAME/make_workbook.py

Two runs write the same bytes (openpyxl 3.0.9, the version of Debian 12).
"""

import io
import re
import zipfile
from pathlib import Path

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

TITLE = Font(name="Arial", size=14, bold=True)
SUBTITLE = Font(name="Arial", size=10, italic=True, color="555555")
HEADING = Font(name="Arial", size=10, bold=True, color="FFFFFF")
BOLD = Font(name="Arial", size=10, bold=True)
PLAIN = Font(name="Arial", size=10)
NAVY = PatternFill("solid", fgColor="1F3864")
BAND = PatternFill("solid", fgColor="D9E2F3")
TYPED = PatternFill("solid", fgColor="FFF2CC")  # a figure or status typed by an officer
THIN = Border(*(Side(style="thin", color="A6A6A6"),) * 4)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAP = Alignment(vertical="center", wrap_text=True)

COUNT, CHANGE = "#,##0", "+#,##0;-#,##0;0"
PERCENT, PERCENT1, PERCENT2 = "0%", "0.0%", "0.00%"
POINTS = '+0.0" pts";-0.0" pts";0.0" pts"'
DAYS, DATE, MONTH, TIME, POUNDS, PLUS = "0.0", "dd/mm/yyyy", "mmm-yy", "hh:mm:ss", "£#,##0", '0"+"'


def put(sheet, cell, value=None, fmt=None, font=PLAIN, fill=None, align=None, boxed=True):
    target = sheet[cell]
    target.value = value
    target.font = font
    if fmt:
        target.number_format = fmt
    if fill:
        target.fill = fill
    if align:
        target.alignment = align
    if boxed:
        target.border = THIN
    return target


def landscape(sheet):
    """A4, one page wide."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def titled_sheet(book, name, title, subtitle, widths):
    sheet = book.create_sheet(name)
    put(sheet, "A1", title, font=TITLE, boxed=False)
    put(sheet, "A2", subtitle, font=SUBTITLE, boxed=False)
    for column, width in zip("ABCDEFGHIJKLMNOPQRSTU", widths):
        sheet.column_dimensions[column].width = width
    landscape(sheet)
    return sheet


def headings(sheet, row, texts, first="A"):
    sheet.row_dimensions[row].height = 27
    for offset, text in enumerate(texts):
        if text is not None:
            put(sheet, f"{chr(ord(first) + offset)}{row}", text, font=HEADING, fill=NAVY, align=CENTRE)


def band(sheet, row, text, last):
    """A merged heading over a group of rows."""
    sheet.merge_cells(f"A{row}:{last}{row}")
    put(sheet, f"A{row}", text, font=BOLD, fill=BAND)


def definition_sheet(book, name, columns, rows, widths):
    """Rows are tuples in the order of `columns`, or a single text for a note row."""
    sheet = book.create_sheet(name)
    headings(sheet, 1, columns)
    for number, row in enumerate(rows, start=2):
        if isinstance(row, str):
            put(sheet, f"A{number}", row, font=SUBTITLE, boxed=False)
            continue
        for offset, value in enumerate(row):
            cell = f"{chr(ord('A') + offset)}{number}"
            value, fmt = value if isinstance(value, tuple) else (value, None)
            put(sheet, cell, value, fmt)
    for column, width in zip("ABCDEFGHIJKLMNOPQRSTU", widths):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "B2"
    landscape(sheet)


def definition_table(book, name, rows, widths=None):
    """Rows are dictionaries; a heading for each key in the order in which the keys first appear."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    definition_sheet(book, name, columns, [tuple(row.get(column) for column in columns) for row in rows],
                     widths or [max(10, min(60, 2 + max(len(str(row.get(column) or column)) for row in rows)))
                                for column in columns])


UP, DOWN = "maximise", "minimise"
SETTING_COLUMNS = ["Setting", "Value"]
MEASURE_COLUMNS = ["Measure", "Unit", "Cells", "Periods", "Over time", "Label", "Owner"]
INDICATOR_COLUMNS = ["Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance", "Frequency", "Kind",
                     "Objective", "Service", "Value to", "Status to", "Entered value", "Entered status", "Reason",
                     "Plan"]
ROLL_UP_COLUMNS = ["Roll-up", "By", "Only", "Lines", "Classes", "Counts to", "Percentages to", "Total line", "Out of",
                   "Rounding"]
MEASURE_WIDTHS = [26, 9, 24, 24, 36, 58, 38]
INDICATOR_WIDTHS = [11, 58, 44, 8, 10, 12, 14, 11, 9, 42, 26, 14, 14, 14, 15, 14, 6]
ROLL_UP_WIDTHS = [28, 12, 14, 18, 18, 18, 18, 14, 10, 16]


def save(book, path):
    """Saves with fixed times, so that the same figures are the same bytes."""
    del book["Sheet"]
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2018-11-05T00:00:00Z", data)
            fixed = zipfile.ZipInfo(item.filename, (2018, 11, 5, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(fixed, data)
    print(path.relative_to(Path(__file__).resolve().parent.parent))
