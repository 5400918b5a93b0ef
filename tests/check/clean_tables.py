"""Clean workbooks of officers' kind, all figures typed: an auditor would find nothing wrong in them. The same seed and
number give the same bytes.

    clean_tables.py FOLDER [--seed N] [--count N] [--list]
"""
import argparse
import datetime
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from books import Book, Placing, Sheet, Table, write_book  # noqa: E402
from tables import makers  # noqa: E402

SHEET_NAMES = ['Sheet1', 'Data', 'Table', 'Return', 'Appendix A', 'Q2 report', 'Figures', 'Annex 1', 'For committee']


def clean_book(seed, number):
    rng = random.Random('clean %s %s' % (seed, number))
    turn = [maker for maker in makers() for _ in range(maker[2])]
    random.Random('shapes %s' % seed).shuffle(turn)
    name, maker, _ = turn[number % len(turn)]
    made = maker(rng)
    sheets = several_sheets(made, rng) if len(made) > 1 else arranged(made[0][1][0], turn, rng)
    book = Book(name, with_cover(sheets, rng) if rng.random() < 0.1 else sheets)
    if rng.random() < 0.2:
        write_formulas(book, rng)
    return book


def several_sheets(made, rng):
    return [Sheet(name, [Placing(table, rng.choice([0, 0, 1]), 0) for table in dressed(tables, rng)])
            for name, tables in made]


def with_cover(sheets, rng):
    """A contents sheet in front: words, a date and page numbers."""
    cover = Table('cover')
    cover.titles = [rng.choice(['Performance report', 'Budget monitoring', 'Return to committee']), '']
    for line, sheet in enumerate(sheets):
        cover.put(line, 0, sheet.name)
        cover.put(line, 1, line * rng.randint(1, 3) + 1)
    cover.put(len(sheets) + 1, 0, 'Date')
    cover.put(len(sheets) + 1, 1, datetime.date(rng.randint(2015, 2023), rng.randint(1, 12), rng.randint(1, 28)))
    return [Sheet('Contents', [Placing(cover, 0, 0)]), *sheets]


def arranged(table, turn, rng):
    """The table alone, or with others below it, beside it or on other sheets."""
    way = rng.choice(['alone'] * 5 + ['below', 'below', 'beside', 'sheets'])
    others = []
    while way != 'alone' and len(others) < (1 if way != 'sheets' else 2):
        made = rng.choice(turn)[1](rng)
        if len(made) == 1:
            others += made[0][1]
    tables = dressed([table] + others, rng)
    names = rng.sample(SHEET_NAMES, len(tables))
    row, column = rng.choice([0, 0, 0, 1, 3]), rng.choice([0, 0, 0, 0, 1])
    placings = []
    for each in tables:
        transposed = each.can_transpose and rng.random() < 0.2
        placings.append(Placing(each, row, column, transposed))
        placings[-1].numbered = not transposed and rng.random() < 0.08
        height, width = placings[-1].size()
        if way == 'below':
            row += height + rng.randint(1, 4)
        elif way == 'beside':
            column += width + rng.randint(1, 3)
    if way == 'sheets':
        return [Sheet(name, [placing]) for name, placing in zip(names, placings)]
    return [Sheet(names[0], placings)]


def dressed(tables, rng):
    for table in tables:
        if rng.random() < 0.15:
            table.titles = []
        elif rng.random() < 0.4:
            table.titles = table.titles + ['']
        wear(table, rng)
        if rng.random() < 0.2:
            table.notes = table.notes + [rng.choice(['Source: service returns, 12 May 2021', 'Produced by Finance, extension 4213',
                                                     '1 Provisional', 'Page 3 of 17'])]
    return tables


def wear(table, rng):
    """Labels and headings as they come to look in use."""
    if rng.random() < 0.15:
        for place in table.headings:
            if isinstance(table.cells[place], str):
                table.cells[place] = table.cells[place].replace(' ', '\n', 1)
    way = rng.choice(['as it is'] * 8 + ['colon', 'numbered', 'capitals', 'space'])
    labels = [place for place, content in sorted(table.cells.items())
              if place[1] == 0 and place not in table.headings and isinstance(content, str)]
    for number, place in enumerate(labels, 1):
        label = table.cells[place]
        table.cells[place] = {'colon': label + ':', 'numbered': '%d. %s' % (number, label.strip()), 'space': label + '  ',
                              'capitals': label.upper() if 'otal' in label else label}.get(way, label)


def write_formulas(book, rng):
    """Some families of relations become Excel formulas. Only those over unrounded figures: a formula over rounded ones
    would show another number than the exact total does."""
    families = {}
    for relation in book.relations():
        families.setdefault((relation.target.table, relation.family), []).append(relation)
    fit = [family for family in families.values() if all(can_be_formula(relation) for relation in family)]
    for family in rng.sample(fit, min(len(fit), rng.randint(1, 3))):
        for relation in family:
            relation.target.formula = relation
    book.recalculate()


def can_be_formula(relation):
    return bool(relation.formula) and relation.target.defined_by is relation and not relation.target.form.text and \
        relation.target.form.scale == 1 and \
        all(figure.form.scale == 1 and not figure.form.noise() for figure in relation.inputs)


def main():
    options = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    options.add_argument('folder', nargs='?')
    options.add_argument('--seed', default=1)
    options.add_argument('--count', type=int, default=200)
    options.add_argument('--list', action='store_true', help='the shapes and their weights')
    chosen = options.parse_args()
    if chosen.list or not chosen.folder:
        for name, _, weight in makers():
            print('%d  %s' % (weight, name))
        return
    folder = Path(chosen.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(chosen.count):
        write_book(clean_book(chosen.seed, number), folder / ('clean-%04d.xlsx' % number))


if __name__ == '__main__':
    main()
