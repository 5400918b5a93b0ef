"""The little of Excel's formula language that the truth is written in, over exact fractions.

Values are Fraction, text, True or False. A text cell in arithmetic gives the figure inside it.
"""

import re
from fractions import Fraction

from figures import figure_in, half_up

TOKEN = re.compile(r"""\s*(?:
    (?P<cells>(?:'(?:[^']|'')+'|\w+)!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)
  | (?P<number>\d+(?:\.\d+)?%?)
  | (?P<text>"[^"]*")
  | (?P<name>[A-Z]+)(?=\()
  | (?P<sign><=|>=|<>|[-+*/(),=<>]))""", re.VERBOSE)


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cells_of(reference):
    """The sheet's name and the (row, column) pairs of `Sheet!A1` or `Sheet!A1:B2`."""
    sheet, _, area = reference.rpartition("!")
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    corners = [(int(row), column_number(column)) for column, row in re.findall(r"\$?([A-Z]+)\$?(\d+)", area)]
    (top, left), (bottom, right) = corners[0], corners[-1]
    return sheet, [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


class Evaluation:
    """`cells` maps a sheet's name to {(row, column): Printed}."""

    def __init__(self, cells, expression):
        self.cells = cells
        self.tokens = []
        position = 0
        while position < len(expression):
            found = TOKEN.match(expression, position)
            if not found:
                raise ValueError(f"not understood at {position}: {expression}")
            self.tokens.append((found.lastgroup, found.group(found.lastgroup)))
            position = found.end()
        self.next = 0

    def result(self):
        value = self.comparison()
        if self.next != len(self.tokens):
            raise ValueError(f"left over: {self.tokens[self.next:]}")
        return value

    def accept(self, *signs):
        if self.next < len(self.tokens) and self.tokens[self.next][0] == "sign" and self.tokens[self.next][1] in signs:
            self.next += 1
            return self.tokens[self.next - 1][1]
        return None

    def need(self, sign):
        if not self.accept(sign):
            raise ValueError(f"{sign} expected before {self.tokens[self.next:]}")

    def comparison(self):
        left = self.sum()
        sign = self.accept("<=", ">=", "<>", "=", "<", ">")
        if not sign:
            return left
        right = self.sum()
        if sign in ("=", "<>"):
            return (as_key(left) == as_key(right)) == (sign == "=")
        left, right = number(left), number(right)
        return {"<=": left <= right, ">=": left >= right, "<": left < right, ">": left > right}[sign]

    def sum(self):
        value = self.product()
        while sign := self.accept("+", "-"):
            other = number(self.product())
            value = number(value) + (other if sign == "+" else -other)
        return value

    def product(self):
        value = self.factor()
        while sign := self.accept("*", "/"):
            other = number(self.factor())
            value = number(value) * other if sign == "*" else number(value) / other
        return value

    def factor(self):
        if self.accept("-"):
            return -number(self.factor())
        if self.accept("("):
            value = self.comparison()
            self.need(")")
            return value
        kind, text = self.tokens[self.next]
        self.next += 1
        if kind == "number":
            return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
        if kind == "text":
            return text[1:-1]
        if kind == "cells":
            values = self.values(text)
            return values[0] if ":" not in text else values
        if kind == "name":
            return self.call(text)
        raise ValueError(f"unexpected {text}")

    def values(self, reference):
        sheet, places = cells_of(reference)
        found = [self.cells[sheet].get(place) for place in places]
        return [None if cell is None else cell.text if cell.value is None else cell.value for cell in found]

    def call(self, name):
        self.need("(")
        given = [self.comparison()]
        while self.accept(","):
            given.append(self.comparison())
        self.need(")")
        return FUNCTIONS[name](*given)


def number(value):
    if isinstance(value, str):
        return figure_in(value)[0]
    if value is None or isinstance(value, (bool, list)):
        raise ValueError(f"no number: {value!r}")
    return value


def as_key(value):
    return value.casefold() if isinstance(value, str) else value


def numbers(given):
    """As SUM counts them: texts and blanks in ranges are passed over."""
    for value in given:
        if isinstance(value, list):
            yield from (item for item in value if isinstance(item, Fraction))
        else:
            yield number(value)


def count_ifs(*given):
    ranges, wanted = given[::2], given[1::2]
    return Fraction(sum(all(as_key(value) == as_key(want) for value, want in zip(row, wanted))
                        for row in zip(*ranges, strict=True)))


def average(*given):
    found = list(numbers(given))
    return sum(found) / len(found)


FUNCTIONS = {
    "SUM": lambda *given: sum(numbers(given), Fraction(0)),
    "AVERAGE": average,
    "COUNTIF": count_ifs,
    "COUNTIFS": count_ifs,
    "ROUND": lambda value, digits: half_up(number(value), Fraction(1, 10) ** int(digits)),
    "IF": lambda condition, yes, no: yes if condition else no,
    "SUMPRODUCT": lambda left, right: sum(number(a) * number(b) for a, b in zip(left, right, strict=True)),
}


def evaluate(cells, expression):
    return Evaluation(cells, expression).result()
