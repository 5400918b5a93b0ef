#!/usr/bin/env python3
"""How much of the reports' published figures `outturn check` restates, and how much of what it says is right.

    /usr/bin/python3 tests/check/score_reports.py --outturn build/release/outturn [--show N] [--keep FOLDER] [--survive]
                     [--least-restated N] [--least-found N]

Recall over truth/*.csv and precision over what the program reports, per kind: inferred rules on the workbooks without
definitions, declared ones on those with them. --show lists N disagreements of each sort, --survive repeats the plain
workbooks with columns swapped, a row inserted, tables moved, sheets renamed. Exit status 1: a right figure called
wrong, or a verdict that another layout loses; 77: openpyxl is not there; 2: the program could not be run.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent / "reports"))
from arithmetic import TOKEN, cells_of  # noqa: E402
from book import PLAIN_LAYOUT, Spot  # noqa: E402
from figures import figure_in  # noqa: E402
from make_books import books, editions  # noqa: E402
from truth import truths  # noqa: E402

FAULTY = {"wrong", "inconsistent", "malformed"}
TWO_SIDED = {"order", "copy", "period"}    # either of the two cells may be named
COLUMNS = ("truth", "restated", "verdict", "kind", "faulty", "found", "caused", "cause")


class Judged:
    """A truth with the cells that a report on it may name."""

    def __init__(self, truth):
        self.truth = truth
        self.home = (truth.sheet.casefold(), truth.cell)
        self.cells = {self.home, *references(truth.expression)}
        self.places = self.cells if truth.kind in TWO_SIDED else {self.home}


def references(expression):
    for found in TOKEN.finditer(expression):
        if found.lastgroup == "cells":
            sheet, places = cells_of(found.group("cells"))
            yield from ((sheet.casefold(), Spot(sheet, *place).address()) for place in places)


def place_of(entry):
    return entry["sheet"].casefold(), entry["cell"].replace("$", "")


def entry_cells(entry):
    """`inputs` are addresses with their sheet; one without it is on the entry's own."""
    cells = {place_of(entry)}
    cells.update(references(entry.get("expression") or ""))
    for text in entry.get("inputs") or []:
        cells.update(references(text) if "!" in text else references(f"'{entry['sheet']}'!{text}"))
    return cells


def likeness(entry, judged):
    """How surely an entry is about this truth and not about another one of the same cell."""
    cells = entry_cells(entry)
    return (entry["kind"] == judged.truth.kind, same_figure(entry.get("entered"), judged.truth.published),
            len(cells & judged.cells) / len(cells | judged.cells), place_of(entry) == judged.home)


def same_figure(entered, published):
    """What was entered may be told as shown or as a number."""
    try:
        return abs(abs(float(entered)) - float(figure_in(published)[0])) < 1e-9
    except (TypeError, ValueError):
        return str(entered).strip().casefold() == published.strip().casefold()


def cause_agrees(entry, truth):
    words = (entry.get("cause") or "none").casefold().replace("-", " ").replace("_", " ")
    return truth.cause.replace("-", " ") in words


class Result:
    """What one workbook's entries are worth against its truths. What is not `asked` for does not count in recall; where
    it is reported all the same, it is judged."""

    def __init__(self, entries, judged, asked=lambda truth: True):
        self.tally, self.precision = defaultdict(Counter), defaultdict(Counter)
        self.lists = defaultdict(list)
        self.judged = judged
        self.kept = {}    # number of a truth → verdict that was reported
        self.restated, self.found = set(), set()    # figures
        about, at = defaultdict(list), defaultdict(list)
        for number, one in enumerate(judged):
            for place in one.places:
                about[place].append(number)
        self.own = defaultdict(list)    # number of a truth → the entries that are about it rather than another one
        for entry in entries:
            at[place_of(entry)].append(entry)
            here = about[place_of(entry)]
            best = max(here, key=lambda number: likeness(entry, judged[number])) if here else None
            if here:
                self.own[best].append(entry)
            self.right_or_not(entry, judged[best].truth if here else None, [judged[number].truth for number in here])
        for number, one in enumerate(judged):
            near = [entry for place in one.places for entry in at[place]]
            if near:
                self.restated.add(figure_of(one.truth))
            if one.truth.faulty() and any(entry["verdict"] in FAULTY for entry in near):
                self.found.add(figure_of(one.truth))
            if asked(one.truth):
                self.recall(number, one, near)

    def recall(self, number, one, near):
        truth, row = one.truth, self.tally[one.truth.kind]
        row["truth"] += 1
        row["faulty"] += truth.faulty()
        row["caused"] += truth.faulty() and truth.cause != "none"
        row["restated"] += bool(near)
        alarms = [entry for entry in near if entry["verdict"] in FAULTY]
        row["found"] += truth.faulty() and bool(alarms)
        if truth.faulty() and truth.cause != "none" and alarms:
            named = any(cause_agrees(entry, truth) for entry in alarms)
            row["cause"] += named
            if not named:
                self.lists["another cause"].append(f"{told(truth)}; reported {said(alarms[0])}")
        if not self.own[number]:
            self.lists["restated by another relation only" if near else "not restated"].append(told(truth))
            return
        best = max(self.own[number], key=lambda entry: likeness(entry, one))
        row["kind"] += best["kind"] == truth.kind
        row["verdict"] += best["verdict"] in truth.verdicts()
        self.kept[number] = best["verdict"]
        if best["verdict"] not in truth.verdicts():
            self.lists["another verdict"].append(f"{told(truth)}; reported {said(best)}")

    def right_or_not(self, entry, truth, here):
        row = self.precision[entry["kind"]]
        row["entries"] += 1
        alarm = entry["verdict"] in FAULTY
        row["findings"] += alarm
        if not truth:
            row["no truth"] += 1
            if alarm:
                self.lists["finding where the truth says nothing"].append(said(entry))
            return
        row["right"] += entry["verdict"] in truth.verdicts()
        if alarm and not any(set(other.verdicts()) & FAULTY for other in here):
            row["right called wrong"] += 1
            self.lists["right called wrong"].append(f"{told(truth)}; reported {said(entry)}")


def figure_of(truth):
    return truth.book, truth.sheet, truth.cell, truth.published


def shown(truth):
    """Whether the tables show the relation without a definition."""
    return truth.inferred == "yes"


def stated(truth):
    """Whether a definition says so; none says that a figure is malformed."""
    return bool(truth.expression) or truth.kind == "period"


def told(truth):
    return (f"{truth.book} {truth.sheet}!{truth.cell} {truth.published!r} ({truth.label}): {truth.kind} {truth.expression} "
            f"= {truth.shown or '-'}, {truth.verdict}" + (f", {truth.cause}" if truth.cause != "none" else ""))


def said(entry):
    return (f"{entry['sheet']}!{entry['cell']} {entry['kind']} {entry['verdict']}, {entry.get('expression') or '-'} = "
            f"{entry.get('expected')}, {entry.get('cause') or 'no cause'}")


def run_check(program, files):
    done = subprocess.run([program, "check", *map(str, files), "--format", "json"], capture_output=True, timeout=600)
    if done.returncode not in (0, 1):
        sys.exit(f"{program} check: exit status {done.returncode}\n{done.stderr.decode(errors='replace')[:2000]}")
    return {Path(file["file"]).name: file for file in json.loads(done.stdout)["files"]}


def add(into, other):
    for kind, row in other.items():
        into[kind].update(row)


def table(title, results):
    tally, precision = defaultdict(Counter), defaultdict(Counter)
    for result in results:
        add(tally, result.tally)
        add(precision, result.precision)
    print(f"\n{title}\n{'recall':18}{'figures':>8}{'restated':>10}{'verdict':>9}{'kind':>6}{'faulty':>8}{'found':>7}"
          f"{'causes':>8}{'named':>7}")
    for kind, row in [*sorted(tally.items()), ("all", sum(tally.values(), Counter()))]:
        print(f"{kind:18}" + "".join(f"{row[name]:>{width}}" for name, width in zip(COLUMNS, (8, 10, 9, 6, 8, 7, 8, 7))))
    print(f"{'precision':18}{'entries':>8}{'verdict right':>15}{'no truth':>10}{'findings':>10}{'right called wrong':>20}")
    for kind, row in [*sorted(precision.items()), ("all", sum(precision.values(), Counter()))]:
        print(f"{kind:18}{row['entries']:>8}{row['right']:>15}{row['no truth']:>10}{row['findings']:>10}"
              f"{row['right called wrong']:>20}")


def whole(plain, results):
    """Over the published figures rather than their relations, and over both editions."""
    every = [one.truth for result in plain for one in result.judged]
    figures, faulty = {figure_of(truth) for truth in every}, {figure_of(truth) for truth in every if truth.faulty()}
    restated = set().union(*(result.restated for result in results))
    found = set().union(*(result.found for result in results))
    print(f"\nPublished figures: {len(figures)}, restated by either: {len(restated)}; "
          f"faulty: {len(faulty)}, found: {len(found)}; right ones called wrong: "
          f"{sum(len(result.lists['right called wrong']) for result in results)}")
    return len(found & faulty)


def survival(placed_results):
    """For each layout, the truths whose verdict the plain workbook gave and this one does not."""
    lost = []
    for book, layouts in placed_results.items():
        plain = layouts.pop(PLAIN_LAYOUT.name)
        for name, result in layouts.items():
            for number, verdict in plain.kept.items():
                if result.kept.get(number) != verdict:
                    lost.append(f"{book}, {name}: {told(plain.judged[number].truth)}; {verdict} became "
                                f"{result.kept.get(number, 'nothing')}")
    return lost


def score(program, folder, survive):
    from workbook_file import save
    made = []
    for book in books():
        for name, placed, declared in editions(book):
            if survive or placed.layout == PLAIN_LAYOUT:
                save(placed, folder / name, declared)
                made.append((name, placed, declared))
    reports = run_check(program, [folder / name for name, _, _ in made])
    inferred, declared_results, by_layout = [], [], defaultdict(dict)
    for name, placed, declared in made:
        if name not in reports:
            sys.exit(f"nothing is reported of {name}")
        entries = reports[name].get("checks") or []
        judged = [Judged(truth) for truth in truths(placed)]
        if declared:
            declared_results.append(Result([entry for entry in entries if entry["source"] == "declared"], judged, stated))
            continue
        result = Result(entries, judged, shown)
        by_layout[placed.book.name][placed.layout.name] = result
        if placed.layout == PLAIN_LAYOUT:
            inferred.append(result)
    return inferred, declared_results, by_layout


def main():
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--outturn", required=True)
    reader.add_argument("--show", type=int, default=0, metavar="N")
    reader.add_argument("--keep", metavar="FOLDER")
    reader.add_argument("--survive", action="store_true")
    reader.add_argument("--least-restated", type=int, default=0, metavar="N")
    reader.add_argument("--least-found", type=int, default=0, metavar="N")
    given = reader.parse_args()
    if not importlib.util.find_spec("openpyxl"):
        print("openpyxl is not there: apt-get install python3-openpyxl")
        return 77
    with tempfile.TemporaryDirectory(prefix="outturn-reports.") as temporary:
        folder = Path(given.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        inferred, declared, by_layout = score(given.outturn, folder, given.survive)
    table("Inferred: workbooks without definitions", inferred)
    table("Declared: workbooks with definitions, entries whose source is declared", declared)
    found = whole(inferred, [*inferred, *declared])
    restated = sum(row["restated"] for result in inferred for row in result.tally.values())
    short = restated < given.least_restated or found < given.least_found
    if short:
        print(f"asked: {given.least_restated} relations restated by inference, {given.least_found} faulty figures found")
    lists = defaultdict(list)
    for source, results in (("inferred", inferred), ("declared", declared)):
        for result in results:
            for name, lines in result.lists.items():
                if lines:
                    lists[f"{source}: {name}"] += lines
    lost = survival(by_layout) if given.survive else []
    if given.survive:
        print(f"\nVerdicts that another layout loses: {len(lost)}")
        lists["lost in another layout"] = lost
    for name, lines in sorted(lists.items()):
        print(f"\n{name}: {len(lines)}" + "".join(f"\n  {line}" for line in lines[:given.show]))
    return 1 if short or lost or any("right called wrong" in name for name in lists) else 0


if __name__ == "__main__":
    sys.exit(main())
