"""The sheet `Checks` that an officer would keep for a book: one row a relation, as definitions.md describes it.

`Left` and `Right` are cells or Excel expressions over cells; `adds to` has the parts on the left, `says` the sentence.
Statuses are no rows here: the indicator's target and `Entered status` declare them.
"""

import re

from truth import NAMED

ORDER = re.compile(r"(.+?)(>=|<=|<>)(.+)")
RANGE_SUM = re.compile(r"SUM\((\[\w+:\w+\.\.\w+:\w+\])\)")


def check_row(placed, number, relation):
    cell = relation.cell
    if (order := ORDER.fullmatch(relation.formula)) and relation.kind != "status":
        left, sign, right = order.groups()
        sign = "differs from" if sign == "<>" else sign
    elif relation.says is not None:
        left, sign, right = cell, "says", relation.formula
    elif (parts := RANGE_SUM.fullmatch(relation.formula)):
        left, sign, right = parts.group(1), "adds to", cell
    elif relation.kind == "copy" and NAMED.fullmatch(relation.formula):
        left, sign, right = cell, "is a copy of", relation.formula
    else:
        left, sign, right = cell, "=", relation.formula
    table, row, _, column = NAMED.fullmatch(cell).groups()
    return {"Check": f"C{number} {table} {row} {column}", "Left": placed.at(left), "Is": sign, "Right": placed.at(right)}


def checks(placed):
    stated = [relation for relation in placed.book.relations if relation.formula and relation.kind != "status"]
    return [check_row(placed, number, relation) for number, relation in enumerate(stated, start=1)]


def settings(period):
    return [{"Setting": "Period", "Value": period}, {"Setting": "Year starts", "Value": "April"},
            {"Setting": "Locale", "Value": "en-GB"}]


def figure_measures(placed, table, column, period, rows):
    """A measure for each of `rows`, (measure, row key, unit): a typed figure that the report derives from nothing."""
    return [{"Measure": measure, "Unit": unit, "Cells": placed.at(f"[{table}:{row}:{column}]"), "Periods": period,
             "Over time": "none"} for measure, row, unit in rows]
