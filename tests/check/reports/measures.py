"""Melton, Quarter 2 2020/21: corporate measures, their benchmarks, planning decisions and enforcement notices."""

from book import Book, Prose, Relation, Sheet, Table
from declaring import checks, settings

UP, DOWN = "maximise", "minimise"
BETTER, WORSE = "Improving", "Needs improving"
COLUMNS = [("earlier", "Q2 2019/20"), ("q1", "Q1 2020/21"), ("q2", "Q2 2020/21"), ("direction", "Direction")]
# The direction is that of the report's list: improving or high performance, or not at the required level.
ROWS = [
    "Helping People",
    ("benefit_days", "Days taken for payment after initial application for Housing Benefit", None, "14", "7", BETTER),
    ("claims", "Housing Benefit claims processed", None, "44", "56", None),
    ("slow", "   of which took 30 days or more", None, "8", "2", BETTER),
    ("prevented", "% cases where homelessness was prevented", None, None, "14%", WORSE),
    ("temporary", "Households living in temporary accommodation", None, None, "52", WORSE),
    ("decent", "% of homes meeting the Decent Homes standard", None, None, "76.11%", BETTER),
    ("void_days", "Average void time in days", None, None, "34.61", WORSE),
    "Shaping Places",
    ("minor", "% Non-major planning decisions within 8 weeks", None, None, "90%", BETTER),
    ("major", "% Major planning decisions within 13 weeks", None, None, "67%", WORSE),
    ("recycled", "% waste recycled/composted", None, None, "45.19%", BETTER),
    ("residual", "Kg of residual waste per household", None, None, "129.81", WORSE),
    ("fly_tips", "Reported fly-tips, monthly average of the quarter", None, "27.6", "38", WORSE),
    "Great Council",
    ("absence", "Days' sickness per employee", "3.57", None, "1.3", BETTER),
    ("occupied", "% of occupied commercial units", None, None, "95%", BETTER),
    ("invoices", "% Undisputed invoices paid within 30 days", None, "84.1%", "86.73%", BETTER),
    ("requests", "% Requests for information within deadlines", None, "100%", "100%", "Unchanged"),
]
MEASURES = Table("measures", "004, section 4", COLUMNS, ROWS, label="Measure")
TRENDS = [("benefit_days", "q1", DOWN), ("slow", "q1", DOWN), ("fly_tips", "q1", DOWN), ("absence", "earlier", DOWN),
          ("invoices", "q1", UP), ("requests", "q1", UP)]
BENCHMARKS = Table("benchmarks", "004, section 4", [("period", "Period"), ("melton", "Melton"), ("mean", "Mean of districts"),
                                                    ("quarterly", "Mean as a quarterly rate")], [
    ("benefit_days", "Days taken for payment of Housing Benefit", "Q1 2020/21", "2", "6", None),
    ("temporary", "Temporary accommodation per 1000 households", "March 2018", "1.5", "1.3", None),
    ("minor", "% Non-major planning decisions in time", "Q1 2019/20", "89%", "86%", None),
    ("major", "% Major planning decisions in time", "Q1 2019/20", "60%", "88%", None),
    ("recycled", "% waste recycled/composted", "2018/19", "44.00%", "41.58%", None),
    ("residual", "Kg of residual waste per household", "2018/19", "495.1", "454.46", "116.615"),
], title="Benchmarks", label="Measure")
PLANNING = Table("planning", "004, paragraph 4.13.1", [("q2", "Q2 2020/21")], [
    ("decided", "Major planning decisions", "6"), ("in_time", "   in time", "4"), ("late", "   out of time", "2"),
    ("share", "% in time", "67%")], title="Major planning decisions")
NOTICES = Table("notices", "004, paragraph 4.15.5", [("number", "Number")], [
    ("warnings", "Community protection warning notices served", "42"),
    ("complied", "   complied with", "27"), ("progressed", "   progressed to a Community Protection Notice", "15"),
    ("notice_complied", "      of these complied", "8"), ("breach", "      of these in breach", "6"),
    ("outstanding", "      of these outstanding", "1")], title="Enforcement, April to September 2020")
ACCOUNTS = Table("accounts", "004, paragraph 4.6.5", [("number", "Number")], [
    ("new", "New accounts since launch", "over 6000"), ("users", "Registered users", "more than 12,000")],
    title="My Account")
SAID = Prose("said", "004, section 4", [
    ("benefit_days", "Payment of Housing Benefit took 7 days in quarter 2, from 14 days in quarter 1."),
    ("claims", "In quarter 2, 56 claims were processed, in quarter 1 it was 44."),
    ("slow", "Claims of 30 days or more: from 8 in quarter 1 to just 2 in quarter 2."),
    ("major", "Major decisions: 67%, which is 4 out of 6 in time and only 2 out of time."),
    ("minor", "Non-major decisions: 90%, improving on 89% against a mean of 86%."),
    ("fly_tips", "The average number of fly-tips rose from 27.6 in quarter 1 to 38 in quarter 2."),
    ("absence", "Absence was reduced from 3.57 days to 1.3 days."),
    ("invoices", "Invoices paid within 30 days rose to 86.73% from 84.1%."),
    ("notices", "Of 42 warning notices 27 were complied with, the remaining 15 progressed."),
])
COPIES = [("benefit_days", "7 days", "measures:benefit_days:q2"), ("benefit_days", "14 days", "measures:benefit_days:q1"),
          ("claims", "56", "measures:claims:q2"), ("claims", "44", "measures:claims:q1"),
          ("slow", "8 in", "measures:slow:q1"), ("slow", "2 in quarter 2", "measures:slow:q2"),
          ("major", "67%", "planning:share:q2"), ("major", "4 out", "planning:in_time:q2"), ("major", "6 in", "planning:decided:q2"),
          ("major", "2 out", "planning:late:q2"), ("minor", "90%", "measures:minor:q2"), ("minor", "89%", "benchmarks:minor:melton"),
          ("minor", "86%", "benchmarks:minor:mean"), ("fly_tips", "27.6", "measures:fly_tips:q1"),
          ("fly_tips", "38", "measures:fly_tips:q2"), ("absence", "3.57", "measures:absence:earlier"),
          ("absence", "1.3", "measures:absence:q2"), ("invoices", "86.73%", "measures:invoices:q2"),
          ("invoices", "84.1%", "measures:invoices:q1"), ("notices", "42", "notices:warnings:number"),
          ("notices", "27", "notices:complied:number"), ("notices", "15", "notices:progressed:number")]


def relations():
    for row, before, aim in TRENDS:
        now, then = f"[measures:{row}:q2]", f"[measures:{row}:{before}]"
        worse = f'IF({now}={then},"Unchanged","{WORSE}")'
        yield Relation(f"[measures:{row}:direction]", "trend", f'IF({now}{">" if aim == UP else "<"}{then},"{BETTER}",{worse})',
                       inferred=False)
    for quarter in ("q1", "q2"):
        yield Relation(f"[measures:slow:{quarter}]", "order", f"[measures:claims:{quarter}]>=[measures:slow:{quarter}]")
        # A monthly mean of three months is a third of a whole number: 27.6 is 83 / 3 = 27.67 cut off.
        yield Relation(f"[measures:fly_tips:{quarter}]", "average", f"ROUND([measures:fly_tips:{quarter}]*3,0)/3",
                       "rounding" if quarter == "q1" else "ok", "truncated" if quarter == "q1" else "none", inferred=False)
    yield Relation("[measures:major:q2]", "copy", "[planning:share:q2]", inferred=False)
    # The same measure and quarter: 14 days in the summary, 2 days beside the mean.
    yield Relation("[benchmarks:benefit_days:melton]", "copy", "[measures:benefit_days:q1]", "inconsistent", inferred=False)
    # 454.46 / 4 is 113.615: one digit.
    yield Relation("[benchmarks:residual:quarterly]", "ratio", "[benchmarks:residual:mean]/4", "wrong", "mistyped",
                   inferred=False)
    yield Relation("[measures:residual:q2]", "order", "[measures:residual:q2]>=[benchmarks:residual:mean]/4", inferred=False)
    yield Relation("[planning:share:q2]", "share", "[planning:in_time:q2]/[planning:decided:q2]")
    yield Relation("[planning:late:q2]", "difference", "[planning:decided:q2]-[planning:in_time:q2]")
    yield Relation("[notices:warnings:number]", "sum", "SUM([notices:complied..progressed:number])")
    yield Relation("[notices:progressed:number]", "sum", "SUM([notices:notice_complied..outstanding:number])")
    yield Relation("[accounts:new:number]", "order", "[accounts:users:number]>=[accounts:new:number]", inferred=False)
    for row, figure, source in COPIES:
        yield Relation(f"[said:{row}:said]", "copy", f"[{source}]", says=figure)


def definitions(placed):
    first, last = placed.spot("[measures:heading:earlier]"), placed.spot("[measures:heading:q2]")
    headings = f"{first.sheet}!{first.address()}:{last.address()}"
    measures = [{"Measure": row, "Unit": unit, "Over time": "none", "Periods": headings,
                 "Cells": f"{first.sheet}!{placed.spot(f'[measures:{row}:earlier]').address()}:"
                          f"{placed.spot(f'[measures:{row}:q2]').address()}"}
                for row, unit in (("benefit_days", "days"), ("slow", "count"), ("fly_tips", "number"), ("invoices", "%"),
                                  ("requests", "%"), ("absence", "days"))]
    measures += [{"Measure": row, "Unit": "count", "Over time": "none", "Periods": "Q2 2020/21",
                  "Cells": placed.at(f"[planning:{row}:q2]")} for row in ("decided", "in_time")]
    aims = {row: aim for row, _, aim in TRENDS}
    indicators = [{"Reference": entry["Measure"].upper(), "Title": entry["Measure"], "Expression": entry["Measure"],
                   "Unit": entry["Unit"], "Aim": aims[entry["Measure"]]} for entry in measures if entry["Measure"] in aims]
    indicators.append({"Reference": "MAJOR", "Title": "Major planning decisions in time", "Expression": "in_time / decided",
                       "Unit": "%", "Aim": UP, "Entered value": placed.at("[planning:share:q2]")})
    return {"Settings": settings("Q2 2020/21"), "Measures": measures, "Indicators": indicators, "Checks": checks(placed)}


SUBTITLE = "Corporate Performance and Progress Report for Quarter 2 2020-21"
BOOK = Book("measures", [
    Sheet("Dashboard", "Corporate Measures", SUBTITLE, [MEASURES, BENCHMARKS], other_name="Measures by priority"),
    Sheet("Workings", "Workings", SUBTITLE, [PLANNING, NOTICES, ACCOUNTS]),
    Sheet("Report", "Focus areas", SUBTITLE, [SAID], other_name="Cabinet text"),
], list(relations()), definitions)
