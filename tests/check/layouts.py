"""The same workbook laid out otherwise: what is true of its figures stays true."""
import random


def columns_swapped(book, rng):
    """Two columns of one rank change places, in every table that has such."""
    changed = False
    for _, placing in book.placings():
        if placing.table.swappable:
            placing.swapped = tuple(rng.choice(placing.table.swappable))
            changed = True
    return changed


def row_inserted(book, rng):
    """A blank row through each sheet, within the body of one of its tables."""
    changed = False
    for sheet in book.sheets:
        placing = rng.choice(sheet.placings)
        top = placing.row + len(placing.table.titles)
        rows = sorted({placing.at(*figure.place)[0] for figure in placing.table.figures()})
        if len(rows) < 3:
            continue
        where = rng.choice(rows[1:])
        for each in sheet.placings:
            start = each.row + len(each.table.titles)
            if each.row >= where:
                each.row += 1
            elif where < each.row + each.size()[0]:
                each.inserted = max(0, where - start)
        assert placing.inserted == where - top
        changed = True
    return changed


def tables_moved(book, rng):
    """Down and to the right, further apart where two tables share a sheet."""
    for sheet in book.sheets:
        down, right = rng.randint(2, 5), rng.randint(1, 3)
        beside = len({placing.row for placing in sheet.placings}) == 1
        for position, placing in enumerate(sheet.placings):
            placing.row += down + (0 if beside else position)
            placing.column += right + (position if beside else 0)
    return True


def sheets_renamed(book, rng):
    names = rng.sample(['Blue', 'Tab 2', 'Officer\'s copy', 'final v3', 'June', 'Return (2)', 'x', 'Working', 'Old', 'New tab', 'Part B',
                        'Misc'], len(book.sheets))
    for sheet, name in zip(book.sheets, names):
        sheet.name = name
    return True


LAYOUTS = [('two columns swapped', columns_swapped), ('a row inserted', row_inserted), ('tables moved', tables_moved),
           ('sheets renamed', sheets_renamed)]


def laid_out(book, layout, seed):
    """Changes the book; False where the layout does not fit it."""
    return layout(book, random.Random('layout %s %s' % (seed, layout.__name__)))
