"""Writes a placed book as an officer's workbook, with or without outturn's definition sheets."""

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

LOOKS = {
    "title": (Font(name="Arial", size=14, bold=True), None),
    "subtitle": (Font(name="Arial", size=10, italic=True), None),
    "table title": (Font(name="Arial", size=11, bold=True), None),
    "heading": (Font(name="Arial", size=10, bold=True), PatternFill("solid", fgColor="D9E2F3")),
    "band": (Font(name="Arial", size=10, bold=True), PatternFill("solid", fgColor="EDEDED")),
    "note": (Font(name="Arial", size=9, italic=True), None),
}
PLAIN = Font(name="Arial", size=10)
THIN = Border(*(Side(style="thin", color="A6A6A6"),) * 4)
BOXED = {"heading", "band", "label", "cell"}
WRAPPED = {"heading", "label", "cell"}


def fill_sheet(sheet, placed, name):
    widths = {}
    for (row, column), cell in placed.cells[name].items():
        look = placed.looks[name][row, column]
        target = sheet.cell(row, column, cell.excel_value())
        target.font, fill = LOOKS.get(look, (PLAIN, None))
        if fill:
            target.fill = fill
        if cell.number_format:
            target.number_format = cell.number_format
        if look in BOXED:
            target.border = THIN
        if look in WRAPPED:
            target.alignment = Alignment(wrap_text=True, vertical="center",
                                         horizontal="center" if look == "heading" else None)
            widths[column] = max(widths.get(column, 0), min(len(cell.text) + 2, 44 if look == "label" else 22))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(width, 9)
    for top, left, bottom, right in placed.merged[name]:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def fill_definitions(book, tables):
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        for column, heading in enumerate(columns, start=1):
            sheet.cell(1, column, heading).font = LOOKS["heading"][0]
            sheet.column_dimensions[get_column_letter(column)].width = 24
            for row, entry in enumerate(rows, start=2):
                if entry.get(heading) is not None:
                    cell = sheet.cell(row, column, entry[heading])
                    if isinstance(entry[heading], str) and entry[heading].startswith("="):
                        cell.data_type = "s"    # the signs = and >= as texts, not as formulas


def save(placed, path, declared=False):
    book = Workbook()
    del book["Sheet"]
    for name in placed.cells:
        fill_sheet(book.create_sheet(name), placed, name)
    if declared:
        fill_definitions(book, placed.book.definitions(placed))
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():    # fixed times: the same figures are the same bytes
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                continue
            if item.filename in ("[Content_Types].xml", "_rels/.rels"):
                data = without_core_properties(data)
            fixed = zipfile.ZipInfo(item.filename, (2020, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(fixed, data)


def without_core_properties(data):
    """The part that holds the time of saving is left out, and so is what names it."""
    return re.sub(rb"<(?:Override|Relationship)\b[^>]*core(?:\.xml|-properties)[^>]*/>", b"", data)
