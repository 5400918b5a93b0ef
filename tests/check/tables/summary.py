"""Workbooks of several sheets: details and what is carried from them."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, months, near, quarters, services, year

LINES = [('received', 'Requests received'), ('closed', 'Requests closed'), ('time', 'Closed within target')]


def detail(rng, name, spans, share, middle):
    """One service: counts by month with a total, and the percentage closed within target."""
    table, cells = Table(), {}
    for span in spans:
        received = table.base(f.COUNT, near(rng, middle))
        closed = table.base(f.COUNT, round(received.exact * rng.uniform(0.7, 1)))
        cells['received', span], cells['closed', span] = received, closed
        cells['time', span] = table.base(f.COUNT, round(closed.exact * rng.uniform(0.6, 1)))
    for row, _ in LINES:
        parts = [cells[row, span] for span in spans]
        cells[row, 'all'] = table.total(f.COUNT, parts, family='all ' + row)
        table.series.append(parts)
    for span in [*spans, 'all']:
        cells['%', span] = table.derive(share, relate.ratio, cells['time', span], cells['closed', span], family='%')
    table.pooled.append((cells['%', 'all'], [cells['%', span] for span in spans]))
    table.titles = [name]
    table.lay(LINES + [('%', '% closed within target')], keyed(spans) + [('all', 'Total')], cells, corner='Measure')
    return table, cells


@shape('summary of detail sheets', weight=3)
def summary_of_details(rng):
    names, spans = services(rng, 3, 6), months(rng, 6)
    share = f.any_percent(rng)
    sheets, summary, cells = [], Table(), {}
    for name in names:
        table, figures = detail(rng, name, spans, share, rng.choice([300, 2100]))
        sheets.append((name[:28], [table]))
        for row in ('received', 'closed', 'time', '%'):
            form = share if row == '%' else f.COUNT
            cells[name, row] = summary.derive(form, relate.copy, figures[row, 'all'], family='carried')
    for row, _ in LINES:
        cells['all', row] = summary.total(f.COUNT, [cells[name, row] for name in names], family='all')
    cells['all', '%'] = summary.derive(share, relate.ratio, cells['all', 'time'], cells['all', 'closed'], family='%')
    for name in names:
        summary.also(relate.ratio, cells[name, '%'], cells[name, 'time'], cells[name, 'closed'], family='%')
    summary.pooled.append((cells['all', '%'], [cells[name, '%'] for name in names]))
    summary.lines.append([cells['all', row] for row, _ in LINES])
    summary.titles = ['Summary: all services %s' % year(rng)]
    summary.lay(keyed(names) + [('all', 'Council')], LINES + [('%', '% within target')], cells, corner='Service')
    return [('Summary', [summary]), *sheets] if rng.random() < 0.6 else [*sheets, ('Summary', [summary])]


@shape('quarter sheets and a year sheet', weight=2)
def quarters_and_year(rng):
    """The same table on a sheet for each quarter; every cell of the year's sheet is their sum."""
    names, spans = services(rng, 4, 8), quarters(rng)
    columns = [('budget', 'Budget £'), ('actual', 'Actual £')]
    sheets, blocks = [], {}
    for span in spans:
        table = Table()
        cells = {(name, column): table.base(f.COUNT, near(rng, 180000, 0.5)) for name in names for column, _ in columns}
        blocks[span] = finish_block(table, cells, names, columns)
        table.titles = ['Spend %s' % span]
        sheets.append((span, [table]))
    whole, cells = Table(), {}
    for name in names:
        for column, _ in columns:
            cells[name, column] = whole.total(f.COUNT, [blocks[span][name, column] for span in spans], family='quarters')
    cells = finish_block(whole, cells, names, columns)
    whole.titles = ['Spend for the year: %s' % ', '.join(spans)]
    for row in [*names, 'all']:
        lines = [[blocks[span][row, column] for column in ('budget', 'actual', 'variance')] for span in spans]
        whole.twins += list(zip(lines, lines[1:]))
    return sheets + [('Year', [whole])]


def finish_block(table, cells, names, columns):
    for column, _ in columns:
        cells['all', column] = table.total(f.COUNT, [cells[name, column] for name in names], family='all')
    for row in [*names, 'all']:
        cells[row, 'variance'] = table.difference(f.BRACKETS, cells[row, 'actual'], cells[row, 'budget'], family='variance')
    table.lines.append([cells['all', column] for column in ('budget', 'actual', 'variance')])
    table.lay(keyed(names) + [('all', 'Total')], columns + [('variance', 'Variance £')], cells, corner='Service')
    table.swappable = [(1, 2)]
    return cells


@shape('headline figures carried from a table')
def headlines(rng):
    """A table, and beside its sheet a list of headlines that repeat figures of at least four digits."""
    spans = months(rng, 6)
    table, figures = detail(rng, 'Customer requests', spans, f.percent(1), 5200)
    board, cells = Table(), {}
    wanted = [('received', 'Requests received to date'), ('closed', 'Requests closed to date'),
              ('time', 'Requests closed within target to date')]
    for row, label in wanted:
        cells[label, 'v'] = board.derive(f.COUNT, relate.copy, figures[row, 'all'], family='headline')
    cells['%', 'v'] = board.derive(f.percent(1), relate.copy, figures['%', 'all'], family='headline')
    cells['staff', 'v'] = board.base(f.number(1), round(rng.uniform(20, 60), 1))
    board.titles = ['Headlines']
    board.lay([(label, label) for _, label in wanted] + [('%', '% closed within target'), ('staff', 'Advisers (FTE)')],
              [('v', 'To date')], cells)
    return [('Headlines', [board]), ('Requests', [table])]


@shape('two blocks, service and council')
def two_blocks(rng):
    """Own staff and contractors, the same lines, with a third block that adds them cell by cell."""
    table = Table()
    spans = months(rng, 6)
    kinds = ['Inspections', 'Repairs', 'Call-outs', 'Safety checks', 'Re-lets']
    blocks = {}
    for who in ('Own staff', 'Contractors', 'All'):
        cells = {}
        for kind in kinds:
            for span in spans:
                cells[kind, span] = (table.total(f.COUNT, [blocks[other][kind, span] for other in blocks], family='both')
                                     if who == 'All' else table.base(f.COUNT, near(rng, rng.choice([160, 1300]))))
            cells[kind, 'all'] = table.total(f.COUNT, [cells[kind, span] for span in spans], family='all')
        blocks[who] = cells
        table.lay(keyed(kinds), keyed(spans) + [('all', 'Total')], cells, corner=who if who != 'All' else 'Own staff and contractors',
                  gap=rng.choice([1, 2]))
    for kind in kinds:
        lines = [[blocks[who][kind, span] for span in [*spans, 'all']] for who in ('Own staff', 'Contractors')]
        table.twins.append(tuple(lines))
        table.series.append(lines[0][:-1])
    table.titles = ['Jobs done']
    return table
