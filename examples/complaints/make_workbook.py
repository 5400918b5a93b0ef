#!/usr/bin/env python3
"""Complaints and compliments, Quarter 2 2020/21. Every figure is invented; the layout is that of a council's annex."""

import sys
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (BOLD, TYPED, CENTRE, COUNT, CHANGE, PERCENT, PERCENT1, put, titled_sheet, headings, definition_table,
    UP, DOWN, save)  # noqa: E402

INVENTED = "Invented figures"
QUARTERS = ["Q1 2020/21", "Q2 2020/21"]
GROWTH, HOMES, CORPORATE, PLACE = "Growth and Regeneration", "Housing and Communities", "Corporate Services", "Environment"
DIRECTORATES = [GROWTH, HOMES, CORPORATE, PLACE]
# Directorate, service, complaints in the two quarters, compliments listed in the second.
SERVICES = [
    (GROWTH, "Planning", 9, 6, 3), (GROWTH, "Building control", 1, 1, 1), (GROWTH, "Regulatory", 2, 3, 2),
    (HOMES, "Housing repairs", 14, 17, 6), (HOMES, "Tenancy", 5, 3, 2), (HOMES, "Housing options", 2, 4, 3),
    (CORPORATE, "Revenues", 6, 4, 0), (CORPORATE, "Benefits", 3, 0, 1), (CORPORATE, "Customer services", 1, 2, 4),
    (PLACE, "Waste", 11, 8, 3), (PLACE, "Parks", 0, 0, 2),
]
OUTCOMES = [("upheld", "Upheld", 3, 2), ("partially", "Partially upheld", 8, 12), ("not_upheld", "Not upheld", 43, 34)]
CAUSES = [("Delay", 20, 15), ("Communication", 16, 12), ("Quality", 10, 11), ("Policy", 5, 6), ("Staff", 3, 4)]
COMPLIMENTS = [(GROWTH, 5, 6), (HOMES, 8, 11), (CORPORATE, 4, 5), (PLACE, 4, 5)]
FIRST = 5  # row of the first service
OUTCOME, CAUSE, COMPLIMENT = 19, 25, 33  # heading rows


def returns_sheet(book):
    sheet = titled_sheet(book, "Returns", "Complaints and compliments received", INVENTED, [30, 14, 14, 18, 24, 18])
    headings(sheet, 4, ["Complaints"] + QUARTERS + ["By the figures", "Directorate", "Compliments"])
    for row, (directorate, service, before, now, listed) in enumerate(SERVICES, start=FIRST):
        put(sheet, f"A{row}", service)
        put(sheet, f"B{row}", before, COUNT, fill=TYPED)
        put(sheet, f"C{row}", now, COUNT, fill=TYPED)
        put(sheet, f"D{row}", None, align=CENTRE)
        put(sheet, f"E{row}", directorate)
        put(sheet, f"F{row}", listed, COUNT, fill=TYPED)
    put(sheet, "A16", "Listed compliments", font=BOLD)
    put(sheet, "F16", "=SUM(F5:F15)", COUNT, BOLD)
    for first, title, lines in ((OUTCOME, "Outcome", [line[1:] for line in OUTCOMES]), (CAUSE, "Root cause", CAUSES),
                                (COMPLIMENT, "Compliments", COMPLIMENTS)):
        headings(sheet, first, [title] + QUARTERS)
        for row, (line, before, now) in enumerate(lines, start=first + 1):
            put(sheet, f"A{row}", line)
            put(sheet, f"B{row}", before, COUNT, fill=TYPED)
            put(sheet, f"C{row}", now, COUNT, fill=TYPED)
    for row, title, last in ((31, "All causes", 30), (38, "All compliments", 37)):
        put(sheet, f"A{row}", title, font=BOLD)
        first = (CAUSE if row == 31 else COMPLIMENT) + 1
        for column in "BC":
            put(sheet, f"{column}{row}", f"=SUM({column}{first}:{column}{last})", COUNT, BOLD)


# Reference, title, expression, unit, aim, target, kind, row, number format, more columns.
HEADLINES = [
    ("CM-1", "Complaints received", "complaints", "count", DOWN, "at most [CM-1].prev", "Headline", 5, COUNT, {}),
    ("CM-2", "Complaints partially upheld", "partially / complaints", "%", DOWN, "20%", "Headline", 6, PERCENT1, {"Tolerance": "5 points"}),
    ("CM-3", "Compliments received", "compliments", "count", UP, "at least [CM-3].prev", "Headline", 7, COUNT, {}),
    ("CM-4", "Complaints without an outcome", "complaints - upheld - partially - not_upheld", "count", "on target", 0, "Check", 8, COUNT, {}),
    ("CM-5", "Causes beyond the complaints", "causes - complaints", "count", "on target", 0, "Check", 9, COUNT,
     {"Entered status": "Complaints!L9", "Reason": "Complaints!M9"}),
    ("CM-6", "Compliments not listed", "compliments - listed", "count", "on target", 0, "Check", 10, COUNT, {"single": True}),
    ("CM-7", "Complaints caused by delay", "delays / causes", "%", DOWN, None, "Figure", 11, PERCENT1, {"From": QUARTERS[1], "single": True}),
]


def complaints_sheet(book):
    sheet = titled_sheet(book, "Complaints", "Corporate complaints - Quarter 2 2020/21", INVENTED,
                         [26, 22, 11, 11, 11, 3, 32, 13, 13, 13, 18, 16, 20])
    blocks = ((3, "No increase", 4, 15), (18, "Increase", 19, 30))
    for title_row, title, first, last in blocks:
        put(sheet, f"A{title_row}", title, font=BOLD, boxed=False)
        headings(sheet, first, ["Directorate", "Service", "Previous", "Value", "Change"])
        for row in range(first + 1, last + 1):
            for column in "ABCDE":
                put(sheet, f"{column}{row}", None, {"C": COUNT, "D": COUNT, "E": CHANGE}.get(column))
        put(sheet, f"A{last + 1}", "Total", font=BOLD)
        for column in "CDE":
            put(sheet, f"{column}{last + 1}", f"=SUM({column}{first + 1}:{column}{last})", CHANGE if column == "E" else COUNT, BOLD)
    put(sheet, "A33", "Both blocks are all complaints")
    put(sheet, "D33", '=IF(D16+D31=I5,"agrees","differs")')
    headings(sheet, 4, ["Measure"] + QUARTERS + ["Trend", "Status", "Entered", "Reason"], first="G")
    for _, title, _, _, _, _, _, row, fmt, more in HEADLINES:
        put(sheet, f"G{row}", title)
        for column in "HI":
            put(sheet, f"{column}{row}", None, fmt)
        put(sheet, f"J{row}", None, align=CENTRE)
        put(sheet, f"K{row}", None, align=CENTRE)
        for column in "LM" if "Reason" in more else "":
            put(sheet, f"{column}{row}", None, fill=TYPED)
    headings(sheet, 14, ["Service", "Value", "Share"], first="G")
    for row in (15, 16, 17):
        for column, fmt in zip("GHI", (None, COUNT, PERCENT1)):
            put(sheet, f"{column}{row}", None, fmt)
    headings(sheet, 20, ["Services by directorate", "No increase", "Increase", "No increase", "Increase"], first="G")
    for row, line in enumerate(DIRECTORATES + ["All services"], start=21):
        put(sheet, f"G{row}", line)
        for column, fmt in zip("HIJK", ("0", "0", PERCENT, PERCENT)):
            put(sheet, f"{column}{row}", None, fmt)
    headings(sheet, 28, ["Headlines", "Green", "Amber", "Red", "Green", "Amber", "Red"], first="G")
    put(sheet, "G29", "Headline")
    for column, fmt in zip("HIJKLM", ["0"] * 3 + [PERCENT] * 3):
        put(sheet, f"{column}29", None, fmt)


def row_measure(name, row, heading, label):
    return {"Measure": name, "Unit": "count", "Cells": f"Returns!B{row}:C{row}", "Periods": f"Returns!B{heading}:C{heading}",
            "Over time": "sum", "Label": label}


def service_name(service):
    return "from_" + service.lower().replace(" ", "_")


def main():
    book = Workbook()
    complaints_sheet(book)
    returns_sheet(book)
    last = FIRST + len(SERVICES) - 1
    definition_table(book, "Settings", [{"Setting": "Period", "Value": QUARTERS[1]}])
    definition_table(book, "Measures", [
        {"Measure": "complaints", "Unit": "count", "Cells": f"Returns!B{FIRST}:C{last}", "Periods": "Returns!B4:C4", "Over time": "sum",
         "Split by": f"Returns!A{FIRST}:A{last}", "Over services": "sum"}]
        + [row_measure(service_name(service), row, 4, service) for row, (_, service, *_) in enumerate(SERVICES, start=FIRST)]
        + [row_measure(name, row, OUTCOME, label) for row, (name, label, *_) in enumerate(OUTCOMES, start=OUTCOME + 1)]
        + [row_measure("delays", CAUSE + 1, CAUSE, "Delay"), row_measure("causes", 31, CAUSE, "All causes"),
           row_measure("compliments", 38, COMPLIMENT, "All compliments"),
           {"Measure": "listed", "Unit": "count", "Cells": "Returns!F16", "Periods": QUARTERS[1], "Over time": "sum",
            "Label": "Listed compliments"}])
    rows = []
    for reference, title, expression, unit, aim, target, kind, row, _, more in HEADLINES:
        entry = {"Reference": reference, "Title": title, "Expression": expression, "Unit": unit, "Aim": aim, "Target": target,
                 "Tolerance": more.get("Tolerance"), "Kind": kind, "Directorate": None, "Service": None,
                 "Value to": f"Complaints!I{row}" if "single" in more else f"Complaints!H{row}:I{row}",
                 "Value periods": None if "single" in more else "Complaints!H4:I4",
                 "Status to": f"Complaints!K{row}" if target is not None else None,
                 "Trend to": f"Complaints!J{row}" if kind != "Check" else None,
                 "Entered status": more.get("Entered status"), "Reason": more.get("Reason"), "From": more.get("From")}
        if reference == "CM-7":  # the causes were counted in other categories before
            rows.append({**entry, "Expression": "delays / complaints", "Value to": None, "Trend to": None, "From": None})
        rows.append(entry)
    for row, (directorate, service, *_) in enumerate(SERVICES, start=FIRST):
        reference = f"S-{row - FIRST + 1}"
        rows.append({"Reference": reference, "Title": f"Complaints about {service}", "Expression": service_name(service), "Unit": "count",
                     "Aim": DOWN, "Target": f"at most [{reference}].prev", "Kind": "Service", "Directorate": directorate, "Service": service,
                     "Status to": f"Returns!D{row}"})
    definition_table(book, "Indicators", rows)
    definition_table(book, "Statuses", [
        {"Word": word, "When": when, "Ranked": ranked, "On track": track, "Colour": colour, "For": group}
        for word, when, ranked, track, colour, group in (
            ("Green", "met", "yes", "yes", "green", None), ("Amber", "near", "yes", "yes", "amber", None),
            ("Red", "missed", "yes", "no", "red", None),
            ("No increase", "met", "yes", "yes", "green", "Service"), ("Increase", "missed", "yes", "no", "amber", "Service"),
            ("Adds up", "met", "no", "yes", "green", "Check"), ("Does not add up", "missed", "no", "no", "red", "Check"),
            ("Multi-cause", "entered", "no", "yes", "blue", "Check"))])
    blocks = {"Only": "Kind = Service", "By": "Directorate"}
    definition_table(book, "Lists", [
        {"List": "No increase", "Which": "no increase", **blocks, "Cells": "Complaints!A4:E15"},
        {"List": "Increase", "Which": "increase", **blocks, "Cells": "Complaints!A19:E30"},
        {"List": "Most complaints", "Which": "all", "Of": "CM-1", "Sort": "worst", "Most": 3, "Cells": "Complaints!G14:I17"}])
    definition_table(book, "Roll-ups", [
        {"Roll-up": "Services by directorate", "By": "Directorate", "Only": "Kind = Service", "Lines": "Complaints!G21:G24",
         "Classes": "Complaints!H20:I20", "Counts to": "Complaints!H21:I24", "Percentages to": "Complaints!J21:K24",
         "Total line": "Complaints!G25", "Rounding": "half-up"},
        {"Roll-up": "Headlines", "By": "Kind", "Only": "Kind = Headline", "Lines": "Complaints!G29", "Classes": "Complaints!H28:J28",
         "Counts to": "Complaints!H29:J29", "Percentages to": "Complaints!K29:M29", "Rounding": "largest remainder"}])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    main()
