#!/usr/bin/env python3
"""Melton, Quarter 2 2020/21."""

import sys
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (SUBTITLE, BOLD, TYPED, CENTRE, WRAP, COUNT, PERCENT, PERCENT1, PERCENT2, put, titled_sheet,
    headings, band, definition_table, UP, DOWN, save)  # noqa: E402

BOROUGH = "Melton Borough Council"
QUARTERS = ["Q3 2018/19", "Q4 2018/19", "Q1 2019/20", "Q2 2019/20", "Q3 2019/20", "Q4 2019/20", "Q1 2020/21", "Q2 2020/21"]
COLUMN_OF = dict(zip(QUARTERS, "CDEFGHIJ"))
NOW, BEFORE = QUARTERS[-1], QUARTERS[-2]
YEAR_BEFORE, EARLIER_Q1, Q4 = "Q2 2019/20", "Q1 2019/20", "Q4 2019/20"
HELPING, PLACES, GREAT = "Helping People", "Shaping Places", "Great Council"
PRIORITIES = [
    (HELPING, "Excellent services positively impacting on our communities"),
    (HELPING, "Providing high quality council homes and landlord services"),
    (PLACES, "Delivering sustainable and inclusive growth in Melton"),
    (PLACES, "Protect our climate and enhance our rural natural environment"),
    (GREAT, "Ensuring the right conditions to support delivery"),
    (GREAT, "Connected with and led by our community"),
]
TWO_D, ONE_D = "0.00", "0.0"
WORDS = "only the direction is printed, so a bound"

# Measure, unit, over time, label, figures by quarter, number format, where they come from.
RETURNS = [
    ("complaints", "count", "sum", "Complaints received", {}, COUNT, "section 4.19, left out of our copy"),
    ("upheld", "count", "sum", "Complaints fully upheld", {BEFORE: 0, NOW: 0}, COUNT, "4.6.4"),
    ("partially_upheld", "count", "sum", "Complaints partially upheld", {BEFORE: 4, NOW: 2}, COUNT, "4.6.4"),
    ("claim_days", "days", "average weighted by claims", "New Housing Benefit claims: average days", {BEFORE: 14, NOW: 7}, COUNT, "4.6.4"),
    ("claims", "claims", "sum", "New Housing Benefit claims processed", {BEFORE: 44, NOW: 56}, COUNT, "4.6.4"),
    ("slow_claims", "claims", "sum", "Of these, 30 days or more", {BEFORE: 8, NOW: 2}, COUNT, "4.6.4"),
    ("prevented", "%", "last", "Homelessness prevented", {BEFORE: ">14%", NOW: 0.14}, PERCENT, "4.6.4: \"fallen to 14%\"; " + WORDS),
    ("temporary", "households", "last", "Households in temporary accommodation", {BEFORE: "<52", NOW: 52}, COUNT, "4.6.4: \"risen to 52\"; " + WORDS),
    ("temporary_rate", "per 1,000 households", "last", "In temporary accommodation per 1,000 households", {}, ONE_D, "4.6.4 prints March 2018 only, 1.5"),
    ("new_accounts", "accounts", "sum", "New My Account users", {NOW: "over 6000"}, COUNT, "4.6.5"),
    ("accounts", "accounts", "last", "Registered My Account users", {NOW: "more than 12,000"}, COUNT, "4.6.5"),
    ("decent", "%", "last", "Homes that meet the Decent Homes standard", {BEFORE: "<76.11%", NOW: 0.7611}, PERCENT2, "4.10: \"increased to\"; " + WORDS),
    ("void_days", "days", "last", "Average void time", {Q4: ">34.61", BEFORE: "<34.61", NOW: 34.61}, TWO_D, "4.10: \"fallen back to\", better than Q4; " + WORDS),
    ("gas", "%", "last", "Gas servicing", {NOW: 1.0}, PERCENT, "4.8: September and October"),
    ("electrical", "%", "last", "Electrical safety certificates", {BEFORE: "<60%", NOW: ">89%"}, PERCENT, "4.8: April and October, in the columns of the quarters reported"),
    ("minor_in_time", "%", "last", "Non-major decisions within 8 weeks", {EARLIER_Q1: 0.89, NOW: 0.90}, PERCENT, "4.13.1"),
    ("majors", "count", "sum", "Major decisions", {NOW: 6}, COUNT, "4.13.1"),
    ("majors_in_time", "count", "sum", "Major decisions within 13 weeks", {NOW: 4}, COUNT, "4.13.1"),
    ("recycled", "%", "last", "Waste recycled or composted", {Q4: "<45.19%", BEFORE: "<45.19%", NOW: 0.4519}, PERCENT2, "4.15.5: better than the two quarters before; " + WORDS),
    ("residual", "kg per household", "last", "Residual waste", {BEFORE: "<129.81", NOW: 129.81}, TWO_D, "4.15.5: \"rose to\"; " + WORDS),
    ("fly_tips", "count", "sum", "Reported fly-tips", {BEFORE: 83, NOW: 114}, COUNT, "constructed: 4.15.5 prints a monthly 27.6 and 38; 83/3 = 27.67, 38 x 3 = 114"),
    ("absence", "days per employee", "last", "Days of sickness per employee", {YEAR_BEFORE: 3.57, NOW: 1.3}, TWO_D, "4.17.4"),
    ("occupied", "%", "last", "Commercial units occupied", {BEFORE: "<95%", NOW: 0.95}, PERCENT, "4.17.4: \"risen to 95%\"; " + WORDS),
    ("invoices", "%", "last", "Invoices paid within 30 days", {BEFORE: 0.841, NOW: 0.8673}, PERCENT2, "4.17.4"),
    ("requests", "%", "last", "Requests for information in time", {quarter: 1.0 for quarter in QUARTERS}, PERCENT, "4.17.4: \"100% was maintained\"; the six before Q1 are constructed"),
]
SINCE_APRIL = [
    ("warnings", "Warning notices served", 42), ("warnings_heeded", "Complied with", 27), ("notices", "Progressed to a notice", 15),
    ("notices_heeded", "Notices complied with", 8), ("notices_breached", "Notices in breach", 6), ("notices_open", "Notices outstanding", 1),
]
# Reference, title, expression, unit, aim, target, kind, priority, number format; then what else the row says.
INDICATORS = [
    ("CS-1", "Complaints fully upheld", "upheld", "count", DOWN, None, "Measure", 1, COUNT, {}),
    ("CS-2", "Complaints partially upheld", "partially_upheld", "count", DOWN, None, "Working", 1, COUNT, {}),
    ("CS-3", "Complaints upheld, of those received", "upheld / complaints", "%", DOWN, None, "Working", 1, PERCENT, {}),
    ("HB-1", "New Housing Benefit claims: average days", "claim_days", "days", DOWN, "at most mean of new claims, Q1 2020/21", "Measure", 1, COUNT, {}),
    ("HB-2", "New claims, half-year: average days", "claim_days.ytd", "days", DOWN, None, "Working", 1, TWO_D, {"single": True}),
    ("HB-3", "New claims that took 30 days or more", "slow_claims / claims", "%", DOWN, None, "Working", 1, PERCENT1, {}),
    ("HB-4", "New claims in Q1, as in the benchmark's table", "claim_days.prev", "days", DOWN, None, "Working", 1, COUNT, {"single": True, "entered": 2}),
    ("HO-1", "Homelessness: cases prevented", "prevented", "%", UP, None, "Measure", 1, PERCENT, {}),
    ("HO-2", "Households living in temporary accommodation", "temporary", "households", DOWN, None, "Measure", 1, COUNT, {}),
    ("HO-3", "Temporary accommodation per 1,000 households", "temporary_rate", "per 1,000 households", DOWN, "at most mean of temporary accommodation, Q4 2017/18", "Working", 1, ONE_D, {}),
    ("DG-1", "New My Account users", "new_accounts", "accounts", UP, None, "Working", 1, COUNT, {}),
    ("HQ-1", "Homes that meet the Decent Homes standard", "decent", "%", UP, None, "Measure", 2, PERCENT2, {}),
    ("HQ-2", "Average void time", "void_days", "days", DOWN, None, "Measure", 2, TWO_D, {}),
    ("HQ-3", "Gas servicing", "gas", "%", UP, "100%", "Compliance", 2, PERCENT, {}),
    ("HQ-4", "Electrical safety certificates", "electrical", "%", UP, None, "Measure", 2, PERCENT, {}),
    ("HQ-5", "Electrical safety: gain on the quarter before", "[HQ-4] - [HQ-4].prev", "%", UP, None, "Working", 2, PERCENT, {"single": True}),
    ("PL-1", "Non-major planning decisions within 8 weeks", "minor_in_time", "%", UP, "at least mean of non-major decisions, Q1 2019/20", "Measure", 3, PERCENT, {}),
    ("PL-2", "Major planning decisions within 13 weeks", "majors_in_time / majors", "%", UP, "at least mean of major decisions, Q1 2019/20", "Measure", 3, PERCENT, {}),
    ("PL-3", "Major planning decisions out of time", "majors - majors_in_time", "decisions", DOWN, None, "Working", 3, COUNT, {}),
    ("PL-4", "Non-major decisions: change on Q1 2019/20", "[PL-1] - [PL-1].prev.last_year", "%", UP, None, "Working", 3, PERCENT1, {"single": True}),
    ("PL-5", "Major decisions: change on Q1 2019/20", "[PL-2] - [PL-2].prev.last_year", "%", UP, None, "Working", 3, PERCENT1, {"single": True}),
    ("EN-1", "Waste recycled or composted", "recycled", "%", UP, "at least mean of recycling, 2018/19, as it is", "Measure", 4, PERCENT2, {}),
    ("EN-2", "Waste recycled, against the top quartile", "[EN-1]", "%", UP, "at least quartile 3 of recycling, 2018/19, as it is", "Working", 4, PERCENT2, {"single": True}),
    ("EN-3", "Residual waste per household", "residual", "kg per household", DOWN, "at most mean of residual waste, 2018/19, share of year", "Measure", 4, TWO_D, {}),
    ("EN-4", "Reported fly-tips, monthly mean", "fly_tips / 3", "count", DOWN, None, "Measure", 4, ONE_D, {}),
    ("EN-5", "Reported fly-tips in Q1, monthly mean", "fly_tips.prev / 3", "count", DOWN, None, "Working", 4, ONE_D, {"single": True, "entered": 27.6}),
    ("EN-6", "Warning notices complied with", "warnings_heeded.ytd / warnings.ytd", "%", UP, None, "Working", 4, PERCENT, {"single": True}),
    ("EN-7", "Warning notices not accounted for", "warnings.ytd - warnings_heeded.ytd - notices.ytd", "count", "on target", 0, "Check", 4, COUNT, {"single": True}),
    ("EN-8", "Protection notices not accounted for", "notices.ytd - notices_heeded.ytd - notices_breached.ytd - notices_open.ytd", "count", "on target", 0, "Check", 4, COUNT, {"single": True}),
    ("GC-1", "Days of sickness per employee", "absence", "days per employee", DOWN, None, "Measure", 5, TWO_D, {"over": "same period last year"}),
    ("GC-2", "Commercial units occupied", "occupied", "%", UP, None, "Measure", 5, PERCENT, {}),
    ("GC-3", "Undisputed invoices paid within 30 days", "invoices", "%", UP, None, "Measure", 5, PERCENT2, {}),
    ("GC-4", "Requests for information within statutory deadlines", "requests", "%", UP, None, "Measure", 5, PERCENT, {"over": "8 quarters"}),
]
BENCHMARKS = [
    ("new claims", "Q1 2020/21", "all English districts", "mean", 6),
    ("temporary accommodation", "Q4 2017/18", "all English districts", "mean", 1.3),
    ("non-major decisions", "Q1 2019/20", "all English districts", "mean", (0.86, PERCENT)),
    ("major decisions", "Q1 2019/20", "all English districts", "mean", (0.88, PERCENT)),
    ("residual waste", "2018/19", "all English districts", "mean", 454.46),
    ("recycling", "2018/19", "East Midlands districts", "mean", (0.4158, PERCENT2)),
    ("recycling", "2018/19", "East Midlands districts", "Melton", (0.44, PERCENT2)),
] + [("recycling", "2018/19", "East Midlands districts", f"constructed district {letter}", (share, PERCENT2))
     for letter, share in zip("ABCDEFG", (0.30, 0.3404, 0.3720, 0.40, 0.43, 0.504, 0.54))]


def returns_sheet(book):
    sheet = titled_sheet(book, "Returns", "Measures by quarter", BOROUGH + "; blank: not printed", [48, 20] + [12] * 8 + [80])
    headings(sheet, 4, ["Measure", "Unit"] + QUARTERS + ["Place in the report"])
    for row, (_, unit, _, label, figures, fmt, source) in enumerate(RETURNS, start=5):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", unit)
        for quarter, column in COLUMN_OF.items():
            put(sheet, f"{column}{row}", figures.get(quarter), fmt, fill=TYPED)
        put(sheet, f"K{row}", source, font=SUBTITLE)
    sheet.freeze_panes = "C5"
    first = 6 + len(RETURNS) + 1
    headings(sheet, first, ["Since April (4.15.5)", None, "H1 2020/21"])
    for row, (_, label, figure) in enumerate(SINCE_APRIL, start=first + 1):
        put(sheet, f"A{row}", label)
        put(sheet, f"C{row}", figure, COUNT, fill=TYPED)
    return first


def dashboard_sheet(book):
    sheet = titled_sheet(book, "Dashboard", "Corporate Performance Measures Dashboard - Quarter 2 2020/21", BOROUGH,
                         [8, 50] + [11] * 8 + [13, 18, 12])
    headings(sheet, 4, ["Ref", "Measure"] + QUARTERS + ["Trend", "Position", "Typed"])
    row, rows = 5, {}
    for number, (theme, priority) in enumerate(PRIORITIES, start=1):
        band(sheet, row, f"{theme} - Priority {number}: {priority}", "M")
        row += 1
        for reference, title, *_, kind, of, fmt, more in INDICATORS:
            if of != number:
                continue
            rows[reference] = row
            put(sheet, f"A{row}", reference)
            put(sheet, f"B{row}", title, align=WRAP)
            for column in "CDEFGHIJ":
                put(sheet, f"{column}{row}", None, fmt)
            put(sheet, f"K{row}", None, align=CENTRE)
            put(sheet, f"L{row}", None, align=CENTRE)
            put(sheet, f"M{row}", more.get("entered"), fmt, fill=TYPED if "entered" in more else None)
            if "entered" in more:
                put(sheet, f"N{row}", f'=IF(ROUND(J{row},1)=M{row},"agrees","differs")', boxed=False)
            row += 1
    sheet.freeze_panes = "C5"
    return rows


def report_sheet(book):
    sheet = titled_sheet(book, "Report", "Progress against each Corporate Priority", BOROUGH, [60, 12, 14, 14, 14, 14, 14, 22])
    band(sheet, 4, "Improving or high performance", "H")
    headings(sheet, 5, ["Title", "Reference", "Value", "Previous", "Change", "Trend", "Status", None])
    band(sheet, 27, "Not at the required level or need improving", "H")
    headings(sheet, 28, ["Title", "Reference", "Value", "Previous", "Change", "Trend", "Status", None])
    for first, last in ((6, 25), (29, 43)):
        for row in range(first, last + 1):
            for column in "ABCDEFG":
                put(sheet, f"{column}{row}")
    band(sheet, 46, "Position against the benchmark mean", "E")
    headings(sheet, 47, ["Priority", "Better", "Worse", "Better", "Worse"])
    lines = [priority for _, priority in PRIORITIES] + ["All measures with a benchmark"]
    for row, line in enumerate(lines, start=48):
        counts_row(sheet, row, line)
    headings(sheet, 56, ["Theme", "Better", "Worse", "Better", "Worse"])
    for row, line in enumerate([HELPING, PLACES, GREAT, "All"], start=57):
        counts_row(sheet, row, line)
    band(sheet, 63, "Checked by the workbook's own formulas", "E")
    checks = [
        ("Quarter of the annual mean: printed 116.615", 116.615, "=IF(B64=ROUND(454.46/4,3),\"agrees\",\"is \"&454.46/4)"),
        ("Monthly 27.6 as a whole number of fly-tips", 27.6, "=IF(ROUND(B65*3,6)=INT(B65*3),\"whole\",\"no: \"&ROUND(B65*3,6))"),
    ]
    for row, (text, figure, formula) in enumerate(checks, start=64):
        put(sheet, f"A{row}", text)
        put(sheet, f"B{row}", figure, fill=TYPED)
        put(sheet, f"C{row}", formula)


def counts_row(sheet, row, line):
    put(sheet, f"A{row}", line, font=BOLD if line.startswith("All") else None or SUBTITLE)
    for column in "BC":
        put(sheet, f"{column}{row}", None, "0")
    for column in "DE":
        put(sheet, f"{column}{row}", None, PERCENT)


def measures(first_since_april):
    rows = [{"Measure": name, "Unit": unit, "Cells": f"Returns!C{row}:J{row}", "Periods": "Returns!C4:J4", "Over time": over,
             "Label": label} for row, (name, unit, over, label, *_) in enumerate(RETURNS, start=5)]
    return rows + [{"Measure": name, "Unit": "count", "Cells": f"Returns!C{row}", "Periods": f"Returns!C{first_since_april}",
                    "Over time": "sum", "Label": label}
                   for row, (name, label, _) in enumerate(SINCE_APRIL, start=first_since_april + 1)]


def indicators(rows):
    found = []
    for reference, title, expression, unit, aim, target, kind, number, _, more in INDICATORS:
        row = rows[reference]
        theme, priority = PRIORITIES[number - 1]
        entry = {"Reference": reference, "Title": title, "Expression": expression, "Unit": unit, "Aim": aim, "Target": target,
                 "Kind": kind, "Theme": theme, "Priority": priority, "Value to": None, "Value periods": None,
                 "Status to": f"Dashboard!L{row}" if target is not None else None, "Trend to": None, "Trend over": None,
                 "Entered value": f"Dashboard!M{row}" if "entered" in more else None}
        if more.get("single"):
            entry["Value to"] = f"Dashboard!J{row}"
        else:
            entry.update({"Value to": f"Dashboard!C{row}:J{row}", "Value periods": "Dashboard!C4:J4",
                          "Trend to": f"Dashboard!K{row}", "Trend over": more.get("over")})
        found.append(entry)
    return found


def status(word, when, ranked, colour, group=None, track=None):
    return {"Word": word, "When": when, "Ranked": ranked, "On track": track or "no", "Colour": colour, "For": group}


def main():
    book = Workbook()
    report_sheet(book)
    rows = dashboard_sheet(book)
    first = returns_sheet(book)
    definition_table(book, "Settings", [{"Setting": "Period", "Value": NOW}])
    definition_table(book, "Measures", measures(first))
    definition_table(book, "Indicators", indicators(rows))
    definition_table(book, "Statuses", [
        status("Better", "met", "yes", "green", track="yes"), status("Worse", "missed", "yes", "red"),
        status("Awaited", "awaited", "no", "grey"),
        status("Compliant", "met", "yes", "green", "Compliance", "yes"), status("Not compliant", "missed", "yes", "red", "Compliance"),
        status("Adds up", "met", "no", "green", "Check", "yes"), status("Does not add up", "missed", "no", "red", "Check"),
    ])
    definition_table(book, "Benchmarks", [dict(zip(("Benchmark", "Period", "Group", "Figure", "Value"), row)) for row in BENCHMARKS],
                     [26, 14, 26, 24, 10])
    definition_table(book, "Published", [
        {"Period": EARLIER_Q1, "Reference": "PL-2", "Value": (0.60, PERCENT), "Status": "Worse"}], [14, 12, 10, 12])
    shown = "Kind = Measure; Kind = Compliance"
    definition_table(book, "Lists", [
        {"List": "Improving or high", "Which": "improving and not no trend; unchanged and not missed; no trend and met", "By": "Priority", "Only": shown,
         "Cells": "Report!A5:G25", "Empty": "No measures"},
        {"List": "Not at the required level", "Which": "worsening and not no trend; unchanged and missed; no trend and missed", "By": "Priority", "Only": shown,
         "Cells": "Report!A28:G43", "Empty": "No measures"},
    ])
    table = {"Only": "Kind = Measure", "Out of": "ranked", "Rounding": "half-up"}
    definition_table(book, "Roll-ups", [
        {"Roll-up": "Position by priority", "By": "Priority", "Lines": "Report!A48:A53", "Classes": "Report!B47:C47",
         "Counts to": "Report!B48:C53", "Percentages to": "Report!D48:E53", "Total line": "Report!A54", **table},
        {"Roll-up": "Position by theme", "By": "Theme", "Lines": "Report!A57:A59", "Classes": "Report!B56:C56",
         "Counts to": "Report!B57:C59", "Percentages to": "Report!D57:E59", "Total line": "Report!A60", **table},
    ])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    main()
