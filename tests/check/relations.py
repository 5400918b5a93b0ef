"""What a table's arithmetic says: one figure as a function of others. A relation holds when what is typed agrees with it
at the precision shown, each rounded input allowing half a unit in its last place."""
from figures import finite

RELATIVE = 1e-9    # what doubles lose in a column of sums
ENOUGH = 3         # a relation that no heading states is a pattern when this many others like it hold


class Relation:
    """`family` names the relations that are one pattern of their table (the same line in every column, say);
    `said`: a heading states it."""

    def __init__(self, kind, target, inputs, rule, family='', said=True, formula=None):
        self.kind, self.target, self.inputs, self.rule = kind, target, tuple(inputs), rule
        self.family, self.said, self.formula = family or kind, said, formula

    def figures(self):
        return (self.target, *self.inputs)

    def calculate(self, values):
        try:
            return self.rule(*values)
        except ZeroDivisionError:
            return None

    def allowance(self, values, wanted):
        allowed = self.target.form.slack() + RELATIVE * max(1, abs(wanted))
        for position, figure in enumerate(self.inputs):
            noise = figure.form.noise()
            if noise:
                moved = [self.calculate(values[:position] + [values[position] + way] + values[position + 1:])
                         for way in (noise, -noise)]
                allowed += max(abs(value - wanted) for value in moved if value is not None)
        return allowed

    def holds(self):
        values = [figure.value for figure in self.inputs]
        wanted = self.calculate(values)
        if not finite(wanted):
            return False
        return abs(self.target.value - wanted) <= self.allowance(values, wanted)


class Order(Relation):
    """The target is at least the input: calls within 60 seconds, and within 30."""

    def __init__(self, target, small, family=''):
        super().__init__('order', target, [small], None, family or 'order')

    def holds(self):
        return self.target.value >= self.inputs[0].value - self.target.form.slack() - self.inputs[0].form.noise()


class Judgement(Relation):
    """A status: whether the actual meets its target is what every reader can see; how far off Amber reaches is not."""

    def __init__(self, target, actual, goal, higher_is_better, met, family='status', said=True):
        super().__init__('status', target, [actual, goal], None, family, said)
        self.higher_is_better, self.met = higher_is_better, met

    def hit(self):
        actual, goal = (figure.value for figure in self.inputs)
        return actual >= goal - RELATIVE if self.higher_is_better else actual <= goal + RELATIVE

    def holds(self):
        return (self.target.value == self.met) == self.hit()


def sum_formula(refs):
    return 'SUM(%s)' % ','.join(refs)


def average_formula(refs):
    return 'AVERAGE(%s)' % ','.join(refs)


def signed_formula(signs):
    return lambda refs: ''.join(('+' if sign > 0 else '-') + ref for sign, ref in zip(signs, refs)).lstrip('+')


def ratio_formula(refs):
    return '%s/%s' % tuple(refs)


def change_formula(refs):
    return '(%s-%s)/%s' % (refs[0], refs[1], refs[1])


def total(target, parts, **how):
    return Relation('sum', target, parts, lambda *v: sum(v), formula=sum_formula, **how)


def combination(target, signs, parts, kind='difference', **how):
    return Relation(kind, target, parts, lambda *v: sum(s * x for s, x in zip(signs, v)),
                    formula=signed_formula(signs), **how)


def ratio(target, numerator, denominator, per=1, kind='ratio', **how):
    formula = ratio_formula if per == 1 else (lambda refs: '%s/%s*%d' % (refs[0], refs[1], per))
    return Relation(kind, target, [numerator, denominator], lambda n, d: n / d * per, formula=formula, **how)


def product(target, quantity, price, **how):
    return Relation('product', target, [quantity, price], lambda q, p: q * p, formula='*'.join, **how)


def change_percent(target, now, before, **how):
    return Relation('change', target, [now, before], lambda n, b: (n - b) / abs(b), formula=change_formula, **how)


def average(target, parts, **how):
    return Relation('average', target, parts, lambda *v: sum(v) / len(v), formula=average_formula, **how)


def weighted(target, values, weights, **how):
    count = len(values)
    return Relation('weighted-average', target, [*values, *weights],
                    lambda *v: sum(x * w for x, w in zip(v[:count], v[count:])) / sum(v[count:]), **how)


def copy(target, source, kind='copy', **how):
    return Relation(kind, target, [source], lambda v: v, formula=lambda refs: refs[0], **how)


def complement(target, part, **how):
    return Relation('complete', target, [part], lambda p: 1 - p, formula=lambda refs: '1-' + refs[0], **how)


def broken(relations):
    return [relation for relation in relations if not relation.holds()]


def revealed(relations):
    """The broken relations that a reader can know of: stated by a heading, or a pattern that enough others obey."""
    wrong = broken(relations)
    if not wrong:
        return []
    kept = {}
    for relation in relations:
        kept[(relation.target.table, relation.family)] = kept.get((relation.target.table, relation.family), 0) + 1
    for relation in wrong:
        kept[(relation.target.table, relation.family)] -= 1
    return [relation for relation in wrong if relation.said or kept[(relation.target.table, relation.family)] >= ENOUGH]
