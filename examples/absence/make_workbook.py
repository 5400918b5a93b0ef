#!/usr/bin/env python3
"""Sickness absence by service, Quarter 2 2018/19. Every figure is invented; the layout is that of a council's annex."""

import sys
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (BOLD, TYPED, CENTRE, PERCENT, PERCENT2, put, titled_sheet, headings, band, definition_table, DOWN,
    save)  # noqa: E402

INVENTED = "Invented figures"
SERVICES = ["Chief Executive", "Community", "Customer Services", "Finance", "Housing", "Planning", "Elections"]
QUARTERS = ["Q2 2017/18", "Q3 2017/18", "Q4 2017/18", "Q1 2018/19", "Q2 2018/19"]
REASONS = ["Stress", "Back", "Infection", "Surgery", "Other"]
# Elections has no staff outside an election: nothing divided by nothing must print nothing.
LONG = [(0, 0, 0, 20, "12.5 long"), (80, 95, 110, 90, 70), (30, 42, 25, 61, 64), (0, 15, 22, 0, 0), (120, 138, 150, 131, 175.5),
        (18, 0, 0, 12, 30), (0, 0, 0, 0, 0)]
SHORT = [(4, 6.5, 9, 3, 2.5), (40, 61, 72, 35, 38), (22, 30, 35.5, 20, 26), (11, 14, 12, 9, 8), (45, 70, 81, 52, 49.5),
         (10, 16, 19, 13, 8), (0, 0, 0, 0, 0)]
FTE = [(12, 12, 12, 12.5, 12.5), (70, 70.5, 71, 71, 70), (30, 30, 31, 32, 32), (20, 20, 20, 19, 20), (88, 88, 90, 90, 90),
       (25, 24, 24, 24.5, 25), (0, 0, 0, 0, 0)]
REASON_DAYS = [(None, None, None, 101, 121), (None, None, None, 95, 97), (None, None, None, 70, 60), (None, None, None, 120, 145),
               (None, None, None, 60, 61)]
BLOCKS = [  # measure, unit, over time, title, lines, figures, first row
    ("long_days", "days", "sum", "Long-term days", SERVICES, LONG, 5),
    ("short_days", "days", "sum", "Short-term days", SERVICES, SHORT, 15),
    ("fte", "FTE", "average", "Full-time equivalents", SERVICES, FTE, 25),
    ("reason_days", "days", "sum", "Days by reason", REASONS, REASON_DAYS, 35),
]
TWO_D, CHANGE2 = "0.00", "+0.00;-0.00;0.00"
RATE, UNIT = "(long_days + short_days) / fte", "days per FTE"
# Reference, title, expression, unit, row of the annex, number format; more columns.
INDICATORS = [
    ("AB-1", "Long-term days", "long_days", "days", 6, TWO_D, {}),
    ("AB-2", "Short-term days", "short_days", "days", 7, TWO_D, {}),
    ("AB-3", "Total days", "long_days + short_days", "days", 8, TWO_D, {}),
    ("AB-4", "FTE", "fte", "FTE", 9, TWO_D, {}),
    ("AB-5", "Days lost per FTE", RATE, UNIT, 10, TWO_D, {"judged": True, "Trend to": "Absence!K10"}),
    ("AB-8", "Change on the quarter before", "[AB-5] - [AB-5].prev", UNIT, 11, CHANGE2, {}),
    ("AB-9", "Change on the same quarter last year", "[AB-5] - [AB-5].last_year", UNIT, 12, CHANGE2, {}),
    ("AB-10", "Long-term share", "long_days / (long_days + short_days)", "%", 13, PERCENT, {}),
    ("AB-11", "Share of all days", "(long_days + short_days) / (long_days.all + short_days.all)", "%", 14, PERCENT, {}),
    ("AB-21", "Long-term days, quarter before", "long_days.prev", "days", 18, TWO_D, {}),
    ("AB-22", "Short-term days, quarter before", "short_days.prev", "days", 19, TWO_D, {}),
    ("AB-23", "Total days, quarter before", "long_days.prev + short_days.prev", "days", 20, TWO_D, {}),
    ("AB-24", "FTE, quarter before", "fte.prev", "FTE", 21, TWO_D, {}),
    ("AB-25", "Days lost per FTE, quarter before", "(long_days.prev + short_days.prev) / fte.prev", UNIT, 22, TWO_D, {}),
    ("AB-7", "Days lost per FTE, year so far", "(long_days.ytd + short_days.ytd) / fte.ytd", UNIT, 25, TWO_D, {"judged": True}),
    ("AB-6", "Days lost per FTE, projected to the year", "(long_days.projection + short_days.projection) / fte.ytd", UNIT, 26,
     TWO_D, {"judged": True, "Target": "at most 7.5", "Tolerance": 0.25}),
]


def returns_sheet(book):
    sheet = titled_sheet(book, "Returns", "Days lost and staff by service", INVENTED, [26] + [14] * 5)
    for _, _, _, title, lines, figures, first in BLOCKS:
        headings(sheet, first, [title] + QUARTERS)
        for row, (line, values) in enumerate(zip(lines, figures), start=first + 1):
            put(sheet, f"A{row}", line)
            for column, value in zip("BCDEF", values):
                put(sheet, f"{column}{row}", value, TWO_D, fill=TYPED)


def absence_sheet(book):
    sheet = titled_sheet(book, "Absence", "Management of absence", INVENTED, [40] + [13] * 7 + [15, 10, 12])
    headings(sheet, 4, ["Days"] + SERVICES + ["All Directorates", "Status", "Trend"])
    for row, text in ((5, "Quarter 2 2018/19"), (17, "Quarter 1 2018/19"), (24, "Year 2018/19")):
        band(sheet, row, text, "K")
    for _, title, _, _, row, fmt, _ in INDICATORS:
        put(sheet, f"A{row}", title.split(", quarter")[0])
        for column in "BCDEFGHI":
            put(sheet, f"{column}{row}", None, fmt, BOLD if column == "I" else None or BOLD)
    for column in "JK":
        put(sheet, f"{column}10", None, align=CENTRE)
    put(sheet, "J25", None, align=CENTRE)
    put(sheet, "J26", None, align=CENTRE)
    put(sheet, "A15", "Check: long and short, and the services, add up")
    for column in "BCDEFGH":
        put(sheet, f"{column}15", f'=IF(ROUND({column}6+{column}7-{column}8,6)=0,"agrees","differs")')
    put(sheet, "I15", '=IF(AND(ROUND(SUM(B8:H8)-I8,6)=0,ROUND(I6+I7-I8,6)=0,ROUND(I8-SUM(Returns!F36:F40),6)=0),"agrees","differs")')
    headings(sheet, 29, ["Reason"] + REASONS + ["All"])
    put(sheet, "A30", "Share of the days lost")
    for column in "BCDEFG":
        put(sheet, f"{column}30", None, PERCENT2)
    put(sheet, "A31", "Printed shares add to")
    put(sheet, "B31", "=ROUND(B30,4)+ROUND(C30,4)+ROUND(D30,4)+ROUND(E30,4)+ROUND(F30,4)", PERCENT2)
    headings(sheet, 33, ["Service", "Value", "Previous", "Change", "Trend"])
    for row in (34, 35, 36):
        put(sheet, f"A{row}")
        for column, fmt in zip("BCD", (TWO_D, TWO_D, CHANGE2)):
            put(sheet, f"{column}{row}", None, fmt)
        put(sheet, f"E{row}")
    put(sheet, "A38", "Services where it rose")
    put(sheet, "B38")
    headings(sheet, 40, ["Judged indicators", "Green", "Amber", "Red", "Green", "Amber", "Red"])
    put(sheet, "A41", "Absence")
    for column, fmt in zip("BCDEFG", ["0"] * 3 + [PERCENT] * 3):
        put(sheet, f"{column}41", None, fmt)
    sheet.freeze_panes = "B5"


def main():
    book = Workbook()
    absence_sheet(book)
    returns_sheet(book)
    definition_table(book, "Settings", [{"Setting": "Period", "Value": "Q2 2018/19"}])
    definition_table(book, "Measures", [
        {"Measure": name, "Unit": unit, "Cells": f"Returns!B{first + 1}:F{first + len(lines)}", "Periods": f"Returns!B{first}:F{first}",
         "Over time": over, "Split by": f"Returns!A{first + 1}:A{first + len(lines)}", "Over services": "sum"}
        for name, unit, over, _, lines, _, first in BLOCKS])
    rows = []
    for reference, title, expression, unit, row, _, more in INDICATORS:
        judged = more.get("judged")
        rows.append({"Reference": reference, "Title": title, "Expression": expression, "Unit": unit, "Aim": DOWN,
                     "Target": more.get("Target"), "Tolerance": more.get("Tolerance"), "Kind": "Absence" if judged else "Figure",
                     "Value to": f"Absence!B{row}:I{row}", "Status to": f"Absence!J{row}" if judged else None,
                     "Trend to": more.get("Trend to")})
    rows.append({"Reference": "RS-1", "Title": "Share of the days lost by reason", "Expression": "reason_days / reason_days.all", "Unit": "%",
                 "Aim": DOWN, "Kind": "Figure", "Value to": "Absence!B30:G30"})
    definition_table(book, "Indicators", rows)
    definition_table(book, "Targets", [
        {"Reference": "AB-5", "From": "Q1 2018/19", "Target": "at most 7.5", "Profile": "even", "Tolerance": 0.1},
        {"Reference": "AB-7", "From": "Q1 2018/19", "Target": "at most 7.5", "Profile": "cumulative, even", "Tolerance": 0.1}])
    definition_table(book, "Lists", [
        {"List": "Worst three", "Which": "all", "Of": "AB-5", "Sort": "worst", "Most": 3, "Cells": "Absence!A33:E36"},
        {"List": "Rising", "Which": "increase", "Of": "AB-5", "Cells": "Absence!B38", "Empty": "none"}])
    definition_table(book, "Roll-ups", [
        {"Roll-up": "Absence", "By": "Kind", "Only": "Kind = Absence", "Lines": "Absence!A41", "Classes": "Absence!B40:D40",
         "Counts to": "Absence!B41:D41", "Percentages to": "Absence!E41:G41", "Rounding": "half-up"}])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    main()
