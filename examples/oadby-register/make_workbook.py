#!/usr/bin/env python3
"""Oadby and Wigston, the register of key performance indicators, Quarter 1 2022/23."""

import datetime
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (SUBTITLE, BOLD, PLAIN, TYPED, CENTRE, WRAP, COUNT, PERCENT, PERCENT1, PERCENT2, DAYS, DATE, POUNDS,
    put, titled_sheet, headings, definition_sheet, SETTING_COLUMNS, MEASURE_COLUMNS, MEASURE_WIDTHS, UP, DOWN,
    save)  # noqa: E402

BOROUGH, QUARTER = "Oadby and Wigston Borough Council", "Q1 2022/23"
BUILDING, GROWING, EXCELLENT = (
    "Building, Protecting and Empowering Communities", "Growing the Borough Economically", "Providing Excellent Services")
OBJECTIVE_OF = {"BPE": BUILDING, "GBE": GROWING, "PES": EXCELLENT}
BUILT, TRANSFORMATION, FINANCE, LAW = (
    "Built Environment", "Customer Service and Transformation", "Finance and Resources", "Law & Democracy")
IMPROVING, CUSTOMERS, CUSTOMERS_TOO, LIFESTYLES, HEALTH, INFORMING, HOUSING, HOUSING_TOO, ATTRACTING, TOWNS = (
    "Improving How we work", "Excellence for our customers", "Excellence for our Customers",
    "Delivering High Quality and Healthy Lifestyles in Communities", "Delivering High Quality and Health Lifestyles in Communities",
    "Informing, Including and Understanding our Communities", "Delivering our housing needs", "Delivering our housing roosn",
    "Attracting people and business to the borough", "Delivering development to the Town Centres")
NAMED = "named officer"

# The register in its order, memberships as printed: reference, measure, target, frequency, responsible (roles only),
# objective, sub-objective, service, June forecast.
REGISTER = [
    ("BPE 1", "Council Move into Brocks Hill", "Deliver works on site and manage contractors", "Q4", NAMED, BUILDING, IMPROVING, BUILT, "Green"),
    ("BPE 2", "To continue to increase the amount of materials recycled by borough residents", "minimum recycling rate of 45%", "Quarterly", "Depot Manager", BUILDING, HEALTH, TRANSFORMATION, "Green"),
    ("BPE 3", "Continue to collaborate with the University of Leicester", "Action plan for the CIVIC University Agreement", "Annual", NAMED, BUILDING, INFORMING, TRANSFORMATION, "Green"),
    ("BPE 4", "Deliver an effective, efficient and fair planning enforcement service", "Enforcement action is robust and legitimate", None, NAMED, BUILDING, LIFESTYLES, BUILT, "Green"),
    ("BPE 5", "Deliver an effective, efficient and fair arboricultural service", "Tree works robustly and timely assessed", None, NAMED, BUILDING, None, BUILT, "Green"),
    ("BPE 6", "Increase the number of affordable homes in the borough", "As the Local Plan requires", None, NAMED, BUILDING, None, BUILT, "Green"),
    ("BPE 7", "Successfully prepare and develop a new Local Plan", "Stage two completed by March 2023", None, NAMED, BUILDING, None, BUILT, "Green"),
    ("BPE 8", "Maintain a rolling 5-year housing land supply", "Annual Monitoring Report by 31st December 2022", None, NAMED, BUILDING, None, BUILT, "Green"),
    ("BPE 9", "Ensure tenants views are considered when delivering on estate priorities", "Annual", "Quarterly", "Housing Officers", BUILDING, HOUSING, BUILT, "Green"),
    ("BPE 10", "Residents in rent arrears or financial difficulty receive support and advice", "3 working days", "Quarterly", NAMED, BUILDING, HOUSING, BUILT, "Green"),
    ("BPE 11", "Monitor effectiveness of procedures and services through surveys and reviews", "Quarterly", "Quarterly", NAMED, BUILDING, HOUSING_TOO, BUILT, "Green"),
    ("GBE 1", "Secure external funding", "Deliver a round 2 levelling up fund bid", "Q2", NAMED, GROWING, ATTRACTING, BUILT, "Green"),
    ("GBE 2", "Secure external funding", "Delivery UKSPF", "Q2", NAMED, GROWING, ATTRACTING, BUILT, "Green"),
    ("GBE 3", "Develop Housing sites project", "Deliver Horsewell Lane & SWRC", None, NAMED, GROWING, None, BUILT, "Amber"),
    ("GBE 4", "(no measure printed)", "Bring forward a BID to cover the Borough's three towns", None, NAMED, GROWING, TOWNS, BUILT, "Green"),
    ("GBE 5", "Develop the Council's business offering", None, None, NAMED, GROWING, None, BUILT, "Green"),
    ("PES 1", "Undertake review of the Asset Strategy", "Council assets identified and put to full use", "Key Milestone", "Corporate Assets Manager", EXCELLENT, CUSTOMERS, LAW, "Green"),
    ("PES 2", "Re-purpose of public toilet facilities", "Invite expressions of interest", "Key Milestone", "Corporate Assets Manager", None, CUSTOMERS, LAW, "Green"),
    ("PES 3", "Clean and green management and maintenance", "Investigate services to private clients", "Key Milestone", "Assistant Corporate Assets Manager", "0", CUSTOMERS, LAW, "Blue"),
    ("PES 4", "Install new play equipment at Brocks Hill Country Park", "Upgrade existing and install new equipment", "Key Milestone", "Assistant Corporate Assets Manager", None, CUSTOMERS, LAW, "Green"),
    ("PES 5", "Compliance with health and safety legislation across the council", "H&S Library", "Key Milestone", "Health and Safety and Resilience Officer", EXCELLENT, IMPROVING, LAW, "Green"),
    ("PES 6", "Continue to improve our public community facilities", "Capital programme upgrades", "Quarterly", "Corporate Asset Officer", EXCELLENT, CUSTOMERS, LAW, "Green"),
    ("PES 7", "Car Park Strategy 2021-2026", "Review of year one", "Annual", "Corporate Assets Manager", "0", CUSTOMERS, LAW, "Blue"),
    ("PES 8", "Review the provision and standards of the parks and open spaces", "Parks and Play Strategy", "Key Milestone", "Assistant Corporate Assets Manager", EXCELLENT, CUSTOMERS, LAW, "Green"),
    ("PES 9", "Compliance on our IT security across the whole of the Council", "Annual review by provider", None, "IT & Corporate Projects Manager", EXCELLENT, CUSTOMERS, TRANSFORMATION, "Blue"),
    ("PES 10", "Redesign of the customer service offering", "Delivery of the Customer Experience Strategy", "Q4", NAMED, EXCELLENT, CUSTOMERS, TRANSFORMATION, "Blue"),
    ("PES 11", "Improve our customer satisfaction rating for the first point of contact", "above 85%", "Monthly", NAMED, EXCELLENT, IMPROVING, TRANSFORMATION, "Green"),
    ("PES 12", "Continuous Improvement of processes and systems", "Customer Service Excellence Award - Year 3", "Annual", "Customer Service Improvement Manager", EXCELLENT, IMPROVING, TRANSFORMATION, "Green"),
    ("PES 13", "Reduce prior years arrears for Council Tax (debt not in recovery)", "5 %", "Quarterly", "Senior Recovery Officer", EXCELLENT, CUSTOMERS_TOO, FINANCE, "Amber"),
    ("PES 14", "Reduce prior years arrears for NNDR (debt not in recovery)", "7% (provisional)", "Quarterly", "Senior Recovery Officer", EXCELLENT, CUSTOMERS_TOO, FINANCE, "Green"),
    ("PES 15", "Reduce outstanding Housing Benefit overpayments (debt not in recovery)", "<£480k", "Quarterly", "Senior Recovery Officer", EXCELLENT, CUSTOMERS_TOO, FINANCE, "Green"),
    ("PES 16", "Council Elections in May 2023 and Associated Member Induction", "Plan a fully-compliant and resourced poll", "Annual", NAMED, EXCELLENT, CUSTOMERS_TOO, LAW, "Amber"),
    ("PES 17", "New reports and decision-making workflow process", "A new internal reports process", "Annual", NAMED, EXCELLENT, IMPROVING, LAW, "Amber"),
    ("PES 18", "Fit-for-Purpose Meeting AV equipment at Brocks Hill", "Scope out, bid for and install", "Annual", NAMED, EXCELLENT, IMPROVING, LAW, "Amber"),
    ("PES 19", "Paperless/light Committee Administration", "Agenda papers electronically", "Annual", NAMED, EXCELLENT, IMPROVING, LAW, "Amber"),
    ("PES 20", "Improve digital communication reach with our residents", "Increase take up of the e mail platform", None, NAMED, EXCELLENT, CUSTOMERS, TRANSFORMATION, "Green"),
    ("PES 21", "Communicating with hard to reach communities and demographics", "2 paper communications", None, NAMED, EXCELLENT, CUSTOMERS, TRANSFORMATION, "Green"),
    ("PES 22", "Financial Appraisal of capital projects", "Within budget and on time", "Milestone", NAMED, EXCELLENT, IMPROVING, FINANCE, "Green"),
    ("PES 23", "Achieve an unqualified opinion on the annual statement of accounts", "Unqualified opinion", "Milestone", NAMED, EXCELLENT, IMPROVING, FINANCE, "Green"),
    ("PES 24", "Achieve a positive value for money opinion", "Unqualified opinion", "Milestone", NAMED, EXCELLENT, IMPROVING, FINANCE, "Green"),
    ("PES 25", "Maintains a culture of prompt payment", "95% of suppliers paid within 30 days", "Monthly", NAMED, EXCELLENT, IMPROVING, FINANCE, "Green"),
    ("PES 26", "(measure printed as -)", "Set budget for Council approval (February 2023)", None, NAMED, EXCELLENT, IMPROVING, FINANCE, "Green"),
    ("PES 27", "(measure not legible)", "Debt to remain under 50% of the sundry debtors balance", "Monthly", NAMED, "-", IMPROVING, FINANCE, "Green"),
    ("PES 28", "Budget monitoring", "Expenditure does not exceed its set budget", "Monthly", NAMED, EXCELLENT, IMPROVING, FINANCE, "Green"),
]

# Rows that are judged by a figure: measure, unit, aim, target as written in the definition, tolerance, format, what the
# June commentary gives (the figure as printed, the words ours; None: no figure printed).
FIGURES = {
    "BPE 2": ("recycling_rate", "%", None, "minimum 45%", None, PERCENT1, "47.1% recycled"),
    "BPE 10": ("contact_days", "days", None, "at most 3 days", None, DAYS, "1 day"),
    "PES 11": ("customer_satisfaction", "%", None, "above 85%", None, PERCENT, None),
    "PES 13": ("council_tax_arrears", "%", DOWN, "5 %", "0.5 points", PERCENT1, "5.5% projected for the year end"),
    "PES 14": ("rates_arrears", "%", DOWN, "7% (provisional)", None, PERCENT2, "6.80%"),
    "PES 15": ("benefit_overpayments", "£", None, "<£480k", None, POUNDS, "£475,000 projected for the year end"),
    "PES 20": ("subscribers", "count", UP, None, None, COUNT, "over 3,000"),
    "PES 21": ("paper_communications", "count", UP, 2, None, COUNT, None),
    "PES 25": ("paid_in_30_days", "%", UP, "95%", None, PERCENT, None),
    "PES 27": ("debt_share", "%", None, "under 50%", None, PERCENT, None),
}
COUNTED_BY_FIGURE = ("BPE 2", "BPE 10", "PES 13", "PES 14", "PES 15")
DUE_DATES = {"BPE 7": datetime.date(2023, 3, 31), "BPE 8": datetime.date(2022, 12, 31), "PES 26": datetime.date(2023, 2, 28)}
# What the commentary says of the work: it is not due, or starts later.
BEGUN = {"PES 3": "not due", "PES 9": "not due", "PES 10": "preliminary work", "PES 26": "not begun"}
# Annual, Q2 and Q4 rows are not due in June; where a colour is given all the same, why.
EARLY = "under way before it is due"
NOT_DUE_IN_JUNE = ("Annual", "Q2", "Q4")

COLOURS = ["Green", "Amber", "Red", "Blue"]
FIRST = 5
LAST = FIRST + len(REGISTER) - 1


def register_sheet(book):
    sheet = titled_sheet(book, "Register", "Key Performance Indicators 2022/23 - Continuous Improvement",
                         f"{BOROUGH}, Quarter One. Yellow cells are typed; white forecasts and figures are calculated",
                         [10, 62, 46, 19, 14, 34, 46, 58, 34, 34, 13, 12, 12, 12, 14, 26])
    headings(sheet, 4, ["Reference", "Measure/Activity", "Target", "Benchmark", "Frequency", "Responsible Staff", "Corporate Objective",
                        "Sub-Objective", "Service", "June 2022", "June Forecast", "Not begun", "Figure", "By the figures", "Counts as",
                        "Reason"])
    for row, entry in enumerate(REGISTER, start=FIRST):
        reference, measure, target, frequency, responsible, objective, sub_objective, service, forecast = entry
        figure = FIGURES.get(reference)
        benchmark = "Local and National" if reference == "PES 16" else "Local"
        for column, text in zip("ABCDEFGHI", (reference, measure, target, benchmark, frequency, responsible, objective, sub_objective, service)):
            put(sheet, f"{column}{row}", text, align=WRAP if column in "BC" else None)
        put(sheet, f"J{row}", figure and figure[6], figure and figure[5], fill=TYPED)
        computed = reference in COUNTED_BY_FIGURE
        put(sheet, f"K{row}", None if computed else forecast, fill=None if computed else TYPED, align=CENTRE)
        put(sheet, f"L{row}", BEGUN.get(reference), fill=TYPED, align=CENTRE)
        put(sheet, f"M{row}", None, figure and figure[5], BOLD)
        put(sheet, f"N{row}", f"=K{row}" if computed else None, align=CENTRE)
        put(sheet, f"O{row}", f'=IF(K{row}="",N{row},K{row})', align=CENTRE)
        early = frequency in NOT_DUE_IN_JUNE and forecast != "Blue"
        put(sheet, f"P{row}", EARLY if early else None, fill=TYPED)
    for word, colour in (("Green", "C6E0B4"), ("Amber", "FFE699"), ("Red", "F4B084"), ("Blue", "BDD7EE")):
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=PatternFill("solid", bgColor=colour))
        sheet.conditional_formatting.add(f"K{FIRST}:K{LAST}", rule)
    sheet.freeze_panes = "C5"
    sheet.auto_filter.ref = f"A4:P{LAST}"


def indicator_rows():
    rows = []
    for row, entry in enumerate(REGISTER, start=FIRST):
        reference, measure, _, frequency, _, objective, sub_objective, service, _ = entry
        figure = FIGURES.get(reference)
        computed = reference in COUNTED_BY_FIGURE
        if figure:
            expression, unit, aim, target, tolerance, fmt, _ = figure
        else:
            expression, unit, aim, target, tolerance, fmt = "milestone", "date", "on time", DUE_DATES.get(reference), None, DATE
        rows.append((reference, measure, expression, unit, aim, (target, fmt if isinstance(target, datetime.date) else None), tolerance,
                     frequency, objective, OBJECTIVE_OF[reference[:3]], sub_objective, service,
                     f"Register!M{row}" if figure else None, f"Register!{'K' if computed else 'N'}{row}",
                     None if figure else f"Register!L{row}", None if computed else f"Register!K{row}",
                     None if computed else f"Register!P{row}"))
    return rows


def summary_table(sheet, first, title, lines):
    """Empty cells for counts and percentages, "Not assigned" and the total last."""
    headings(sheet, first, [title] + COLOURS * 2 + ["All"])
    for row, line in enumerate(lines + ["Not assigned", "All indicators"], start=first + 1):
        font = BOLD if line == "All indicators" else PLAIN
        put(sheet, f"A{row}", line, font=font)
        for column in "BCDE":
            put(sheet, f"{column}{row}", None, "0", font)
        for column in "FGHI":
            put(sheet, f"{column}{row}", None, PERCENT, font)
        put(sheet, f"J{row}", f"=SUM(B{row}:E{row})", "0", font)
    return first + len(lines) + 3


OBJECTIVES = [BUILDING, GROWING, EXCELLENT]
SERVICES = [BUILT, TRANSFORMATION, FINANCE, LAW]
SUB_OBJECTIVES = [IMPROVING, CUSTOMERS, LIFESTYLES, INFORMING, HOUSING, ATTRACTING, TOWNS]
FREQUENCIES = ["Monthly", "Quarterly", "Annual", "Q2", "Q4", "Key Milestone", "Milestone"]
# Roll-up, membership, lines, condition.
TABLES = [
    ("By objective, as the register has it", "Objective", OBJECTIVES, None),
    ("By objective, from the reference", "Theme", OBJECTIVES, None),
    ("By service", "Service", SERVICES, None),
    ("By sub-objective", "Sub-objective", SUB_OBJECTIVES, None),
    ("By frequency", "Frequency", FREQUENCIES, None),
    ("By service, what is due in June", "Service", SERVICES, "Due = Due"),
]


def summary_sheet(book):
    sheet = titled_sheet(book, "Summary", f"The register counted, {QUARTER}", f"{BOROUGH}. The report prints none of these counts",
                         [60] + [10] * 9)
    roll_ups, first = [], 4
    for name, by, lines, only in TABLES:
        last = first + len(lines) + 1  # the line "Not assigned"
        roll_ups.append((name, by, only, f"Summary!A{first + 1}:A{last}", f"Summary!B{first}:E{first}", f"Summary!B{first + 1}:E{last}",
                         f"Summary!F{first + 1}:I{last}", f"Summary!A{last + 1}", "ranked", "half-up"))
        first = summary_table(sheet, first, name, lines) + 1
    return roll_ups


INDICATOR_COLUMNS = ["Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance", "Frequency", "Objective", "Theme",
                     "Sub-objective", "Service", "Value to", "Status to", "Entered value", "Entered status", "Reason"]
INDICATOR_WIDTHS = [11, 62, 22, 8, 10, 18, 12, 14, 46, 46, 58, 34, 14, 14, 14, 15, 14]
ROLL_UP_COLUMNS = ["Roll-up", "By", "Only", "Lines", "Classes", "Counts to", "Percentages to", "Total line", "Out of", "Rounding"]


def register():
    book = Workbook()
    register_sheet(book)
    roll_ups = summary_sheet(book)
    definition_sheet(book, "Settings", SETTING_COLUMNS,
                     [("Period", QUARTER), ("Year starts", "April"), ("Locale", "en-GB"), ("Missing is written", "n/a; -")], [22, 18])
    row_of = {entry[0]: row for row, entry in enumerate(REGISTER, start=FIRST)}
    definition_sheet(book, "Measures", MEASURE_COLUMNS, [
        (figure[0], figure[1], f"Register!J{row_of[reference]}:L{row_of[reference]}", "Register!J4:L4", "last", reference, None)
        for reference, figure in FIGURES.items()], MEASURE_WIDTHS)
    definition_sheet(book, "Indicators", INDICATOR_COLUMNS, indicator_rows(), INDICATOR_WIDTHS)
    definition_sheet(book, "Roll-ups", ROLL_UP_COLUMNS, roll_ups, [36, 14, 12, 18, 18, 18, 18, 14, 10, 12])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    register()
