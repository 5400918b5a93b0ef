#!/usr/bin/env python3
"""Compares a sample of the formula cells of one calculated workbook with the same cells of another program's.

    compare_values.py OURS THEIRS [SAMPLE]

Exit status 1 where two values differ. Cells in which the other program has #NAME?, because it does not know the
function, are counted apart.
"""

import html
import re
import sys
import zipfile

CELL = re.compile(r'<c ([^>]*?)(?:/>|>(.*?)</c>)', re.S)
REFERENCE = re.compile(r'\br="([A-Z]+\d+)"')
KIND = re.compile(r'\bt="(\w+)"')
VALUE = re.compile(r"<v>(.*?)</v>|<v [^>]*>(.*?)</v>", re.S)
TEXT = re.compile(r"<t(?: [^>]*)?>(.*?)</t>", re.S)


def parts_by_sheet(archive):
    book = archive.read("xl/workbook.xml").decode()
    links = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {}
    for link in re.findall(r"<Relationship [^>]*>", links):
        targets[re.search(r'\bId="([^"]*)"', link)[1]] = re.search(r'\bTarget="([^"]*)"', link)[1]
    sheets = {}
    for sheet in re.findall(r"<sheet [^>]*>", book):
        target = targets[re.search(r'r:id="([^"]*)"', sheet)[1]]
        sheets[html.unescape(re.search(r'\bname="([^"]*)"', sheet)[1])] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    return sheets


def value_of(attributes, body, strings):
    kind = KIND.search(attributes)
    kind = kind[1] if kind else "n"
    found = VALUE.search(body or "")
    text = (found[1] if found[1] is not None else found[2]) if found else None
    if kind == "inlineStr":
        return "".join(html.unescape(each) for each in TEXT.findall(body))
    if text is None:
        return ""
    if kind == "s":
        return strings[int(text)]
    if kind == "n":
        return float(text)
    return text == "1" if kind == "b" else html.unescape(text)


def strings_of(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    text = archive.read("xl/sharedStrings.xml").decode()
    return ["".join(html.unescape(each) for each in TEXT.findall(item or ""))
            for item in re.findall(r"<si>(.*?)</si>|<si/>", text, re.S)]


def sample_of(path, wanted):
    """{sheet: {cell: value}} of about `wanted` formula cells, spread evenly."""
    with zipfile.ZipFile(path) as archive:
        strings = strings_of(archive)
        sheets = parts_by_sheet(archive)
        texts = {name: archive.read(part).decode() for name, part in sheets.items()}
        total = sum(text.count("<f") for text in texts.values())
        step, at, sample = max(1, total // wanted), 0, {}
        for name, text in texts.items():
            for cell in CELL.finditer(text):
                if cell[2] is None or "<f" not in cell[2]:
                    continue
                at += 1
                if at % step == 0:
                    sample.setdefault(name, {})[REFERENCE.search(cell[1])[1]] = value_of(cell[1], cell[2], strings)
    return sample


def values_at(path, sample):
    found = {}
    with zipfile.ZipFile(path) as archive:
        strings = strings_of(archive)
        for name, part in parts_by_sheet(archive).items():
            if name not in sample:
                continue
            for cell in CELL.finditer(archive.read(part).decode()):
                reference = REFERENCE.search(cell[1])[1]
                if reference in sample[name]:
                    found[name, reference] = value_of(cell[1], cell[2], strings)
    return found


def same(ours, theirs):
    # Nine digits: the programs add in different orders.
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours), abs(theirs))
    return ours == theirs


def main():
    sample = sample_of(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 2000)
    theirs = values_at(sys.argv[2], sample)
    compared = unknown = 0
    wrong = []
    for sheet, cells in sample.items():
        for cell, value in cells.items():
            other = theirs.get((sheet, cell), "")
            if other in ("#NAME?", "Err:508", "Err:525") and value != other:
                unknown += 1
                continue
            compared += 1
            if not same(value, other):
                wrong.append(f"{sheet}!{cell}: {value!r} and {other!r}")
    told = f"{compared - len(wrong)} of {compared} sampled values agree"
    if unknown:
        told += f", {unknown} not known to the other program"
    print(told)
    for line in wrong[:5]:
        print(f"  differs: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
