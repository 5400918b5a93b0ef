"""Oadby and Wigston, key performance indicators 2022/23, Quarter 1: one flat register, mostly of texts."""

from book import Book, Relation, Sheet, Table
from declaring import checks, settings

BUILDING = "Building, Protecting and Empowering Communities"
GROWING, EXCELLENT = "Growing the Borough Economically", "Providing Excellent Services"
BUILT, CUSTOMER = "Built Environment", "Customer Service and Transformation"
LAW, FINANCE = "Law & Democracy", "Finance and Resources"
COLUMNS = [("measure", "Measure/Activity"), ("target", "Target"), ("frequency", "Frequency"), ("objective", "Corporate Objective"),
           ("service", "Service"), ("commentary", "June 2022 Commentary"), ("forecast", "June Forecast")]
Q4, QUARTERLY, ANNUAL, MONTHLY, MILESTONE = "Q4", "Quarterly", "Annual", "Monthly", "Key Milestone"
ROWS = [
    ("BPE 1", "Council moves into Brocks Hill", "Works delivered on site", Q4, BUILDING, BUILT, "Finalising the costs", "Green"),
    ("BPE 2", "Amount of materials recycled", "Minimum recycling rate of 45%", QUARTERLY, BUILDING, CUSTOMER, "47.1% Promotion at new sites", "Green"),
    ("BPE 3", "Collaboration with the university", "Delivery on the action plan", ANNUAL, BUILDING, CUSTOMER, "Action plan in progress", "Green"),
    ("BPE 4", "Planning enforcement service", "Action is robust and legitimate", None, BUILDING, BUILT, "No action challenged", "Green"),
    ("BPE 5", "Arboricultural service", "Tree works determined in time", None, BUILDING, BUILT, "No backlog", "Green"),
    ("BPE 6", "Number of affordable homes", "As per the Local Plan", None, BUILDING, BUILT, "Sought on new sites", "Green"),
    ("BPE 7", "New Local Plan", "Stage two by March 2023", None, BUILDING, BUILT, "Consultation in winter", "Green"),
    ("BPE 8", "Rolling 5-year housing land supply", "5-year supply maintained", None, BUILDING, BUILT, "Published this year", "Green"),
    ("BPE 9", "Tenants views considered", "Annual", QUARTERLY, BUILDING, BUILT, "Member of TPAS", "Green"),
    ("BPE 10", "Support for residents in rent arrears", "3 working days", QUARTERLY, BUILDING, BUILT, "1 day", "Green"),
    ("BPE 11", "Effectiveness of procedures", "Quarterly", QUARTERLY, BUILDING, BUILT, "Policies updated", "Green"),
    ("GBE 1", "Secure external funding", "Round 2 levelling up bid", "Q2", GROWING, BUILT, "Work well advanced", "Green"),
    ("GBE 2", "Secure external funding", "Deliver UKSPF", "Q2", GROWING, BUILT, "Plan being written", "Green"),
    ("GBE 3", "Housing sites project", "Deliver two sites", None, GROWING, BUILT, "Prices sought", "Amber"),
    ("GBE 4", None, "BID to cover the three towns", None, GROWING, BUILT, "Consultant identified", "Green"),
    ("GBE 5", "Business offering", None, None, GROWING, BUILT, "Web site updated", "Green"),
    ("PES 1", "Asset Strategy", "Assets put to full use", MILESTONE, EXCELLENT, LAW, "In progress", "Green"),
    ("PES 2", "Public toilet facilities", "Expressions of interest", MILESTONE, None, LAW, "Report being drafted", "Green"),
    ("PES 3", "Clean and green maintenance", "Potential for services to clients", MILESTONE, "0", LAW, "Not yet due", "Blue"),
    ("PES 4", "New play equipment", "Equipment installed", MILESTONE, None, LAW, "Meeting suppliers", "Green"),
    ("PES 5", "Health and safety compliance", "Key information maintained", MILESTONE, EXCELLENT, LAW, "Library being created", "Green"),
    ("PES 6", "Public community facilities", "Capital programme complete", QUARTERLY, EXCELLENT, LAW, "Flooring complete", "Green"),
    ("PES 7", "Car Park Strategy 2021-2026", "Review of year one", ANNUAL, "0", LAW, "Not yet due", "Blue"),
    ("PES 8", "Parks and open spaces", "Strategy produced", MILESTONE, EXCELLENT, LAW, "Draft to be circulated", "Green"),
    ("PES 9", "IT security compliance", "Annual review by provider", None, EXCELLENT, CUSTOMER, "Annual, due in Q4", "Blue"),
    ("PES 10", "Customer service offering", "Strategy delivered", Q4, EXCELLENT, CUSTOMER, "Preliminary work started", "Blue"),
    ("PES 11", "Customer satisfaction rating", "Above 85%", MONTHLY, EXCELLENT, CUSTOMER, "Target is 99%", "Green"),
    ("PES 12", "Improvement of processes", "Award attained", ANNUAL, EXCELLENT, CUSTOMER, "Reviewing results", "Green"),
    ("PES 13", "Reduce prior years arrears for Council Tax", "5 %", QUARTERLY, EXCELLENT, FINANCE, "5.5% at the end of the year", "Amber"),
    ("PES 14", "Reduce prior years arrears for NNDR", "7% (provisional)", QUARTERLY, EXCELLENT, FINANCE, "6.80%, achieved", "Green"),
    ("PES 15", "Reduce outstanding Housing Benefit overpayments", "<£480k", QUARTERLY, EXCELLENT, FINANCE, "£475,000 at the end of the year", "Green"),
    ("PES 16", "Council elections in May 2023", "Poll planned", ANNUAL, EXCELLENT, LAW, "90% of polling stations booked", "Amber"),
    ("PES 17", "Decision-making workflow", "New process in use", ANNUAL, EXCELLENT, LAW, "Testing in progress", "Amber"),
    ("PES 18", "Meeting equipment", "Equipment installed", ANNUAL, EXCELLENT, LAW, "Awaiting progress", "Amber"),
    ("PES 19", "Paperless administration", "Members supported", ANNUAL, EXCELLENT, LAW, "Training to be arranged", "Amber"),
    ("PES 20", "Digital communication reach", "Campaign implemented", None, EXCELLENT, CUSTOMER, "Subscribers over 3,000", "Green"),
    ("PES 21", "Hard to reach communities", "2 paper communications", None, EXCELLENT, CUSTOMER, "Preparation in autumn", "Green"),
    ("PES 22", "Appraisal of capital projects", "Costs within budget", "Milestone", EXCELLENT, FINANCE, "Methods in use", "Green"),
    ("PES 23", "Opinion on the accounts", "Unqualified opinion", "Milestone", EXCELLENT, FINANCE, "Expected", "Green"),
    ("PES 24", "Value for money opinion", "Unqualified opinion", "Milestone", EXCELLENT, FINANCE, "Later this year", "Green"),
    ("PES 25", "Prompt payment", "95% paid within 30 days", MONTHLY, EXCELLENT, FINANCE, "A payment run each week", "Green"),
    ("PE $ 26", "-", "Budget set (February 2023)", None, EXCELLENT, FINANCE, "Work starts July/August", "Green"),
    ("PES 27", None, "Debt under 50% of the balance", MONTHLY, "-", FINANCE, "Monitored regularly", "Green"),
    ("PES 28", "Budget monitoring", "Expenditure within budget", MONTHLY, EXCELLENT, FINANCE, "Completed monthly", "Green"),
]


def key_of(reference):
    return reference.replace("PE $", "PES").replace(" ", "").lower()


REGISTER = Table("register", "003, register", COLUMNS, [(key_of(row[0]), *row) for row in ROWS], label="Reference")
# Reference, what is held against what, whether more is better, the colour of a miss.
JUDGED = [("bpe2", "[{0}:commentary]>=[{0}:target]", "%", "maximise", "45%", "Red"),
          ("bpe10", "[{0}:commentary]<=[{0}:target]", "days", "minimise", "3 days", "Red"),
          ("pes13", "[{0}:commentary]<=[{0}:target]", "%", "minimise", "5%", "Amber"),
          ("pes14", "[{0}:commentary]<=[{0}:target]", "%", "minimise", "7% (provisional)", "Red"),
          ("pes15", "[{0}:commentary]<[{0}:target]*1000", "£", "minimise", "<£480k", "Red")]


def relations():
    for row, condition, _, _, _, missed in JUDGED:
        yield Relation(f"[register:{row}:forecast]", "status",
                       f'IF({condition.format("register:" + row)},"Green","{missed}")', inferred=False)
    yield Relation("[register:pes11:commentary]", "copy", "[register:pes11:target]", "inconsistent", says="99%", inferred=False)
    yield Relation("[register:pes26:label]", "reference", "", "malformed", inferred=False)
    for row in ("pes2", "pes3", "pes4", "pes7", "pes27"):
        yield Relation(f"[register:{row}:objective]", "complete", "", "malformed|inconsistent", inferred=False)


def definitions(placed):
    titles = {key_of(row[0]): row for row in ROWS}
    period = "Q1 2022/23"
    measures = [{"Measure": row, "Unit": unit, "Cells": placed.at(f"[register:{row}:commentary]"), "Periods": period,
                 "Over time": "none"} for row, _, unit, _, _, _ in JUDGED]
    indicators = [{"Reference": titles[row][0], "Title": titles[row][1], "Expression": row, "Unit": unit, "Aim": aim,
                   "Target": target, "Tolerance": "1 point" if missed == "Amber" else None, "Objective": titles[row][4],
                   "Service": titles[row][5], "Entered status": placed.at(f"[register:{row}:forecast]")}
                  for row, _, unit, aim, target, missed in JUDGED]
    return {"Settings": settings(period), "Measures": measures, "Indicators": indicators, "Checks": checks(placed)}


BOOK = Book("register", [Sheet("KPI Register", "Key Performance Indicators 2022/23", "Quarter One", [REGISTER], other_name="KPIs 22-23")],
            list(relations()), definitions)
