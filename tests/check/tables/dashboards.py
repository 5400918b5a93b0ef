"""Dashboards and action plans: statuses of many sorts, arrows, cumulative lines."""
import datetime

import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.indicators import INDICATORS, WORDS, goal_and_actual, status_of
from tables.vocabulary import MONTHS, keyed, near, quarters, year


@shape('actual, target, variance and status by quarter', weight=2)
def quarterly_dashboard(rng):
    """For every quarter a group of columns under a merged heading; all indicators are higher-is-better."""
    table, cells = Table(), {}
    chosen = [row for row in rng.sample(INDICATORS, len(INDICATORS)) if row[2]][:rng.randint(5, 10)]
    share, words, spans = f.any_percent(rng, 1), rng.choice(WORDS), quarters(rng)[:rng.randint(2, 4)]
    columns, bands = [], []
    for span in spans:
        for indicator in chosen:
            title, higher = indicator[0], indicator[2]
            goal, actual = goal_and_actual(rng, table, indicator, share)
            status = f.Label(status_of(actual, goal, higher, words))
            table.state(relate.Judgement(status, actual, goal, higher, words[0], family='status ' + span))
            cells[title, (span, 'a')], cells[title, (span, 't')], cells[title, (span, 's')] = actual, goal, status
            cells[title, (span, 'v')] = table.difference(actual.form, actual, goal, family='variance ' + span)
        columns += [((span, 'a'), 'Actual'), ((span, 't'), 'Target'), ((span, 'v'), 'Variance'), ((span, 's'), 'RAG')]
        bands.append((span, (span, 'a'), (span, 's')))
    table.titles = ['Dashboard %s (higher is better for every measure)' % year(rng)]
    table.lay([(title, title) for title, *_ in chosen], columns, cells, corner='Measure', bands=bands)
    table.can_transpose = False
    return table


@shape('statuses, direction untold', weight=2)
def untold_direction(rng):
    """Some are better high and some low, and only the title tells a reader which: the statuses cannot be judged blind."""
    table, cells = Table(), {}
    chosen = rng.sample(INDICATORS, rng.randint(8, 18))
    share, words = f.any_percent(rng, 1), rng.choice(WORDS)
    for indicator in chosen:
        title, higher = indicator[0], indicator[2]
        goal, actual = goal_and_actual(rng, table, indicator, share)
        cells[title, 'target'], cells[title, 'actual'] = goal, actual
        cells[title, 'status'] = status_of(actual, goal, higher, words)
        cells[title, 'trend'] = rng.choice(['▲', '▼', '►', 'Improving', 'Worse'])
    for title, *_ in rng.sample(chosen, 2):
        cells[title, 'actual'], cells[title, 'status'] = rng.choice(['n/a', 'Not yet due', '']), rng.choice(['Grey', 'No data', '-'])
    table.titles = ['Key performance indicators']
    table.lay([(title, title) for title, *_ in chosen],
              [('actual', 'Actual'), ('target', 'Target'), ('status', 'Status'), ('trend', 'Trend')], cells, corner='Indicator')
    table.can_transpose = False
    return table


@shape('action plan with dates')
def action_plan(rng):
    """Statuses that no number decides."""
    table, cells = Table(), {}
    actions = rng.sample(['Adopt the local plan', 'Let the waste contract', 'Refurbish the pool', 'Launch the website', 'Review fees',
                          'Train members', 'Replace the tills', 'Sell the depot', 'Open the hub', 'Survey the trees'], rng.randint(5, 10))
    for action in actions:
        due = datetime.date(rng.randint(2018, 2022), rng.randint(1, 12), 28)
        cells[action, 'due'] = due
        cells[action, 'done'] = table.base(f.percent(0), rng.choice([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]))
        cells[action, 'status'] = rng.choice(['Green', 'Amber', 'Red', 'Complete'])
        cells[action, 'owner'] = rng.choice(['Head of Place', 'Head of Finance', 'Chief Executive'])
    table.titles = ['Delivery plan']
    table.lay(keyed(actions), [('due', 'Due'), ('done', '% complete'), ('status', 'Status'), ('owner', 'Owner')], cells, corner='Action')
    table.can_transpose = False
    return table


@shape('cumulative lines only')
def cumulative_only(rng):
    """Year-to-date figures by month with a profile: each month holds the one before, and nothing adds up."""
    table, cells = Table(), {}
    rows = [('homes', 'Affordable homes completed (cumulative)'), ('grants', 'Grants paid £ (cumulative)'), ('visits', 'Visits (cumulative)')]
    for row, _ in rows:
        so_far = profile = 0
        step = {'homes': 9, 'grants': 5200, 'visits': 21000}[row]
        for month in MONTHS:
            so_far += near(rng, step, 0.6)
            profile += step
            cells[row, month] = table.base(f.COUNT, so_far)
            cells[row + ' p', month] = table.base(f.COUNT, profile)
        table.series.append([cells[row, month] for month in MONTHS])
    lines = [line for row, label in rows for line in ((row, label), (row + ' p', '   profile'))]
    table.titles = ['Cumulative performance']
    table.lay(lines, keyed(MONTHS), cells)
    return table


@shape('rolling twelve months')
def rolling(rng):
    """Each figure is for the year to that month: neighbours are near one another, and no sum is meant."""
    table, cells = Table(), {}
    for row, middle in (('days', 9.1), ('turnover', 11.4), ('satisfaction', 78.0)):
        value = middle
        for month in MONTHS:
            value += rng.uniform(-0.3, 0.3)
            cells[row, month] = table.base(f.number(2), round(value, 2))
    table.titles = ['Rolling twelve-month figures']
    table.lay([('days', 'Days sickness per FTE'), ('turnover', 'Staff turnover %'), ('satisfaction', 'Satisfaction %')], keyed(MONTHS), cells)
    return table


@shape('score card of weighted points')
def weighted_scores(rng):
    """Weight times score is points; points add to the tender's total."""
    table, cells = Table(), {}
    bidders = ['Bidder %s' % letter for letter in 'ABCDEF'[:rng.randint(2, 6)]]
    criteria = rng.sample(['Price', 'Method', 'Staffing', 'Social value', 'Safety', 'Programme', 'Experience'], 5)
    weights = rng.choice([[40, 25, 15, 10, 10], [30, 30, 20, 10, 10], [50, 20, 10, 10, 10]])
    for criterion, weight in zip(criteria, weights):
        cells[criterion, 'w'] = table.base(f.percent(0), weight / 100)
        for bidder in bidders:
            cells[criterion, (bidder, 's')] = table.base(f.GENERAL_COUNT, rng.randint(20, 100))
            cells[criterion, (bidder, 'p')] = table.derive(f.number(2), relate.product, cells[criterion, (bidder, 's')], cells[criterion, 'w'],
                                                           family='points')
    cells['all', 'w'] = table.derive(f.percent(0), relate.total, [cells[criterion, 'w'] for criterion in criteria], family='weights')
    columns, bands = [('w', 'Weight')], []
    for bidder in bidders:
        cells['all', (bidder, 'p')] = table.total(f.number(2), [cells[criterion, (bidder, 'p')] for criterion in criteria], family='all')
        columns += [((bidder, 's'), 'Score'), ((bidder, 'p'), 'Weighted score (score x weight)')]
        bands.append((bidder, (bidder, 's'), (bidder, 'p')))
    table.titles = ['Tender evaluation']
    table.lay(keyed(criteria) + [('all', 'Total')], columns, cells, corner='Criterion', bands=bands)
    table.can_transpose = False
    return table
