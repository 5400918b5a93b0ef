"""Known mistakes put into a clean workbook, with the truth: which cells, what kind, what is right, and whether arithmetic
in the workbook can reveal it. That is decided from the relations the table was made by, never by a checker."""
import random
from decimal import Decimal

import digit_slips
from clean_tables import clean_book
from figures import is_number
from relations import Judgement, broken, revealed

ATTEMPTS = 60      # figures or books looked at for one that a kind of mistake fits


class Mutation:
    def __init__(self, book, kind, cause, changes, right):
        self.book, self.kind, self.cause = book, kind, cause
        self.right = right                                     # figure → what its cell should hold
        self.wrong = {figure: stored for figure, stored in changes}
        self.broken, self.revealed, self.causes = [], [], {cause} if cause else set()

    @property
    def revealable(self):
        return bool(self.revealed)


def in_relations(book, rng):
    """Typed figures in random order; those that take part in a relation mostly come first."""
    related = {figure for relation in book.relations() for figure in relation.figures()}
    typed = [figure for figure in book.figures() if not figure.formula and is_number(figure)]
    rng.shuffle(typed)
    return sorted(typed, key=lambda figure: (figure not in related) != (rng.random() < 0.12))[:ATTEMPTS]


def typed_again(figure, text):
    """What the cell holds when `text` is typed instead of the number shown."""
    return figure.form.typed_as_read(Decimal(text))


def digit_mistake(edits):
    def find(book, rng):
        for figure in in_relations(book, rng):
            choices = list(edits(str(figure.read)))
            if choices and abs(figure.read) >= 10:
                return [(figure, typed_again(figure, rng.choice(choices)))]
        return None
    return find


def decimal_slip(book, rng):
    for figure in in_relations(book, rng):
        if figure.form.decimals and figure.read:
            return [(figure, figure.form.typed_as_read(rng.choice(list(digit_slips.decimal_slips(figure.read)))))]
    return None


def scale(book, rng):
    for figure in in_relations(book, rng):
        number = figure.read
        if not number:
            continue
        if figure.form.shown == 100 or figure.form.scale == 100:
            powers = [-2, 2] if number >= 1 else [2]
        else:
            powers = [1, 2, 3] + ([-1] if number % 10 == 0 else [])
        return [(figure, figure.form.typed_as_read(number.scaleb(rng.choice(powers))))]
    return None


def previous_period(book, rng):
    series = [line for table in book.tables() for line in table.series]
    rng.shuffle(series)
    for line in series:
        pairs = [(before, now) for before, now in zip(line, line[1:]) if not now.formula]
        if pairs:
            before, now = rng.choice(pairs)
            return [(now, now.form.typed(before.value))]
    return None


def wrong_denominator(book, rng):
    """The percentage of another row's or column's number."""
    ratios = [relation for relation in book.relations() if relation.kind in ('ratio', 'share') and not relation.target.formula]
    rng.shuffle(ratios)
    for relation in ratios:
        numerator, denominator = relation.inputs
        others = [other for other in relation.target.table.figures() if other is not denominator and other is not numerator
                  and is_number(other) and other.form.scale == denominator.form.scale
                  and other.form.shown == denominator.form.shown and other is not relation.target
                  and (other.place[0] == denominator.place[0]) != (other.place[1] == denominator.place[1])
                  and abs(other.value) > abs(numerator.value)] if denominator.table is relation.target.table else []
        if others:
            other = rng.choice(others)
            return [(relation.target, relation.target.form.typed(relation.rule(numerator.value, other.value)))]
    return None


def truncated(book, rng):
    for figure in in_relations(book, rng):
        relation = figure.defined_by
        if relation and not figure.form.exact and relation.kind not in ('sum', 'difference', 'copy', 'complete'):
            exact = relation.calculate([part.value for part in relation.inputs])
            if exact is not None and figure.form.truncated(exact) != figure.form.typed(exact):
                return [(figure, figure.form.truncated(exact))]
    return None


def mean_of_percentages(book, rng):
    lines = [(figure, parts) for table in book.tables() for figure, parts in table.pooled if not figure.formula]
    if not lines:
        return None
    figure, parts = rng.choice(lines)
    return [(figure, figure.form.typed(sum(part.value for part in parts) / len(parts)))]


def sign(book, rng):
    differences = {relation.target for relation in book.relations() if relation.kind in ('difference', 'change')}
    signed = [figure for figure in book.figures() if is_number(figure) and not figure.formula and figure.value
              and (figure in differences or figure.value < 0)]
    if not signed:
        return None
    figure = rng.choice(signed)
    return [(figure, typed_again(figure, -figure.read))]


def beside(figure):
    row, column = figure.place
    places = [(row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)]
    return [other for other in map(figure.table.cells.get, places) if is_number(other) and same_kind(figure, other)]


def same_kind(one, two):
    return (one.form.scale, one.form.shown, one.form.decimals, one.form.text) == \
        (two.form.scale, two.form.shown, two.form.decimals, two.form.text)


def swapped(book, rng):
    for figure in in_relations(book, rng):
        others = [other for other in beside(figure) if other.place[0] == figure.place[0] and not other.formula]
        if others:
            other = rng.choice(others)
            return [(figure, other.stored), (other, figure.stored)]
    return None


def neighbour(book, rng):
    for figure in in_relations(book, rng):
        others = beside(figure)
        if others:
            return [(figure, rng.choice(others).stored)]
    return None


def stale_line(book, rng):
    """A total line as it stood before its parts were last changed."""
    lines = [[figure for figure in line if not figure.formula and figure.value] for table in book.tables() for line in table.lines]
    lines = [line for line in lines if len(line) >= 2]
    if not lines:
        return None
    return [(figure, figure.form.typed(figure.value * rng.uniform(0.86, 1.12))) for figure in rng.choice(lines)]


def other_block(book, rng):
    twins = [pair for table in book.tables() for pair in table.twins]
    twins = [(one, two) for one, two in twins if not any(figure.formula for figure in one + two)]
    if not twins:
        return None
    one, two = rng.choice(twins)
    if rng.random() < 0.5:
        one, two = two, one
    return [(target, target.form.typed(source.value)) for source, target in zip(one, two)]


def comma_astray(book, rng):
    """3,0335 for 3,035: Excel takes it for text."""
    for figure in in_relations(book, rng):
        if figure.form.exact and figure.form.scale == figure.form.shown == 1 and figure.form.decimals == 0 and figure.value >= 1000:
            text = '{:,}'.format(int(figure.value))
            place = rng.choice([place for place in range(text.rindex(',') + 1, len(text))])
            return [(figure, text[:place] + text[place] + text[place:])]
    return None


def typed_over(book, rng):
    """A number typed over one formula of a row or column of formulas; it was right once."""
    families = {}
    for relation in book.relations():
        if relation.target.formula is relation:
            families.setdefault((relation.target.table, relation.family), []).append(relation.target)
    filled = [figure for family in families.values() if len(family) >= 4 for figure in family if figure.value]
    if not filled:
        return None
    figure = rng.choice(filled)
    figure.formula = None
    return [(figure, figure.form.typed(figure.value * rng.choice([rng.uniform(0.85, 0.97), rng.uniform(1.03, 1.2)])))]


def status(book, rng):
    judged = [relation for relation in book.relations() if isinstance(relation, Judgement) and not relation.target.formula]
    if not judged:
        return None
    relation = rng.choice(judged)
    words = sorted({other.target.stored for other in judged if other.target.table is relation.target.table} - {relation.met})
    if relation.hit() and not words:
        return None
    return [(relation.target, rng.choice(words) if relation.hit() else relation.met)]


KINDS = [  # name, cause, how it is made
    ('transposed digits', 'transposed', digit_mistake(digit_slips.transposed)),
    ('one digit mistyped', 'mistyped', digit_mistake(digit_slips.hit_beside)),
    ('digit dropped', 'dropped', digit_mistake(digit_slips.dropped)),
    ('digit doubled', 'doubled', digit_mistake(digit_slips.doubled)),
    ('decimal slip', 'decimal-slip', decimal_slip),
    ('ten or a hundred times', 'scale', scale),
    ('last period\'s figure', 'previous-period', previous_period),
    ('wrong denominator', 'wrong-denominator', wrong_denominator),
    ('truncated', 'truncated', truncated),
    ('mean of percentages', 'mean-of-percentages', mean_of_percentages),
    ('sign', 'sign', sign),
    ('two cells swapped', 'swapped', swapped),
    ('neighbour\'s figure', 'neighbour', neighbour),
    ('stale total line', 'stale', stale_line),
    ('total not updated', 'stale', None),
    ('line of another block', 'other-block', other_block),
    ('status contradicts', None, status),
    ('comma astray', None, comma_astray),
    ('typed over a formula', None, typed_over),
]


def retyped(book, changed, stale):
    """What a person types anew when the exact value of `changed` is another: all that follows from it but `stale`."""
    done = {changed}
    moving = True
    while moving:
        moving = False
        for relation in book.relations():
            target = relation.target
            if target is not stale and target.defined_by is relation and target not in done and done & set(relation.inputs):
                target.exact = relation.calculate([figure.exact for figure in relation.inputs])
                done.add(target)
                moving = True
    # A figure may follow from several that moved: once more in the order in which the tables were made.
    for _ in range(3):
        for relation in book.relations():
            if relation.target in done - {changed} and relation.target.defined_by is relation:
                relation.target.exact = relation.calculate([figure.exact for figure in relation.inputs])
    for figure in done:
        if not figure.formula:
            figure.stored = figure.form.typed(figure.exact)


def total_not_updated(book, rng):
    """A part was put right and all that follows from it, but for one total: the total is the wrong cell."""
    sums = [relation for relation in book.relations() if relation.kind == 'sum' and len(relation.inputs) > 1
            and relation.target.defined_by is relation and not relation.target.formula]
    rng.shuffle(sums)
    for relation in sums[:ATTEMPTS]:
        parts = [part for part in relation.inputs if part.defined_by is None and not part.formula and abs(part.exact) >= 20]
        if not parts:
            continue
        part, stale = rng.choice(parts), relation.target
        kept = stale.stored
        part.exact = part.form.natural(part.form.typed(part.exact * rng.uniform(1.03, 1.3)))
        retyped(book, part, stale)
        book.recalculate()
        right = relation.calculate([figure.exact for figure in relation.inputs])
        stale.exact, stale.stored = right, stale.form.typed(right)
        book.recalculate()
        if broken(book.relations()):
            return None    # something else would be stale too: what carries the total, or an order that no longer holds
        stale.stored, wanted = kept, stale.stored
        return Mutation(book, 'total not updated', 'stale', [(stale, kept)], {stale: wanted}) if stale.visible(wanted) else None
    return None


def mutate(book, kind, cause, find, rng):
    if find is None:
        return total_not_updated(book, rng)
    changes = find(book, rng)
    if not changes or not all(figure.visible(stored) for figure, stored in changes):
        return None
    right = {figure: figure.stored for figure, _ in changes}
    shown = {figure: figure.read for figure, _ in changes}
    mutation = Mutation(book, kind, cause, changes, right)
    if len(changes) == 1 and is_number(changes[0][0]):
        figure, stored = changes[0]
        mutation.causes |= digit_slips.explanations(shown[figure], figure.form.plain_read(stored))
        mutation.causes |= set(copies(book, figure, stored))
    for figure, stored in changes:
        figure.stored = stored
    return mutation


def copies(book, figure, stored):
    """A figure beside it, or the one of the period before, may happen to be the same number."""
    if any(other.stored == stored for other in beside(figure)):
        yield 'neighbour'
    for table in book.tables():
        for line in table.series:
            if any(now is figure and before.stored == stored for before, now in zip(line, line[1:])):
                yield 'previous-period'


def mutated_book(seed, number, clean_count):
    """The number-th mutation: kinds take turns; a clean workbook is chosen that the kind fits."""
    rng = random.Random('mutation %s %s' % (seed, number))
    kind, cause, find = KINDS[number % len(KINDS)]
    for _ in range(ATTEMPTS * 4):
        book = clean_book(seed, rng.randrange(clean_count))
        mutation = mutate(book, kind, cause, find, rng)
        if mutation:
            book.recalculate()
            mutation.broken = broken(book.relations())
            mutation.revealed = revealed(book.relations())
            return mutation
    return None
