"""Budget books: several levels of totals, memorandum lines, totals that leave something out, many zeros."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.finance import pounds, unit_of
from tables.vocabulary import keyed, months, near, next_year, services, year

HEADINGS = ['Employees', 'Premises', 'Transport', 'Supplies', 'Contracts', 'Income']


@shape('budget book, three levels', weight=2)
def budget_book(rng):
    """Cost centres in services in departments; the service's name in a merged cell of its own column, or a heading row."""
    table, cells = Table(), {}
    form = rng.choice([f.COUNT, f.POUNDS, f.BRACKETS, f.THOUSANDS])
    first = year(rng)
    columns = [('base', first), ('next', next_year(first)), ('change', 'Change')]
    rows, departments, merges = [], rng.sample(['Place', 'People', 'Resources'], rng.randint(2, 3)), []
    with_column = rng.random() < 0.5
    names = iter(services(rng, 9, 9))
    number = 1000
    for department in departments:
        parts = []
        rows.append((None, department))
        for service in [next(names) for _ in range(rng.randint(2, 3))]:
            centres = []
            if not with_column:
                rows.append((None, service))
            for _ in range(rng.randint(2, 4)):
                number += rng.randint(3, 60)
                centre = 'CC%d' % number
                sign = -1 if rng.random() < 0.2 else 1
                for column in ('base', 'next'):
                    cells[centre, column] = table.base(form, sign * pounds(rng, 140000, form))
                centres.append(centre)
            if with_column:
                cells[centres[0], 'service'] = service
                merges.append((len(rows), len(rows) + len(centres) - 1))
            rows += keyed(centres) + [('s ' + service, 'Total ' + service)]
            for column in ('base', 'next'):
                cells['s ' + service, column] = table.total(form, [cells[centre, column] for centre in centres], family='service')
            parts.append('s ' + service)
        rows.append(('d ' + department, 'Total %s' % department))
        for column in ('base', 'next'):
            cells['d ' + department, column] = table.total(form, [cells[part, column] for part in parts], family='department')
    rows.append(('all', 'Net budget'))
    for column in ('base', 'next'):
        cells['all', column] = table.total(form, [cells['d ' + department, column] for department in departments], family='net')
    for row, _ in rows:
        if row:
            cells[row, 'change'] = table.difference(form, cells[row, 'next'], cells[row, 'base'], family='change')
            if row[:2] in ('d ', 's ') or row == 'all':
                table.lines.append([cells[row, column] for column, _ in columns])
    table.titles = ['Revenue budget book (%s)' % unit_of(form)]
    table.lay(rows, ([('service', 'Service')] if with_column else []) + columns, cells, corner='Cost centre')
    table.merges += [(top + 1, 1, bottom + 1, 1) for top, bottom in merges if bottom > top]
    table.can_transpose = False
    return table


@shape('of which lines')
def of_which(rng):
    """Lines below a heading figure that are part of it and not added to it."""
    table, cells = Table(), {}
    spans = months(rng, 6)
    count, share = rng.choice([f.COUNT, f.GENERAL_COUNT]), f.any_percent(rng)
    for span in spans:
        for kind in ('major', 'minor', 'other'):
            cells[kind, span] = table.base(count, near(rng, {'major': 18, 'minor': 90, 'other': 190}[kind]))
            cells[kind + ' time', span] = table.base(count, round(cells[kind, span].exact * rng.uniform(0.6, 1)))
            table.also(relate.Order, cells[kind, span], cells[kind + ' time', span], family='of which ' + kind)
            cells[kind + ' %', span] = table.derive(share, relate.ratio, cells[kind + ' time', span], cells[kind, span], family='% ' + kind)
        cells['all', span] = table.total(count, [cells[kind, span] for kind in ('major', 'minor', 'other')], family='all')
    rows = []
    for kind in ('major', 'minor', 'other'):
        rows += [(kind, '%s applications decided' % kind.title()), (kind + ' time', '   of which in time'), (kind + ' %', '   % in time')]
        table.series.append([cells[kind, span] for span in spans])
    rows.append(('all', 'All applications decided'))
    table.lines.append([cells['all', span] for span in spans])
    table.titles = ['Development control']
    table.lay(rows, keyed(spans), cells)
    return table


@shape('total that leaves a line out')
def total_excluding(rng):
    """Services and a subtotal; the housing account below it; a total of both; a memorandum line below that is in none."""
    table, cells = Table(), {}
    form = rng.choice([f.COUNT, f.POUNDS, f.THOUSANDS])
    names = services(rng, 4, 8)
    columns = [('plan', 'Plan'), ('done', 'Outturn'), ('less', 'Under / (over)')]
    for column in ('plan', 'done'):
        for name in names + ['hra', 'memo']:
            cells[name, column] = table.base(form, pounds(rng, 310000, form))
        cells['sub', column] = table.total(form, [cells[name, column] for name in names], family='sub')
        cells['all', column] = table.total(form, [cells['sub', column], cells['hra', column]], family='all')
    for row in [*names, 'sub', 'hra', 'all', 'memo']:
        cells[row, 'less'] = table.difference(form, cells[row, 'plan'], cells[row, 'done'], family='less')
    table.lines += [[cells[row, column] for column, _ in columns] for row in ('sub', 'all')]
    table.titles = ['Capital outturn (%s)' % unit_of(form)]
    table.lay(keyed(names) + [('sub', 'Total excluding HRA'), ('hra', 'Housing Revenue Account'), ('all', 'Total including HRA'), (None, ''),
                              ('memo', 'Memorandum: slippage from last year, included above')], columns, cells, corner='Service')
    table.swappable = [(1, 2)]
    return table


@shape('mostly zeros')
def mostly_zeros(rng):
    """Subjective by objective analysis where most cells are nothing."""
    table, cells = Table(), {}
    names = services(rng, 5, 12)
    form = rng.choice([f.COUNT, f.GENERAL_COUNT, f.Form('#,##0;-#,##0;-', exact=True)])
    for name in names:
        for heading in HEADINGS:
            amount = pounds(rng, 90000, form) if rng.random() < 0.35 else 0
            cells[name, heading] = table.base(form, -amount if heading == 'Income' else amount)
        cells[name, 'net'] = table.total(form, [cells[name, heading] for heading in HEADINGS], family='net')
    for column in [*HEADINGS, 'net']:
        cells['all', column] = table.total(form, [cells[name, column] for name in names], family='all')
    table.also(relate.total, cells['all', 'net'], [cells['all', heading] for heading in HEADINGS], family='net')
    table.lines.append([cells['all', column] for column in [*HEADINGS, 'net']])
    table.titles = ['Subjective analysis']
    table.lay(keyed(names) + [('all', 'Total')], keyed(HEADINGS) + [('net', 'Net')], cells, corner='Service')
    table.swappable = [(1, 2), (2, 4)]
    return table


@shape('averages, highest and lowest below a list')
def below_a_list(rng):
    table, cells = Table(), {}
    names, spans = services(rng, 6, 12), months(rng, 6)
    form = rng.choice([f.number(1), f.number(2), f.GENERAL_COUNT])
    mean = f.number(1) if form is f.GENERAL_COUNT else form
    for span in spans:
        parts = [table.base(form, round(rng.uniform(4, 60), form.decimals)) for _ in names]
        cells.update({(name, span): part for name, part in zip(names, parts)})
        cells['mean', span] = table.derive(mean, relate.average, parts, family='mean')
        cells['most', span] = table.base(form, max(part.exact for part in parts))
        cells['least', span] = table.base(form, min(part.exact for part in parts))
    table.series += [[cells[name, span] for span in spans] for name in names]
    table.titles = ['Average days to answer letters']
    table.lay(keyed(names) + [(None, ''), ('mean', 'Average of services'), ('most', 'Highest'), ('least', 'Lowest')], keyed(spans), cells,
              corner='Service')
    return table


@shape('grants to groups')
def grants(rng):
    table, cells = Table(), {}
    names = rng.sample(['Scouts', 'Village hall', 'Citizens advice', 'Youth club', 'Arts festival', 'Food bank', 'Cricket club', 'Museum',
                        'Allotment society', 'Choir', 'Community bus'], rng.randint(5, 10))
    share = f.any_percent(rng, 0)
    for name in names:
        award = table.base(f.POUNDS, rng.randint(4, 90) * 250)
        cells[name, 'award'] = award
        cells[name, 'paid'] = table.base(f.POUNDS, round(award.exact * rng.choice([0, 0.25, 0.5, 0.75, 1])))
        cells[name, 'left'] = table.difference(f.POUNDS, award, cells[name, 'paid'], family='left')
        cells[name, '%'] = table.derive(share, relate.ratio, cells[name, 'paid'], award, family='%')
    for column in ('award', 'paid', 'left'):
        cells['all', column] = table.total(f.POUNDS, [cells[name, column] for name in names], family='all')
    table.also(relate.combination, cells['all', 'left'], (1, -1), (cells['all', 'award'], cells['all', 'paid']), family='left')
    cells['all', '%'] = table.derive(share, relate.ratio, cells['all', 'paid'], cells['all', 'award'], family='%')
    table.pooled.append((cells['all', '%'], [cells[name, '%'] for name in names]))
    table.titles = ['Grants to community groups']
    table.lay(keyed(names) + [('all', 'Total')], [('award', 'Awarded'), ('paid', 'Paid'), ('left', 'Still to pay'), ('%', '% paid')], cells,
              corner='Group')
    return table
