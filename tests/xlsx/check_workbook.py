#!/usr/bin/env python3
"""Checks a saved workbook without any of outturn's own code.

  check_workbook.py AFTER            problems that would make Excel offer a repair
  check_workbook.py BEFORE AFTER     only those that BEFORE does not have, and every byte that changed outside a cell
                                     and outside the hidden names that mark outturn's own cells

Prints one problem a line; exit code 1 if there is any. Python's standard library only.
"""
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

XML_SPACE = '{http://www.w3.org/XML/1998/namespace}space'
CELL = re.compile(rb'<((?:\w+:)?)c(?=[\s>/])(?:[^>"\']|"[^"]*"|\'[^\']*\')*?(?:/>|(?<!/)>.*?</\1c\s*>)', re.S)
ADDED_ROW = re.compile(rb'<((?:\w+:)?)row r="\d+"></\1row>')
OWNED_NAME = re.compile(rb'<((?:\w+:)?)definedName name="_outturn_owned(?:_\d+)?" hidden="1">[^<]*</\1definedName>')
NO_NAMES = re.compile(rb'<((?:\w+:)?)definedNames(?:\s*/>|></\1definedNames>)')
OWNED_CELL = re.compile(r"'((?:[^']|'')+)'!\$[A-Z]{1,3}\$[1-9]\d*|([^'!,]+)!\$[A-Z]{1,3}\$[1-9]\d*")
# ECMA-376 part 1, 18.2.27: the children of <workbook> in their order.
WORKBOOK = ('fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences '
            'definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing '
            'fileRecoveryPr webPublishObjects extLst').split()


def local(tag):
    return tag.rsplit('}', 1)[-1]


def position(reference):
    match = re.fullmatch(r'([A-Z]+)([1-9]\d*)', reference)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def area(reference):
    first, _, last = reference.partition(':')
    return position(first) + position(last or first)


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = {n.replace('\\', '/').lstrip('/').lower(): n for n in self.zip.namelist()}
        self.problems = []

    def text(self, part):
        return self.zip.read(self.names[part.lower()])

    def tree(self, part):
        return ET.fromstring(self.text(part)) if part.lower() in self.names else None

    def relationships(self, part):
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, '_rels', name + '.rels'))
        for link in tree if tree is not None else ():
            target = link.get('Target') or ''
            if link.get('TargetMode') != 'External':
                target = target.lstrip('/') if target.startswith('/') else posixpath.normpath(posixpath.join(folder, target))
                yield link.get('Id'), link.get('Type').rsplit('/', 1)[-1], target

    def check(self):
        if self.zip.testzip():
            self.problems.append('a part does not unpack')
        workbook = next((t for _, kind, t in self.relationships('') if kind == 'officeDocument'), 'xl/workbook.xml')
        self.check_links()
        links = list(self.relationships(workbook))
        parts = {kind: target for _, kind, target in links}
        strings = self.count(parts.get('sharedStrings'), 'si')
        styles = self.count(parts.get('styles'), 'cellXfs', 'xf')
        cell_metadata = self.count(parts.get('sheetMetadata'), 'cellMetadata', 'bk')
        value_metadata = self.count(parts.get('sheetMetadata'), 'valueMetadata', 'bk')
        self.limits = {'s': styles, 'cm': cell_metadata + 1, 'vm': value_metadata + 1}
        self.strings = strings
        targets = {i: target for i, kind, target in links if kind == 'worksheet'}
        formulas = {}
        for sheet in self.tree(workbook).iter():
            if local(sheet.tag) == 'sheet':
                link = next((v for k, v in sheet.attrib.items() if local(k) == 'id'), None)
                if link in targets:
                    formulas[sheet.get('sheetId')] = self.check_sheet(targets[link])
        self.check_calculation_chain(parts.get('calcChain'), formulas)
        self.check_names(workbook)
        return self.problems

    def check_names(self, part):
        tree = self.tree(part)
        order = [WORKBOOK.index(local(child.tag)) for child in tree if local(child.tag) in WORKBOOK]
        if order != sorted(order):
            self.problems.append('%s has its elements out of order' % part)
        sheets = {sheet.get('name') for sheet in tree.iter() if local(sheet.tag) == 'sheet'}
        seen = set()
        for name in (n for n in tree.iter() if local(n.tag) == 'definedName'):
            key = (name.get('name').lower(), name.get('localSheetId'))
            if key in seen:
                self.problems.append('the name %s is there twice' % name.get('name'))
            seen.add(key)
            text = name.text or ''
            if not text or len(text) > 8192:
                self.problems.append('the name %s has %d characters' % (name.get('name'), len(text)))
            if key[0].startswith('_outturn_owned') and key[1] is None:
                cells = [m.group(1) or m.group(2) for m in OWNED_CELL.finditer(text)]
                if ''.join(m.group(0) + ',' for m in OWNED_CELL.finditer(text)) != text + ',':
                    self.problems.append('the name %s is no list of cells' % name.get('name'))
                for sheet in set(cells):
                    if sheet.replace("''", "'") not in sheets:
                        self.problems.append('the name %s is about sheet %s, which is not there' % (name.get('name'), sheet))

    def count(self, part, *path):
        node = self.tree(part) if part else None
        if node is None:
            return 0
        for step in path[:-1]:
            node = next((child for child in node if local(child.tag) == step), ())
        return sum(local(child.tag) == path[-1] for child in node)

    def check_links(self):
        types = self.tree('[Content_Types].xml')
        if types is None:
            return
        extensions = {t.get('Extension').lower() for t in types if local(t.tag) == 'Default'}
        overrides = {t.get('PartName').lstrip('/').lower() for t in types if local(t.tag) == 'Override'}
        for part in self.names:
            if part.endswith('/') or part == '[content_types].xml':
                continue
            if part not in overrides and part.rsplit('.', 1)[-1] not in extensions:
                self.problems.append('%s has no content type' % part)
            if not part.endswith('.rels'):
                for _, _, target in self.relationships(part):
                    if target.split('#')[0].lower() not in self.names and target.lower() != 'null':
                        self.problems.append('%s points to %s, which is not there' % (part, target))

    def check_sheet(self, part):
        say = lambda where, what: self.problems.append('%s %s: %s' % (part, where, what))
        formulas, arrays, masters, children = set(), [], set(), set()
        last = (0, 0)
        last_row = 0
        for row in (r for data in self.tree(part) if local(data.tag) == 'sheetData' for r in data if local(r.tag) == 'row'):
            number = int(row.get('r', last_row + 1))
            if number <= last_row:
                say('row %d' % number, 'rows do not ascend')
            last_row = number
            for cell in (c for c in row if local(c.tag) == 'c'):
                name = cell.get('r')
                here = position(name) if name else (number, last[1] + 1 if last[0] == number else 1)
                name = name or 'row %d, column %d' % here
                if here <= last or here[0] != number:
                    say(name, 'cells do not ascend')
                last = here
                for attribute, limit in self.limits.items():
                    value = cell.get(attribute)
                    if value is not None and int(value) >= max(limit, 1):
                        say(name, '%s="%s" points nowhere' % (attribute, value))
                children_of = {local(child.tag): child for child in cell}
                formula = children_of.get('f')
                if formula is not None:
                    formulas.add(here)
                    if formula.get('t') == 'array' and formula.get('ref'):
                        arrays.append((area(formula.get('ref')), name))
                    if formula.get('t') == 'shared':
                        (masters if formula.text else children).add(formula.get('si'))
                self.check_value(say, name, cell, children_of)
        for i, (a, name) in enumerate(arrays):
            for b, other in arrays[i + 1:]:
                if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
                    say(name, 'its array overlaps that of ' + other)
        for index in children - masters:
            say('shared formula ' + index, 'has no master')
        return formulas, arrays

    def check_value(self, say, name, cell, children):
        kind = cell.get('t', 'n')
        value = children.get('v')
        text = None if value is None else value.text or ''
        if kind == 'n' and text:
            if not re.fullmatch(r'\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*', text):
                say(name, '%r is no number' % text)
        elif kind == 's' and text and int(text) >= self.strings:
            say(name, 'shared string %s is not there' % text)
        elif kind == 'b' and text not in (None, '', '0', '1', 'true', 'false'):
            say(name, '%r is no logical' % text)
        elif kind == 'e' and text and not text.startswith('#'):
            say(name, '%r is no error' % text)
        elif kind in ('str', 'inlineStr'):
            holders = [value] if value is not None else [t for t in cell.iter() if local(t.tag) == 't']
            for holder in holders:
                held = holder.text or ''
                plain = re.sub(r'_x[0-9A-Fa-f]{4}_', '?', held)
                if len(plain.encode('utf-16-le')) // 2 > 32767:
                    say(name, 'its text is too long')
                if re.search(r'[\x00-\x08\x0b\x0c\x0e-\x1f]', held):
                    say(name, 'its text has a control character')
                if held != held.strip(' \t\n\r') and holder.get(XML_SPACE) != 'preserve':
                    say(name, 'white space at an end of its text is not preserved')
        if kind == 'inlineStr' and 'f' in children:
            say(name, 'a formula with an inline text')

    def check_calculation_chain(self, part, formulas):
        sheet = None
        for entry in self.tree(part) if part and part.lower() in self.names else ():
            sheet = entry.get('i', sheet)
            if sheet not in formulas:
                continue
            cells, arrays = formulas[sheet]
            row, column = position(entry.get('r'))
            # Of a fixed array formula the chain names every cell.
            in_array = any(a[0] <= row <= a[2] and a[1] <= column <= a[3] for a, _ in arrays)
            if (row, column) not in cells and not in_array:
                self.problems.append('calcChain names %s of sheet %s, which has no formula' % (entry.get('r'), sheet))


def compare(before, after):
    """Problems of after that before does not have, and changes outside cells."""
    known = before.check()
    problems = [p for p in after.check() if p not in known]
    if before.zip.namelist() != after.zip.namelist():
        problems.append('the parts or their order changed')
        return problems
    for old, new in zip(before.zip.infolist(), after.zip.infolist()):
        if (old.date_time, old.external_attr) != (new.date_time, new.external_attr):
            problems.append('%s: its time or attributes changed' % old.filename)
        a, b = before.zip.read(old), after.zip.read(new)
        if a == b or old.filename.lower().endswith('styles.xml'):
            continue
        if any(local(child.tag) == 'sheets' for child in before.tree(old.filename)):
            if len({NO_NAMES.sub(b'', OWNED_NAME.sub(b'', text)) for text in (a, b)}) > 1:
                problems.append('%s changed beyond the names of owned cells' % old.filename)
            continue
        if '/worksheets/' not in '/' + old.filename.replace('\\', '/'):
            problems.append('%s changed' % old.filename)
            continue
        bare = [ADDED_ROW.sub(b'', CELL.sub(b'', text)) for text in (a, b)]
        if bare[0] != bare[1]:
            problems.append('%s changed outside its cells' % old.filename)
    return problems


def main(paths):
    books = [Book(path) for path in paths]
    problems = books[0].check() if len(books) == 1 else compare(*books)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
