"""North West Leicestershire, Quarter 2 2018/19: the five performance dashboards of Appendix 1 and section 2's summary.

The faces are printed as pictures; a row's colour follows from the printed counts, which leave one way to colour the rows.
"""

from book import Book, Prose, Relation, Sheet, Table
from declaring import checks, figure_measures, settings

UP, DOWN = "maximise", "minimise"
INDICATOR_COLUMNS = [("target", "Q2 Target"), ("actual", "Q2 Actual"), ("status", "Status"), ("plan", "Intervention plan")]
COUNT_COLUMNS = [("green", "Green"), ("amber", "Amber"), ("red", "Red")]

# key, label, target, actual, status, plan, unit, aim; without a unit nothing says what the status must be.
VFM = [
    ("combined", "Combined benefits performance - new claims and changes in average days", "10.9", "8.3", "Green", None, "days", DOWN),
    ("new_claims", "Processing of new claims in average days", "15.9", "16.1", "Green", None, "days", DOWN),
    ("changes", "Processing of change of circumstances in average days", "10.2", "7.4", "Green", None, "days", DOWN),
    ("council_tax", "Council Tax in year collection rate", "56%", "56%", "Green", None, "%", UP),
    ("ndr", "Non-domestic rates in year collection rate", "56%", "56%", "Green", None, "%", UP),
    ("overpayments", "Housing Benefits overpayments collection rate", "20%", "19%", "Amber", None, "%", UP),
    ("planning", "Percentage of customers satisfied with the Planning Service", "90%", "91%", "Green", None, "%", UP),
    ("major", "Percentage of major planning applications determined within 13 weeks", "85%", "93%", "Green", None, "%", UP),
    ("minor", "Percentage of minor planning applications processed within 8 weeks", "85%", "88%", "Green", None, "%", UP),
    ("other", "Percentage of other planning applications determined within 8 weeks", "85%", "92%", "Green", None, "%", UP),
    ("membership", "Leisure Centre Membership income", "£494,958", "£414,177", "Red", "B", "£", UP),
    ("usage", "Leisure Facility Usage Levels (cumulative)", "467,500", "511,246", "Green", None, "count", UP),
    ("customer_first", "Start our Customer First Programme", "Started", "Started", "Green", None, None, None),
    ("online", "Access to at least 50 transactions online 24/7", "50", "50+", "Green", None, "count", UP),
    ("satisfied_face", "% of customers satisfied with Customer Service: face to face", "90% satisfied", "88%", "Red", "A", "%", UP),
    ("satisfied_phone", "   telephone", None, "84%", None, None, None, None),
    ("satisfied_online", "   online", None, "71%", None, None, None, None),
    ("abandonment", "Rate of abandonment - % of calls that hang up", "<10%", "'21%", "Red", "A", "%", DOWN),
    ("within30", "Call wait time - % of calls answered in 30 seconds", "70%", "'49%", "Red", "A", "%", UP),
    ("within60", "Call wait time - % of calls answered in 60 seconds", "90%", "'49%", "Red", "A", "%", UP),
    ("queue", "Average queue time of visitors", "10 minutes", "00:10:30", "Red", "A", None, None),
]
HOMES = [
    ("arrears", "Percentage rent arrears of current tenants", "2.51%", "2.19%", "Green", None, "%", DOWN),
    ("rent_loss", "Percentage of rent loss", "1.1%", "0.73%", "Green", None, "%", DOWN),
    ("lettings", "Percentage of tenants satisfied with allocation and lettings", "95%", "92%", "Amber", None, "%", UP),
    ("relet", "Average re-let times (days)", "28", "25", "Green", None, "days", DOWN),
    ("empty", "Number of properties empty and unavailable", "0.75% (32 properties)", "0.98% (42 properties)", "Red", "C", "%", DOWN),
    ("repairs", "Percentage of customers satisfied with the repairs service", "98%", "99.2%", "Green", None, "%", UP),
    ("in_target", "Percentage of all repairs completed within target", "87%", "97%", "Green", None, "%", UP),
    ("void_days", "Average time to repair empty homes to lettable standard", "25 days", "14 days", "Green", None, "days", DOWN),
    ("affordable", "Number of new affordable homes delivered (Annual target 100)", "25", "57", "Green", None, "count", UP),
]
COALVILLE = [
    ("shop_engaged", "Coalville shop fronts - Number of businesses engaged (Annual target 40)", "10", "0", "Red", "F", "count", UP),
    ("shop_grants", "Coalville shop fronts - Number of grant awards (Annual target 8)", "2", "2", "Green", None, "count", UP),
    ("events", "Active promotion of tourism and culture events (Annual target 7)", "2", "4", "Green", None, "count", UP),
]
JOBS = [
    ("enquiries", "Number of business enquiries received and supported", "40", "34", "Red", "D", "count", UP),
    ("investors", "Inward investment - Number of businesses (Annual target 12)", "3", "13", "Green", None, "count", UP),
    ("towns_engaged", "Enterprising Town Centres - Number of businesses engaged (80)", "20", "0", "Red", "E", "count", UP),
    ("towns_supported", "Enterprising Town Centres - Number of businesses supported (60)", "15", "20", "Green", None, "count", UP),
]
FOOTPRINTS = [
    ("recycled", "Percentage of household waste recycled", "46.50", "50.08", "Green", None, "%", UP),
    ("landfill", "Kgs of waste sent to landfill per household (Annual target 510)", "255", "236", "Green", None, "kg", DOWN),
    ("heat_pumps", "Number of homes where heat pumps installed (Annual target 312)", "78", "55", "Red", "G", "count", UP),
]
GREEN5 = ["Green"] * 5
PRIORITIES = [    # key, sheet, other sheet name, indicators, actions' colours, printed counts of actions and indicators
    ("vfm", "Value for Money", "Priority 1", VFM, ["Green"] * 4 + ["Red", "Green"], "5 0 1", "12 1 6"),
    ("homes", "Homes and Communities", "Priority 2", HOMES, ["Green"] * 3 + ["Amber"], "3 1 0", "7 1 1"),
    ("coalville", "Coalville", "Priority 3", COALVILLE, GREEN5, "5 0 0", "2 0 1"),
    ("jobs", "Business and Jobs", "Priority 4", JOBS, GREEN5, "5 0 0", "2 0 2"),
    ("footprints", "Green Footprints", "Priority 5", FOOTPRINTS, ["Green"] * 3 + ["Red", "Green", "Green"], "5 0 1", "2 0 1"),
]
TITLES = {
    "vfm": ["Leisure Project", "Financial resources", "Customers at the heart", "Customer First Programme",
            "Customer satisfaction levels", "Chargeable waste services"],
    "homes": ["Health and Wellbeing Strategy", "CCTV system", "Statement of licensing policy", "Homelessness Strategy"],
    "coalville": ["Town centres unique", "Public spaces", "Tourism Strategy", "Event attendance", "SME businesses"],
    "jobs": ["Tourism Strategy", "Event attendance", "Support businesses to grow", "Regulatory services", "Options appraisal, furnace site"],
    "footprints": ["Fly tipping on the network", "Electric vehicle charging points", "Litter strategy", "Air Source Heat Pumps",
                   "National Forest", "Recycling strategy"],
}
# Targets for the quarter out of the annual target in the row's own label, as a part of the year.
PROFILES = [("homes", "affordable", 4), ("coalville", "shop_engaged", 4), ("coalville", "shop_grants", 4),
            ("coalville", "events", 4), ("jobs", "investors", 4), ("jobs", "towns_engaged", 4),
            ("jobs", "towns_supported", 4), ("footprints", "landfill", 2), ("footprints", "heat_pumps", 4)]
LET = Table("let", "001, paragraph 2.2.7", [("houses", "Houses"), ("other", "Bungalow / flat"), ("total", "Total")], [
    ("council", "Built by the Council", "10", "1", "11"), ("gifted", "Gifted units", "10", "1", "11"),
    ("all", "Total let", None, None, "22")], title="New homes completed and let, September 2018")
HOMES_SAID = Prose("homes_said", "001, paragraphs 2.2.11 and 2.2.12", [
    ("arrears", "Rent arrears were 2.19% of the rent due."),
    ("arrears_target", "The target for rent arrears was 2.51%."),
    ("relet", "Empty homes were re-let in 25 days on average."),
    ("rent_loss", "Rent loss was 0.73% in the quarter."),
], title="Narrative")
VFM_SAID = Prose("vfm_said", "001, Appendix 1, Value for Money, update", [
    ("face", "Satisfied face to face: 88%."), ("phone", "Satisfied on the telephone: 84%."), ("online", "Satisfied online: 71%."),
], title="Update on customer satisfaction")
SUMMARY = Prose("summary", "001, paragraphs 1.10 to 2.5.2", [
    ("actions", "Actions: 23 (89%) of the 26 actions are on track or green, 1 is under control (amber), 2 are below target."),
    ("indicators", "Indicators: 25 (66%) of the 38 indicators are on track or green, 2 are amber, 11 are below target."),
    ("vfm_actions", "Value for Money: 5 of the 6 actions are on track or within tolerance."),
    ("vfm", "Value for Money: out of 19 indicators, 13 are on target or within tolerance and 6 are below target."),
    ("homes", "Homes and Communities: out of 9 indicators, 8 are on target or within tolerance and 1 is below target."),
    ("coalville_actions", "Coalville: all 5 actions are on target or within tolerance."),
    ("coalville", "Coalville: 1 of the 3 indicators has fallen short."),
    ("jobs_actions", "Business and Jobs: all 5 actions are on target or within tolerance."),
    ("jobs", "Business and Jobs: 2 of the 4 indicators have fallen short."),
    ("footprints_actions", "Green Footprints: 5 of the 6 actions are on track or within tolerance."),
    ("footprints", "Green Footprints: out of 3 indicators, 2 are on target or within tolerance and 1 is below target."),
])


def counts(kind, *colours, priorities=None):
    """The printed counts of those colours, added over the priorities."""
    return "+".join(f"[{key}_counts:{kind}:{colour}]" for key in priorities or [entry[0] for entry in PRIORITIES]
                    for colour in colours)


def says(row, figure, formula, *, kind="sum", **how):
    return Relation(f"[summary:{row}:said]", kind, formula, says=figure, **how)


def summary_relations():
    every = ("green", "amber", "red")
    for row, kind, figures in (("actions", "actions", "23 89% 26 1 2"), ("indicators", "pis", "25 66% 38 2 11")):
        green, share, of, amber, red = figures.split()
        yield says(row, green, counts(kind, "green"))
        # 23 of 26 is 88.46 %; 25 of 38 is 65.79 %.
        yield says(row, share, f"({counts(kind, 'green')})/({counts(kind, *every)})", kind="share",
                   verdict="rounding" if row == "actions" else "ok")
        yield says(row, of, counts(kind, *every))
        yield says(row, amber + (" is" if row == "actions" else " are"), counts(kind, "amber"))
        yield says(row, red + " are", counts(kind, "red"))
    for row, kind, of, good, missed in (
            ("vfm_actions", "actions", "6", "5", None), ("vfm", "pis", "19", "13", "6 are"), ("homes", "pis", "9", "8", "1 is"),
            ("coalville_actions", "actions", None, "5", None), ("coalville", "pis", "3", None, "1 of"),
            ("jobs_actions", "actions", None, "5", None), ("jobs", "pis", "4", None, "2 of"),
            ("footprints_actions", "actions", "6", "5", None), ("footprints", "pis", "3", "2", "1 is")):
        only = [row.removesuffix("_actions")]
        if of:
            yield says(row, of, counts(kind, *every, priorities=only))
        if good:
            yield says(row, good, counts(kind, "green", "amber", priorities=only))
        if missed:
            yield says(row, missed, counts(kind, "red", priorities=only), kind="copy")


def status_relation(key, row, status, aim):
    sign = ">=" if aim == UP else "<" if row == "abandonment" else "<="
    # 16.1 days against 15.9 and green: a miss shown as a hit, and no tolerance is printed.
    verdict = "inconsistent" if row == "new_claims" else "ok"
    missed = "Amber" if status == "Amber" else "Red"
    return Relation(f"[{key}_pis:{row}:status]", "status",
                    f'IF([{key}_pis:{row}:actual]{sign}[{key}_pis:{row}:target],"Green","{missed}")', verdict)


def relations():
    yield from summary_relations()
    for key, _, _, indicators, actions, _, _ in PRIORITIES:
        first, last = indicators[0][0], indicators[-1][0]
        for colour in ("Green", "Amber", "Red"):
            yield Relation(f"[{key}_counts:actions:{colour.lower()}]", "count",
                           f'COUNTIF([{key}_actions:a1..a{len(actions)}:status],"{colour}")')
            yield Relation(f"[{key}_counts:pis:{colour.lower()}]", "count",
                           f'COUNTIF([{key}_pis:{first}..{last}:status],"{colour}")')
        for row, _, _, _, status, plan, unit, aim in indicators:
            if unit:
                yield status_relation(key, row, status, aim)
            if plan:
                yield Relation(f"[{key}_pis:{row}:plan]", "complete", f'[{key}_pis:{row}:plan]<>""', inferred=False)
    yield Relation("[vfm_pis:queue:status]", "status", 'IF([vfm_pis:queue:actual]*1440<=[vfm_pis:queue:target],"Green","Red")')
    for key, row, parts in PROFILES:
        yield Relation(f"[{key}_pis:{row}:target]", "ratio", f"[{key}_pis:{row}:label]/{parts}", inferred=False)
    # Two actions stand under two priorities, and must have one colour.
    for there, here in (("a3", "a1"), ("a4", "a2")):
        yield Relation(f"[jobs_actions:{here}:status]", "copy", f"[coalville_actions:{there}:status]", inferred=False)
    for row in ("council", "gifted"):
        yield Relation(f"[let:{row}:total]", "sum", f"[let:{row}:houses]+[let:{row}:other]")
    yield Relation("[let:all:total]", "sum", "SUM([let:council..gifted:total])")
    for row, figure, source in (("arrears", "2.19%", "arrears:actual"), ("arrears_target", "2.51%", "arrears:target"),
                                ("relet", "25", "relet:actual"), ("rent_loss", "0.73%", "rent_loss:actual")):
        yield Relation(f"[homes_said:{row}:said]", "copy", f"[homes_pis:{source}]", says=figure)
    for row, figure in (("face", "88%"), ("phone", "84%"), ("online", "71%")):
        yield Relation(f"[vfm_said:{row}:said]", "copy", f"[vfm_pis:satisfied_{row}:actual]", says=figure)


def dashboard(key, name, other, indicators, actions, action_counts, indicator_counts):
    place = f"001, Appendix 1, {name}"
    tables = [
        Table(f"{key}_counts", place, COUNT_COLUMNS, [
            ("actions", "Progress against CDP milestones", *action_counts.split()),
            ("pis", "Progress against CDP Performance Indicators", *indicator_counts.split())], label="Number of"),
        Table(f"{key}_actions", place, [("status", "Status")],
              [(f"a{number}", title, colour) for number, (title, colour) in enumerate(zip(TITLES[key], actions), start=1)],
              label="Action"),
        Table(f"{key}_pis", place, INDICATOR_COLUMNS, [entry[:6] for entry in indicators], label="Performance Indicators"),
    ]
    tables += {"homes": [LET, HOMES_SAID], "vfm": [VFM_SAID]}.get(key, [])
    return Sheet(name, f"Performance dashboard - {name}", "Quarter 2 2018/19", tables, other_name=other)


def definitions(placed):
    measures, indicators = [], []
    for key, name, _, rows, _, _, _ in PRIORITIES:
        measures += figure_measures(placed, f"{key}_pis", "actual", "Q2 2018/19",
                                    [(row, row, unit) for row, _, _, _, _, _, unit, _ in rows if unit])
        indicators += [{"Reference": row.upper(), "Title": label.strip(), "Expression": row, "Unit": unit, "Aim": aim,
                        "Target": target.removesuffix(" satisfied"), "Frequency": "quarterly", "Objective": name,
                        "Tolerance": {"overpayments": "1 point", "lettings": "3 points"}.get(row), "Plan": plan,
                        "Entered status": placed.at(f"[{key}_pis:{row}:status]")}
                       for row, label, target, _, _, plan, unit, aim in rows if unit]
    queue = figure_measures(placed, "vfm_pis", "actual", "Q2 2018/19", [("queue", "queue", "hh:mm:ss")])
    indicators.append({"Reference": "QUEUE", "Title": "Average queue time", "Expression": "queue", "Unit": "hh:mm:ss",
                       "Aim": DOWN, "Target": "10 minutes", "Plan": "A", "Entered status": placed.at("[vfm_pis:queue:status]")})
    return {"Settings": settings("Q2 2018/19"), "Measures": measures + queue, "Indicators": indicators,
            "Checks": checks(placed)}


BOOK = Book("dashboards", [Sheet("Summary", "Quarter 2 performance", "2018/19", [SUMMARY], other_name="Cover report"),
                           *(dashboard(*entry) for entry in PRIORITIES)], list(relations()), definitions)
