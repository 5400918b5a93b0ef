#!/usr/bin/env python3
"""North West Leicestershire, Quarter 2 2018/19."""

import datetime
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from workbook_style import (SUBTITLE, HEADING, BOLD, PLAIN, NAVY, BAND, TYPED, CENTRE, WRAP, COUNT, CHANGE, PERCENT,
    PERCENT1, PERCENT2, POINTS, DAYS, TIME, POUNDS, PLUS, put, titled_sheet, headings, band, definition_sheet, definition_table,
    SETTING_COLUMNS, MEASURE_COLUMNS, INDICATOR_COLUMNS, ROLL_UP_COLUMNS, MEASURE_WIDTHS, INDICATOR_WIDTHS,
    ROLL_UP_WIDTHS, UP, DOWN, save)  # noqa: E402

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
    ("customer_first", "Customer First Programme", None, "Started", None, "text", "last", CUSTOMER),
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
    ("VM-13", "Start our Customer First Programme to improve our customer service", "customer_first", "text", None, "Started", None, "Started", None, None),
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
BOARD_STATUS = {"VM-2": "Green"}
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


def exceptions_sheet(book):
    sheet = titled_sheet(book, "Exceptions", "Red and amber, with the intervention plans - Quarter 2 2018/19", COUNCIL, [36, 11, 62, 14, 14, 10])
    headings(sheet, 4, ["Objective", "Reference", "Title", "Value", "Status", "Plan"])
    for row in range(5, 25):
        for column in "ABCDEF":
            put(sheet, f"{column}{row}")
    for row, text in ((26, "Red without an intervention plan"), (27, "Plan without a red")):
        put(sheet, f"A{row}", text, font=BOLD)
        put(sheet, f"B{row}")


def call_centre():
    book = Workbook()
    calls_sheet(book)
    homes_sheet(book)
    pi_data_sheet(book)
    rows = board_sheet(book)
    actions_sheet(book)
    summary_sheet(book)
    exceptions_sheet(book)
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
    definition_table(book, "Lists", [
        {"List": "Exceptions", "Which": "exceptions", "By": "Objective", "Only": "Kind = PI; Kind = Action", "Cells": "Exceptions!A4:F24",
         "Empty": "None"},
        {"List": "Red without a plan", "Which": "red without a plan", "Only": "Kind = PI; Kind = Action", "Cells": "Exceptions!B26", "Empty": "None"},
        {"List": "Plan without a red", "Which": "plan without a red", "Only": "Kind = PI; Kind = Action", "Cells": "Exceptions!B27", "Empty": "None"},
    ])
    save(book, Path(__file__).resolve().parent / "workbook.xlsx")


if __name__ == "__main__":
    call_centre()
