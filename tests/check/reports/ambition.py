"""Bolsover, Quarter 1 2020/21: key targets, service indicators, exceptions and their summary."""

from book import Book, Prose, Relation, Sheet, Table
from declaring import checks, figure_measures, settings

UP, DOWN = "maximise", "minimise"
COVID, ON_ABOVE, POSITIVE, NEGATIVE = "Covid Affected", "On / Above Target", "Below Target (Positive)", "Above Target (Negative)"

KEY_TARGETS = Table("keys", "002, key targets", [("title", "Key Council Target"), ("directorate", "Directorate"),
                                                 ("status", "Status"), ("date", "Target Date")], [
    ("cus1", "CUS.01", "Measure customer satisfaction every two years", "Corporate Resources", "On track", "Sun-31-Mar-24"),
    ("cus2", "CUS.02", "Usability of the website: a score of 4", "Corporate Resources", "On track", "Sat-31-Dec-22"),
    ("cus3", "CUS.03", "At least 50% of transactions through digital channels", "Corporate Resources", COVID, "Tue-31-Dec-24"),
    ("cus4", "CUS.04", "Sustainable Communities Strategy", "Corporate Resources", "On track", "Sun-31-Mar-24"),
    ("cus5", "CUS.05", "Corporate equality objectives", "Corporate Resources", "On track", "Sun-31-Mar-24"),
    ("cus6", "CUS.06", "Prevent homelessness for more than 50% of people who face it", "Environment", "On track", "Sun-31-Mar-24"),
    ("cus7", "CUS.07", "Average relet times for standard voids of 20 calendar days", "Development", COVID, "Wed-31-Mar-21"),
    ("cus8", "CUS.08", "High levels of tenant satisfaction", "Development", "On track", "Sun-31-Mar-24"),
    ("cus9", "CUS.09", "Increase participation by 3,000 per year", "Corporate Resources", COVID, "Sun-31-Mar-24"),
    ("cus10", "CUS.10", "Health intervention programme for *** adults per year", "Corporate Resources", COVID, "Sun-31-Mar-24"),
], label="Reference", title="Aim: Our Customers")
HOMELESS = Table("homeless", "002, key target CUS.06", [("q1", "Q1 2020/21")], [
    ("approaches", "Approaches from people facing homelessness", "36"),
    ("prevented", "of which prevented from becoming homeless", "18"),
    ("open", "   of which still open and receiving support", "4"),
    ("share", "% prevented", "50%"),
], title="CUS.06")

# key, label, target, outturn, status, unit, aim; the heading of a section stands alone.
SERVICE = [
    "Performance",
    ("foi", "CSI 19 % FOI/EIR requests responded to in 20 working days", "95%", "97.2%", "Above Target", "%", UP),
    "Governance",
    ("csp11", "CSP 11 % of Telephone calls answered within 20 seconds: Corporate", "93%", "98%", ON_ABOVE, "%", UP),
    ("csp12", "CSP 12 % E-mails acknowledged within 1 working day", "100%", "100%", ON_ABOVE, "%", UP),
    ("csp13", "CSP 13 % E-mails replied to within 8 working days", "100%", "99%", "Within Target", "%", UP),
    ("csp16", "CSP 16 % written complaints responded to in 15 working days", "97%", "70%", "Covid-19 affected", None, None),
    ("csp20", "CSP 20 % written comments acknowledged within 3 working days", "100%", "100%", ON_ABOVE, "%", UP),
    ("csp21", "CSP 21 % Stage 3 complaints responded to in 20 working days", "100%", "100%", ON_ABOVE, "%", UP),
    ("csp23", "CSP 23 Number of formal complaints received per 10,000 population", "19", "2.6", POSITIVE, "per 10,000", DOWN),
    "Customer Services",
    ("cc4", "CC4 Telephone Abandonment: Contact Centre", "10%", "2.3%", POSITIVE, "%", DOWN),
    ("cus01", "CUS01 % of calls answered within 20 seconds", "80", "82%", "On/Above Target", "%", UP),
    "Financial Services",
    ("fs1", "FS1 % Invoices paid within 30 days", "98", "99", ON_ABOVE, "%", UP),
    "Revenues and Benefits",
    ("ct_arrears", "% Council Tax arrears collected", "10%", "5.8%", COVID, None, None),
    ("ndr_arrears", "% NNDR arrears collected", "20%", "10.6%", COVID, None, None),
    ("ct", "% Council Tax Collected", "97.8%", "88.8%", COVID, None, None),
    ("ndr", "% Non-domestic Rates Collected", "98.5%", "82.9%", COVID, None, None),
    ("overpaid", "Benefit overpayments as a % of benefit awarded", "6%", "3.21%", POSITIVE, "%", DOWN),
    ("recovered", "% Recovery of overpayments within the benefits system", "17%", "46.04%", ON_ABOVE, "%", UP),
    ("lost_revenues", "% Telephone Abandonment: Revenues", "12%", "6.9%", POSITIVE, "%", DOWN),
    ("calls_revenues", "% Calls answered within 20 seconds: Revenues", "65%", "67.2%", "On/Above Target", "%", UP),
    ("lost_benefits", "% Telephone Abandonment: Benefits", "3%", "4.6%", NEGATIVE, "%", DOWN),
    ("calls_benefits", "% Calls answered within 20 seconds: Benefits", "78%", "79.4%", ON_ABOVE, "%", UP),
]
INDICATORS = Table("service", "002, service indicators", [("target", "Q1 Target"), ("outturn", "Q1 Outturn"), ("status", "Status")],
                   [row if isinstance(row, str) else row[:5] for row in SERVICE], label="Service indicator")
ROWS = [row for row in SERVICE if not isinstance(row, str)]
STATUSES = f"[service:{ROWS[0][0]}..{ROWS[-1][0]}:status]"

EXCEPTIONS = [    # key, title, then value and target of Q1 and of Q4
    ("csp16", "CSP 16 % written complaints responded to in 15 working days", "70%", "97%", "88%", "97%"),
    ("ct_arrears", "% Council Tax arrears collected", "5.8%", "10%", "34.8%", "35%"),
    ("ndr_arrears", "% NNDR arrears collected", "10.6%", "20%", "34.8%", "35%"),
    ("ct", "% Council Tax Collected", "88.8%", "97.8%", "97.5%", "97.8%"),
    ("ndr", "% Non-domestic Rates Collected", "82.9%", "98.5%", "97.5%", "97.8%"),
    ("lost_benefits", "% Telephone Abandonment: Benefits", "4.6%", "3%", "1.6%", "3%"),
]
BLOCKS = [Table(f"{key}_block", f"002, exception {title}", [("value", "Value"), ("target", "Target")],
                [("q1", "Q1", value, target), ("q4", "Q4 2019/20", earlier, earlier_target)], title=title, label="Quarter")
          for key, title, value, target, earlier, earlier_target in EXCEPTIONS]
COMPLAINTS = Prose("complaints", "002, exception CSP 16", [
    ("answered", "Of the 20 complaints received, 70% were responded to within timescale.")])

SUMMARY = Table("summary", "002, paragraphs 2.1 and 2.2", [("number", "Number"), ("share", "%")], [
    "Council Ambition targets",
    ("on_track", "On track", "6", "60%"), ("key_covid", "Affected by Covid 19", "4", "40%"), ("keys", "Targets in total", "10", None),
    "Service indicators",
    ("positive", "Positive outturn", "14", "66%"), ("covid", "Affected by Covid 19", "5", "24%"),
    ("negative", "Negative outturn", "1", "5%"), ("within", "Within target", "1", "5%"), ("service", "Indicators in total", "21", None),
], label="Summary")
SAID = Prose("said", "002, paragraphs 1.3 and 1.4", [
    ("title", "Council Ambition Performance Update - January to March 2020 (Q1 - 2020/21)"),
    ("keys", "There are 10 Council Ambition targets: 6 are On Track and 4 have been affected by the pandemic."),
    ("service", "There are 21 service indicators: 14 positive, 5 affected by the pandemic, 1 negative and 1 within target."),
])


def count(*words, cells=STATUSES):
    return "+".join(f'COUNTIF({cells},"{word}")' for word in words)


def summary_relations():
    keys = "[keys:cus1..cus10:status]"
    for row, formula in (("on_track", count("On track", cells=keys)), ("key_covid", count(COVID, cells=keys)),
                         ("positive", count("Above Target", ON_ABOVE, "On/Above Target", POSITIVE)),
                         ("covid", count(COVID, "Covid-19 affected")), ("negative", count(NEGATIVE)),
                         ("within", count("Within Target"))):
        yield Relation(f"[summary:{row}:number]", "count", formula)
    for total, parts in (("keys", ("on_track", "key_covid")), ("service", ("positive", "covid", "negative", "within"))):
        yield Relation(f"[summary:{total}:number]", "sum", f"SUM([summary:{parts[0]}..{parts[-1]}:number])")
        for part in parts:
            # 14 of 21 is 66.67 %; 66 makes the four add up to 100.
            yield Relation(f"[summary:{part}:share]", "share", f"[summary:{part}:number]/[summary:{total}:number]",
                           "rounding" if part == "positive" else "ok")
        others = "".join(f"-[summary:{part}:share]" for part in parts[:-1])
        yield Relation(f"[summary:{parts[-1]}:share]", "complete", f"1{others}")
    for row, figures in (("keys", (("10", "keys"), ("6 are", "on_track"), ("4 have", "key_covid"))),
                         ("service", (("21", "service"), ("14", "positive"), ("5 affected", "covid"), ("1 negative", "negative"),
                                      ("1 within", "within")))):
        for says, source in figures:
            yield Relation(f"[said:{row}:said]", "copy", f"[summary:{source}:number]", says=says)
    # Q1 of 2020/21 is April to June 2020.
    yield Relation("[said:title:said]", "period", "", "inconsistent", inferred=False)


def indicator_relations():
    for row, _, target, outturn, status, unit, aim in ROWS:
        if not unit:
            continue
        points = "*100" if (target, outturn[-1]) == ("80", "%") else ""    # the target is typed as 80, the outturn as 82%
        missed = "Within Target" if status == "Within Target" else "Below Target (Negative)" if aim == UP else NEGATIVE
        met = POSITIVE if aim == DOWN else ON_ABOVE if status == "Within Target" else status
        sign = ">=" if aim == UP else "<="
        yield Relation(f"[service:{row}:status]", "status",
                       f'IF([service:{row}:outturn]{points}{sign}[service:{row}:target],"{met}","{missed}")')
    yield Relation("[service:cus01:target]", "scale", "", "inconsistent|malformed|wrong", "scale")
    for column in ("target", "outturn"):
        yield Relation(f"[service:fs1:{column}]", "scale", "", "ok|inconsistent|malformed|wrong", inferred=False)
    yield Relation("[homeless:share:q1]", "share", "[homeless:prevented:q1]/[homeless:approaches:q1]")
    yield Relation("[homeless:prevented:q1]", "order", "[homeless:approaches:q1]>=[homeless:prevented:q1]")
    yield Relation("[homeless:open:q1]", "order", "[homeless:prevented:q1]>=[homeless:open:q1]")
    # 50 % is not more than 50 %; the target is the year's, so that On track may still be meant.
    yield Relation("[keys:cus6:status]", "status", 'IF([homeless:share:q1]>[keys:cus6:title],"On track","Off track")',
                   "inconsistent|ok", inferred=False)


def exception_relations():
    for key, *_ in EXCEPTIONS:
        yield Relation(f"[{key}_block:q1:value]", "copy", f"[service:{key}:outturn]")
        yield Relation(f"[{key}_block:q1:target]", "copy", f"[service:{key}:target]")
    # Business rates carry council tax's line of Q4, value and target.
    for key, other in (("ndr_arrears", "ct_arrears"), ("ndr", "ct")):
        for column in ("value", "target"):
            yield Relation(f"[{key}_block:q4:{column}]", "copy", f"[{key}_block:q4:{column}]<>[{other}_block:q4:{column}]",
                           "inconsistent|wrong", "other-block", inferred=False)
    yield Relation("[csp16_block:q1:value]", "share",
                   "ROUND([csp16_block:q1:value]*[complaints:answered:said],0)/[complaints:answered:said]", inferred=False)
    yield Relation("[complaints:answered:said]", "copy", "[csp16_block:q1:value]", says="70%")


WORDS = [(ON_ABOVE, "met, maximise", "yes", "yes", "On/Above Target; Above Target"), (POSITIVE, "met, minimise", "yes", "yes", None),
         ("Within Target", "near", "yes", "no", None), ("Below Target (Negative)", "missed, maximise", "yes", "no", None),
         (NEGATIVE, "missed, minimise", "yes", "no", None), (COVID, "entered", "yes", "no", "Covid-19 affected"),
         ("On track", "met", "yes", "yes", None, "Key target"), ("Off track", "missed", "yes", "no", None, "Key target")]


def definitions(placed):
    judged = [row for row in ROWS if row[5]]
    measures = figure_measures(placed, "service", "outturn", "Q1 2020/21", [(row[0], row[0], row[5]) for row in judged])
    indicators = [{"Reference": key.upper(), "Title": label, "Expression": key, "Unit": unit, "Aim": aim, "Target": target,
                   "Tolerance": "2 points" if key == "csp13" else None, "Entered status": placed.at(f"[service:{key}:status]")}
                  for key, label, target, _, _, unit, aim in judged]
    measures += figure_measures(placed, "homeless", "q1", "Q1 2020/21",
                                [("prevented", "prevented", "count"), ("approaches", "approaches", "count")])
    indicators.append({"Reference": "CUS.06", "Title": "Homelessness prevented", "Expression": "prevented / approaches",
                       "Unit": "%", "Aim": UP, "Target": "more than 50%", "Kind": "Key target",
                       "Entered value": placed.at("[homeless:share:q1]"), "Entered status": placed.at("[keys:cus6:status]")})
    return {"Settings": settings("Q1 2020/21"), "Measures": measures, "Indicators": indicators,
            "Statuses": [dict(zip(("Word", "When", "Ranked", "On track", "Also written", "For"), word)) for word in WORDS],
            "Checks": checks(placed)}


SUBTITLE = "Council Ambition Performance Update - Q1 - April to June 2020"
BOOK = Book("ambition", [
    Sheet("Report", "Council Ambition", SUBTITLE, [SUMMARY, SAID], other_name="Front page"),
    Sheet("Key targets", "Key Council Targets", SUBTITLE, [KEY_TARGETS, HOMELESS], other_name="Our Customers"),
    Sheet("Service indicators", "Service Indicators", SUBTITLE, [INDICATORS], other_name="SIs"),
    Sheet("Exceptions", "Exceptions", SUBTITLE, [*BLOCKS, COMPLAINTS]),
], [*summary_relations(), *indicator_relations(), *exception_relations()], definitions)
