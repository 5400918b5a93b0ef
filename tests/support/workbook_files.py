"""Writes tiny .xlsx files from a description, and reads their values back. Knows nothing of outturn; zipfile and
ElementTree only.

    write_book('calls.xlsx', {
        'Calls': {'A1': 'Received', 'B1': 120, 'C1': formula('B1*2', 240), 'D1': formula('NOW()')},
        'Notes': sheet({'A1': 'Name', 'A2': 1}, merges=['C1:D2'], tables=[table('Staff', 'A1:A2', ['Name'])]),
    }, names={'received': 'Calls!$B$1'})

A cell is a number, a text, True or False, an Error, a Formula, or Xml: the `<c>` element itself.
"""
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/'
TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TIME = (2020, 1, 1, 0, 0, 0)


class Error(str):
    """#N/A and the like."""


class Xml(str):
    """A whole `<c>` element."""


@dataclass
class Formula:
    text: str                 # in the file's spelling, without =
    saved: object = None      # None: no value is saved
    attributes: str = ''      # of <f>: t="array" ref="A1:A2"
    cell_attributes: str = ''  # of <c>: cm="1"


@dataclass
class Sheet:
    cells: dict
    merges: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    tail: str = ''            # XML after <sheetData> and the merged cells


@dataclass
class Table:
    name: str
    ref: str
    columns: list


formula, sheet, table = Formula, Sheet, Table


def position(cell):
    letters, digits = re.fullmatch(r'([A-Z]+)(\d+)', cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _value(value):
    """(attributes of <c>, content) of a value."""
    if isinstance(value, bool):
        return ' t="b"', '<v>%d</v>' % value
    if isinstance(value, (int, float)):
        return '', '<v>%r</v>' % value
    if isinstance(value, Error):
        return ' t="e"', '<v>%s</v>' % value
    return None, value


def _cell(name, value):
    if isinstance(value, Xml):
        return value
    if isinstance(value, Formula):
        kind, content = ('', '') if value.saved is None else _value(value.saved)
        if kind is None:
            kind, content = ' t="str"', '<v>%s</v>' % escape(content)
        attributes = (' ' + value.cell_attributes if value.cell_attributes else '') + kind
        inner = (' ' + value.attributes if value.attributes else '')
        return '<c r="%s"%s><f%s>%s</f>%s</c>' % (name, attributes, inner, escape(value.text), content)
    kind, content = _value(value)
    if kind is None:
        return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (name, escape(content))
    return '<c r="%s"%s>%s</c>' % (name, kind, content)


def _sheet_xml(description):
    rows = {}
    for name, value in description.cells.items():
        rows.setdefault(position(name)[0], []).append((position(name)[1], _cell(name, value)))
    data = ''.join('<row r="%d">%s</row>' % (row, ''.join(xml for _, xml in sorted(cells)))
                   for row, cells in sorted(rows.items()))
    merges = ''.join('<mergeCell ref="%s"/>' % each for each in description.merges)
    tables = ''.join('<tablePart r:id="rId%d"/>' % (i + 1) for i in range(len(description.tables)))
    return (HEAD + '<worksheet xmlns="%s" xmlns:r="%s"><sheetData>%s</sheetData>' % (MAIN, LINKS, data)
            + ('<mergeCells count="%d">%s</mergeCells>' % (len(description.merges), merges) if merges else '')
            + description.tail
            + ('<tableParts count="%d">%s</tableParts>' % (len(description.tables), tables) if tables else '')
            + '</worksheet>')


def _relationships(links):
    return (HEAD + '<Relationships xmlns="%srelationships">' % PACKAGE
            + ''.join('<Relationship Id="%s" Type="%s" Target=%s/>' % (i, kind if '/' in kind else LINKS + '/' + kind, quoteattr(to))
                      for i, kind, to in links) + '</Relationships>')


def book_parts(sheets, names=None, calculation='', parts=None):
    """{part: text} of a workbook; `calculation` is a calcPr element, `parts` are added or, with None, left out."""
    result, overrides, links, listed, tables = {}, [], [], '', 0
    for number, (name, description) in enumerate(sheets.items(), 1):
        if not isinstance(description, Sheet):
            description = Sheet(description)
        part = 'worksheets/sheet%d.xml' % number
        result['xl/' + part] = _sheet_xml(description)
        overrides.append(('/xl/' + part, TYPE % 'worksheet'))
        links.append(('rId%d' % number, 'worksheet', part))
        listed += '<sheet name=%s sheetId="%d" r:id="rId%d"/>' % (quoteattr(name), number, number)
        own = []
        for each in description.tables:
            tables += 1
            columns = ''.join('<tableColumn id="%d" name=%s/>' % (i, quoteattr(c)) for i, c in enumerate(each.columns, 1))
            result['xl/tables/table%d.xml' % tables] = (
                HEAD + '<table xmlns="%s" id="%d" name="%s" displayName="%s" ref="%s"><tableColumns count="%d">%s'
                '</tableColumns></table>' % (MAIN, tables, each.name, each.name, each.ref, len(each.columns), columns))
            overrides.append(('/xl/tables/table%d.xml' % tables, TYPE % 'table'))
            own.append(('rId%d' % (len(own) + 1), 'table', '../tables/table%d.xml' % tables))
        if own:
            result['xl/worksheets/_rels/sheet%d.xml.rels' % number] = _relationships(own)
    defined = ''.join('<definedName name="%s">%s</definedName>' % (n, escape(text)) for n, text in (names or {}).items())
    result['xl/workbook.xml'] = (
        HEAD + '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets>' % (MAIN, LINKS, listed)
        + ('<definedNames>%s</definedNames>' % defined if defined else '') + calculation + '</workbook>')
    result['xl/styles.xml'] = (
        HEAD + '<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>' % MAIN)
    links.append(('rId%d' % (len(links) + 1), 'styles', 'styles.xml'))
    overrides += [('/xl/workbook.xml', TYPE % 'sheet.main'), ('/xl/styles.xml', TYPE % 'styles')]
    result['xl/_rels/workbook.xml.rels'] = _relationships(links)
    result['_rels/.rels'] = _relationships([('rId1', 'officeDocument', 'xl/workbook.xml')])
    result['[Content_Types].xml'] = (
        HEAD + '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' % PACKAGE
        + ''.join('<Override PartName="%s" ContentType="%s"/>' % each for each in overrides) + '</Types>')
    result.update(parts or {})
    return {part: text for part, text in result.items() if text is not None}


def write_parts(path, parts):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as package:
        for part, text in sorted(parts.items(), key=lambda each: (each[0] != '[Content_Types].xml', each[0])):
            package.writestr(zipfile.ZipInfo(part, TIME), text, zipfile.ZIP_DEFLATED)


def write_book(path, sheets, **more):
    write_parts(path, book_parts(sheets, **more))


def _local(tag):
    return tag.rsplit('}', 1)[-1]


def _text(item):
    return ''.join(t.text or '' for t in item.iter() if _local(t.tag) == 't')


def read_values(path):
    """{'Sheet!A1': number, text, True, Error or, for a formula without a value, None}."""
    with zipfile.ZipFile(path) as package:
        shared = []
        if 'xl/sharedStrings.xml' in package.namelist():
            shared = [_text(item) for item in ET.fromstring(package.read('xl/sharedStrings.xml'))]
        links = {link.get('Id'): link.get('Target') for link in ET.fromstring(package.read('xl/_rels/workbook.xml.rels'))}
        values = {}
        for each in ET.fromstring(package.read('xl/workbook.xml')).iter('{%s}sheet' % MAIN):
            target = links[each.get('{%s}id' % LINKS)]
            part = target.lstrip('/') if target.startswith('/') else posixpath.join('xl', target)
            for cell in ET.fromstring(package.read(part)).iter('{%s}c' % MAIN):
                values['%s!%s' % (each.get('name'), cell.get('r'))] = _cell_value(cell, shared)
        return values


def _cell_value(cell, shared):
    kind = cell.get('t', 'n')
    if kind == 'inlineStr':
        return _text(cell)
    stored = cell.find('{%s}v' % MAIN)
    if stored is None:
        return None
    text = stored.text or ''
    if kind == 's':
        return shared[int(text)]
    if kind == 'b':
        return text == '1'
    if kind == 'e':
        return Error(text)
    if kind == 'str':
        return text
    return float(text) if text else None
