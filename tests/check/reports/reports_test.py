#!/usr/bin/env python3
"""The truth of the reports' figures, tried: by LibreOffice, against truth/*.csv, and on the scoring of it.

    /usr/bin/python3 tests/check/reports/reports_test.py
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
sys.dont_write_bytecode = True

import score_reports  # noqa: E402
from arithmetic import evaluate  # noqa: E402
from book import LAYOUTS, PlacedBook  # noqa: E402
from figures import figure_in, half_up, printed  # noqa: E402
from make_books import books, editions  # noqa: E402
from truth import as_csv, truths  # noqa: E402


def text_with_figure(placed, expression):
    """Whether the formula reads a figure out of a text, which Excel and LibreOffice would not."""
    for sheet, address in score_reports.references(expression):
        name = next(name for name in placed.cells if name.casefold() == sheet)
        cell = next((cell for (row, column), cell in placed.cells[name].items()
                     if score_reports.Spot(name, row, column).address() == address), None)
        if cell is not None and cell.value is None and any(letter.isdigit() for letter in cell.text):
            return True
    return False


class FiguresTest(unittest.TestCase):
    def test_figures_as_printed(self):
        for text, value, step, look in (("27,230", 27230, 1, "#,##0"), ("-162", -162, 1, "0"), ("78%", "0.78", "0.01", "0%"),
                                        ("10.14%", "0.1014", "0.0001", "0.00%"), ("£414,177", 414177, 1, "£#,##0"),
                                        ("(322)", -322, 1, "0;(0)"), ("17.88", "17.88", "0.01", "0.00")):
            cell = printed(text)
            self.assertEqual((cell.value, cell.step, cell.number_format), (Fraction(value), Fraction(step), look), text)

    def test_what_is_no_figure_stays_a_text(self):
        for text in ("3,0335", "50+", "<10%", "Mar-21", "PE | $ 26", "'80"):
            self.assertIsNone(printed(text).value, text)

    def test_figures_inside_texts(self):
        for text, value in (("<10%", "0.1"), ("50+", 50), ("0.98% (42 properties)", "0.0098"), ("1,040 of them", 1040)):
            self.assertEqual(figure_in(text)[0], Fraction(value), text)

    def test_halves_are_rounded_away_from_zero(self):
        self.assertEqual(half_up(Fraction("2.5"), Fraction(1)), 3)
        self.assertEqual(half_up(Fraction("-2.5"), Fraction(1)), -3)

    def test_arithmetic(self):
        cells = {"S 1": {(1, 1): printed("3"), (2, 1): printed("4"), (1, 2): printed("Red"), (2, 2): printed("red")}}
        for expression, value in (("SUM('S 1'!A1:A2)/2-1*2", Fraction(3, 2)), ("COUNTIF('S 1'!B1:B2,\"Red\")", 2),
                                  ("'S 1'!A1<=50%", False), ("IF('S 1'!A1>=3,\"Green\",\"Red\")", "Green"),
                                  ("-(2+'S 1'!A2)", -6)):
            self.assertEqual(evaluate(cells, expression), value, expression)


class TruthTest(unittest.TestCase):
    def test_truth_files_say_what_the_books_say(self):
        for book in books():
            self.assertEqual((HERE / "truth" / f"{book.name}.csv").read_text(encoding="utf-8"),
                             as_csv(truths(PlacedBook(book))), book.name)

    def test_every_layout_has_the_same_truth_at_other_places(self):
        for book in books():
            plain = truths(PlacedBook(book))
            for layout in LAYOUTS:
                placed = truths(PlacedBook(book, layout))
                same = [(a.label, a.published, a.exact, a.verdict) == (b.label, b.published, b.exact, b.verdict)
                        for a, b in zip(plain, placed, strict=True)]
                self.assertTrue(all(same), (book.name, layout.name))
                self.assertTrue(any((a.sheet, a.cell) != (b.sheet, b.cell) for a, b in zip(plain, placed)),
                                (book.name, layout.name))

    def test_every_status_is_declared(self):
        """By the Entered status of an indicator; other relations have a row of Checks by construction."""
        for book in books():
            placed = PlacedBook(book)
            entered = {row.get("Entered status") for row in book.definitions(placed)["Indicators"]}
            for relation in book.relations:
                if relation.kind == "status":
                    self.assertIn(placed.at(relation.cell), entered, book.name)

    @unittest.skipUnless(importlib.util.find_spec("openpyxl"), "openpyxl is not there")
    def test_the_same_figures_are_the_same_bytes(self):
        from workbook_file import save
        with tempfile.TemporaryDirectory(prefix="outturn-bytes.") as temporary:
            for book in books():
                written = [Path(temporary) / f"{turn}.xlsx" for turn in (1, 2)]
                for path in written:
                    save(PlacedBook(book), path, declared=True)
                self.assertEqual(written[0].read_bytes(), written[1].read_bytes(), book.name)

    def test_no_relation_stands_twice(self):
        for book in books():
            seen = [(truth.sheet, truth.cell, truth.published, truth.expression) for truth in truths(PlacedBook(book))]
            self.assertEqual(len(seen), len(set(seen)), [one for one in seen if seen.count(one) > 1][:3])

    @unittest.skipUnless(importlib.util.find_spec("openpyxl") and shutil.which("soffice"), "openpyxl or LibreOffice is not there")
    def test_libreoffice_gives_the_same(self):
        """The formulas on a sheet of the workbook itself; the verdicts then by the published precision."""
        from openpyxl import load_workbook
        from workbook_file import save
        compared = total = 0
        with tempfile.TemporaryDirectory(prefix="outturn-truth.") as temporary:
            folder = Path(temporary)
            asked = {}
            for book in books():
                placed = PlacedBook(book)
                path = folder / f"{book.name}.xlsx"
                save(placed, path)
                workbook = load_workbook(path)
                sheet = workbook.create_sheet("Restated")
                asked[book.name] = [truth for truth in truths(placed) if truth.expression]
                total += len(asked[book.name])
                asked[book.name] = [truth for truth in asked[book.name] if not text_with_figure(placed, truth.expression)]
                for row, truth in enumerate(asked[book.name], start=1):
                    sheet.cell(row, 1, truth.expression)
                workbook.save(path)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx",
                            "--outdir", str(folder / "out"), *map(str, folder.glob("*.xlsx"))],
                           check=True, capture_output=True, timeout=300)
            for name, questions in asked.items():
                sheet = load_workbook(folder / "out" / f"{name}.xlsx", data_only=True)["Restated"]
                for row, truth in enumerate(questions, start=1):
                    value = sheet.cell(row, 1).value
                    compared += 1
                    if isinstance(value, (int, float)) and not isinstance(value, bool):
                        self.assertAlmostEqual(value, float(truth.exact), delta=1e-9 * max(1, abs(value)), msg=truth)
                        self.check_verdict(truth, value)
                    else:
                        self.assertEqual(str(value).upper(), truth.exact.upper(), truth)
        self.assertGreater(compared, 0.8 * total)

    def check_verdict(self, truth, value):
        """Half a unit in the last place shown is right, less than a whole one is rounding."""
        published, step = figure_in(truth.published)
        sign = -1 if truth.published.startswith(("-", "(")) else 1
        off = abs(sign * float(published) - value)
        expected = "ok" if off <= float(step) / 2 + 1e-12 else "rounding" if off < float(step) - 1e-12 else None
        if expected:
            self.assertEqual(truth.verdicts()[0], expected, truth)
        else:
            self.assertTrue(truth.faulty(), truth)


class ScoreTest(unittest.TestCase):
    def entries(self, judged, **changed):
        return [{"sheet": one.truth.sheet, "cell": one.truth.cell, "kind": one.truth.kind, "verdict": one.truth.verdicts()[0],
                 "cause": one.truth.cause, "source": "inferred", "expression": one.truth.expression,
                 "inputs": [f"'{sheet}'!{cell}" for sheet, cell in one.cells - {one.home}], **changed} for one in judged]

    def setUp(self):
        self.judged = [score_reports.Judged(truth) for book in books() for truth in truths(PlacedBook(book))]
        self.book = self.judged[0].truth.book
        self.judged = [one for one in self.judged if one.truth.book == self.book]

    def total(self, rows, name):
        return sum(row[name] for row in rows.values())

    def test_the_truth_itself_scores_full(self):
        result = score_reports.Result(self.entries(self.judged), self.judged)
        for name in ("restated", "verdict", "kind"):
            self.assertEqual(self.total(result.tally, name), len(self.judged), name)
        self.assertEqual(self.total(result.tally, "found"), self.total(result.tally, "faulty"))
        self.assertEqual(self.total(result.precision, "right"), len(self.judged))
        self.assertFalse(any(result.lists.values()))

    def test_nothing_scores_nothing(self):
        result = score_reports.Result([], self.judged)
        self.assertEqual(self.total(result.tally, "restated"), 0)
        self.assertEqual(len(result.lists["not restated"]), len(self.judged))

    def test_everything_called_wrong_is_counted(self):
        result = score_reports.Result(self.entries(self.judged, verdict="wrong"), self.judged)
        self.assertGreater(self.total(result.precision, "right called wrong"), 0.5 * len(self.judged))

    @unittest.skipUnless(importlib.util.find_spec("openpyxl"), "openpyxl is not there")
    def test_a_program_that_knows_the_truth(self):
        """Run as a program, over all editions and layouts: full marks, and nothing lost between layouts."""
        with tempfile.TemporaryDirectory(prefix="outturn-score.") as temporary:
            folder = Path(temporary)
            known = {}
            for book in books():
                for name, placed, declared in editions(book):
                    judged = [score_reports.Judged(truth) for truth in truths(placed)]
                    known[name] = self.entries(judged, source="declared" if declared else "inferred")
            (folder / "known.json").write_text(json.dumps(known), encoding="utf-8")
            program = folder / "program"
            program.write_text(f"#!{sys.executable}\nimport json, pathlib, sys\n"
                               f"known = json.load(open({str(folder / 'known.json')!r}))\n"
                               "print(json.dumps({'files': [{'file': file, 'checks': known[pathlib.Path(file).name]}"
                               " for file in sys.argv[2:-2]]}))\n", encoding="utf-8")
            program.chmod(0o755)
            done = subprocess.run([sys.executable, str(HERE.parent / "score_reports.py"), "--outturn", str(program),
                                   "--survive", "--show", "3"], capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertIn("Verdicts that another layout loses: 0", done.stdout)


if __name__ == "__main__":
    unittest.main()
