#!/usr/bin/env python3
"""Runs outturn on the examples and compares what it wrote with what the reports and arithmetic by hand say.

    python3 examples/check_expected.py build/release/outturn [--explain]
    python3 examples/check_expected.py --coverage

For each example: the first command of commands.txt against expected.csv, then, as the other commands do, the same on
its result with every line of whatif.csv. Numbers must agree to 1e-9 of their size, text exactly. The files' own arithmetic ("by hand: …") is
worked out again, so that a slip in them shows too. `--explain` also looks for each gap of explain.csv in the output
of `outturn explain`, and `--coverage` only prints which change tries which requirement. Prints each failure with its cell; exits 1 if there is one. Standard library only.
"""

import argparse
import ast
import csv
import re
import shlex
import subprocess
import sys
import tempfile
import zipfile
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
EXAMPLES = sorted(path.parent.name for path in HERE.glob("*/commands.txt"))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# The numbered requirements on the five systems and their annexes: section and its items.
REQUIREMENTS = ([f"S1.{item}" for item in range(1, 12)] + [f"S2{item}" for item in "abcdefghij"] +
                [f"S3.{item}" for item in range(1, 9)] + ["S3a", "S3b", "S3c"] + [f"S4.{item}" for item in range(1, 12)] +
                [f"S5.{item}" for item in range(1, 10)] + ["S5a"])
REQUIREMENT = re.compile(r"\bS[1-5](?:\.\d+|[a-j])")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
TOLERANCE = 1e-9


def read_workbook(path):
    """{(sheet, cell): float | str | bool}; blank cells are absent."""
    with zipfile.ZipFile(path) as package:
        shared = []
        if "xl/sharedStrings.xml" in package.namelist():
            for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml")).iter(MAIN + "si"):
                shared.append(item_text(item))
        targets = {}
        for relation in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels")):
            target = relation.get("Target")
            targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
        cells = {}
        for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter(MAIN + "sheet"):
            part = ElementTree.fromstring(package.read(targets[sheet.get(RELATION)]))
            for cell in part.iter(MAIN + "c"):
                value = cell_value(cell, shared)
                if value is not None:
                    cells[sheet.get("name"), cell.get("r")] = value
        return cells


def item_text(item):
    """The text of a string item: its runs, without phonetic hints."""
    return "".join(text.text or "" for run in item if run.tag != MAIN + "rPh" for text in run.iter(MAIN + "t"))


def cell_value(cell, shared):
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return item_text(cell.find(MAIN + "is"))
    stored = cell.find(MAIN + "v")
    if stored is None or stored.text is None:
        return "" if kind == "str" and stored is not None else None
    if kind == "s":
        return shared[int(stored.text)]
    if kind == "b":
        return stored.text == "1"
    return stored.text if kind in ("str", "e") else float(stored.text)


def arithmetic(text):
    """The exact value of a sum such as (6442+4035+3937)/20591."""
    operations = {ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b,
                  ast.Mult: lambda a, b: a * b, ast.Div: lambda a, b: a / b}

    def value(node):
        if isinstance(node, ast.Constant):
            return Fraction(str(node.value))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -value(node.operand)
        return operations[type(node.op)](value(node.left), value(node.right))

    return value(ast.parse(text, mode="eval").body)


def close(found, expected):
    return abs(found - expected) <= TOLERANCE * max(abs(found), abs(expected)) or abs(found - expected) < 1e-12


def agrees(found, expected):
    """`expected` is the text of a CSV field: a number, a text, nothing for an empty cell; '0 is the text 0."""
    if expected.startswith("'"):
        return found == expected[1:]
    if NUMBER.fullmatch(expected):
        return isinstance(found, float) and close(found, float(expected))
    if expected == "":
        return found is None or found == ""
    return found == expected


def split_address(address):
    """'PI data'!D19 or Calls!C9 as (sheet, cell)."""
    sheet, cell = address.rsplit("!", 1)
    return sheet.strip("'"), cell.replace("$", "")


def csv_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def indicator_cells(cells):
    """{reference: (value cell, status cell)} from the definition sheet; an owner that is not there is None.

    Of a row of cells the reporting period's is meant, or the last: all services together."""
    columns = {value: cell.rstrip("0123456789") for (sheet, cell), value in cells.items()
               if sheet == "Indicators" and cell.rstrip("0123456789") + "1" == cell}
    found = {}
    for (sheet, cell), reference in cells.items():
        row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if sheet == "Indicators" and cell == columns["Reference"] + row and row != "1":
            value, status, periods = (cells.get((sheet, columns[name] + row)) if name in columns else None
                                      for name in ("Value to", "Status to", "Value periods"))
            if value and periods:
                value = cell_of_period(cells, value, periods)
            elif value and ":" in value:
                value = value.split("!")[0] + "!" + value.split(":")[-1]
            found[reference] = tuple(split_address(owner) if owner else None for owner in (value, status))
    return found


def cell_of_period(cells, value, periods):
    """Of a row of cells, one a period, the cell under the heading that is the reporting period."""
    settings = {cells[place]: cells.get((place[0], "B" + place[1][1:])) for place in cells
                if place[0] == "Settings" and place[1][0] == "A"}
    sheet, row = value.rsplit("!", 1)
    heading_sheet, heading_row = split_address(periods)
    first, last = (re.fullmatch(r"([A-Z])(\d+)", corner).groups() for corner in heading_row.split(":"))
    for offset, column in enumerate(range(ord(first[0]), ord(last[0]) + 1)):
        if cells.get((heading_sheet, chr(column) + first[1])) == settings["Period"]:
            corner = re.match(r"([A-Z])(\d+)", row).groups()
            return f"{sheet}!{chr(ord(corner[0]) + offset)}{corner[1]}"
    return None


class Checker:
    def __init__(self, binary):
        self.binary = binary
        self.passed = 0
        self.failed = 0

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL {message}")

    def expect_cell(self, example, cells, place, expected, context):
        found = cells.get(place)
        self.expect(agrees(found, expected),
                    f"{example}: {place[0]}!{place[1]} is {found!r}, expected {expected!r} ({context})")

    def recalculate(self, folder, command, book, out, sets=()):
        """The cells of the workbook `out` that the command makes of `book`, or None if it failed."""
        words = shlex.split(command)
        words[0] = self.binary
        words[2] = str(book)
        words[words.index("-o") + 1] = str(out)
        for assignment in sets:
            words += ["--set", assignment]
        out.unlink(missing_ok=True)
        run = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        if run.returncode != 0 or not out.exists():
            said = "\n     ".join(run.stderr.strip().splitlines()[-5:])
            self.expect(False, f"{folder.name}: exit {run.returncode}: {shlex.join(words)}\n     {said}")
            return None
        return read_workbook(out)

    def check_example(self, name, with_explain):
        with tempfile.TemporaryDirectory() as scratch:
            self.check_results(name, Path(scratch))
        if with_explain:
            self.check_gaps(name, HERE / name)

    def check_results(self, name, scratch):
        folder = HERE / name
        commands = [line.strip() for line in open(folder / "commands.txt", encoding="utf-8")]
        command = next(line for line in commands if line.startswith("outturn recalc workbook.xlsx "))
        owners = indicator_cells(read_workbook(folder / "workbook.xlsx"))

        result = scratch / "result.xlsx"
        before = self.recalculate(folder, command, folder / "workbook.xlsx", result)
        for row in csv_rows(folder / "expected.csv"):
            if row["source"].startswith("by hand: ") and NUMBER.fullmatch(row["value"]):
                worked = arithmetic(row["source"].removeprefix("by hand: ").split(";")[0])
                self.expect(close(float(worked), float(row["value"])),
                            f"{name}/expected.csv: {row['sheet']}!{row['cell']} {row['source']} is {float(worked)!r}")
            if before is not None:
                self.expect_cell(name, before, (row["sheet"], row["cell"]), row["value"], row["source"])

        for row in csv_rows(folder / "whatif.csv") if before is not None else []:
            sets = row["set"].split("; ")
            value_cell, status_cell = owners[row["indicator"]]
            if status_cell:
                self.expect_cell(name, before, status_cell, row["old status"], f"before {row['set']}")
            after = self.recalculate(folder, command, result, scratch / "what-if.xlsx", sets)
            if after is None:
                continue
            if value_cell:
                is_text = row["value"][:1] in ("", "<", ">", "\u2264", "\u2265", "'")  # blank, a bound or a text
                value = row["value"] if is_text else repr(float(arithmetic(row["value"])))
                self.expect_cell(name, after, value_cell, value, f"{row['indicator']} after {row['set']}")
            if status_cell:
                self.expect_cell(name, after, status_cell, row["new status"], f"{row['indicator']} after {row['set']}")
            for expectation in row["cells"].split("; "):
                address, expected = expectation.split("=", 1)
                self.expect_cell(name, after, split_address(address), expected, f"after {row['set']}")

    def check_gaps(self, name, folder):
        """Each gap of explain.csv, as a number of its own in the text that explain prints."""
        for row in csv_rows(folder / "explain.csv"):
            run = subprocess.run([self.binary, "explain", "workbook.xlsx", row["indicator"]], cwd=folder,
                                 capture_output=True, text=True, check=False)
            numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", run.stdout.replace(",", ""))]
            self.expect(any(close(number, float(row["gap"])) for number in numbers),
                        f"{name}: explain {row['indicator']} does not give the gap {row['gap']} ({row['in words']})")


def print_coverage():
    """Which changes of the whatif.csv files try each requirement; returns those that none tries."""
    tried = {requirement: [] for requirement in REQUIREMENTS}
    changes = 0
    for name in EXAMPLES:
        for row in csv_rows(HERE / name / "whatif.csv"):
            changes += 1
            for requirement in dict.fromkeys(REQUIREMENT.findall(row["why"])):
                tried[requirement].append(f"{name} {row['set']}")
    for requirement, rows in tried.items():
        print(f"{requirement:6}{len(rows):3}  {rows[0] if rows else '-'}")
    missing = [requirement for requirement, rows in tried.items() if not rows]
    print(f"{changes} changes; {len(tried) - len(missing)} of {len(tried)} requirements" +
          (f", without {', '.join(missing)}" if missing else ""))
    return missing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("binary", nargs="?", help="the outturn program")
    parser.add_argument("--coverage", action="store_true", help="only tell which change tries which requirement")
    parser.add_argument("--explain", action="store_true", help="check explain.csv too")
    arguments = parser.parse_args()
    if arguments.coverage:
        print_coverage()
        return 0
    if arguments.binary is None:
        parser.error("the outturn program is needed")
    checker = Checker(str(Path(arguments.binary).resolve()))
    for name in EXAMPLES:
        checker.check_example(name, arguments.explain)
    print(f"{checker.passed} passed, {checker.failed} failed")
    return 1 if checker.failed else 0


if __name__ == "__main__":
    sys.exit(main())
