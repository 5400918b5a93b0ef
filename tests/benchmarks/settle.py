"""Makes of a workbook what Excel would have saved: shared formulas, shared strings, the values that formulas have.

The values are outturn's own, so a settled book shows nothing about their being right; side_by_side.py compares those of
the same formulas with LibreOffice's.
"""

import os
import re
import subprocess
import tempfile
import zipfile

CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)
FORMULA = re.compile(r"<f>(.*?)</f>", re.S)
INLINE = re.compile(r"<is>(<t.*?)</is>", re.S)
# Texts and quoted sheet names, which hold no references, or a reference.
PIECE = re.compile(r'"[^"]*"|\'[^\']*\'|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(])')


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def relative(formula, column, row):
    """The formula with its references as offsets: the same for all cells of a fill."""
    def offset(piece):
        if piece[2] is None:
            return piece[0]
        across = piece[2] if piece[1] else f"[{column_number(piece[2]) - column}]"
        down = piece[4] if piece[3] else f"[{int(piece[4]) - row}]"
        return f"R{down}C{across}"
    return PIECE.sub(offset, formula)


def shared_groups(formulas):
    """formulas: {(row, column): relative formula}. Gives {cell: (group, range or None)}, the range at the first cell.

    Runs down a column, then runs across of what is left; as Excel does, none that names another sheet.
    """
    groups, taken = 0, {}
    for down in (True, False):
        order = sorted((cell for cell in formulas if cell not in taken and "!" not in formulas[cell]),
                       key=(lambda cell: cell[::-1]) if down else None)
        start = 0
        for end in range(1, len(order) + 1):
            if end < len(order):
                row, column = order[end - 1]
                follows = order[end] == ((row + 1, column) if down else (row, column + 1))
                if follows and formulas[order[end]] == formulas[order[end - 1]]:
                    continue
            if end - start > 1:
                for cell in order[start:end]:
                    taken[cell] = (groups, None)
                taken[order[start]] = (groups, (order[start], order[end - 1]))
                groups += 1
            start = end
    return taken


def settle_sheet(xml, strings):
    names = {}

    def number(letters):
        if letters not in names:
            names[letters] = column_number(letters)
        return names[letters]

    letters_of = {}
    formulas = {}
    for cell in CELL.finditer(xml):
        found = cell[4] and FORMULA.search(cell[4])
        if found:
            at = (int(cell[2]), number(cell[1]))
            letters_of[at[1]] = cell[1]
            formulas[at] = relative(found[1], at[1], at[0])
    shared = shared_groups(formulas)

    def settled(cell):
        body = cell[4]
        if body is None:
            return cell[0]
        inline = INLINE.search(body)
        if inline and "<f" not in body:
            index = strings.setdefault(inline[1], len(strings))
            rest = re.sub(r' t="\w+"', "", cell[3])
            return f'<c r="{cell[1]}{cell[2]}"{rest} t="s"><v>{index}</v></c>'
        share = shared.get((int(cell[2]), number(cell[1])))
        if share is None:
            return cell[0]
        group, area = share
        if area is None:
            body = FORMULA.sub(f'<f t="shared" si="{group}"/>', body, 1)
        else:
            (top, left), (bottom, right) = area
            reference = f"{letters_of[left]}{top}:{letters_of[right]}{bottom}"
            body = FORMULA.sub(lambda found: f'<f t="shared" ref="{reference}" si="{group}">{found[1]}</f>', body, 1)
        return f'<c r="{cell[1]}{cell[2]}"{cell[3]}>{body}</c>'

    return CELL.sub(settled, xml)


def add(archive, part, text):
    entry = zipfile.ZipInfo(part)  # of 1980, so that two runs write the same bytes
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text)


def settle(source, target, outturn):
    """Writes `target`, as `source` would be if Excel had calculated and saved it."""
    with tempfile.TemporaryDirectory() as folder:
        calculated = os.path.join(folder, "calculated.xlsx")
        subprocess.run([outturn, "recalc", source, "-o", calculated, "--clock", "2024-04-01"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with zipfile.ZipFile(calculated) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
            if "xl/sharedStrings.xml" in before.namelist():
                raise ValueError(f"{source} has shared strings already")
            strings = {}
            for part in before.namelist():
                text = before.read(part).decode()
                if part.startswith("xl/worksheets/sheet"):
                    text = settle_sheet(text, strings)
                elif part == "[Content_Types].xml":
                    text = text.replace("</Types>", '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
                                        'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
                elif part == "xl/_rels/workbook.xml.rels":
                    text = text.replace("</Relationships>", '<Relationship Id="rIdStrings" Type="http://schemas.openxmlformats.'
                                        'org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
                                        "</Relationships>")
                add(after, part, text)
            add(after, "xl/sharedStrings.xml",
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.'
                f'org/spreadsheetml/2006/main" uniqueCount="{len(strings)}">'
                + "".join(f"<si>{text}</si>" for text in strings) + "</sst>")
