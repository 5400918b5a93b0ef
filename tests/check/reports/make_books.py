#!/usr/bin/env python3
"""Writes the workbooks made from the reports' tables, and the truth of their figures.

    sudo apt-get install python3-openpyxl
    /usr/bin/python3 tests/check/reports/make_books.py FOLDER          # every workbook, in both editions and all layouts
    /usr/bin/python3 tests/check/reports/make_books.py --truth         # truth/*.csv anew
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from book import LAYOUTS, PLAIN_LAYOUT, PlacedBook  # noqa: E402
from truth import as_csv, truths  # noqa: E402

MODULES = [name for name in ("call_centre", "scorecard", "dashboards", "ambition", "register", "measures")
           if (HERE / f"{name}.py").exists()]


def books():
    return [importlib.import_module(name).BOOK for name in MODULES]


def editions(book):
    """(file name, placed book, with definitions) of every workbook that is made of a book."""
    plain = PlacedBook(book)
    yield f"{book.name}-plain.xlsx", plain, False
    yield f"{book.name}-declared.xlsx", plain, True
    for layout in LAYOUTS:
        yield f"{book.name}-{layout.name.replace(' ', '-')}.xlsx", PlacedBook(book, layout), False


def write_truth():
    for book in books():
        path = HERE / "truth" / f"{book.name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_csv(truths(PlacedBook(book, PLAIN_LAYOUT))), encoding="utf-8")
        print(path.relative_to(HERE))


def main():
    from workbook_file import save
    if sys.argv[1:] == ["--truth"]:
        write_truth()
    elif len(sys.argv) == 2 and not sys.argv[1].startswith("-"):
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for book in books():
            for name, placed, declared in editions(book):
                save(placed, folder / name, declared)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
