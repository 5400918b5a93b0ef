"""A figure of a table: what it is exactly, how it is written, and what was typed into its cell.

Values are natural: a share is 0.784 and an amount is in pounds, however they are written. A Form says how: as an Excel
percentage, as the text "78%", as 78.4, in thousands of pounds; rounded when typed, or typed in full and shown rounded.
"""
import math
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def decimal_of(number):
    """The number as Excel sees it, at 15 significant digits."""
    return Decimal('%.15g' % number)


@dataclass(frozen=True)
class Form:
    number_format: str = '#,##0'
    decimals: int = 0
    scale: float = 1       # stored = natural × scale: 0.001 for £000, 100 for a percentage on the scale 0–100
    shown: float = 1       # read = stored × shown: 100 for an Excel percentage, 0.001 for the format #,##0,
    exact: bool = False    # a count, or an amount in pounds: nothing was rounded away
    full: bool = False     # typed with all its digits, shown rounded
    text: str = ''         # '%': typed as text, with this sign

    def step(self):
        """One unit in the last place shown, in natural units."""
        return 10.0 ** -self.decimals / self.shown / self.scale

    def slack(self):
        """How far what is shown may lie from what is meant."""
        return 0 if self.exact else self.step() / 2

    def noise(self):
        """How far what was typed may lie from what is meant."""
        return 0 if self.exact or self.full else self.step() / 2

    def read(self, natural, rounding=ROUND_HALF_UP):
        """The number as shown, a Decimal with the decimals shown."""
        return (decimal_of(natural * self.scale) * decimal_of(self.shown)).quantize(Decimal(1).scaleb(-self.decimals), rounding)

    def plain_read(self, stored):
        """What is stored, as shown but with all the digits that were typed."""
        return decimal_of(self.natural(stored) * self.scale) * decimal_of(self.shown)

    def typed_as_read(self, read):
        """What the cell holds when a person types the number as shown."""
        if self.text:
            return '%s%s' % (read, self.text)
        stored = float(read / decimal_of(self.shown))
        return int(stored) if stored == int(stored) and self.shown == 1 else stored

    def typed(self, natural):
        if self.full:
            stored = float(decimal_of(natural * self.scale))
            return int(stored) if stored == int(stored) else stored
        return self.typed_as_read(self.read(natural))

    def truncated(self, natural):
        return self.typed_as_read(self.read(natural, ROUND_DOWN))

    def natural(self, stored):
        if isinstance(stored, str):
            stored = float(stored.replace(self.text or ',', ''))
        return stored / self.scale


COUNT = Form(exact=True)
PLAIN_COUNT = Form('0', exact=True)
GENERAL_COUNT = Form('General', exact=True)
POUNDS = Form('£#,##0', exact=True)
PENCE = Form('#,##0.00', decimals=2, exact=True)
POUNDS_RED = Form('"£"#,##0;[Red]-"£"#,##0', exact=True)
ACCOUNTING = Form('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', exact=True)
BRACKETS = Form('#,##0;(#,##0);0', exact=True)
SIGNED = Form('+#,##0;-#,##0;0', exact=True)
THOUSANDS = Form('#,##0', scale=0.001)
THOUSANDS_BRACKETS = Form('#,##0;(#,##0);-', scale=0.001)
THOUSANDS_TENTH = Form('#,##0.0', decimals=1, scale=0.001)
THOUSANDS_SHOWN = Form('#,##0,', shown=0.001, full=True)
MILLIONS = Form('0.00', decimals=2, scale=1e-6)


def number(decimals, full=False):
    return Form('#,##0' + ('.' + '0' * decimals if decimals else ''), decimals, full=full)


def percent(decimals=0, full=False):
    return Form('0' + ('.' + '0' * decimals if decimals else '') + '%', decimals, shown=100, full=full)


def percent_text(decimals=0, sign='%'):
    return Form('General', decimals, scale=100, text=sign)


def percent_number(decimals=1, sign=''):
    """On the scale 0–100, bare or with a % sign that the format shows and the value does not mean."""
    return Form('0' + ('.' + '0' * decimals if decimals else '') + sign, decimals, scale=100)


def signed(form):
    """The same form, with its sign shown."""
    plain = form.number_format
    return form if form.text or plain == 'General' or ';' in plain else replace(form, number_format='+%s;-%s;%s' % (plain, plain, plain))


def any_percent(rng, decimals=None):
    decimals = rng.choice([0, 0, 1, 1, 2]) if decimals is None else decimals
    return rng.choice([percent(decimals), percent(decimals), percent(decimals, full=True),
                       percent_text(decimals, sign=rng.choice(['%', '%', '%', ' %'])),
                       percent_number(decimals, sign=rng.choice(['', '', '"%"']))])


def any_count(rng):
    return rng.choice([COUNT, COUNT, PLAIN_COUNT, GENERAL_COUNT, ACCOUNTING])


class Figure:
    """A number in a cell. `exact` is what is meant, `stored` what the cell holds; `formula` is the relation it is
    calculated by, if it is a formula. `place` is its row and column in its table."""

    def __init__(self, form, exact):
        self.form = form
        self.exact = exact
        self.stored = form.typed(exact)
        self.formula = None
        self.defined_by = None
        self.table = None
        self.place = None

    @property
    def value(self):
        return self.form.natural(self.stored)

    @property
    def read(self):
        return self.form.read(self.value)

    def visible(self, stored):
        """Whether a reader sees that the cell holds `stored` and not what it holds now."""
        return self.form.read(self.form.natural(stored)) != self.read


class Label(Figure):
    """A word that figures decide, such as a status."""

    def __init__(self, word):
        super().__init__(Form('General', exact=True, text=' '), 0)
        self.exact = self.stored = word

    value = property(lambda self: self.stored)
    read = property(lambda self: self.stored)

    def visible(self, stored):
        return stored != self.stored


def is_number(figure):
    return isinstance(figure, Figure) and not isinstance(figure, Label)


def finite(number):
    return isinstance(number, (int, float)) and math.isfinite(number)
