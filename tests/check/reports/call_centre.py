"""North West Leicestershire, Quarter 2 2018/19, section 8: customer service call centre statistics."""

from book import Book, Prose, Relation, Sheet, Table
from declaring import checks, settings

PLACE = "001, section 8"
GROUPS = [("July", "jul"), ("August", "aug"), ("September", "sep"), ("Quarter 2", "total")]
HEADS = {"jul": "July", "aug": "Aug", "sep": "Sept", "total": "Total"}
COLUMNS = [(f"{month}{part}", heading) for _, month in GROUPS
           for part, heading in (("17", f"{HEADS[month]} 17/18"), ("18", f"{HEADS[month]} 18/19"), ("_change", "+/-"))]
ROWS = [
    ("received", "Received*", "9040 10338 1298 9532 8951 -581 8658 7779 -879 27230 27068 -162"),
    ("answered", "Answered", "6843 6877 34 6691 7179 488 6687 6535 -152 20221 20591 370"),
    ("in30", "Answered in 30 secs", "2663 2045 -618 1700 4035 2335 2663 3937 1274 7026 10017 2991"),
    ("in60", "Answered in 60 secs", "3014 2379 -635 2011 4444 2433 2960 3319 359 7985 10142 2157"),
    ("abandoned", "Abandoned**", "2072 3231 1159 2748 1326 -1422 1876 1241 -635 6696 5798 -898"),
    ("rejected", "Rejected***", "118 230 112 93 18 -75 92 0 -92 303 248 -55"),
]
CALLS = Table("calls", PLACE, COLUMNS, [(key, label, *figures.split()) for key, label, figures in ROWS],
              label="Number of calls",
              groups=[(month, [f"{key}17", f"{key}18", f"{key}_change"]) for month, key in GROUPS],
              notes=["* Direct to the call centre", "** The caller hung up while waiting in the queue",
                     "*** No line was free, so the call did not reach the queue"])
SAID = Prose("said", PLACE, [
    ("abandoned17", "Calls abandoned were 25% of calls received in Q2 2017/18."),
    ("abandoned18", "Calls abandoned were 21% of calls received in Q2 2018/19."),
    ("in30_17", "Of the calls answered, 35% were answered in 30 seconds in Q2 2017/18."),
    ("in30_18", "Of the calls answered, 49% were answered in 30 seconds in Q2 2018/19."),
], title="For the report")
BOARD = Table("board", "001, Appendix 1, Value for Money",
              [("target", "Q2 Target"), ("actual", "Q2 Actual"), ("status", "Status")], [
    ("abandoned", "Rate of abandonment - % of calls received that hang up before they can be answered", "<10%", "21%", "Red"),
    ("in30", "Call wait time - % of calls answered within 30 seconds", "70%", "49%", "Red"),
    ("in60", "Call wait time - % of calls answered within 60 seconds", "90%", "49%", "Red"),
], label="Performance Indicator", title="Customer service indicators")

PERIODS = ["jul17", "jul18", "aug17", "aug18", "sep17", "sep18"]
ALL_PERIODS = PERIODS + ["total17", "total18"]


def differences():
    for key, _, _ in ROWS:
        for _, month in GROUPS:
            yield Relation(f"[calls:{key}:{month}_change]", "difference",
                           f"[calls:{key}:{month}18]-[calls:{key}:{month}17]")


def sums():
    for key, _, _ in ROWS:
        for part in ("17", "18", "_change"):
            parts = "+".join(f"[calls:{key}:{month}{part}]" for month in ("jul", "aug", "sep"))
            yield Relation(f"[calls:{key}:total{part}]", "sum", parts)


def orders():
    for period in ALL_PERIODS:
        # September 2018: 3,319 within 60 seconds against 3,937 within 30. Which of the two is wrong cannot be told.
        yield Relation(f"[calls:in60:{period}]", "order", f"[calls:in60:{period}]>=[calls:in30:{period}]",
                       "inconsistent" if period == "sep18" else "ok")
        for within in ("in30", "in60"):
            yield Relation(f"[calls:{within}:{period}]", "order", f"[calls:answered:{period}]>=[calls:{within}:{period}]")
        yield Relation(f"[calls:received:{period}]", "order",
                       f"[calls:received:{period}]>=[calls:answered:{period}]+[calls:abandoned:{period}]+[calls:rejected:{period}]",
                       inferred=False)
    # July and September 2017 carry the same 2,663. The total is made with both, so neither can be shown wrong.
    yield Relation("[calls:in30:sep17]", "copy", "[calls:in30:sep17]<>[calls:in30:jul17]", "inconsistent|ok",
                   inferred=False)


RATIOS = [
    Relation("[said:abandoned17:said]", "ratio", "[calls:abandoned:total17]/[calls:received:total17]", says="25%"),
    Relation("[said:abandoned18:said]", "ratio", "[calls:abandoned:total18]/[calls:received:total18]", says="21%"),
    Relation("[said:in30_17:said]", "ratio", "[calls:in30:total17]/[calls:answered:total17]", says="35%"),
    Relation("[said:in30_18:said]", "ratio", "[calls:in30:total18]/[calls:answered:total18]", says="49%"),
    Relation("[board:abandoned:actual]", "ratio", "[calls:abandoned:total18]/[calls:received:total18]"),
    Relation("[board:in30:actual]", "ratio", "[calls:in30:total18]/[calls:answered:total18]"),
    Relation("[board:in60:actual]", "ratio", "[calls:in60:total18]/[calls:answered:total18]"),
]
STATUSES = [
    Relation("[board:abandoned:status]", "status", 'IF([board:abandoned:actual]<[board:abandoned:target],"Green","Red")'),
    Relation("[board:in30:status]", "status", 'IF([board:in30:actual]>=[board:in30:target],"Green","Red")'),
    Relation("[board:in60:status]", "status", 'IF([board:in60:actual]>=[board:in60:target],"Green","Red")'),
]


def definitions(placed):
    first, last = placed.spot("[calls:received:jul17]"), placed.spot("[calls:received:sep_change]")
    heading = f"Calls!{first._replace(row=first.row - 1).address()}:{last._replace(row=last.row - 1).address()}"
    measures = []
    for key, label, _ in ROWS:
        start, end = placed.spot(f"[calls:{key}:jul17]"), placed.spot(f"[calls:{key}:sep_change]")
        measures.append({"Measure": key, "Unit": "count", "Cells": f"Calls!{start.address()}:{end.address()}",
                         "Periods": heading, "Over time": "sum", "Label": label})
    indicators = [
        {"Reference": reference, "Title": title, "Expression": expression, "Unit": "%", "Aim": aim, "Target": target,
         "Frequency": "quarterly", "Entered value": placed.at(f"[board:{key}:actual]"),
         "Entered status": placed.at(f"[board:{key}:status]")}
        for reference, key, title, expression, aim, target in (
            ("CS-1", "abandoned", "Calls abandoned", "abandoned / received", "minimise", "<10%"),
            ("CS-2", "in30", "Calls answered within 30 seconds", "in30 / answered", "maximise", "70%"),
            ("CS-3", "in60", "Calls answered within 60 seconds", "in60 / answered", "maximise", "90%"))]
    return {"Settings": settings("Q2 2018/19"), "Measures": measures, "Indicators": indicators, "Checks": checks(placed)}


BOOK = Book("call_centre", [
    Sheet("Calls", "Customer Service Call Centre Statistics - Quarter 2", "2018/19 against 2017/18", [CALLS, SAID],
          other_name="Telephones"),
    Sheet("Indicators Q2", "Customer Services", "Quarter 2 2018/19", [BOARD], other_name="CS dashboard"),
], [*differences(), *sums(), *orders(), *RATIOS, *STATUSES], definitions)
