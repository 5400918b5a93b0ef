#!/usr/bin/env python3
"""Revenue and capital monitoring, Quarter 2 2018/19. Every figure is invented; the layout is that of a council's annex."""

import sys
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (SUBTITLE, BOLD, TYPED, CENTRE, WRAP, PERCENT, PERCENT1, put, titled_sheet, headings, band,
    definition_table, UP, DOWN, save)  # noqa: E402

INVENTED = "Invented figures, £000"
THOUSANDS = "#,##0;(#,##0);0"  # a negative in brackets
QUARTERS = ["Q1 2018/19", "Q2 2018/19"]
SERVICES = ["Housing", "Planning", "Waste", "Leisure", "Corporate"]
# Budget and forecast outturn, as they stood at the end of each quarter. Planning earns more than it costs.
COSTS = [(2410, 2410, 2430, 2467), ("(322)", "(322)", -310, -298), (3105, 3105, 3105, 3090), (1260, 1260, 1275, 1301),
         (2875, 2875, 2880, 2868)]
SOURCES = ["Council tax", "Business rates", "Grants"]
INCOME = [(5400, 5400, 5400, 5400), (2150, 2150, 2160, 2195), (1778, 1778, 1778, 1786)]
FUNDS = ["General Fund", "Housing Revenue Account", "Special expenses"]
CAPITAL = [(1200, 310, 150, 240, 1395), (4500, 620, 0, 515, 4668), (85, 0, 20, 0, 98)]
CAPITAL_NAMES = ["approved", "carried_forward", "approved_in_year", "slippage", "outturn"]
CAUSES = [("Housing: agency staff", 37), ("Planning: fewer fees", 12), ("Leisure: energy", 26), ("Waste: vehicles", -15),
          ("Corporate: vacancies", -10)]

# Reference, title, expression, aim, row of the annex, columns of it, kind, more columns.
INDICATORS = [
    ("FN-1", "Budget", "budget", DOWN, 6, "B:G", None, {}),
    ("FN-2", "Forecast outturn", "forecast", DOWN, 7, "B:G", None, {}),
    ("FN-3", "Variance of cost", "forecast - budget", DOWN, 8, "B:G", "Revenue",
     {"Target": 0, "Tolerance": "(budget * 1%)", "Entered value": "Finance!K8"}),
    ("FN-6", "Movement of the variance since the quarter before", "[FN-3] - [FN-3].prev", DOWN, 9, "B:G", None, {}),
    ("FN-8", "Income: budget", "income_budget", UP, 12, "B:E", None, {}),
    ("FN-9", "Income: forecast outturn", "income_forecast", UP, 13, "B:E", None, {}),
    ("FN-4", "Variance of income", "income_forecast - income_budget", UP, 14, "B:E", "Revenue", {"Target": 0, "Tolerance": 20}),
    ("FN-5", "Call on reserves", "[FN-3] - [FN-4]", DOWN, 15, "E:E", "Revenue", {"Target": 0, "Tolerance": 50}),
    ("FN-7", "Movement not explained", "[FN-6] - causes", "on target", 16, "E:E", "Revenue", {"Target": 0, "Tolerance": 5}),
    ("RS-1", "Change of reserves in the quarter", "reserves - reserves.prev", UP, 17, "E:E", None, {"Entered value": "Finance!K17"}),
    ("CP-1", "Approved", "approved", DOWN, 20, "B:E", None, {}),
    ("CP-2", "Carried forward", "carried_forward", DOWN, 21, "B:E", None, {}),
    ("CP-3", "Approved in year", "approved_in_year", DOWN, 22, "B:E", None, {}),
    ("CP-4", "Slippage", "slippage", DOWN, 23, "B:E", None, {}),
    ("CP-5", "Total programme", "approved + carried_forward + approved_in_year - slippage", DOWN, 24, "B:E", None,
     {"Entered value": "Finance!K24"}),
    ("CP-6", "Outturn", "outturn", DOWN, 25, "B:E", None, {}),
    ("CP-7", "Variance of capital", "[CP-6] - [CP-5]", DOWN, 26, "B:E", "Capital", {"Target": 0, "Tolerance": "([CP-5] * 1%)"}),
    ("CP-8", "Slippage of what was approved", "slippage / (approved + carried_forward + approved_in_year)", DOWN, 27, "B:E", "Capital",
     {"Unit": "%", "Target": "at most 10%", "Tolerance": "2 points"}),
]


def returns_sheet(book):
    sheet = titled_sheet(book, "Returns", "Ledger", INVENTED, [34] + [16] * 5)
    band(sheet, 3, "Budget (two columns) and forecast outturn (two columns), as they stood at the end of the quarter", "E")
    for first, title, lines, figures in ((4, "Cost of services", SERVICES, COSTS), (13, "Income", SOURCES, INCOME)):
        headings(sheet, first, [title] + QUARTERS + QUARTERS)
        block(sheet, first, lines, figures)
    headings(sheet, 19, ["Capital by fund"] + [name.replace("_", " ").capitalize() for name in CAPITAL_NAMES])
    block(sheet, 19, FUNDS, CAPITAL)
    headings(sheet, 25, ["Causes of the movement", QUARTERS[1]])
    block(sheet, 25, [name for name, _ in CAUSES], [(figure,) for _, figure in CAUSES])
    put(sheet, "A31", "All causes", font=BOLD)
    put(sheet, "B31", "=SUM(B26:B30)", THOUSANDS, BOLD)
    headings(sheet, 33, ["Reserves, in £"] + QUARTERS)
    put(sheet, "A34", "Balance")
    for column, figure in zip("BC", (1234400, 1235600)):
        put(sheet, f"{column}34", figure, "£#,##0", fill=TYPED)


def block(sheet, first, lines, figures):
    for row, (line, values) in enumerate(zip(lines, figures), start=first + 1):
        put(sheet, f"A{row}", line)
        for column, value in zip("BCDEF", values):
            put(sheet, f"{column}{row}", value, THOUSANDS, fill=TYPED)


def finance_sheet(book):
    sheet = titled_sheet(book, "Finance", "Finance update - Quarter 2 2018/19", INVENTED, [50] + [14] * 6 + [4, 10, 4, 14])
    for row, title, lines in ((5, "Revenue: cost of services", SERVICES), (11, "Revenue: income", SOURCES), (19, "Capital", FUNDS)):
        headings(sheet, row, [title] + lines + ["Total"])
    put(sheet, "I4", "Status", font=BOLD)
    put(sheet, "K4", "In the text", font=BOLD)
    for _, title, _, _, row, columns, kind, more in INDICATORS:
        put(sheet, f"A{row}", title, align=WRAP)
        first, last = columns.split(":")
        for column in range(ord(first), ord(last) + 1):
            put(sheet, f"{chr(column)}{row}", None, PERCENT1 if more.get("Unit") == "%" else THOUSANDS)
        if kind:
            put(sheet, f"I{row}", None, align=CENTRE)
    for cell, value in (("K8", "£0.1m"), ("K17", 2), ("K24", "£6.1m")):
        put(sheet, cell, value, THOUSANDS if value == 2 else None, fill=TYPED)
    put(sheet, "A28", "Check: every row and column adds up", font=SUBTITLE)
    put(sheet, "B28", '=IF(AND(SUM(B8:F8)=G8,SUM(B14:D14)=E14,SUM(B24:D24)=E24,SUM(E20:E22)-E23=E24,SUM(B26:D26)=E26),"agrees","differs")')
    headings(sheet, 31, ["Service", "Value", "Previous", "Change", "Trend"])
    for row in (32, 33, 34):
        for column in "ABCDE":
            put(sheet, f"{column}{row}", None, THOUSANDS if column in "BCD" else None)
    headings(sheet, 37, ["Title", "Reference", "Value", "Target", "Status"])
    for row in range(38, 48):
        for column in "ABCDE":
            put(sheet, f"{column}{row}")
    headings(sheet, 50, ["Judged", "Green", "Amber", "Red", "Green", "Amber", "Red"])
    for row, line in ((51, "Revenue"), (52, "Capital"), (53, "All")):
        put(sheet, f"A{row}", line)
        for column, fmt in zip("BCDEFG", ["0"] * 3 + [PERCENT] * 3):
            put(sheet, f"{column}{row}", None, fmt)
    sheet.freeze_panes = "B5"


def split(name, cells, periods, lines, over="last"):
    return {"Measure": name, "Unit": "£000", "Cells": cells, "Periods": periods, "Over time": over, "Split by": lines,
            "Over services": "sum"}


def main():
    book = Workbook()
    finance_sheet(book)
    returns_sheet(book)
    definition_table(book, "Settings", [{"Setting": "Period", "Value": QUARTERS[1]}])
    definition_table(book, "Measures", [
        split("budget", "Returns!B5:C9", "Returns!B4:C4", "Returns!A5:A9"),
        split("forecast", "Returns!D5:E9", "Returns!D4:E4", "Returns!A5:A9"),
        split("income_budget", "Returns!B14:C16", "Returns!B13:C13", "Returns!A14:A16"),
        split("income_forecast", "Returns!D14:E16", "Returns!D13:E13", "Returns!A14:A16"),
    ] + [{**split(name, f"Returns!{column}20:{column}22", QUARTERS[1], "Returns!A20:A22"), "Label": name.replace("_", " ").capitalize()}
         for column, name in zip("BCDEF", CAPITAL_NAMES)] + [
        {"Measure": "causes", "Unit": "£000", "Cells": "Returns!B31", "Periods": "Returns!B25", "Over time": "sum", "Label": "All causes"},
        {"Measure": "reserves", "Unit": "£", "Cells": "Returns!B34:C34", "Periods": "Returns!B33:C33", "Over time": "last",
         "Label": "Balance"}])
    rows = []
    for reference, title, expression, aim, row, columns, kind, more in INDICATORS:
        first, last = columns.split(":")
        rows.append({"Reference": reference, "Title": title, "Expression": expression, "Unit": more.get("Unit", "£000"), "Aim": aim,
                     "Target": more.get("Target"), "Tolerance": more.get("Tolerance"), "Kind": kind or "Figure",
                     "Value to": f"Finance!{first}{row}" + (f":{last}{row}" if first != last else ""),
                     "Status to": f"Finance!I{row}" if kind else None, "Entered value": more.get("Entered value")})
    definition_table(book, "Indicators", rows)
    definition_table(book, "Lists", [
        {"List": "Largest overspends", "Which": "all", "Of": "FN-3", "Sort": "worst", "Most": 3, "Cells": "Finance!A31:E34"},
        {"List": "Exceptions", "Which": "exceptions", "By": "Kind", "Sort": "rank", "Cells": "Finance!A37:E47", "Empty": "No exceptions",
         "Only": "Kind = Revenue; Kind = Capital"}])
    definition_table(book, "Roll-ups", [
        {"Roll-up": "Judged", "By": "Kind", "Only": "Kind = Revenue; Kind = Capital", "Lines": "Finance!A51:A52",
         "Classes": "Finance!B50:D50", "Counts to": "Finance!B51:D52", "Percentages to": "Finance!E51:G52",
         "Total line": "Finance!A53", "Rounding": "balance on Red"}])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    main()
