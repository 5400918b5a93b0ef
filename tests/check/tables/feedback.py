"""Complaints and surveys."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import AGES, keyed, near, quarters, services, year


@shape('complaints by service and quarter', weight=2)
def complaints_by_quarter(rng):
    table, cells = Table(), {}
    names, spans = services(rng, 4, 12), quarters(rng)
    for name in names:
        for span in spans:
            cells[name, span] = table.base(f.GENERAL_COUNT, rng.randint(0, 45))
        parts = [cells[name, span] for span in spans]
        cells[name, 'all'] = table.total(f.GENERAL_COUNT, parts, family='all')
        cells[name, 'before'] = table.base(f.GENERAL_COUNT, near(rng, 70))
        table.series.append(parts)
    columns = keyed(spans) + [('all', 'Total'), ('before', 'Last year')]
    for column, _ in columns:
        cells['total', column] = table.total(f.GENERAL_COUNT, [cells[name, column] for name in names], family='total')
    table.also(relate.total, cells['total', 'all'], [cells['total', span] for span in spans], family='all')
    for row in [*names, 'total']:
        cells[row, '+/-'] = table.difference(f.signed(f.COUNT), cells[row, 'all'], cells[row, 'before'], family='+/-')
    columns.append(('+/-', '+/-'))
    if rng.random() < 0.4:
        share = f.any_percent(rng, 0)
        columns.append(('%', '% of all complaints'))
        for row in names:
            cells[row, '%'] = table.derive(share, relate.ratio, cells[row, 'all'], cells['total', 'all'], kind='share', family='%')
    table.lines.append([cells['total', column] for column in [*spans, 'all']])
    table.titles = ['Complaints received %s' % year(rng)]
    table.lay(keyed(names) + [('total', 'Total')], columns, cells, corner='Service')
    return table


@shape('complaints, number and percentage pairs', weight=3)
def complaints_in_pairs(rng):
    """Outcomes as Number / Percentage pairs of the row's total, under merged headings."""
    table, cells = Table(), {}
    names = services(rng, 4, 11)
    share = f.any_percent(rng, rng.choice([0, 0, 1]))
    outcomes = rng.choice([['Upheld', 'Partly upheld', 'Not upheld'], ['On time', 'Late'], ['Green', 'Amber', 'Red'],
                           ['Stage 1', 'Stage 2', 'Ombudsman']])
    for name in names:
        for outcome in outcomes:
            cells[name, outcome] = table.base(f.GENERAL_COUNT, rng.randint(1, 40))
        cells[name, 'all'] = table.total(f.GENERAL_COUNT, [cells[name, outcome] for outcome in outcomes], family='row')
    for column in [*outcomes, 'all']:
        cells['total', column] = table.total(f.GENERAL_COUNT, [cells[name, column] for name in names], family='total')
    table.also(relate.total, cells['total', 'all'], [cells['total', outcome] for outcome in outcomes], family='row')
    columns, bands = [('all', 'Total')], []
    for outcome in outcomes:
        for row in [*names, 'total']:
            cells[row, outcome + '%'] = table.derive(share, relate.ratio, cells[row, outcome], cells[row, 'all'], kind='share',
                                                     family=outcome)
        table.pooled.append((cells['total', outcome + '%'], [cells[name, outcome + '%'] for name in names]))
        columns += [(outcome, 'Number'), (outcome + '%', rng.choice(['Percentage', '%']))]
        bands.append((outcome, outcome, outcome + '%'))
    table.lines.append([cells['total', column] for column in ['all', *outcomes]])
    if rng.random() < 0.3:
        columns = columns[1:] + columns[:1]
    rows = keyed(names) + [('total', 'All complaints')]
    if rng.random() < 0.3:
        rows = rows[-1:] + [(None, rng.choice(['', 'of which:']))] + rows[:-1]
    table.titles = ['Outcome of complaints closed']
    table.lay(rows, columns, cells, corner='Service', bands=bands)
    table.can_transpose = False
    return table


@shape('survey answers', weight=2)
def survey(rng):
    """One block a question: answers, number, share of those who answered."""
    table = Table()
    share = rng.choice([f.percent(0), f.percent(1), f.percent_text(0), f.percent_text(1), f.percent_number(0)])
    answers = rng.choice([['Very satisfied', 'Fairly satisfied', 'Neither', 'Fairly dissatisfied', 'Very dissatisfied'],
                          ['Strongly agree', 'Agree', 'Neither', 'Disagree', 'Strongly disagree', 'Don\'t know'],
                          ['Yes', 'No', 'Not sure']])
    lines = []
    for number in range(1, rng.randint(2, 6)):
        cells = {}
        for answer in answers:
            cells[answer, 'n'] = table.base(f.GENERAL_COUNT, rng.randint(8, 420))
        cells['base', 'n'] = table.total(f.GENERAL_COUNT, [cells[answer, 'n'] for answer in answers], family='base')
        for answer in answers:
            cells[answer, '%'] = table.derive(share, relate.ratio, cells[answer, 'n'], cells['base', 'n'], kind='share',
                                              family='share')
        cells['base', '%'] = table.derive(share, relate.total, [cells[answer, '%'] for answer in answers], family='whole') \
            if number % 2 and share.decimals else None
        lines.append([cells[answer, '%'] for answer in answers])
        table.lay(keyed(answers) + [('base', rng.choice(['Total', 'Total answering', 'Base']))],
                  [('n', 'Number'), ('%', '% of answers')], cells, corner='Q%d. %s' % (number, rng.choice(
                      ['How satisfied are you with the service?', 'Were staff helpful?', 'Was it easy to use?'])), gap=2)
    table.titles = ['Residents\' survey %d' % rng.randint(2015, 2023)]
    return table


@shape('survey, percentages only')
def survey_percentages(rng):
    """Whole percentages that add to 99, 100 or 101, with net satisfaction (two answers added)."""
    table, cells = Table(), {}
    share = rng.choice([f.percent(0), f.percent_text(0), f.percent(1)])
    items = rng.sample(['Refuse collection', 'Recycling', 'Parks', 'Libraries', 'Planning', 'Street lighting', 'Leisure centres',
                        'Car parks', 'Council website', 'Museums'], rng.randint(5, 10))
    answers = ['Very good', 'Fairly good', 'Neither', 'Fairly poor', 'Very poor']
    for item in items:
        counts = [rng.randint(20, 400) for _ in answers]
        parts = [table.base(share, count / sum(counts)) for count in counts]
        cells.update({(item, answer): part for answer, part in zip(answers, parts)})
        whole = table.base(share, 1)
        cells[item, 'good'] = table.total(share, parts[:2], family='good')
        cells[item, 'whole'] = whole
        table.state(relate.total(whole, parts, family='whole'))
    columns = keyed(answers) + [('whole', 'Total'), ('good', 'Total good (very + fairly)')]
    if rng.random() < 0.5:
        columns = columns[-1:] + columns[:-1]
    table.titles = ['How would you rate … ?']
    table.lay(keyed(items), columns, cells, corner='Service')
    return table


@shape('satisfaction by age')
def satisfaction(rng):
    """Percentages with a base; the figure for all is weighted by the bases."""
    table, cells = Table(), {}
    share = rng.choice([f.percent(0), f.percent(1), f.percent_number(1)])
    items = rng.sample(['Overall', 'Value for money', 'Keeps informed', 'Acts on concerns', 'Safe by day', 'Safe after dark'], rng.randint(3, 6))
    for age in AGES:
        cells[age, 'base'] = table.base(f.GENERAL_COUNT, rng.randint(35, 260))
    bases = [cells[age, 'base'] for age in AGES]
    cells['all', 'base'] = table.total(f.GENERAL_COUNT, bases, family='base')
    for item in items:
        for age in AGES:
            count = round(cells[age, 'base'].exact * rng.uniform(0.3, 0.95))
            cells[age, item] = table.base(share, count / cells[age, 'base'].exact)
        values = [cells[age, item] for age in AGES]
        cells['all', item] = table.derive(share, relate.weighted, values, bases, family='all')
        table.pooled.append((cells['all', item], values))
    table.titles = ['Satisfied or very satisfied, by age']
    table.lay(keyed(AGES) + [('all', 'All ages (weighted by base)')], keyed(items) + [('base', 'Unweighted base')], cells, corner='Age')
    table.swappable = [(1, 2)]
    return table
