"""A workbook before it has places: sheets of tables with named rows and columns, and what its figures say of one another.

Relations name cells as `[table:row:column]` and, down one column, `[table:first..last:column]`. A Layout gives every
cell its place, so that the truth follows the figures wherever an officer might have put them.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple, Optional

from figures import Printed, printed

NAMED = re.compile(r"\[(\w+):(\w+)(?:\.\.(\w+))?:(\w+)\]")


@dataclass
class Table:
    """`rows` are (key, label, cell, …); a text alone is a heading across the table. `groups` are (heading, [column
    key, …]) and stand merged over the columns. `beside` puts the table to the right of the one before."""
    name: str
    place: str
    columns: list
    rows: list
    title: Optional[str] = None
    label: str = ""
    groups: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    beside: bool = False


class Prose(Table):
    """Sentences below one another, (key, sentence) each; their column is `said`."""

    def __init__(self, name, place, sentences, title=None):
        super().__init__(name, place, [], [(key, sentence) for key, sentence in sentences], title)


@dataclass
class Sheet:
    name: str
    title: str
    subtitle: str
    tables: list
    other_name: str = ""


class Layout(NamedTuple):
    name: str
    rotate: bool = False      # the last column of each group of columns stands first
    insert: bool = False      # an empty row across the sheet below the second row of each longer table
    move: bool = False        # tables further down and to the right, in another order, none beside another
    rename: bool = False      # other names of the sheets


PLAIN_LAYOUT = Layout("plain")
LAYOUTS = [Layout("columns swapped", rotate=True), Layout("row inserted", insert=True),
           Layout("tables moved", move=True), Layout("sheets renamed", rename=True)]


class Relation(NamedTuple):
    """What the figure at `cell` must be by `formula`, and the verdict reached by hand. Several verdicts that a reader
    could defend are divided by `|`, the best first. `says`: the figure as it stands inside a sentence. `inferred`:
    the table shows the relation, by its headings or by its pattern, without a definition."""
    cell: str
    kind: str
    formula: str
    verdict: str = "ok"
    cause: str = "none"
    says: Optional[str] = None
    inferred: bool = True
    place: str = ""


@dataclass
class Book:
    name: str
    sheets: list
    relations: list
    definitions: object       # given a PlacedBook: {"Measures": [row, …], …}, rows as dictionaries

    def table(self, name):
        return next(table for sheet in self.sheets for table in sheet.tables if table.name == name)


class Spot(NamedTuple):
    sheet: str
    row: int
    column: int

    def address(self):
        return f"{self.column_letters()}{self.row}"

    def column_letters(self):
        letters, rest = "", self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return letters


def quoted(sheet):
    return sheet if re.fullmatch(r"[A-Za-z_]\w*", sheet) else "'" + sheet.replace("'", "''") + "'"


def column_groups(table, rotate):
    """Groups of (key, heading) in the order of their columns, with the heading over them."""
    heading_of = dict(table.columns)
    grouped = {key for _, keys in table.groups for key in keys}
    groups = [(None, [key for key, _ in table.columns if key not in grouped])] if len(grouped) < len(heading_of) else []
    groups += table.groups
    if rotate:
        groups = [(over, keys[-1:] + keys[:-1]) for over, keys in groups]
    return [(over, [(key, heading_of[key]) for key in keys]) for over, keys in groups]


class PlacedBook:
    """Every cell of a book at its place: `spots` by (table, row, column), `cells` by sheet and (row, column)."""

    def __init__(self, book, layout=PLAIN_LAYOUT):
        self.book, self.layout = book, layout
        self.spots, self.cells, self.merged, self.looks = {}, {}, {}, {}
        for sheet in book.sheets:
            self.place_sheet(sheet)

    def sheet_name(self, sheet):
        return sheet.other_name or f"{sheet.name} (final) 2" if self.layout.rename else sheet.name

    def put(self, sheet, row, column, text, look):
        if text is not None:
            self.cells[sheet][row, column] = printed(text) if look == "cell" else Printed(text)
            self.looks[sheet][row, column] = look

    def place_sheet(self, sheet):
        name = self.sheet_name(sheet)
        self.cells[name], self.merged[name], self.looks[name] = {}, [], {}
        self.put(name, 1, 1, sheet.title, "title")
        self.put(name, 2, 1, sheet.subtitle, "subtitle")
        tables = list(reversed(sheet.tables)) if self.layout.move else sheet.tables
        left, top = (3, 7) if self.layout.move else (1, 4)
        next_row, corner = top, (top, left)
        for table in tables:
            if table.beside and not self.layout.move:
                corner = (corner[0], corner[1] + self.last_width + 1)
            else:
                corner = (next_row, left)
            bottom = self.place_table(name, table, *corner)
            next_row = max(next_row, bottom + 2)
        if self.layout.insert:
            self.insert_rows(name, sorted({self.spots[table.name, entries[1][0], table.columns[0][0]].row
                                           for table in tables if not table.beside and table.columns
                                           if len(entries := [row for row in table.rows if isinstance(row, tuple)]) > 3}))

    def insert_rows(self, sheet, after):
        """An empty row across the sheet below each of these."""
        def moved(row):
            return row + sum(row > above for above in after)
        for everything in (self.cells, self.looks):
            everything[sheet] = {(moved(row), column): value for (row, column), value in everything[sheet].items()}
        self.merged[sheet] = [(moved(top), left, moved(bottom), right) for top, left, bottom, right in self.merged[sheet]]
        self.spots = {key: spot._replace(row=moved(spot.row)) if spot.sheet == sheet else spot
                      for key, spot in self.spots.items()}

    def place_table(self, sheet, table, row, left):
        groups = column_groups(table, self.layout.rotate)
        columns = [column for _, keys in groups for column in keys]
        self.last_width = 1 + len(columns)
        if table.title:
            self.put(sheet, row, left, table.title, "table title")
            row += 1
        if table.groups:
            column = left + 1
            for over, keys in groups:
                if over:
                    self.put(sheet, row, column, over, "heading")
                    if len(keys) > 1:
                        self.merged[sheet].append((row, column, row, column + len(keys) - 1))
                column += len(keys)
            row += 1
        if columns:
            self.put(sheet, row, left, table.label or None, "heading")
            for offset, (key, heading) in enumerate(columns, start=1):
                self.put(sheet, row, left + offset, heading, "heading")
                self.spots[table.name, "heading", key] = Spot(sheet, row, left + offset)
            row += 1
        order = {key: place for place, (key, _) in enumerate(table.columns)}
        for entry in table.rows:
            if isinstance(entry, str):
                self.put(sheet, row, left, entry, "band")
                self.merged[sheet].append((row, left, row, left + len(columns)))
                row += 1
                continue
            key, label, *values = entry
            if columns and len(values) != len(columns):
                raise ValueError(f"{table.name}, {key}: {len(values)} cells for {len(columns)} columns")
            self.put(sheet, row, left, label, "label" if columns else "prose")
            self.spots[table.name, key, "label" if columns else "said"] = Spot(sheet, row, left)
            for offset, (column, _) in enumerate(columns, start=1):
                self.put(sheet, row, left + offset, values[order[column]], "cell")
                self.spots[table.name, key, column] = Spot(sheet, row, left + offset)
            row += 1
        for note in table.notes:
            self.put(sheet, row, left, note, "note")
            row += 1
        return row - 1

    def spot(self, named):
        """The place of `[table:row:column]`."""
        table, row, _, column = NAMED.fullmatch(named).groups()
        return self.spots[table, row, column]

    def cell(self, spot):
        return self.cells[spot.sheet].get((spot.row, spot.column))

    def at(self, text):
        """A text with every `[table:row:column]` in it replaced by the cell's address."""
        def address(found):
            table, first, last, column = found.groups()
            start = self.spots[table, first, column]
            end = f":{self.spots[table, last, column].address()}" if last else ""
            return f"{quoted(start.sheet)}!{start.address()}{end}"
        return NAMED.sub(address, text)
