"""Slips of the hand in one number, as edits of the digits that a reader sees, and the names of those that turn one
number into another."""
from decimal import Decimal

NEIGHBOURS = {'0': '19', '1': '24', '2': '135', '3': '26', '4': '157', '5': '2468', '6': '359', '7': '48', '8': '579', '9': '68'}


def digit_places(text):
    return [place for place, sign in enumerate(text) if sign.isdigit()]


def transposed(text):
    places = digit_places(text)
    for one, two in zip(places, places[1:]):
        if text[one] != text[two] and not (one == places[0] and text[two] == '0'):
            yield text[:one] + text[two] + text[one + 1:two] + text[one] + text[two + 1:]


def mistyped(text):
    places = digit_places(text)
    for place in places:
        for digit in '0123456789':
            if digit != text[place] and not (place == places[0] and digit == '0' and len(places) > 1):
                yield text[:place] + digit + text[place + 1:]


def hit_beside(text):
    """Mistyped as the key beside on the keypad."""
    for place in digit_places(text):
        for digit in NEIGHBOURS[text[place]]:
            if not (digit == '0' and place == digit_places(text)[0]):
                yield text[:place] + digit + text[place + 1:]


def dropped(text):
    places = digit_places(text)
    if len(places) < 3:
        return
    for place in places:
        left = text[:place] + text[place + 1:]
        if left.strip('-')[0] not in '0.' or '.' in text and left.strip('-').startswith('0.'):
            yield left.rstrip('.')


def doubled(text):
    for place in digit_places(text):
        if text[place] != '0' or place != digit_places(text)[0]:
            yield text[:place] + text[place] + text[place:]


def decimal_slips(number):
    for power in (-1, 1):
        yield number.scaleb(power)


def scales(number):
    for power in (-3, -2, -1, 1, 2, 3):
        yield number.scaleb(power)


def explanations(right, wrong):
    """The slips that give `wrong` for `right`, both as shown (Decimals)."""
    names = set()
    text = str(right)
    for name, edits in (('transposed', transposed), ('mistyped', mistyped), ('dropped', dropped), ('doubled', doubled)):
        if any(Decimal(edit) == wrong for edit in edits(text)):
            names.add(name)
    if right and wrong in set(scales(right)):
        names |= {'scale', 'decimal-slip'}
    if right and wrong == -right:
        names.add('sign')
    return names
