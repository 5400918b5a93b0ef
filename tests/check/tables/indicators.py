"""Scorecards: targets, actuals, statuses, and counts of statuses."""
import figures as f
import relations as relate
from books import Table
from tables import shape
from tables.vocabulary import keyed, near, quarters, year

# Title, unit, whether higher is better, lowest and highest target.
INDICATORS = [
    ('Household waste recycled', '%', 1, 0.4, 0.6), ('Planning applications decided in time', '%', 1, 0.7, 0.95),
    ('Council tax collected', '%', 1, 0.95, 0.99), ('Business rates collected', '%', 1, 0.95, 0.99), ('Calls answered', '%', 1, 0.85, 0.95),
    ('Complaints answered on time', '%', 1, 0.8, 0.97), ('Tenants satisfied with repairs', '%', 1, 0.8, 0.95),
    ('Invoices paid within 30 days', '%', 1, 0.9, 0.99), ('Food premises rated 3 or better', '%', 1, 0.85, 0.97),
    ('Rent collected', '%', 1, 0.95, 0.99), ('Working days lost per FTE', 'n', 0, 6, 11), ('Days to process new claims', 'n', 0, 14, 25),
    ('Average relet time (days)', 'n', 0, 18, 40), ('Calls abandoned', '%', 0, 0.03, 0.1),
    ('Households in temporary accommodation', 'n', 0, 20, 180), ('Residual waste per household (kg)', 'n', 0, 350, 600),
    ('Staff turnover', '%', 0, 0.08, 0.15), ('Days to process changes', 'n', 0, 4, 10), ('Appeals allowed', '%', 0, 0.2, 0.4),
    ('Missed bins per 100,000', 'n', 0, 30, 90), ('Visits to leisure centres', 'n', 1, 40000, 250000),
    ('Affordable homes completed', 'n', 1, 40, 250), ('Apprentices employed', 'n', 1, 8, 40), ('Empty homes brought back', 'n', 1, 20, 100)]
WORDS = [('Green', 'Amber', 'Red'), ('G', 'A', 'R'), ('On target', 'Near target', 'Off target')]


def goal_and_actual(rng, table, indicator, share):
    """A target, and an actual near it, both as shown."""
    _, unit, higher, low, high = indicator
    if unit == '%':
        form, goal = share, round(rng.uniform(low, high), 2)
        room = min(0.06, goal * 0.3) if not higher else 0.06
    else:
        form = f.COUNT if high > 200 or rng.random() < 0.5 else f.number(1)
        goal = round(rng.uniform(low, high), -3 if high > 9000 else 0)
        room = goal * 0.3
    actual = goal + rng.uniform(-1, 1) * room if rng.random() < 0.9 else goal
    actual = min(actual, 1) if unit == '%' else actual
    return table.base(form, goal), table.base(form, as_shown(form, actual))


def as_shown(form, exact):
    return float(form.read(exact)) / form.shown / form.scale


def status_of(actual, goal, higher, words):
    miss = (goal.value - actual.value) * (1 if higher else -1)
    return words[0] if miss <= 1e-9 else words[1] if miss <= abs(goal.value) * 0.05 else words[2]


@shape('targets, actuals and statuses', weight=4)
def statuses(rng):
    """All higher-is-better, or with a column that says which way is good."""
    table, cells = Table(), {}
    said = rng.random() < 0.6
    pool = INDICATORS if said else [row for row in INDICATORS if row[2]]
    chosen = rng.sample(pool, min(len(pool), rng.randint(7, 20)))
    share, words = f.any_percent(rng, rng.choice([0, 1, 2])), rng.choice(WORDS)
    aims = rng.choice([('Higher is better', 'Lower is better'), ('Bigger is Better', 'Smaller is Better'), ('Maximise', 'Minimise')])
    for indicator in chosen:
        title, higher = indicator[0], indicator[2]
        goal, actual = goal_and_actual(rng, table, indicator, share)
        status = f.Label(status_of(actual, goal, higher, words))
        table.state(relate.Judgement(status, actual, goal, higher, words[0]))
        cells[title, 'target'], cells[title, 'actual'], cells[title, 'status'] = goal, actual, status
        cells[title, 'aim'] = aims[0 if higher else 1]
        cells[title, 'note'] = rng.choice([None, None, 'Data for July awaited', 'See section 4', '3 posts vacant', 'On track'])
    columns = ([('aim', 'Good performance is')] if said else []) + [('target', 'Target'), ('actual', 'Actual'),
                                                                   ('status', rng.choice(['RAG', 'Status', 'RAG status']))]
    columns += [('note', 'Commentary')] if rng.random() < 0.5 else []
    table.titles = ['Performance indicators %s %s' % (rng.choice(quarters(rng)), year(rng))]
    table.lay([(title, title) for title, *_ in chosen], columns, cells, corner='Indicator')
    table.can_transpose = False
    return table


@shape('indicators over four quarters', weight=2)
def indicators_by_quarter(rng):
    """Values by quarter with an annual target and no statement of how quarters make a year: nothing adds up, nothing need."""
    table, cells = Table(), {}
    chosen = rng.sample(INDICATORS, rng.randint(6, 16))
    share = f.any_percent(rng, 1)
    spans = quarters(rng)
    for indicator in chosen:
        title = indicator[0]
        goal, actual = goal_and_actual(rng, table, indicator, share)
        cells[title, 'target'] = goal
        limit = 1 if indicator[1] == '%' else float('inf')
        for span in spans:
            value = actual.value * rng.uniform(0.93, 1.05)
            cells[title, span] = rng.choice([table.base(actual.form, as_shown(actual.form, min(value, limit)))] * 12 + ['n/a', 'Awaited'])
    for title, *_ in chosen:
        parts = [cells[title, span] for span in spans]
        if all(f.is_number(part) for part in parts):
            table.series.append(parts)
    table.titles = ['Quarterly indicators']
    table.lay([(title, title) for title, *_ in chosen], [('target', 'Annual target')] + keyed(spans), cells, corner='Indicator')
    table.can_transpose = False
    return table


@shape('status counts by priority', weight=2)
def status_counts(rng):
    """How many are on track, with percentages of each priority's total; all priorities first or last."""
    table, cells = Table(), {}
    share = f.any_percent(rng, rng.choice([0, 0, 1]))
    priorities = rng.sample(['Growing the economy', 'Safe communities', 'Healthy lives', 'Clean and green', 'Good homes',
                             'An efficient council', 'Young people'], rng.randint(3, 6))
    words = rng.choice([['On track', 'At risk', 'Off track'], ['Achieved', 'Extended', 'Not achieved'], ['Green', 'Amber', 'Red', 'Not due']])
    for priority in priorities:
        for word in words:
            cells[priority, word] = table.base(f.GENERAL_COUNT, rng.choice([0, 1, 2, 5, 7, 11, 16]) + rng.randint(0, 3))
    for word in words:
        cells['all', word] = table.total(f.GENERAL_COUNT, [cells[priority, word] for priority in priorities], family='all')
    for row in [*priorities, 'all']:
        cells[row, 'n'] = table.total(f.GENERAL_COUNT, [cells[row, word] for word in words], family='n')
    table.also(relate.total, cells['all', 'n'], [cells[priority, 'n'] for priority in priorities], family='all')
    columns = [('n', 'Targets')] if rng.random() < 0.5 else []
    for word in words:
        for row in [*priorities, 'all']:
            if cells[row, 'n'].exact:
                cells[row, word + '%'] = table.derive(share, relate.ratio, cells[row, word], cells[row, 'n'], kind='share', family='% ' + word)
            else:
                cells[row, word + '%'] = '-'
        columns += [(word, word), (word + '%', '%')]
    columns += [('n', 'Total')] if columns[0][0] != 'n' else []
    rows = keyed(priorities)
    everything = ('all', 'All targets')
    table.titles = ['Corporate plan: progress by priority']
    table.lay([everything] + rows if rng.random() < 0.5 else rows + [everything], columns, cells, corner='Priority')
    table.can_transpose = False
    return table


@shape('numerator, denominator, result')
def numerators(rng):
    """Every indicator with the two numbers that make it, its target and the distance from it in points."""
    table, cells = Table(), {}
    chosen = [row for row in rng.sample(INDICATORS, len(INDICATORS)) if row[1] == '%'][:rng.randint(6, 12)]
    share = f.any_percent(rng, rng.choice([1, 2]))
    for title, _, _, low, high in chosen:
        goal = table.base(share, round(rng.uniform(low, high), 2))
        below = table.base(f.COUNT, near(rng, rng.choice([140, 900, 12000])))
        above = table.base(f.COUNT, round(below.exact * min(1, goal.exact * rng.uniform(0.85, 1.1))))
        cells[title, 'n'], cells[title, 'd'], cells[title, 'target'] = above, below, goal
        cells[title, '%'] = table.derive(share, relate.ratio, above, below, family='%')
        cells[title, 'gap'] = table.difference(f.signed(share), cells[title, '%'], goal, family='gap')
    columns = [('n', 'Numerator'), ('d', 'Denominator'), ('%', 'Result'), ('target', 'Target'), ('gap', 'Difference from target')]
    table.titles = ['Indicators with their numerators and denominators']
    table.lay([(title, title) for title, *_ in chosen], columns, cells, corner='Indicator')
    table.swappable = [(1, 2)]
    return table
