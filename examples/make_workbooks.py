#!/usr/bin/env python3
"""Writes the workbooks of 01-call-centre and 02-scorecard.

    sudo apt-get install python3-openpyxl
    /usr/bin/python3 examples/make_workbooks.py

Every figure of both workbooks stands below, beside the place of the published report it comes from. Cells that
outturn owns (values, statuses, roll-ups) are left empty, and Excel formulas are written without cached values, so
that nothing an example shows can come from anywhere but a recalculation. Two runs write the same bytes (openpyxl
3.0.9, the version of Debian 12).
"""

import datetime
import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName

HERE = Path(__file__).resolve().parent

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
    print(path.relative_to(HERE.parent))


# ---------------------------------------------------------------------------------------------------------------
# 01: North West Leicestershire, Quarter 2 2018/19
# ---------------------------------------------------------------------------------------------------------------

# Table 8 of the report: July, August, September, each last year then this year.
CALLS = [
    ("Received", [9040, 10338, 9532, 8951, 8658, 7779]),
    ("Answered", [6843, 6877, 6691, 7179, 6687, 6535]),
    ("Answered in 30 secs", [2663, 2045, 1700, 4035, 2663, 3937]),
    ("Answered in 60 secs", [3014, 2379, 2011, 4444, 2960, 3319]),
    ("Abandoned", [2072, 3231, 2748, 1326, 1876, 1241]),
    ("Rejected", [118, 230, 93, 18, 92, 0]),
]
YEAR_COLUMNS = ["B", "C", "E", "F", "H", "I"]

# Sheet "PI data": measure, label, Q1, Q2, number format, unit, over time, group. The report prints these figures
# and nothing that they could be computed from, so the printed figure is the measure. Blank: not printed.
BENEFITS, REVENUES, PLANNING, LEISURE, CUSTOMER, PLACE = (
    "Benefits", "Revenues", "Planning", "Leisure", "Customer Services", "Economic development and environment")
PI_DATA = [
    ("benefits_days", "Combined benefits performance (average days)", None, 8.3, DAYS, "days", "none", BENEFITS),
    ("new_claim_days", "Processing of new claims (average days)", None, 16.1, DAYS, "days", "none", BENEFITS),
    ("change_days", "Processing of change of circumstances (average days)", None, 7.4, DAYS, "days", "none", BENEFITS),
    ("council_tax_rate", "Council Tax in year collection rate", None, 0.56, PERCENT, "%", "cumulative", REVENUES),
    ("ndr_rate", "Non-domestic rates in year collection rate", None, 0.56, PERCENT, "%", "cumulative", REVENUES),
    ("overpayment_rate", "Housing Benefits overpayments collection rate", None, 0.19, PERCENT, "%", "none", REVENUES),
    ("planning_satisfied", "Satisfied with the Planning Service", None, 0.91, PERCENT, "%", "none", PLANNING),
    ("major_in_time", "Major applications within 13 weeks", None, 0.93, PERCENT, "%", "none", PLANNING),
    ("minor_in_time", "Minor applications within 8 weeks", None, 0.88, PERCENT, "%", "none", PLANNING),
    ("other_in_time", "Other applications within 8 weeks", None, 0.92, PERCENT, "%", "none", PLANNING),
    ("membership_income", "Leisure Centre Membership income", None, 414177, POUNDS, "£", "sum", LEISURE),
    ("leisure_usage", "Leisure Facility Usage Levels (cumulative)", None, 511246, COUNT, "count", "cumulative", LEISURE),
    ("online_transactions", "Transactions that can be made online 24/7", None, 50, PLUS, "count", "last", CUSTOMER),
    (None, "Average queue time (hh:mm:ss)", None, datetime.time(0, 10, 30), TIME, None, None, CUSTOMER),
    ("queue_minutes", "Average queue time (minutes)", None, "=HOUR(D19)*60+MINUTE(D19)+SECOND(D19)/60", DAYS, "minutes", "none", CUSTOMER),
    ("satisfied_face", "Satisfied with Customer Service: face to face", None, 0.88, PERCENT, "%", "none", CUSTOMER),
    ("satisfied_phone", "Satisfied with Customer Service: telephone", None, 0.84, PERCENT, "%", "none", CUSTOMER),
    ("satisfied_online", "Satisfied with Customer Service: online", None, 0.71, PERCENT, "%", "none", CUSTOMER),
    ("shop_fronts_engaged", "Coalville shop fronts: businesses engaged", None, 0, COUNT, "count", "sum", PLACE),
    ("shop_front_grants", "Coalville shop fronts: grant awards", None, 2, COUNT, "count", "sum", PLACE),
    ("events_promoted", "Tourism and culture events promoted", None, 4, COUNT, "count", "sum", PLACE),
    ("enquiries", "Business enquiries received and supported", None, 34, COUNT, "count", "sum", PLACE),
    ("investors", "Inward investment: number of businesses", None, 13, COUNT, "count", "sum", PLACE),
    ("town_centre_engaged", "Enterprising Town Centres: businesses engaged", None, 0, COUNT, "count", "sum", PLACE),
    ("town_centre_supported", "Enterprising Town Centres: businesses supported", None, 20, COUNT, "count", "sum", PLACE),
    # Printed without a % sign: points, 50.08 is 50.08 %.
    ("recycled", "Household waste recycled (%)", None, 50.08, "0.00", "%", "none", PLACE),
    ("landfill_kg", "Household waste sent to landfill, kg per household (cumulative)", None, 236, COUNT, "kg", "cumulative", PLACE),
    ("heat_pumps", "Air Source Heat Pumps installed", None, 55, COUNT, "count", "sum", PLACE),
]

# Sheet "Homes", the same columns. Q1 figures from paragraph 2.2.12.
HOMES = [
    ("rent_arrears", "Rent arrears of current tenants (% of rent due)", None, 0.0219, PERCENT2, "%", "last"),
    ("rent_loss", "Rent loss (% of rent due)", 0.009, 0.0073, PERCENT2, "%", "none"),
    ("lettings_satisfied", "Satisfied with allocation and lettings", None, 0.92, PERCENT, "%", "none"),
    ("relet_days", "Average re-let time (days)", 29, 25, COUNT, "days", "none"),
    ("empty_homes", "Properties empty and unavailable", None, 42, COUNT, "count", "last"),
    (None, "Properties empty and unavailable (% of stock, as printed)", None, 0.0098, PERCENT2, None, None),
    ("repairs_satisfied", "Satisfied with the repairs service", None, 0.992, PERCENT1, "%", "none"),
    ("repairs_in_target", "Repairs completed within target", None, 0.97, PERCENT, "%", "none"),
    ("void_repair_days", "Time to repair empty homes to lettable standard (days)", None, 14, COUNT, "days", "none"),
    ("affordable_homes", "New affordable homes delivered", None, 57, COUNT, "count", "sum"),
]

VALUE, HOME, COALVILLE, JOBS, GREEN = (
    "Value for Money", "Homes and Communities", "Building Confidence in Coalville", "Business and Jobs",
    "Green Footprints")
UP, DOWN = "maximise", "minimise"

# Appendix 1, in its order: reference, title, expression, unit, aim, target, tolerance, target as printed, format of
# the value, plan. The tolerances are ours: the report prints none, but these rows have an amber face or stand in
# the worked example.
BOARD = [
    VALUE,
    ("VM-1", "Combined benefits performance: average days for new claims and changes", "benefits_days", "days", DOWN, 10.9, None, "10.9", DAYS, None),
    ("VM-2", "Processing of new claims: average days", "new_claim_days", "days", DOWN, 15.9, "5 % of target", "15.9", DAYS, None),
    ("VM-3", "Processing of change of circumstances: average days", "change_days", "days", DOWN, 10.2, None, "10.2", DAYS, None),
    ("VM-4", "Council Tax in year collection rate", "council_tax_rate", "%", UP, 0.56, None, "56%", PERCENT, None),
    ("VM-5", "Non-domestic rates in year collection rate", "ndr_rate", "%", UP, 0.56, None, "56%", PERCENT, None),
    ("VM-6", "Housing Benefits overpayments collection rate", "overpayment_rate", "%", UP, 0.20, "5 % of target", "20%", PERCENT, None),
    ("VM-7", "Customers very satisfied or satisfied with the Planning Service", "planning_satisfied", "%", UP, 0.90, None, "90%", PERCENT, None),
    ("VM-8", "Major planning applications determined within 13 weeks or as agreed", "major_in_time", "%", UP, 0.85, None, "85%", PERCENT, None),
    ("VM-9", "Minor planning applications processed within 8 weeks or as agreed", "minor_in_time", "%", UP, 0.85, None, "85%", PERCENT, None),
    ("VM-10", "Other planning applications determined within 8 weeks or as agreed", "other_in_time", "%", UP, 0.85, None, "85%", PERCENT, None),
    ("VM-11", "Leisure Centre Membership income", "membership_income", "£", UP, 494958, None, "£494,958", POUNDS, "B"),
    ("VM-12", "Leisure Facility Usage Levels (cumulative)", "leisure_usage", "count", UP, 467500, None, "467,500", COUNT, None),
    ("VM-13", "Start our Customer First Programme to improve our customer service", "milestone", "date", "on time", None, None, "Started", None, None),
    ("VM-14", "Customers can make at least 50 transactions online 24/7", "online_transactions", "count", UP, 50, None, "50", COUNT, None),
    ("CS-1", "Rate of abandonment: calls that hang up before they can be answered", "abandoned / received", "%", DOWN, "<10%", None, "<10%", PERCENT, "A"),
    ("CS-2", "Call wait time: calls answered within 30 seconds", "answered_30s / answered", "%", UP, 0.70, "5 points", "70% in 30 seconds", PERCENT, "A"),
    ("CS-3", "Call wait time: calls answered within 60 seconds", "answered_60s / answered", "%", UP, 0.90, None, "90% in 60 seconds", PERCENT, "A"),
    ("CS-4", "Average queue time: minutes that a visitor waits before being seen", "queue_minutes", "minutes", DOWN, 10, None, "10 minutes", DAYS, "A"),
    ("CS-5", "Satisfied with Customer Service (worst of three channels)", "worst([SAT-F2F], [SAT-TEL], [SAT-WEB])", "%", UP, 0.90, None, "90% satisfied", PERCENT, "A"),
    ("SAT-F2F", "   of which face to face", "satisfied_face", "%", UP, 0.90, None, None, PERCENT, "A"),
    ("SAT-TEL", "   of which telephone", "satisfied_phone", "%", UP, 0.90, None, None, PERCENT, "A"),
    ("SAT-WEB", "   of which online", "satisfied_online", "%", UP, 0.90, None, None, PERCENT, "A"),
    HOME,
    ("HC-1", "Percentage rent arrears of current tenants", "rent_arrears", "%", DOWN, 0.0251, None, "2.51%", PERCENT2, None),
    ("HC-2", "Percentage of rent loss", "rent_loss", "%", DOWN, 0.011, None, "1.1%", PERCENT2, None),
    ("HC-3", "Tenants satisfied with the allocation and lettings process", "lettings_satisfied", "%", UP, 0.95, "3 points", "95%", PERCENT, None),
    ("HC-4", "Average re-let times (days)", "relet_days", "days", DOWN, 28, None, "28", COUNT, None),
    ("HC-5", "Number of properties empty and unavailable", "empty_homes", "count", DOWN, 32, None, "0.75% (32 properties)", COUNT, "C"),
    ("HC-6", "Customers satisfied with the repairs service (% of completed jobs)", "repairs_satisfied", "%", UP, 0.98, None, "98%", PERCENT1, None),
    ("HC-7", "Percentage of all repairs completed within target", "repairs_in_target", "%", UP, 0.87, None, "87%", PERCENT, None),
    ("HC-8", "Average time to repair empty homes to the lettable standard", "void_repair_days", "days", DOWN, 25, None, "25 days", COUNT, None),
    ("HC-9", "Number of new affordable homes delivered (annual target 100)", "affordable_homes", "count", UP, 25, None, "25", COUNT, None),
    COALVILLE,
    ("BC-1", "Impact of Coalville shop fronts: businesses engaged (annual target 40)", "shop_fronts_engaged", "count", UP, 10, None, "10", COUNT, "F"),
    ("BC-2", "Impact of Coalville shop fronts: grant awards (annual target 8)", "shop_front_grants", "count", UP, 2, None, "2", COUNT, None),
    ("BC-3", "Active promotion of tourism and culture events (annual target 7)", "events_promoted", "count", UP, 2, None, "2", COUNT, None),
    JOBS,
    ("BJ-1", "Business enquiries received and supported", "enquiries", "count", UP, 40, None, "40", COUNT, "D"),
    ("BJ-2", "Inward investment: number of businesses (annual target 12)", "investors", "count", UP, 3, None, "3", COUNT, None),
    ("BJ-3", "Enterprising Town Centres: businesses engaged (annual target 80)", "town_centre_engaged", "count", UP, 20, None, "20", COUNT, "E"),
    ("BJ-4", "Enterprising Town Centres: businesses supported (annual target 60)", "town_centre_supported", "count", UP, 15, None, "15", COUNT, None),
    GREEN,
    ("GF-1", "Percentage of household waste recycled", "recycled", "%", UP, (46.50, "0.00"), None, "46.50", PERCENT2, None),
    ("GF-2", "Kgs of household waste sent to landfill per household (annual target 510)", "landfill_kg", "kg", DOWN, 255, None, "255", COUNT, None),
    ("GF-3", "Homes where Air Source Heat Pumps were installed (annual target 312)", "heat_pumps", "count", UP, 78, None, "78", COUNT, "G"),
]

# What the officer types on the board: the face printed in the report where no figure decides it, or where the
# figure says otherwise (VM-2: 16.1 days against 15.9, printed green without a reason); and the published figure.
BOARD_STATUS = {"VM-2": "Green", "VM-13": "Green"}
PUBLISHED_FIGURE = {"CS-1": 0.21, "CS-2": 0.49, "CS-3": 0.49}

# Appendix 1, milestone actions: reference, title, priorities, face. Two stand under two priorities.
ACTIONS = [
    ("VM-A1", "Delivery of the Leisure Project", VALUE, "Green"),
    ("VM-A2", "The Council's financial resources are aligned with its priorities", VALUE, "Green"),
    ("VM-A3", "Placing customers at the heart of the organisation", VALUE, "Green"),
    ("VM-A4", "Start our Customer First Programme", VALUE, "Green"),
    ("VM-A5", "Customer satisfaction levels", VALUE, "Red"),
    ("VM-A6", "To promote the chargeable service offered by Waste Services", VALUE, "Green"),
    ("HC-A1", "Develop a Health and Wellbeing Strategy", HOME, "Green"),
    ("HC-A2", "Refurbish the CCTV system", HOME, "Green"),
    ("HC-A3", "Statement of licensing policy", HOME, "Green"),
    ("HC-A4", "Develop new Homelessness Review and Strategy", HOME, "Amber"),
    ("BC-A1", "Programmes that make our town centres unique", COALVILLE, "Green"),
    ("BC-A2", "Establish and maintain public spaces, including Marlborough Square", COALVILLE, "Green"),
    ("BC-4", "Develop a Tourism Strategy", f"{COALVILLE}; {JOBS}", "Green"),
    ("BC-5", "Increase numbers of people attending events in our district", f"{COALVILLE}; {JOBS}", "Green"),
    ("BC-A5", "Programmes that support SME businesses in our towns", COALVILLE, "Green"),
    ("BJ-A3", "Programmes that support businesses to grow", JOBS, "Green"),
    ("BJ-A4", "Regulatory services in a way that supports business growth", JOBS, "Green"),
    ("BJ-A5", "Options appraisal for the Moira Furnace site", JOBS, "Green"),
    ("GF-A1", "Work with Highways England to reduce fly tipping", GREEN, "Green"),
    ("GF-A2", "Feasibility study for electric vehicle charging points", GREEN, "Green"),
    ("GF-A3", "All Party Parliamentary Group litter strategy", GREEN, "Green"),
    ("GF-A4", "Replace solid fuel heating systems with Air Source Heat Pumps", GREEN, "Red"),
    ("GF-A5", "National Forest partnership and 10 years of the Free Tree Scheme", GREEN, "Green"),
    ("GF-A6", "Develop a recycling strategy", GREEN, "Green"),
]
COUNCIL = "North West Leicestershire District Council"


def calls_sheet(book):
    sheet = titled_sheet(book, "Calls", "Customer Service Call Centre Statistics - Quarter 2",
                         f"{COUNCIL}. Number of calls to the call centre, July to September", [30] + [10] * 12 + [9])
    for columns, month in zip(("B4:D4", "E4:G4", "H4:J4", "K4:M4"), ("July", "August", "September", "Quarter 2")):
        sheet.merge_cells(columns)
        put(sheet, columns[:2], month, font=HEADING, fill=NAVY, align=CENTRE)
    put(sheet, "A4", None, fill=NAVY)
    headings(sheet, 5, ["Calls", "July 17/18", "July 18/19", "+/-", "Aug 17/18", "Aug 18/19", "+/-", "Sept 17/18",
                        "Sept 18/19", "+/-", "Total 17/18", "Total 18/19", "+/-", "+/- adds up"])
    sheet.merge_cells("A6:M6")
    put(sheet, "A6", "Number of calls", font=SUBTITLE, fill=BAND)
    for row, (label, figures) in enumerate(CALLS, start=7):
        put(sheet, f"A{row}", label)
        for column, figure in zip(YEAR_COLUMNS, figures):
            put(sheet, f"{column}{row}", figure, COUNT)
        for last, this, change in (("B", "C", "D"), ("E", "F", "G"), ("H", "I", "J"), ("K", "L", "M")):
            put(sheet, f"{change}{row}", f"={this}{row}-{last}{row}", CHANGE)
        put(sheet, f"K{row}", f"=B{row}+E{row}+H{row}", COUNT, BOLD)
        put(sheet, f"L{row}", f"=C{row}+F{row}+I{row}", COUNT, BOLD)
        put(sheet, f"N{row}", f'=IF(D{row}+G{row}+J{row}=M{row},"ok","check")', align=CENTRE)
    sheet.merge_cells("A14:M14")
    put(sheet, "A14", "Rates", font=SUBTITLE, fill=BAND)
    for row, (label, top, bottom) in enumerate((("Abandoned, of received", 11, 7),
                                                ("Answered in 30 secs, of answered", 9, 8),
                                                ("Answered in 60 secs, of answered", 10, 8)), start=15):
        put(sheet, f"A{row}", label)
        for column in YEAR_COLUMNS + ["K", "L"]:
            put(sheet, f"{column}{row}", f"={column}{top}/{column}{bottom}", PERCENT)
        for last, this, change in (("B", "C", "D"), ("E", "F", "G"), ("H", "I", "J"), ("K", "L", "M")):
            put(sheet, f"{change}{row}", f"=({this}{row}-{last}{row})*100", POINTS)
    put(sheet, "A18", "Not accounted for")
    put(sheet, "A19", "60 secs at least 30 secs")
    for column in YEAR_COLUMNS + ["K", "L"]:
        put(sheet, f"{column}18", f"={column}7-{column}8-{column}11-{column}12", COUNT)
        put(sheet, f"{column}19", f'=IF({column}10>={column}9,"ok","check")', align=CENTRE)
    for row, note in enumerate(("Received: direct to the call centre, without calls to individual extensions.",
                                "Abandoned: the caller hung up on the holding line.",
                                "Rejected: no free line to the holding line."), start=21):
        put(sheet, f"A{row}", note, font=SUBTITLE, boxed=False)
    sheet.freeze_panes = "B6"


def homes_sheet(book):
    sheet = titled_sheet(book, "Homes", "Housing management figures", f"{COUNCIL}. As printed in the dashboard",
                         [56, 13, 13, 10, 10])
    sheet.merge_cells("B4:C4")
    put(sheet, "A4", None, fill=NAVY)
    put(sheet, "B4", "Quarter", font=HEADING, fill=NAVY, align=CENTRE)
    headings(sheet, 5, ["Homes and communities", "Q1 2018/19", "Q2 2018/19", "+/-", "Unit"])
    for row, (_, label, q1, q2, fmt, unit, _) in enumerate(HOMES, start=6):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", q1, fmt)
        put(sheet, f"C{row}", q2, fmt)
        put(sheet, f"D{row}", f'=IF(B{row}="","",C{row}-B{row})', fmt)
        put(sheet, f"E{row}", unit or "%", align=CENTRE)
    book.defined_names.append(DefinedName("Relet_days", attr_text="Homes!$B$9:$C$9"))


def pi_data_sheet(book):
    sheet = titled_sheet(book, "PI data", "Service returns: figures for the dashboards", f"{COUNCIL}. Figures as printed",
                         [34, 60, 13, 13, 10])
    headings(sheet, 5, ["Service", "Figure", "Q1 2018/19", "Q2 2018/19", "Unit"])
    for row, (_, label, q1, q2, fmt, unit, _, service) in enumerate(PI_DATA, start=6):
        put(sheet, f"A{row}", service)
        put(sheet, f"B{row}", label)
        put(sheet, f"C{row}", q1, fmt)
        put(sheet, f"D{row}", q2, fmt)
        put(sheet, f"E{row}", unit, align=CENTRE)
    sheet.freeze_panes = "C6"


def board_sheet(book):
    """Returns the row of each reference."""
    sheet = titled_sheet(book, "Board", "Performance dashboard - Quarter 2 2018/19",
                         f"{COUNCIL}. Yellow cells are typed; the actual and its status are calculated",
                         [10, 68, 21, 12, 10, 12, 12, 12, 40])
    headings(sheet, 4, ["Ref", "Performance indicator", "Q2 target", "Q2 actual", "Status", "Officer's status",
                        "As printed", "Published figure", "Reason where the status was typed"])
    rows = {}
    for row, entry in enumerate(BOARD, start=5):
        if isinstance(entry, str):
            band(sheet, row, entry, "I")
            continue
        reference, title, _, unit, _, _, _, printed, fmt, _ = entry
        rows[reference] = row
        put(sheet, f"A{row}", reference)
        put(sheet, f"B{row}", title, align=WRAP)
        put(sheet, f"C{row}", printed, align=CENTRE)
        put(sheet, f"D{row}", None, fmt, BOLD)
        put(sheet, f"E{row}", None, align=CENTRE)
        status = BOARD_STATUS.get(reference)
        put(sheet, f"F{row}", status, fill=TYPED if status else None, align=CENTRE)
        put(sheet, f"G{row}", f'=TEXT(D{row},"{fmt}")' if unit == "%" else None, align=CENTRE)
        figure = PUBLISHED_FIGURE.get(reference)
        put(sheet, f"H{row}", figure, PERCENT, fill=TYPED if figure else None)
        put(sheet, f"I{row}", None, fill=TYPED if status and unit != "date" else None)
    sheet.freeze_panes = "C5"
    return rows


def actions_sheet(book):
    sheet = titled_sheet(book, "Actions", "Council Delivery Plan actions - Quarter 2 2018/19", f"{COUNCIL}. Typed by the lead officers",
                         [10, 68, 56, 12])
    headings(sheet, 4, ["Ref", "Action", "Priority", "Status"])
    for row, (reference, title, priority, status) in enumerate(ACTIONS, start=5):
        put(sheet, f"A{row}", reference)
        put(sheet, f"B{row}", title)
        put(sheet, f"C{row}", priority)
        put(sheet, f"D{row}", status, fill=TYPED, align=CENTRE)


def summary_table(sheet, first, name, number, total):
    """Headings at `first` and `first`+1, the five priorities, and the total line, whose row it returns."""
    put(sheet, f"A{first}", None, fill=NAVY)
    for columns, text in (("BD", number), ("EG", "Percentage"), ("HI", "On target or within tolerance")):
        sheet.merge_cells(f"{columns[0]}{first}:{columns[1]}{first}")
        put(sheet, f"{columns[0]}{first}", text, font=HEADING, fill=NAVY, align=CENTRE)
    headings(sheet, first + 1, [name] + ["Green", "Amber", "Red"] * 2 + ["Number", "Out of"])
    lines = [VALUE, HOME, COALVILLE, JOBS, GREEN, total]
    for row, line in enumerate(lines, start=first + 2):
        font = BOLD if line == total else PLAIN
        put(sheet, f"A{row}", line, font=font)
        for column in "BCD":
            put(sheet, f"{column}{row}", None, "0", font)
        for column in "EFG":
            put(sheet, f"{column}{row}", None, PERCENT, font)
        put(sheet, f"H{row}", f"=B{row}+C{row}", "0", font)
        put(sheet, f"I{row}", f"=SUM(B{row}:D{row})", "0", font)
    return row


def summary_sheet(book):
    sheet = titled_sheet(book, "Summary", "Summary of performance - Quarter 2 2018/19", COUNCIL, [46] + [9] * 6 + [12, 12])
    total = summary_table(sheet, 4, "Performance indicators", "Number of indicators", "All performance indicators")
    put(sheet, f"A{total + 1}", "The lines add up to the total")
    put(sheet, f"B{total + 1}", f'=IF(SUM(I6:I10)=I{total},"yes","no")', align=CENTRE)
    summary_table(sheet, 14, "Actions", "Number of actions", "All actions, each once")
    put(sheet, "A22", "Sum of the five priorities")
    for column in "BCD":
        put(sheet, f"{column}22", f"=SUM({column}16:{column}20)", "0")
    put(sheet, "A23", "Counted under two priorities")
    put(sheet, "B23", "=SUM(B22:D22)-I21", "0")
    for row, formula in enumerate((
            '="Performance indicators: "&B11&" of "&I11&" are on track or green ("&TEXT(E11,"0%")&"), "&C11&" are amber and "&D11&" are below target."',
            '="Actions: "&B22&" of "&SUM(B22:D22)&" are on track or green ("&TEXT(B22/SUM(B22:D22),"0%")&"), "&C22&" is amber and "&D22&" are below target."',
            '="Calls answered in 30 seconds: "&TEXT(Board!D21,"0%")&", a year ago "&TEXT(Calls!K16,"0%")&"."',
            '="Calls abandoned: "&TEXT(Board!D20,"0%")&", a year ago "&TEXT(Calls!K15,"0%")&"."'), start=25):
        put(sheet, f"A{row}", formula, boxed=False)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "percentStacked", 100
    chart.title = "Performance indicators by priority"
    chart.add_data(Reference(sheet, min_col=2, max_col=4, min_row=5, max_row=10), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=6, max_row=10))
    for series, colour in zip(chart.series, ("70AD47", "FFC000", "C00000")):
        series.graphicalProperties.solidFill = colour
    chart.height, chart.width = 7.5, 18
    sheet.add_chart(chart, "K4")


def call_centre():
    book = Workbook()
    calls_sheet(book)
    homes_sheet(book)
    pi_data_sheet(book)
    rows = board_sheet(book)
    actions_sheet(book)
    summary_sheet(book)
    definition_sheet(book, "Settings", SETTING_COLUMNS,
                     [("Period", "Q2 2018/19"), ("Year starts", "April"), ("Locale", "en-GB"),
                      ("Missing is written", "n/a; -; ***")], [22, 18])
    measures = ["# Call centre: counts of calls, table 8"]
    for row, measure in ((7, "received"), (8, "answered"), (9, "answered_30s"), (10, "answered_60s"), (11, "abandoned")):
        label = CALLS[row - 7][0]
        measures.append((measure, "count", f"Calls!B{row}:J{row}", "Calls!B5:J5", "sum", label, CUSTOMER))
    measures.append("# Housing: printed figures; the +/- column is skipped, its heading is no period")
    for row, (measure, label, _, _, _, unit, over_time) in enumerate(HOMES, start=6):
        if measure == "relet_days":
            measures.append((measure, unit, "Relet_days", "Homes!B5:C5", over_time, None, "Housing"))
        elif measure:
            measures.append((measure, unit, f"Homes!B{row}:D{row}", "Homes!B5:D5", over_time, label, "Housing"))
    measures.append("# Other services: printed figures")
    for row, (measure, label, _, _, _, unit, over_time, service) in enumerate(PI_DATA, start=6):
        if measure:
            measures.append((measure, unit, f"'PI data'!C{row}:D{row}", "'PI data'!C5:D5", over_time, label, service))
    definition_sheet(book, "Measures", MEASURE_COLUMNS, measures, MEASURE_WIDTHS)

    indicators = []
    objective = None
    for entry in BOARD:
        if isinstance(entry, str):
            objective = entry
            indicators.append(f"# {entry}")
            continue
        reference, title, expression, unit, aim, target, tolerance, _, fmt, plan = entry
        row = rows[reference]
        if unit == "%" and isinstance(target, float):
            target = (target, fmt)
        typed = reference in BOARD_STATUS
        calculated = expression != "milestone"
        indicators.append((
            reference, title.strip(), expression, unit, aim, target, tolerance, "quarterly",
            "channel" if reference.startswith("SAT") else "PI", objective, None,
            f"Board!D{row}" if calculated else None, f"Board!E{row}" if calculated else None,
            f"Board!H{row}" if reference in PUBLISHED_FIGURE else None,
            f"Board!F{row}" if typed else None, f"Board!I{row}" if typed and calculated else None, plan))
    indicators.append("# Actions: the status is the officer's judgement")
    for row, (reference, title, priorities, status) in enumerate(ACTIONS, start=5):
        plan = {"VM-A5": "A", "GF-A4": "G"}.get(reference)
        indicators.append((reference, title, "milestone", "date", "on time", None, None, "quarterly", "Action", priorities,
                           None, None, None, None, f"Actions!D{row}", None, plan))
    definition_sheet(book, "Indicators", INDICATOR_COLUMNS, indicators, INDICATOR_WIDTHS)
    definition_sheet(book, "Roll-ups", ROLL_UP_COLUMNS, [
        ("PIs by priority", "Objective", "Kind = PI", "Summary!A6:A10", "Summary!B5:D5", "Summary!B6:D10",
         "Summary!E6:G10", "Summary!A11", "ranked", "half-up"),
        ("Actions by priority", "Objective", "Kind = Action", "Summary!A16:A20", "Summary!B15:D15", "Summary!B16:D20",
         "Summary!E16:G20", "Summary!A21", "ranked", "half-up"),
    ], ROLL_UP_WIDTHS)
    save(book, HERE / "01-call-centre" / "workbook.xlsx")


# ---------------------------------------------------------------------------------------------------------------
# 02: Oadby and Wigston, Quarter 1 2020/21
# ---------------------------------------------------------------------------------------------------------------

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


def scorecard():
    book = Workbook()
    entries = scorecard_entries()
    scorecard_sheet(book, entries)
    statistics_sheet(book)
    charts_sheet(book)
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
    save(book, HERE / "02-scorecard" / "workbook.xlsx")


if __name__ == "__main__":
    call_centre()
    scorecard()
