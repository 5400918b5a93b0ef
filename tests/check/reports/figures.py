"""Figures as a report prints them: the text, the exact number, the last place shown, and how Excel would hold it."""

import re
from fractions import Fraction
from typing import NamedTuple, Optional

PLAIN = re.compile(r"(\(|-)?(£)?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%)?\)?$")
TIME = re.compile(r"(\d\d):(\d\d):(\d\d)$")
INSIDE = re.compile(r"(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(\d+))?(?: ?(%))?")


class Printed(NamedTuple):
    """`value` and `step`, the worth of one unit in the last place shown, are None for a text."""
    text: str
    value: Optional[Fraction] = None
    step: Optional[Fraction] = None
    number_format: Optional[str] = None

    def excel_value(self):
        return self.text if self.value is None else (
            int(self.value) if self.value.denominator == 1 else float(self.value))


def number_of(whole, decimals, percent):
    value = Fraction(whole.replace(",", "") + (f".{decimals}" if decimals else ""))
    step = Fraction(1, 10 ** len(decimals or ""))
    return (value / 100, step / 100) if percent else (value, step)


def printed(text):
    """A typed cell. What is no well-formed figure stays a text; an apostrophe in front keeps a figure a text."""
    if text.startswith("'"):
        return Printed(text[1:])
    if clock := TIME.match(text):
        hours, minutes, seconds = map(int, clock.groups())
        return Printed(text, Fraction(hours * 3600 + minutes * 60 + seconds, 86400), Fraction(1, 86400), "hh:mm:ss")
    found = PLAIN.match(text)
    if not found:
        return Printed(text)
    sign, pound, whole, decimals, percent = found.groups()
    value, step = number_of(whole, decimals, percent)
    places = "." + "0" * len(decimals) if decimals else ""
    look = (pound or "") + ("#,##0" if "," in whole else "0") + places + (percent or "")
    if sign == "(":
        look = f"{look};({look})"
    return Printed(text, -value if sign else value, step, look)


def figure_in(text):
    """The first figure inside a text, as `<10%`, `50+` and `0.75% (32 properties)` carry one: value and step."""
    found = INSIDE.search(text)
    if not found:
        raise ValueError(f"no figure in {text!r}")
    return number_of(*found.groups())


def half_up(value, step):
    """Rounded to a multiple of `step`, halves away from zero."""
    units = abs(value) / step
    whole = units.numerator // units.denominator
    whole += units - whole >= Fraction(1, 2)
    return whole * step * (-1 if value < 0 else 1)
