"""A workbook of tables: figures and words in a grid, the relations between them, and where each table stands.

A table knows only its own rows and columns; a Placing maps them to the sheet. So a table may be transposed, moved, have two
columns swapped or a row inserted, and every figure is still found.
"""
import datetime

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

import relations as relate
from figures import Figure, Label, is_number

CREATED = datetime.datetime(2021, 4, 1)


class Table:
    def __init__(self, shape=''):
        self.shape = shape
        self.titles, self.notes = [], []
        self.cells = {}          # (row, column): Figure, text, date, or a whole number that is a heading
        self.headings = set()    # places shown in bold
        self.merges = []         # (first row, first column, last row, last column)
        self.relations = []
        self.series = []         # lists of figures, one for each period in order
        self.lines = []          # lists of figures that are one total line
        self.twins = []          # pairs of lists of figures: the same line in two blocks
        self.pooled = []         # (ratio of sums, the ratios whose mean it must not be)
        self.swappable = []      # pairs of columns that may change places
        self.height = 0
        self.can_transpose = True

    # Figures -----------------------------------------------------------------------------------------------------
    def base(self, form, exact):
        return Figure(form, exact)

    def state(self, relation):
        self.relations.append(relation)
        if relation.target.defined_by is None and is_number(relation.target):
            relation.target.defined_by = relation
        return relation.target

    def derive(self, form, make, *inputs, **how):
        """A new figure that `make` (a function of relations.py) relates to the inputs."""
        figure = Figure(form, 0)
        relation = make(figure, *inputs, **how)
        figure.exact = relation.calculate([part.exact for part in relation.inputs])
        figure.stored = form.typed(figure.exact)
        return self.state(relation) and figure

    def total(self, form, parts, **how):
        return self.derive(form, relate.total, [part for part in parts if is_number(part)], **how)

    def difference(self, form, a, b, **how):
        return self.derive(form, relate.combination, (1, -1), (a, b), **how)

    def also(self, make, *arguments, **how):
        """A relation that a figure obeys besides the one that defines it."""
        self.relations.append(make(*arguments, **how))

    # The grid ----------------------------------------------------------------------------------------------------
    def put(self, row, column, content, heading=False):
        if content is None:
            return
        self.cells[row, column] = content
        if heading:
            self.headings.add((row, column))
        if isinstance(content, Figure):
            content.table, content.place = self, (row, column)
        self.height = max(self.height, row + 1)

    def lay(self, rows, columns, cells, corner='', bands=(), units=None, gap=1):
        """Writes a block below what is there. `rows` and `columns` are (key, label); a key None is a blank line, or a
        heading where it has a label. `bands` are (label, first key, last key) above the column headings."""
        top = self.height + (gap if self.height else 0)
        at = {key: position + 1 for position, (key, _) in enumerate(columns) if key is not None}
        for label, first, last in bands:
            self.put(top, at[first], label, heading=True)
            if at[last] > at[first]:
                self.merges.append((top, at[first], top, at[last]))
        top += 1 if bands else 0
        self.put(top, 0, corner or None, heading=True)
        for position, (_, label) in enumerate(columns):
            self.put(top, position + 1, label or None, heading=True)
        for key, unit in (units or {}).items():
            self.put(top + 1, at[key], unit, heading=True)
        top += 2 if units else 1
        for position, (row, label) in enumerate(rows):
            self.height = max(self.height, top + position + 1)
            self.put(top + position, 0, label or None, heading=row is None)
            for key, column in at.items():
                self.put(top + position, column, cells.get((row, key)))
        return at

    def figures(self):
        return [content for _, content in sorted(self.cells.items()) if isinstance(content, Figure)]

    def size(self):
        columns = [column for _, column in self.cells] + [merge[3] for merge in self.merges]
        return self.height, max(columns, default=0) + 1


class Placing:
    """Where a table stands on a sheet. Titles stand above the grid and notes below it."""

    def __init__(self, table, row, column, transposed=False):
        self.table, self.row, self.column, self.transposed = table, row, column, transposed
        self.swapped = ()        # two columns that have changed places
        self.inserted = None     # the row of the grid, as it stands, before which a row was inserted
        self.numbered = False    # a column of line numbers stands before the table

    def size(self):
        rows, columns = self.table.size()
        if self.transposed:
            rows, columns = columns, rows
        return rows + len(self.table.titles) + len(self.table.notes) + (1 if self.table.notes else 0) + \
            (1 if self.inserted is not None else 0), columns + self.numbered

    def at(self, row, column):
        if column in self.swapped:
            column = self.swapped[1 - self.swapped.index(column)]
        return self.unswapped(row, column)

    def unswapped(self, row, column):
        if self.transposed:
            row, column = column, row
        if self.inserted is not None and row >= self.inserted:
            row += 1
        return self.row + len(self.table.titles) + row, self.column + column + self.numbered

    def line_numbers(self):
        """(row, column, number) for the lines that hold figures."""
        rows = sorted({self.at(*figure.place)[0] for figure in self.table.figures()}) if self.numbered else []
        for number, row in enumerate(rows, 1):
            yield row, self.column, number

    def merged(self):
        """The merged areas: place in the table → first row, first column, last row, last column on the sheet."""
        return {area[:2]: (*self.unswapped(*area[:2]), *self.unswapped(*area[2:])) for area in self.table.merges}

    def texts(self):
        """The titles and notes with their places on the sheet."""
        rows = self.size()[0]
        for position, title in enumerate(self.table.titles):
            yield self.row + position, self.column, title
        for position, note in enumerate(self.table.notes):
            yield self.row + rows - len(self.table.notes) + position, self.column, note


class Sheet:
    def __init__(self, name, placings):
        self.name, self.placings = name, placings


class Book:
    def __init__(self, name, sheets):
        self.name, self.sheets = name, sheets

    def placings(self):
        return [(sheet, placing) for sheet in self.sheets for placing in sheet.placings]

    def tables(self):
        return [placing.table for _, placing in self.placings()]

    def figures(self):
        return [figure for table in self.tables() for figure in table.figures()]

    def relations(self):
        return [relation for table in self.tables() for relation in table.relations]

    def recalculate(self):
        """Gives every formula the value that Excel would show. A sheet may read one that comes after it: so again, until
        nothing changes."""
        formulas = [relation for relation in self.relations() if relation.target.formula is relation]
        changed = True
        while changed:
            changed = False
            for relation in formulas:
                value = relation.calculate([figure.value for figure in relation.inputs])
                value = 0 if value is None else value
                changed |= value != relation.target.stored
                relation.target.stored = value

    def addresses(self):
        """Figure → (sheet name, 'C7')."""
        return {figure: (sheet.name, xl_rowcol_to_cell(*placing.at(*figure.place)))
                for sheet, placing in self.placings() for figure in placing.table.figures()}

    def contents(self):
        """(sheet name, 'C7') → (table number, row, column): what stays when the layout changes."""
        return {(sheet.name, xl_rowcol_to_cell(*placing.at(*place))): (number, *place)
                for number, (sheet, placing) in enumerate(self.placings()) for place in placing.table.cells}


def formula_text(relation, addresses):
    own = addresses[relation.target][0]
    refs = [cell if sheet == own else "'%s'!%s" % (sheet.replace("'", "''"), cell)
            for sheet, cell in (addresses[figure] for figure in relation.inputs)]
    return '=' + relation.formula(contiguous(refs) if relation.kind in ('sum', 'average') else refs)


def contiguous(refs):
    """One range where the cells are neighbours in one row or column, as a person would write it."""
    if len(refs) < 2 or any('!' in ref for ref in refs):
        return refs
    places = sorted(xl_cell_to_rowcol(ref) for ref in refs)
    (top, left), (bottom, right) = places[0], places[-1]
    if (bottom - top + 1) * (right - left + 1) == len(refs) and 1 in (bottom - top + 1, right - left + 1):
        return ['%s:%s' % (xl_rowcol_to_cell(top, left), xl_rowcol_to_cell(bottom, right))]
    return refs


def write_book(book, path):
    workbook = xlsxwriter.Workbook(str(path), {'strings_to_numbers': False})
    workbook.set_properties({'created': CREATED, 'title': book.name})
    formats = {}

    def style(**properties):
        key = tuple(sorted(properties.items()))
        if key not in formats:
            formats[key] = workbook.add_format(properties)
        return formats[key]

    addresses = book.addresses()
    for sheet in book.sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        worksheet.set_column(0, 0, 34)
        for placing in sheet.placings:
            write_table(worksheet, placing, addresses, style)
    workbook.close()


def write_table(worksheet, placing, addresses, style):
    table = placing.table
    for row, column, number in placing.line_numbers():
        worksheet.write_number(row, column, number)
    for row, column, text in placing.texts():
        worksheet.write_string(row, column, text, style(bold=True))
    merged = placing.merged()
    for place, content in sorted(table.cells.items()):
        row, column = placing.at(*place)
        bold = {'bold': True} if place in table.headings else {}
        if place in merged:
            worksheet.merge_range(*merged[place], str(content), style(align='center', border=1, **bold))
        elif isinstance(content, Figure) and content.formula:
            worksheet.write_formula(row, column, formula_text(content.formula, addresses),
                                    style(num_format=content.form.number_format), content.stored)
        elif isinstance(content, Label) or isinstance(content, Figure) and isinstance(content.stored, str):
            worksheet.write_string(row, column, content.stored, style(align='right'))
        elif isinstance(content, Figure):
            worksheet.write_number(row, column, content.stored, style(num_format=content.form.number_format))
        elif isinstance(content, datetime.date):
            worksheet.write_datetime(row, column, datetime.datetime(*content.timetuple()[:3]),
                                     style(num_format='dd/mm/yyyy'))
        elif isinstance(content, int):
            worksheet.write_number(row, column, content, style(**bold))
        else:
            worksheet.write_string(row, column, content, style(**bold))
