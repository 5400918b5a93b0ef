"""What can be said of each published figure: restated by exact arithmetic, beside the verdict reached by hand."""

import csv
import io
from fractions import Fraction
from typing import NamedTuple

from arithmetic import evaluate
from book import NAMED, PlacedBook
from figures import figure_in, half_up

FIELDS = ["book", "sheet", "cell", "label", "published", "kind", "expression", "exact", "shown", "verdict", "cause",
          "inferred", "place"]


class Truth(NamedTuple):
    """`exact` and `shown` (exact at the published precision) are texts: a number, a word, TRUE or FALSE."""
    book: str
    sheet: str
    cell: str
    label: str
    published: str
    kind: str
    expression: str
    exact: str
    shown: str
    verdict: str
    cause: str
    inferred: str
    place: str

    def verdicts(self):
        return self.verdict.split("|")

    def faulty(self):
        return self.verdicts()[0] not in ("ok", "rounding")


def as_text(value):
    if isinstance(value, (bool, str)):
        return str(value).upper() if isinstance(value, bool) else value
    return f"{float(value):.15g}" if value.denominator != 1 else str(value.numerator)


def arithmetic_verdict(published, step, exact):
    """`published` is a number with the worth of its last place, a word, or None for a relation that must hold."""
    if isinstance(exact, bool):
        return "ok" if exact else "faulty"
    if isinstance(exact, str):
        return "ok" if published.casefold() == exact.casefold() else "faulty"
    off = abs(published - exact)
    return "ok" if off <= step / 2 else "rounding" if off < step else "faulty"


def published_figure(cell, relation):
    """Value and step of what was published at the cell, or the cell's text."""
    if relation.says is not None:
        if relation.says not in cell.text:
            raise ValueError(f"{relation.says!r} is not in {cell.text!r}")
        return figure_in(relation.says)
    return (cell.text, None) if cell.value is None else (cell.value, cell.step)


def small_count(relation):
    """Whether it is a count below 100 in a sentence: too many cells hold the same number for the tables to show whose."""
    return relation.says is not None and relation.kind in ("copy", "sum") and "%" not in relation.says and \
        "." not in relation.says and figure_in(relation.says)[0] < 100


def truth_of(placed, relation):
    spot, cell = placed.spot(relation.cell), placed.cell(placed.spot(relation.cell))
    if cell is None and "malformed" not in relation.verdict:
        raise ValueError(f"nothing at {relation.cell}")
    table, row, _, column = NAMED.fullmatch(relation.cell).groups()
    source = placed.book.table(table)
    label = next(entry[1] for entry in source.rows if entry[0] == row)
    label = label if column in ("said", "label") else f"{label} / {dict(source.columns)[column]}"
    expression, exact, shown = placed.at(relation.formula), "", ""
    if expression:
        value = evaluate(placed.cells, expression)
        figure, step = published_figure(cell, relation)
        if isinstance(value, str) and isinstance(figure, Fraction):
            value = figure_in(value)[0]
        if isinstance(value, Fraction) and step is None:
            figure, step = figure_in(figure)
        exact, shown = as_text(value), as_text(half_up(value, step)) if isinstance(value, Fraction) else as_text(value)
        found = arithmetic_verdict(figure, step, value)
        by_hand = relation.verdict.split("|")
        if by_hand[0] != found if found != "faulty" else by_hand[0] in ("ok", "rounding"):
            raise ValueError(f"{placed.book.name}: {relation} is {found} by arithmetic: {exact}")
    return Truth(placed.book.name, spot.sheet, spot.address(), label,
                 relation.says or (cell.text if cell else ""), relation.kind,
                 f"={expression}" if expression else "", exact, shown, relation.verdict, relation.cause,
                 "yes" if relation.inferred and not small_count(relation) else "no", relation.place or source.place)


def truths(placed: PlacedBook):
    return [truth_of(placed, relation) for relation in placed.book.relations]


def as_csv(rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(rows)
    return out.getvalue()
