#!/usr/bin/env python3
"""Oadby and Wigston, Quarter 1 2020/21."""

import datetime
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (SUBTITLE, HEADING, BOLD, PLAIN, NAVY, TYPED, CENTRE, WRAP, COUNT, CHANGE, PERCENT, PERCENT1,
    PERCENT2, DATE, MONTH, put, titled_sheet, headings, band, definition_sheet, definition_table, SETTING_COLUMNS, MEASURE_COLUMNS,
    INDICATOR_COLUMNS, ROLL_UP_COLUMNS, MEASURE_WIDTHS, INDICATOR_WIDTHS, ROLL_UP_WIDTHS, UP, DOWN, save)  # noqa: E402

BUILDING, GROWING, EXCELLENT = (
    "Building, Protecting and Empowering Communities", "Growing the Borough Economically",
    "Providing Excellent Services")
OBJECTIVE_OF = {"BPE": BUILDING, "GBE": GROWING, "PES": EXCELLENT}
BUILT, WELLBEING, TRANSFORMATION, FINANCE, LAW = (
    "Built Environment", "Community & Wellbeing", "Customer Service & Transformation", "Finance & Resources",
    "Law & Democracy")

MONTHS = ["April 20/21", "May 20/21", "June 20/21"]
BOROUGH = "Oadby and Wigston Borough Council"

EXCEPTION = "Printed in the exception report"
NARRATIVE = "Reference and subject from paragraph 7; status not printed, fitted to chart 2"
SERVICE_TEXT = "Figures printed in the text; reference made up"
MADE_UP = "Not printed in the report: made up to fit charts 1 and 2"
MADE_UP_NOT_DUE = "Not printed in the report: made up to reach 98"

MARCH_2021 = datetime.date(2021, 3, 31)


def by_figure(reference, title, department, shown_target, expression, unit, aim, target, fmt, note, typed=None, reason=None):
    return dict(reference=reference, title=title, department=department, shown_target=shown_target, expression=expression,
                unit=unit, aim=aim, target=target, fmt=fmt, note=note, typed=typed, reason=reason)


def by_judgement(reference, title, department, typed, note, due_date=None, fmt=None):
    return dict(reference=reference, title=title, department=department, shown_target=due_date, expression="milestone",
                unit="date", aim="on time", target=due_date, fmt=fmt, note=note, typed=typed, reason=None)


# Indicators that the report names. Those with `typed` carry the forecast colour printed in the report.
NAMED = [
    by_judgement("BPE 1", "New cemetery policy (rules and regulations)", LAW, "Green", NARRATIVE),
    by_judgement("BPE 3", "Physical food safety inspections", LAW, "White", NARRATIVE),
    by_judgement("BPE 19", "Refurbishment strategy for parks, play areas and open spaces", LAW, "Green", NARRATIVE, MARCH_2021, MONTH),
    by_judgement("BPE 20", "Redesign of the play area inspection programme", LAW, "Green", NARRATIVE, MARCH_2021, MONTH),
    by_figure("BPE 28", "Estate walkabouts to be completed on time as published", BUILT, "100%", "walkabouts_on_time", "%", UP, 1.0, PERCENT, EXCEPTION, "Amber", "Covid-19 restrictions"),
    by_figure("BPE 30", "At least one tenant is involved on every block inspection", BUILT, "100% of inspections", "inspections_with_tenant", "%", UP, 1.0, PERCENT, EXCEPTION, "Amber", "Covid-19 restrictions"),
    by_judgement("GBE 3", "Approvals in place to commence the redevelopment of Paddock Street", BUILT, "Amber", EXCEPTION, MARCH_2021, MONTH),
    by_judgement("GBE 4", "Mixed use development of GP surgery and residential in South Wigston commenced", BUILT, "Amber", EXCEPTION, MARCH_2021, DATE),
    by_figure("GBE 6", "Houses in multiple occupation registered", LAW, None, "hmos_registered", "count", UP, None, COUNT, NARRATIVE, "Green"),
    by_judgement("GBE 7", "Selective Licensing scheme in South Wigston implemented", LAW, "Green", NARRATIVE, MARCH_2021, MONTH),
    by_figure("GBE 12", "Tenancy audit of all Council owned properties", BUILT, "24% each year", "tenancies_audited", "%", UP, 0.24, PERCENT, EXCEPTION, "Amber", "Covid-19 restrictions"),
    by_judgement("GBE 14", "Demand study for the Wigston Direction for Growth site completed", BUILT, "Amber", EXCEPTION, datetime.date(2021, 2, 28), DATE),
    by_figure("PES 3", "Void times for normal voids kept to a minimum", BUILT, "20 working days", "void_days", "days", DOWN, 20, COUNT, EXCEPTION, "Amber", "Covid-19 restrictions"),
    by_figure("PES 6", "Improve customer satisfaction with the repairs service", BUILT, "100% surveyed, 95% satisfied", "repairs_satisfied / repairs_surveyed", "%", UP, 0.95, PERCENT, EXCEPTION, "Amber", "No surveys in the quarter"),
    by_figure("PES 9", "Tenant related ASB cases to have an agreed action plan", WELLBEING, "95%", "asb_plans / asb_cases", "%", UP, 0.95, PERCENT, EXCEPTION),
    by_figure("PES 19", "Migration towards paperless committees", LAW, "100% by 31 March 2021", "members_on_paper", "count", DOWN, 0, COUNT, EXCEPTION),
    by_figure("PES 20", "Licensing applications dealt with within statutory time scales", LAW, "100%", "licensing_in_time", "%", UP, 1.0, PERCENT, NARRATIVE),
    by_judgement("PES 22", "Bi-annual review of the constitution", LAW, "Green", NARRATIVE),
    by_figure("PES 24", "Tenant related call back requests responded to within the SLA", BUILT, "95%", "call_backs_in_time", "%", UP, 0.95, PERCENT, EXCEPTION, "Amber"),
    by_figure("PES 29", "New claims based on Universal Credit: average days", FINANCE, "20 days", "new_claim_days_uc", "days", DOWN, 20, "0.00", SERVICE_TEXT),
    by_figure("PES 30", "New claims not based on Universal Credit: average days", FINANCE, "15 days", "new_claim_days_other", "days", DOWN, 15, "0.00", SERVICE_TEXT),
    by_figure("PES 31", "Changes in circumstances: average days", FINANCE, "5.5 days", "change_days", "days", DOWN, 5.5, "0.00", SERVICE_TEXT),
    by_figure("PES 32", "Council tax collection rate", FINANCE, "29.39% by June, 97.5%", "council_tax", "%", UP, 0.2939, PERCENT2, EXCEPTION),
    by_figure("PES 33", "NNDR collection rate", FINANCE, "29.33% by June, 98.50%", "business_rates", "%", UP, 0.2933, PERCENT2, EXCEPTION),
    by_figure("PES 34", "Annual gas safety test: homes in compliance", BUILT, None, "gas_compliance", "%", UP, None, PERCENT, SERVICE_TEXT, "Green"),
]

# Indicators that the report counts without naming: prefix, department, status, how many. With those above they
# give 18 + 14 + 26 due by objective (chart 1), 26 + 9 + 6 + 8 + 9 by department (chart 2), and 98 in all.
UNNAMED = [
    ("BPE", BUILT, "Green", 5), ("BPE", WELLBEING, "Green", 7), ("BPE", TRANSFORMATION, "Green", 1),
    ("GBE", BUILT, "Green", 7), ("GBE", FINANCE, "Green", 1),
    ("PES", BUILT, "Green", 4), ("PES", WELLBEING, "Green", 1), ("PES", TRANSFORMATION, "Green", 5),
    ("PES", FINANCE, "Green", 2), ("PES", LAW, "Green", 1),
    ("BPE", BUILT, "Blue", 8), ("BPE", WELLBEING, "Blue", 5), ("BPE", WELLBEING, "White", 4),
    ("GBE", BUILT, "Blue", 5), ("GBE", LAW, "Blue", 2), ("GBE", BUILT, "White", 3),
    ("PES", BUILT, "Blue", 4), ("PES", FINANCE, "Blue", 4), ("PES", TRANSFORMATION, "Blue", 2), ("PES", LAW, "White", 2),
]


def scorecard_entries():
    """All 98 in the order of their references; unnamed ones take the lowest free numbers."""
    entries = list(NAMED)
    taken = {entry["reference"] for entry in entries}
    for prefix, department, status, count in UNNAMED:
        number = 1
        for _ in range(count):
            while f"{prefix} {number}" in taken:
                number += 1
            reference = f"{prefix} {number}"
            taken.add(reference)
            note = MADE_UP if status == "Green" else MADE_UP_NOT_DUE
            entries.append(by_judgement(reference, f"{department}: title not printed", department, status, note))
    entries.sort(key=lambda entry: (entry["reference"][:3], int(entry["reference"][4:])))
    return entries


def monthly_rows(sheet, row, rows, total_heading, fmt):
    """Rows of three monthly figures; `total_heading` gives the formula of column E for each."""
    for label, figures, total in rows:
        put(sheet, f"A{row}", label)
        for column, figure in zip("BCD", figures):
            formula = figure.format(r=row, c=column, p=chr(ord(column) - 1)) if isinstance(figure, str) else figure
            put(sheet, f"{column}{row}", formula, fmt)
        if total_heading:
            put(sheet, f"E{row}", total.format(r=row) if isinstance(total, str) else total, fmt, BOLD)
        row += 1
    return row


def statistics_sheet(book):
    sheet = titled_sheet(book, "Statistics", "Service statistics - Quarter 1 2020/21", f"{BOROUGH}. April to June 2020",
                         [60, 13, 13, 13, 13])
    band(sheet, 4, "4.3 Collection rates (cumulative)", "E")
    headings(sheet, 5, ["Percentage of debit collected"] + MONTHS)
    monthly_rows(sheet, 6, [("Council Tax: actual collection", [0.1014, 0.1877, 0.2769], None),
                            ("Council Tax: target", [0.1094, 0.2028, 0.2939], None),
                            ("Council Tax: actual collection 2018/19", [0.1094, 0.2028, 0.2939], None)], None, PERCENT2)
    monthly_rows(sheet, 9, [("Council Tax: behind (-) or ahead of target", ["=({c}6-{c}7)*100"] * 3, None)], None, '+0.00" pts";-0.00" pts"')
    monthly_rows(sheet, 10, [("Council Tax: collected in the month", ["=B6", "={c}6-{p}6", "={c}6-{p}6"], None)], None, PERCENT2)
    monthly_rows(sheet, 11, [("Non Domestic Rates: actual collection", [0.0755, 0.1034, 0.2099], None),
                             ("Non Domestic Rates: target", [0.1193, 0.1931, 0.2933], None),
                             ("Non Domestic Rates: actual collection 2017/18", [0.1177, 0.2033, 0.2919], None)], None, PERCENT2)
    monthly_rows(sheet, 14, [("Non Domestic Rates: behind (-) or ahead of target", ["=({c}11-{c}12)*100"] * 3, None)], None, '+0.00" pts";-0.00" pts"')
    monthly_rows(sheet, 15, [("Non Domestic Rates: collected in the month", ["=B11", "={c}11-{p}11", "={c}11-{p}11"], None)], None, PERCENT2)

    put(sheet, "F7", '=IF(AND(B7=B8,C7=C8,D7=D8),"check: the targets are the actuals of 2018/19","ok")', boxed=False)

    band(sheet, 17, "4.4 Property statistics", "E")
    headings(sheet, 18, ["Number at the end of the month"] + MONTHS)
    monthly_rows(sheet, 19, [("Council Tax properties", [23510, 23524, 23533], None),
                             ("Council Tax direct debits", [17601, 17647, 17662], None),
                             ("Single person discounts", [7298, 7298, 7313], None)], None, COUNT)
    monthly_rows(sheet, 22, [("Share of properties paying by direct debit", ["={c}20/{c}19"] * 3, None)], None, PERCENT1)

    band(sheet, 24, "4.5 Benefits", "E")
    headings(sheet, 25, ["New claims and changes"] + MONTHS + ["Total Q1"])
    monthly_rows(sheet, 26, [("New claims processed", [94, 107, 66], "=SUM(B{r}:D{r})")], True, COUNT)
    monthly_rows(sheet, 27, [("Average days per claim, combined", [17.88, 15.94, 11.44], "=SUMPRODUCT(B26:D26,B27:D27)/SUM(B26:D26)"),
                             ("Average days per claim, based on UC", [19.80, 14.07, 12.44], 15.53),
                             ("Average days per claim, not based on UC", [14.14, 19.58, 9.85], 14.94)], True, "0.00")
    monthly_rows(sheet, 30, [("Changes received", [1612, 568, 573], "=SUM(B{r}:D{r})")], True, COUNT)
    monthly_rows(sheet, 31, [("Average days per change", [3.34, 4, 3.16], "=SUMPRODUCT(B30:D30,B31:D31)/SUM(B30:D30)")], True, "0.00")
    for row in (27, 31):
        put(sheet, f"F{row}", f'=TEXT(E{row},"0.00")&" YTD"', boxed=False)
    put(sheet, "F28", "typed: the monthly number of UC claims is not printed", font=SUBTITLE, boxed=False)
    put(sheet, "F29", "typed: as above", font=SUBTITLE, boxed=False)
    put(sheet, "A32", "Mean of the three months (not the quarter's average)")
    put(sheet, "E32", "=AVERAGE(B31:D31)", "0.00")

    band(sheet, 34, "4.5 Discretionary payments", "E")
    headings(sheet, 35, ["Successful claims"] + MONTHS + ["Total Q1"])
    monthly_rows(sheet, 36, [("Discretionary Housing Payment (cumulative)", [17, 33, 42], None),
                             ("Discretionary Council Tax Support (cumulative)", [6, 11, 13], None)], None, COUNT)
    monthly_rows(sheet, 38, [("Discretionary Housing Payment in the month", ["=B36", "={c}36-{p}36", "={c}36-{p}36"], "=SUM(B{r}:D{r})"),
                             ("Discretionary Council Tax Support in the month", ["=B37", "={c}37-{p}37", "={c}37-{p}37"], "=SUM(B{r}:D{r})")], True, COUNT)

    band(sheet, 41, "4.6 Universal Credit activity", "E")
    headings(sheet, 42, ["Notices"] + MONTHS + ["Total Q1"])
    monthly_rows(sheet, 43, [("Housing Benefit stop notices", [40, 22, 22], "=SUM(B{r}:D{r})"),
                             ("UC notifications for CTS", [1096, 1170, 944], "=SUM(B{r}:D{r})")], True, COUNT)

    band(sheet, 46, "Figures from the text and the exception report", "E")
    headings(sheet, 47, ["Figure", "Q1 2020/21"])
    for row, (label, figure, fmt) in enumerate(QUARTER_FIGURES, start=48):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", figure, fmt)
    sheet.freeze_panes = "B4"


# Row 48 onwards of "Statistics". "n/a": the report says that nothing was surveyed, inspected or audited.
QUARTER_FIGURES = [
    ("Tenant ASB cases opened", 23, COUNT),
    ("Tenant ASB cases with an action plan in time", 13, COUNT),
    ("Average working days of a void", 28, COUNT),
    ("Call backs within service standards", 0.89, PERCENT),
    ("Repairs surveyed", "n/a", COUNT),
    ("Repairs surveyed and satisfied", "n/a", COUNT),
    ("Estate walkabouts on time", "n/a", PERCENT),
    ("Block inspections with a tenant", "n/a", PERCENT),
    ("Tenancies audited", "n/a", PERCENT),
    ("Members still on paper agendas", 12, COUNT),
    ("Licensing applications in time", 1.0, PERCENT),
    ("Houses in multiple occupation registered", 16, COUNT),
    ("Homes with a valid gas certificate", 0.98, PERCENT),
    ("New claims based on UC: average days, year to date", "=E28", "0.00"),
    ("New claims not based on UC: average days, year to date", "=E29", "0.00"),
]

QUARTER = "Q1 2020/21"
SCORECARD_MEASURES = [
    "# Series by month: cumulative rates, and days weighted by their number",
    ("council_tax", "%", "Statistics!B6:D6", "Statistics!B5:D5", "cumulative", "Council Tax: actual collection", FINANCE),
    ("business_rates", "%", "Statistics!B11:D11", "Statistics!B5:D5", "cumulative", "Non Domestic Rates: actual collection", FINANCE),
    ("changes_received", "count", "Statistics!B30:D30", "Statistics!B25:D25", "sum", "Changes received", FINANCE),
    ("change_days", "days", "Statistics!B31:D31", "Statistics!B25:D25", "average weighted by changes_received", "Average days per change", FINANCE),
    "# Figures of the quarter: nothing that they could be computed from is printed, except ASB cases",
    ("new_claim_days_uc", "days", "Statistics!B61", QUARTER, "none", "New claims based on UC: average days, year to date", FINANCE),
    ("new_claim_days_other", "days", "Statistics!B62", QUARTER, "none", "New claims not based on UC: average days, year to date", FINANCE),
    ("asb_cases", "count", "Statistics!B48", QUARTER, "sum", "Tenant ASB cases opened", WELLBEING),
    ("asb_plans", "count", "Statistics!B49", QUARTER, "sum", "Tenant ASB cases with an action plan in time", WELLBEING),
    ("void_days", "days", "Statistics!B50", QUARTER, "none", "Average working days of a void", BUILT),
    ("call_backs_in_time", "%", "Statistics!B51", QUARTER, "none", "Call backs within service standards", BUILT),
    ("repairs_surveyed", "count", "Statistics!B52", QUARTER, "sum", "Repairs surveyed", BUILT),
    ("repairs_satisfied", "count", "Statistics!B53", QUARTER, "sum", "Repairs surveyed and satisfied", BUILT),
    ("walkabouts_on_time", "%", "Statistics!B54", QUARTER, "none", "Estate walkabouts on time", BUILT),
    ("inspections_with_tenant", "%", "Statistics!B55", QUARTER, "none", "Block inspections with a tenant", BUILT),
    ("tenancies_audited", "%", "Statistics!B56", QUARTER, "none", "Tenancies audited", BUILT),
    ("members_on_paper", "count", "Statistics!B57", QUARTER, "last", "Members still on paper agendas", LAW),
    ("licensing_in_time", "%", "Statistics!B58", QUARTER, "none", "Licensing applications in time", LAW),
    ("hmos_registered", "count", "Statistics!B59", QUARTER, "last", "Houses in multiple occupation registered", LAW),
    ("gas_compliance", "%", "Statistics!B60", QUARTER, "last", "Homes with a valid gas certificate", BUILT),
]


def scorecard_sheet(book, entries):
    sheet = titled_sheet(book, "Scorecard", "Corporate performance scorecard - Quarter 1 2020/21",
                         f"{BOROUGH}. Yellow cells are typed; the actual and its status are calculated",
                         [10, 68, 27, 45, 33, 12, 11, 13, 11, 26, 66])
    headings(sheet, 4, ["Reference", "Measure/Activity", "Target", "Corporate Objective", "Department", "June forecast",
                        "Actual", "Status by the figures", "Counts as", "Reason", "Note"])
    for row, entry in enumerate(entries, start=5):
        figure = entry["expression"] != "milestone"
        put(sheet, f"A{row}", entry["reference"])
        put(sheet, f"B{row}", entry["title"], align=WRAP)
        put(sheet, f"C{row}", entry["shown_target"], None if figure else entry["fmt"], align=CENTRE)
        put(sheet, f"D{row}", OBJECTIVE_OF[entry["reference"][:3]])
        put(sheet, f"E{row}", entry["department"])
        put(sheet, f"F{row}", entry["typed"], fill=TYPED, align=CENTRE)
        put(sheet, f"G{row}", None, entry["fmt"] if figure else None, BOLD)
        put(sheet, f"H{row}", None, align=CENTRE)
        put(sheet, f"I{row}", f'=IF(F{row}="",H{row},F{row})', align=CENTRE)
        put(sheet, f"J{row}", entry["reason"], fill=TYPED if figure and entry["typed"] else None)
        put(sheet, f"K{row}", entry["note"], font=SUBTITLE)
    for word, colour in (("Green", "C6E0B4"), ("Amber", "FFE699"), ("Red", "F4B084"), ("Blue", "BDD7EE")):
        rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=PatternFill("solid", bgColor=colour))
        sheet.conditional_formatting.add(f"H5:I{row}", rule)
    sheet.freeze_panes = "C5"
    sheet.auto_filter.ref = f"A4:K{row}"
    book.defined_names.append(DefinedName("Counts_as", attr_text=f"Scorecard!$I$5:$I${row}"))
    book.defined_names.append(DefinedName("Objectives", attr_text=f"Scorecard!$D$5:$D${row}"))
    book.defined_names.append(DefinedName("Departments", attr_text=f"Scorecard!$E$5:$E${row}"))


def chart_table(sheet, first, title, subheading, lines, column_of_lines):
    """One chart of the report: its total line first, then its lines, with a COUNTIFS cross-check beside them."""
    band(sheet, first, title, "I")
    put(sheet, f"A{first + 1}", None, fill=NAVY)
    for columns, text in (("BD", "Number of indicators"), ("EG", "Percentage"), ("HI", "Check")):
        sheet.merge_cells(f"{columns[0]}{first + 1}:{columns[1]}{first + 1}")
        put(sheet, f"{columns[0]}{first + 1}", text, font=HEADING, fill=NAVY, align=CENTRE)
    headings(sheet, first + 2, ["Quarter One 2020/21"] + ["Green", "Amber", "Red"] * 2 + ["Adds to 100%", "Counted again"])
    band(sheet, first + 4, subheading, "I")
    total = first + 3
    start, end = first + 5, first + 4 + len(lines)
    for row, line in [(total, "All Targets Due")] + list(enumerate(lines, start=start)):
        put(sheet, f"A{row}", line, font=BOLD if row == total else PLAIN)
        for column in "BCD":
            put(sheet, f"{column}{row}", None, "0")
        for column in "EFG":
            put(sheet, f"{column}{row}", None, PERCENT)
        put(sheet, f"H{row}", f'=IF(ROUND(SUM(E{row}:G{row}),4)=1,"yes","no")', align=CENTRE)
        criteria = f",{column_of_lines},$A{row}" if row != total else ""
        counts = "+".join(f"COUNTIFS(Counts_as,{column}${first + 2}{criteria})" for column in "BCD")
        put(sheet, f"I{row}", f'=IF({counts}=SUM(B{row}:D{row}),"agrees","differs")', align=CENTRE)
    return start, end


def charts_sheet(book):
    sheet = titled_sheet(book, "Charts", "Corporate performance - Quarter 1 2020/21", BOROUGH,
                         [50] + [10] * 6 + [14, 14])
    chart_table(sheet, 4, "Chart 1: Performance Table by Corporate Objective", "Corporate Priority",
                [BUILDING, GROWING, EXCELLENT], "Objectives")
    chart_table(sheet, 14, "Chart 2: Performance Table by Service Delivery", "Department",
                [BUILT, WELLBEING, TRANSFORMATION, FINANCE, LAW], "Departments")
    band(sheet, 26, "All indicators, ranked or not", "I")
    headings(sheet, 27, ["Quarter One 2020/21", "Green", "Amber", "Red", "Blue", "White", "All"])
    for row, line in enumerate((BUILDING, GROWING, EXCELLENT, "All indicators"), start=28):
        put(sheet, f"A{row}", line, font=BOLD if row == 31 else PLAIN)
        for column in "BCDEF":
            put(sheet, f"{column}{row}", None, "0")
        put(sheet, f"G{row}", f"=SUM(B{row}:F{row})", "0")
    put(sheet, "A12", "All Targets Due, previous quarter", font=SUBTITLE)
    for column, figure in zip("EFG", (0.75, 0.06, 0.19)):
        put(sheet, f"{column}12", figure, PERCENT, fill=TYPED)
    put(sheet, "A13", "Change, percentage points", font=SUBTITLE)
    for column in "EFG":
        put(sheet, f"{column}13", f"=ROUND(({column}7-{column}12)*100,0)", CHANGE)
    for row, formula in enumerate((
            '="Out of the "&G31&" indicators, "&SUM(B7:D7)&" were due. Of these, "&B7&" were Green, "&C7&" Amber and "&D7&" Red."',
            '="This equates to "&TEXT(E7,"0%")&" Green, "&TEXT(F7,"0%")&" Amber and "&TEXT(G7,"0%")&" Red."',
            '="Both charts reach "&IF(AND(SUM(B9:B11)=SUM(B19:B23),SUM(C9:C11)=SUM(C19:C23),SUM(D9:D11)=SUM(D19:D23)),"the same","different")&" totals."'), start=33):
        put(sheet, f"A{row}", formula, boxed=False)


def exceptions_sheet(book):
    sheet = titled_sheet(book, "Exceptions", "Exception report - Quarter 1 2020/21", f"{BOROUGH}. Every Amber and Red, by department", [30, 11, 70, 14, 12])
    headings(sheet, 4, ["Service", "Reference", "Title", "Value", "Status"])
    for row in range(5, 31):
        for column in "ABCDE":
            put(sheet, f"{column}{row}")


def scorecard():
    book = Workbook()
    entries = scorecard_entries()
    scorecard_sheet(book, entries)
    statistics_sheet(book)
    charts_sheet(book)
    exceptions_sheet(book)
    definition_sheet(book, "Settings", SETTING_COLUMNS,
                     [("Period", QUARTER), ("Year starts", "April"), ("Locale", "en-GB"),
                      ("Missing is written", "n/a; -; ***")], [22, 18])
    definition_sheet(book, "Measures", MEASURE_COLUMNS, SCORECARD_MEASURES, MEASURE_WIDTHS)
    indicators = []
    for row, entry in enumerate(entries, start=5):
        figure = entry["expression"] != "milestone"
        target = entry["target"]
        if isinstance(target, datetime.date) or (entry["unit"] == "%" and target is not None):
            target = (target, entry["fmt"])
        indicators.append((
            entry["reference"], entry["title"], entry["expression"], entry["unit"], entry["aim"], target, None, "quarterly",
            "PI", OBJECTIVE_OF[entry["reference"][:3]], entry["department"],
            f"Scorecard!G{row}" if figure else None, f"Scorecard!H{row}" if figure else None, None,
            f"Scorecard!F{row}", f"Scorecard!J{row}" if figure and entry["typed"] else None, None))
    definition_sheet(book, "Indicators", INDICATOR_COLUMNS, indicators, INDICATOR_WIDTHS)
    definition_sheet(book, "Roll-ups", ROLL_UP_COLUMNS, [
        ("Chart 1, by objective", "Objective", None, "Charts!A9:A11", "Charts!B6:D6", "Charts!B9:D11", "Charts!E9:G11",
         "Charts!A7", "ranked", "balance on Red"),
        ("Chart 2, by department", "Service", None, "Charts!A19:A23", "Charts!B16:D16", "Charts!B19:D23", "Charts!E19:G23",
         "Charts!A17", "ranked", "balance on Red"),
        ("All statuses", "Objective", None, "Charts!A28:A30", "Charts!B27:F27", "Charts!B28:F30", None, "Charts!A31", "all",
         None),
    ], ROLL_UP_WIDTHS)
    definition_table(book, "Lists", [
        {"List": "Exceptions", "Which": "exceptions", "By": "Service", "Cells": "Exceptions!A4:E30", "Empty": "No exceptions"}])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    scorecard()
