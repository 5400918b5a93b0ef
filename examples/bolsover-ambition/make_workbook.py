#!/usr/bin/env python3
"""Bolsover, Quarter 1 2020/21: ten key targets and 21 service indicators."""

import sys
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (SUBTITLE, BOLD, PLAIN, TYPED, CENTRE, WRAP, COUNT, PERCENT, PERCENT1, PERCENT2, DAYS, put,
    titled_sheet, headings, band, definition_sheet, definition_table, SETTING_COLUMNS, MEASURE_COLUMNS, MEASURE_WIDTHS, UP, DOWN,
    save)  # noqa: E402

COUNCIL, QUARTER, BEFORE = "Bolsover District Council", "Q1 2020/21", "Q4 2019/20"
CORPORATE, ENVIRONMENT, DEVELOPMENT = "Corporate Resources", "Environment", "Development"
PERFORMANCE, GOVERNANCE, CUSTOMERS, FINANCE, REVENUES = (
    "Performance", "Governance", "Customer Services", "Financial Services", "Revenues and Benefits")
KEY, SERVICE = "Key target", "Service indicator"

# Key targets, in the order of the appendix: reference, title, directorate, expression, unit, aim, target, its form on
# the sheet, target date, status as printed, reason (ours, one word or two), format of the actual.
PANDEMIC = "Covid-19"
KEY_TARGETS = [
    ("CUS.01", "Measure customer satisfaction in all front facing service areas at least every two years on a rolling programme",
     CORPORATE, "milestone", "date", "on time", "Sun-31-Mar-24", None, "Sun-31-Mar-24", "On track", None, None),
    ("CUS.02", "Improve the overall performance and usability of the website: a maximum score of 4 on 'Better Connect website report' by Dec 2022",
     CORPORATE, "milestone", "date", "on time", "Sat-31-Dec-22", None, "Sat-31-Dec-22", "On track", None, None),
    ("CUS.03", "Ensure that at least 50% of transactions are made through digital channels by Dec 2024",
     CORPORATE, "transactions_online / (transactions_online + transactions_other)", "%", None, "at least 50%", "at least 50%",
     "Tue-31-Dec-24", "Covid Affected", PANDEMIC, PERCENT2),
    ("CUS.04", "Work with partners to deliver the Sustainable Communities Strategy and publish an evaluation report annually",
     CORPORATE, "milestone", "date", "on time", "Sun-31-Mar-24", None, "Sun-31-Mar-24", "On track", None, None),
    ("CUS.05", "Monitor performance against the corporate equality objectives and publish information annually",
     CORPORATE, "milestone", "date", "on time", "Sun-31-Mar-24", None, "Sun-31-Mar-24", "On track", None, None),
    ("CUS.06", "Prevent homelessness for more than 50% of people who are facing homelessness each year",
     ENVIRONMENT, "homelessness_prevented / homelessness_approaches", "%", None, "more than 50%", "more than 50%",
     "Sun-31-Mar-24", "On track", None, PERCENT1),
    ("CUS.07", "Reduce average relet times for standard voids (council properties) to 20 calendar days by March 2021 and maintain thereafter",
     DEVELOPMENT, "relet_days", "days", DOWN, 20, "20 days", "Wed-31-Mar-21", "Covid Affected", PANDEMIC, DAYS),
    ("CUS.08", "Maintain high levels of tenant satisfaction with council housing and associated services",
     DEVELOPMENT, "repairs_satisfied", "%", UP, None, None, "Sun-31-Mar-24", "On track", None, PERCENT),
    ("CUS.09", "Increase participation/attendances in leisure, sport, recreation, health, physical and cultural activity by 3,000 per year",
     CORPORATE, "attendances", "count", UP, "by 3,000 per year on 288,000 in 2019/20", "by 3,000 per year", "Sun-31-Mar-24", "Covid Affected", PANDEMIC, COUNT),
    ("CUS.10", "Deliver a health intervention programme which provides *** adults per year with a personal exercise plan via the exercise referral scheme",
     CORPORATE, "exercise_plans", "count", UP, "***", "***", "Sun-31-Mar-24", "Covid Affected", PANDEMIC, COUNT),
]

# Service indicators: reference, title, expression, unit, aim, target as printed (a bare 80 is how the report prints
# it), format of target and outturn, status as printed, reason. The report prints references down to FS1; the REV are
# ours.
SERVICE_INDICATORS = [
    PERFORMANCE,
    ("CSI 19", "FOI/EIR requests responded to in 20 working days (NEDDC)", "foi_in_time", "%", UP, 0.95, PERCENT, PERCENT1, "Above Target", None),
    GOVERNANCE,
    ("CSP 11", "Telephone calls answered within 20 seconds: Corporate", "calls_corporate", "%", UP, 0.93, PERCENT, PERCENT, "On / Above Target", None),
    ("CSP 12", "E-mails acknowledged within 1 working day: Enquiries email address", "emails_acknowledged", "%", UP, 1.0, PERCENT, PERCENT, "On / Above Target", None),
    ("CSP 13", "E-mails replied to within 8 working days: Enquiries email address", "emails_replied", "%", UP, 1.0, PERCENT, PERCENT, "Within Target", None),
    ("CSP 16", "Written complaints responded to in 15 working days", "complaints_in_time / complaints", "%", UP, 0.97, PERCENT, PERCENT, "Covid-19 affected", PANDEMIC),
    ("CSP 20", "Written comments acknowledged within 3 working days", "comments_acknowledged", "%", UP, 1.0, PERCENT, PERCENT, "On / Above Target", None),
    ("CSP 21", "Stage 3 complaints responded to in 20 working days", "stage_3_in_time", "%", UP, 1.0, PERCENT, PERCENT, "On / Above Target", None),
    ("CSP 23", "Formal complaints (Stage 2) received per 10,000 population", "stage_2_complaints / population", "per 10,000", DOWN, 19, COUNT, DAYS, "Below Target (Positive)", None),
    CUSTOMERS,
    ("CC4", "Telephone Abandonment: Contact Centre", "abandoned_contact_centre", "%", DOWN, 0.10, PERCENT, PERCENT1, "Below Target (Positive)", None),
    ("CUS01", "Calls answered within 20 seconds", "calls_contact_centre", "%", UP, 80, "0", PERCENT, "On/Above Target", None),
    FINANCE,
    ("FS1", "Invoices paid within 30 days", "invoices_in_time", "%", UP, 98, "0", "0", "On / Above Target", None),
    REVENUES,
    ("REV 1", "Council Tax arrears collected", "council_tax_arrears", "%", UP, 0.10, PERCENT, PERCENT1, "Covid Affected", PANDEMIC),
    ("REV 2", "NNDR arrears collected", "rates_arrears", "%", UP, 0.20, PERCENT, PERCENT1, "Covid Affected", PANDEMIC),
    ("REV 3", "Council Tax collected", "council_tax", "%", UP, 0.978, PERCENT1, PERCENT1, "Covid Affected", PANDEMIC),
    ("REV 4", "Non-domestic Rates collected", "business_rates", "%", UP, 0.985, PERCENT1, PERCENT1, "Covid Affected", PANDEMIC),
    ("REV 5", "Benefit overpayments as a % of benefit awarded", "overpayments", "%", DOWN, 0.06, PERCENT, PERCENT2, "Below Target (Positive)", None),
    ("REV 6", "Recovery of overpayments within the benefits system", "overpayments_recovered", "%", UP, 0.17, PERCENT, PERCENT2, "On / Above Target", None),
    ("REV 7", "Telephone Abandonment: Revenues", "abandoned_revenues", "%", DOWN, 0.12, PERCENT, PERCENT1, "Below Target (Positive)", None),
    ("REV 8", "Calls answered within 20 seconds: Revenues", "calls_revenues", "%", UP, 0.65, PERCENT, PERCENT1, "On/Above Target", None),
    ("REV 9", "Telephone Abandonment: Benefits", "abandoned_benefits", "%", DOWN, 0.03, PERCENT, PERCENT1, "Above Target (Negative)", None),
    ("REV 10", "Calls answered within 20 seconds: Benefits", "calls_benefits", "%", UP, 0.78, PERCENT, PERCENT1, "On / Above Target", None),
]

# Sheet "Figures": measure, label, Q4 2019/20 and Q1 2020/21 (None: not printed), format, unit, over time, where it stands.
APPENDIX, EXCEPTIONS = "appendix, service indicators", "appendix, service indicators and exceptions"
FIGURES = [
    "Key targets",
    ("transactions_online", "Online transactions (Customer Services)", None, 2605, COUNT, "count", "sum", "CUS.03, progress"),
    ("transactions_other", "Face to face and telephone contacts (Customer Services)", None, 19882, COUNT, "count", "sum", "CUS.03, progress"),
    ("homelessness_approaches", "People facing homelessness who approached", None, 36, COUNT, "count", "sum", "CUS.06, progress"),
    ("homelessness_prevented", "Cases prevented (4 of them still open)", None, 18, COUNT, "count", "sum", "CUS.06, progress"),
    ("relet_days", "Average relet time of standard voids, days", None, 55, COUNT, "days", "none", "CUS.07, progress"),
    ("repairs_satisfied", "Tenants satisfied after a repair", None, 1.0, PERCENT, "%", "none", "CUS.08, progress"),
    ("attendances", "Attendances of the last twelve months", None, "n/a", COUNT, "count", "last", "CUS.09, progress: suspended"),
    ("exercise_plans", "Adults with a personal exercise plan", None, "n/a", COUNT, "count", "sum", "CUS.10, progress: suspended"),
    "Service indicators",
    ("foi_in_time", "FOI/EIR requests responded to in 20 working days", None, 0.972, PERCENT1, "%", "none", APPENDIX),
    ("calls_corporate", "Calls answered within 20 seconds: Corporate", None, 0.98, PERCENT, "%", "none", APPENDIX),
    ("emails_acknowledged", "E-mails acknowledged within 1 working day", None, 1.0, PERCENT, "%", "none", APPENDIX),
    ("emails_replied", "E-mails replied to within 8 working days", None, 0.99, PERCENT, "%", "none", APPENDIX),
    ("complaints", "Written complaints received", None, 20, COUNT, "count", "sum", "exception to CSP 16"),
    ("complaints_in_time", "Written complaints responded to in 15 working days", None, 14, COUNT, "count", "sum", "exception to CSP 16: 70% of the 20"),
    ("comments_acknowledged", "Written comments acknowledged within 3 working days", None, 1.0, PERCENT, "%", "none", APPENDIX),
    ("stage_3_in_time", "Stage 3 complaints responded to in 20 working days", None, 1.0, PERCENT, "%", "none", APPENDIX),
    ("stage_2_complaints", "Formal complaints (Stage 2) received", None, 21, COUNT, "count", "sum", "constructed: 21 of 80,600 is the printed 2.6 per 10,000"),
    ("population", "Population of the district", None, 80600, COUNT, "count", "last", "constructed: as above"),
    ("abandoned_contact_centre", "Telephone abandonment: Contact Centre", None, 0.023, PERCENT1, "%", "none", APPENDIX),
    ("calls_contact_centre", "Calls answered within 20 seconds: Contact Centre", None, 0.82, PERCENT, "%", "none", APPENDIX),
    # Printed without a % sign, beside a target of 98: points.
    ("invoices_in_time", "Invoices paid within 30 days (%)", None, 99, "0", "%", "none", APPENDIX),
    ("council_tax_arrears", "Council Tax arrears collected", 0.348, 0.058, PERCENT1, "%", "cumulative", EXCEPTIONS),
    ("rates_arrears", "NNDR arrears collected", 0.348, 0.106, PERCENT1, "%", "cumulative", EXCEPTIONS),
    ("council_tax", "Council Tax collected", 0.975, 0.888, PERCENT1, "%", "cumulative", EXCEPTIONS),
    ("business_rates", "Non-domestic Rates collected", 0.975, 0.829, PERCENT1, "%", "cumulative", EXCEPTIONS),
    ("overpayments", "Benefit overpayments as a % of benefit awarded", None, 0.0321, PERCENT2, "%", "none", APPENDIX),
    ("overpayments_recovered", "Overpayments recovered within the benefits system", None, 0.4604, PERCENT2, "%", "none", APPENDIX),
    ("abandoned_revenues", "Telephone abandonment: Revenues", None, 0.069, PERCENT1, "%", "none", APPENDIX),
    ("calls_revenues", "Calls answered within 20 seconds: Revenues", None, 0.672, PERCENT1, "%", "none", APPENDIX),
    ("abandoned_benefits", "Telephone abandonment: Benefits", 0.016, 0.046, PERCENT1, "%", "none", EXCEPTIONS),
    ("calls_benefits", "Calls answered within 20 seconds: Benefits", None, 0.794, PERCENT1, "%", "none", APPENDIX),
]

# A year before, printed for CUS.03 alone.
LAST_YEAR = {"transactions_online": 641, "transactions_other": 30769}
FIGURE_PERIODS = ["Q1 2019/20", BEFORE, QUARTER]
TARGETS_BEFORE = {"REV 1": 0.35, "REV 2": 0.35, "REV 3": 0.978, "REV 4": 0.978, "REV 9": 0.03}


def figures_sheet(book):
    sheet = titled_sheet(book, "Figures", "Figures behind the Council Ambition update", f"{COUNCIL}. As printed, each with its place",
                         [58, 13, 13, 13, 54, 30])
    headings(sheet, 4, ["Figure"] + FIGURE_PERIODS + ["Place in the report", "Check"])
    measures, row = [], 5
    for entry in FIGURES:
        if isinstance(entry, str):
            band(sheet, row, entry, "F")
            measures.append("# " + entry)
        else:
            measure, label, before, now, fmt, unit, over_time, place = entry
            put(sheet, f"A{row}", label)
            for column, figure in zip("BCD", (LAST_YEAR.get(measure), before, now)):
                put(sheet, f"{column}{row}", figure, fmt)
            put(sheet, f"E{row}", place, font=SUBTITLE)
            if before is not None and measure in ("rates_arrears", "business_rates"):
                put(sheet, f"F{row}", f'=IF(C{row}=C{row - (1 if measure == "rates_arrears" else 1)},"same as the line above","")', boxed=False)
            measures.append((measure, unit, f"Figures!B{row}:D{row}", "Figures!B4:D4", over_time, label, None))
        row += 1
    sheet.freeze_panes = "B5"
    return measures


def key_targets_sheet(book):
    sheet = titled_sheet(book, "Key targets", "Our Customers - Providing excellent and accessible services",
                         f"{COUNCIL}, {QUARTER}. Yellow cells are typed; the actual and its status are calculated",
                         [11, 76, 21, 19, 17, 16, 13, 12, 12, 24, 16])
    headings(sheet, 4, ["Reference", "Key Council Target", "Directorate", "Target", "Target Date", "Status", "Reason",
                        "Q1 2019/20", QUARTER, "Status by the figures", "Counts as"])
    rows = []
    for row, (reference, title, directorate, expression, unit, aim, target, shown, date, status, reason, fmt) in enumerate(
            KEY_TARGETS, start=5):
        milestone = expression == "milestone"
        put(sheet, f"A{row}", reference)
        put(sheet, f"B{row}", title, align=WRAP)
        put(sheet, f"C{row}", directorate)
        put(sheet, f"D{row}", shown, align=CENTRE)
        put(sheet, f"E{row}", date, align=CENTRE)
        put(sheet, f"F{row}", status, fill=TYPED, align=CENTRE)
        put(sheet, f"G{row}", reason, fill=TYPED, align=CENTRE)
        put(sheet, f"H{row}", None, fmt)
        put(sheet, f"I{row}", None, fmt, BOLD)
        put(sheet, f"J{row}", None, align=CENTRE)
        put(sheet, f"K{row}", f'=IF(F{row}="",J{row},F{row})', align=CENTRE)
        with_history = reference == "CUS.03"
        rows.append((reference, title, expression, unit, aim, (target, PERCENT if unit == "%" and target else None), None,
                     "quarterly", KEY, directorate, None,
                     None if milestone else f"'Key targets'!{'H' if with_history else 'I'}{row}" + (f":I{row}" if with_history else ""),
                     "'Key targets'!H4:I4" if with_history else None,
                     None if milestone else f"'Key targets'!J{row}", f"'Key targets'!F{row}", f"'Key targets'!G{row}"))
    sheet.freeze_panes = "C5"
    return rows


def service_sheet(book):
    sheet = titled_sheet(book, "Service indicators", "Service indicators", f"{COUNCIL}, {QUARTER}. Yellow cells are typed",
                         [11, 68, 12, 12, 12, 26, 20, 13, 26])
    headings(sheet, 4, ["Reference", "Indicator", "Q1 Target", BEFORE, QUARTER, "Status by the figures", "Status entered", "Reason",
                        "Status as printed"])
    rows, row, section = [], 5, None
    for entry in SERVICE_INDICATORS:
        if isinstance(entry, str):
            section = entry
            band(sheet, row, entry, "I")
        else:
            reference, title, expression, unit, aim, target, target_fmt, fmt, printed, reason = entry
            put(sheet, f"A{row}", reference)
            put(sheet, f"B{row}", title)
            put(sheet, f"C{row}", target, target_fmt, align=CENTRE)
            put(sheet, f"D{row}", None, fmt)
            put(sheet, f"E{row}", None, fmt, BOLD)
            put(sheet, f"F{row}", None, align=CENTRE)
            put(sheet, f"G{row}", printed if reason else None, fill=TYPED, align=CENTRE)
            put(sheet, f"H{row}", reason, fill=TYPED, align=CENTRE)
            put(sheet, f"I{row}", printed, font=SUBTITLE)
            rows.append((reference, title, expression, unit, aim, (target, target_fmt) if reference not in TARGETS_BEFORE else None,
                         "1 point" if unit == "%" else None, "quarterly", SERVICE, None, section,
                         f"'Service indicators'!D{row}:E{row}", "'Service indicators'!D4:E4",
                         f"'Service indicators'!F{row}", f"'Service indicators'!G{row}", f"'Service indicators'!H{row}"))
        row += 1
    sheet.freeze_panes = "C5"
    return rows


# Sheet "Summary": the four headings of paragraph 1.4. Positive and Negative are groups of statuses.
CLASSES = ["Positive", "Covid affected", "Negative", "Within Target"]
SECTIONS = [PERFORMANCE, GOVERNANCE, CUSTOMERS, FINANCE, REVENUES]
DIRECTORATES = [CORPORATE, ENVIRONMENT, DEVELOPMENT]
COVER = "January to March 2020 (Q1 - 2020/21)"


def counts_table(sheet, first, corner, classes, lines, total):
    """Empty cells for counts and percentages beside the lines; the total's row ends the table."""
    headings(sheet, first, [corner] + classes * 2 + ["All"])
    last = chr(ord("A") + len(classes))
    for row, line in enumerate(lines + [total], start=first + 1):
        font = BOLD if line == total else PLAIN
        put(sheet, f"A{row}", line, font=font)
        for offset in range(2 * len(classes)):
            put(sheet, f"{chr(ord('B') + offset)}{row}", None, "0" if offset < len(classes) else PERCENT, font)
        put(sheet, f"{chr(ord('B') + 2 * len(classes))}{row}", f"=SUM(B{row}:{last}{row})", "0", font)


def summary_sheet(book):
    sheet = titled_sheet(book, "Summary", f"Council Ambition performance, {QUARTER}", f"{COUNCIL}. Paragraphs 1.3, 1.4, 2.1 and 2.2",
                         [36] + [13] * 13)
    counts_table(sheet, 4, "Service indicators", CLASSES, SECTIONS, "All service indicators")
    counts_table(sheet, 13, "Key targets", ["On track", "Covid affected"], DIRECTORATES, "All key targets")
    band(sheet, 19, "By status in full", "G")
    headings(sheet, 20, ["Kind"] + [status[0] for status in STATUSES[:6]])
    put(sheet, "A21", SERVICE)
    for column in "BCDEFG":
        put(sheet, f"{column}21", None, "0")
    put(sheet, "A23", "Report's cover says")
    put(sheet, "B23", COVER, fill=TYPED)
    put(sheet, "E23", f'=IF(ISNUMBER(SEARCH("April",B23)),"ok","check: {QUARTER} is April to June 2020")', boxed=False)
    for row, formula in enumerate((
            '="Out of the "&F17&" Council Ambition Performance Targets "&B17&" ("&TEXT(D17,"0%")&") are on track and "&C17&" ("&TEXT(E17,"0%")&") have been affected by Covid 19."',
            '="Out of the "&J10&" service indicators "&B10&" ("&TEXT(F10,"0%")&") have a positive outturn, "&C10&" ("&TEXT(G10,"0%")&") have been affected by Covid 19, "'
            '&D10&" ("&TEXT(H10,"0%")&") has had a negative outturn and "&E10&" ("&TEXT(I10,"0%")&") is within target."',
            '="Adds to "&TEXT(SUM(F10:I10),"0%")&"; half-up would add to "&TEXT(SUM(ROUND(B10/J10,2),ROUND(C10/J10,2),ROUND(D10/J10,2),ROUND(E10/J10,2)),"0%")&"."'), start=25):
        put(sheet, f"A{row}", formula, boxed=False)


ROLL_UP_COLUMNS = ["Roll-up", "By", "Only", "Lines", "Classes", "Counts to", "Percentages to", "Total line", "Out of", "Rounding"]
ROLL_UPS = [
    ("Service indicators by section", "Section", f"Kind = {SERVICE}", "Summary!A5:A9", "Summary!B4:E4", "Summary!B5:E9",
     "Summary!F5:I9", "Summary!A10", "ranked", "largest remainder"),
    ("Key targets by directorate", "Directorate", f"Kind = {KEY}", "Summary!A14:A16", "Summary!B13:C13", "Summary!B14:C16",
     "Summary!D14:E16", "Summary!A17", "ranked", "half-up"),
    ("Service indicators by status", "Kind", f"Kind = {SERVICE}", "Summary!A21", "Summary!B20:G20", "Summary!B21:G21",
     None, None, "ranked", None),
]
INDICATOR_COLUMNS = ["Reference", "Title", "Expression", "Unit", "Aim", "Target", "Tolerance", "Frequency", "Kind",
                     "Directorate", "Section", "Value to", "Value periods", "Status to", "Entered status", "Reason"]
INDICATOR_WIDTHS = [11, 70, 44, 11, 10, 14, 10, 11, 17, 21, 23, 26, 24, 24, 24, 24]
STATUS_COLUMNS = ["Word", "When", "Ranked", "On track", "Colour", "Also written", "Group", "For"]
STATUSES = [
    ("On / Above Target", "met, maximise", "yes", "yes", "green", "On/Above Target; Above Target", "Positive", None),
    ("Below Target (Positive)", "met, minimise", "yes", "yes", "green", None, "Positive", None),
    ("Within Target", "near", "yes", "no", "amber", None, None, None),
    ("Below Target (Negative)", "missed, maximise", "yes", "no", "red", None, "Negative", None),
    ("Above Target (Negative)", "missed, minimise", "yes", "no", "red", None, "Negative", None),
    ("Covid affected", "entered", "yes", "no", "blue", "Covid-19 affected", None, None),
    ("On track", "met", "yes", "yes", "green", None, None, KEY),
]


def exceptions_sheet(book):
    sheet = titled_sheet(book, "Exceptions", f"Exceptions, {QUARTER}", f"{COUNCIL}. Negative and Covid affected, with the quarter before", [11, 70, 14, 14, 14, 28])
    headings(sheet, 4, ["Reference", "Title", "Previous", "Value", "Target", "Status"])
    for row in range(5, 25):
        for column in "ABCDEF":
            put(sheet, f"{column}{row}")


def ambition():
    book = Workbook()
    key_rows = key_targets_sheet(book)
    service_rows = service_sheet(book)
    measures = figures_sheet(book)
    summary_sheet(book)
    exceptions_sheet(book)
    definition_sheet(book, "Settings", SETTING_COLUMNS,
                     [("Period", QUARTER), ("Year starts", "April"), ("Locale", "en-GB"), ("Missing is written", "n/a; -; ***")], [22, 18])
    definition_sheet(book, "Measures", MEASURE_COLUMNS, measures, MEASURE_WIDTHS)
    definition_sheet(book, "Indicators", INDICATOR_COLUMNS, key_rows + service_rows, INDICATOR_WIDTHS)
    targets = []
    for entry in SERVICE_INDICATORS:
        if not isinstance(entry, str) and entry[0] in TARGETS_BEFORE:
            targets += [(entry[0], BEFORE, BEFORE, (TARGETS_BEFORE[entry[0]], PERCENT1), None, "1 point"),
                        (entry[0], QUARTER, None, (entry[5], PERCENT1), None, "1 point")]
    definition_sheet(book, "Targets", ["Reference", "From", "Until", "Target", "Profile", "Tolerance"], targets, [11, 13, 13, 10, 16, 10])
    definition_sheet(book, "Statuses", STATUS_COLUMNS, STATUSES, [26, 18, 9, 10, 10, 34, 12, 12])
    definition_sheet(book, "Published", ["Period", "Reference", "Value", "Target", "Status"],
                     [(BEFORE, "CSP 16", (0.88, PERCENT), (0.97, PERCENT), None)], [13, 11, 10, 10, 26])
    definition_sheet(book, "Roll-ups", ROLL_UP_COLUMNS, ROLL_UPS, [32, 12, 26, 18, 18, 18, 18, 14, 10, 18])
    definition_table(book, "Lists", [
        {"List": "Exceptions", "Which": "Covid affected; missed", "Cells": "Exceptions!A4:F24", "Empty": "No exceptions"}])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    ambition()
