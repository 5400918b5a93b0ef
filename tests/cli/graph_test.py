#!/usr/bin/env python3
"""`outturn graph` from outside: DOT that Graphviz parses, SVG that is XML, Mermaid with safe names, bad input."""
import json
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ET

from program import ProgramTest, main
from small_books import INDICATORS, write_calls, write_plain
from workbook_files import formula, write_book

SVG = '{http://www.w3.org/2000/svg}'
# What ends a label, a tag, an attribute or an entity somewhere, and no ASCII.
NASTY = 'It\'s "A" {B} <b>&amp; #35; \\n `x` é | % }}'
MERMAID_LINE = re.compile(
    r'flowchart LR|  n\d+ --> n\d+|  style n\d+ [\w:,#-]+'
    r'|  n\d+(\[/"|\[\("|\("|\{\{"|\[\["|>"|\[")([^"`<>{}|&\\\[\]()\']|<br/>)*("/\]|"\)\]|"\)|"\}\}|"\]\]|"\])')


def texts(svg):
    return [each.text for each in svg.iter(SVG + 'text')]


class GraphTest(ProgramTest):
    def graph(self, *arguments):
        return json.loads(self.run_program('graph', *arguments, '--format', 'json').out)

    def arrows(self, *arguments):
        graph = self.graph(*arguments)
        return sorted('%s > %s' % tuple(graph['nodes'][each]['title'] for each in edge) for edge in graph['edges'])

    def parsed_by_graphviz(self, text):
        """The labels of the nodes as Graphviz understands them."""
        if shutil.which('dot') is None:
            raise unittest.SkipTest('graphviz is not there')
        done = subprocess.run(['dot', '-Tjson'], input=text.encode(), capture_output=True, check=True)
        return [each['label'] for each in json.loads(done.stdout)['objects']]


class WhatIsDrawn(GraphTest):
    def setUp(self):
        super().setUp()
        write_calls(self.path('a.xlsx'))

    def test_what_an_indicator_depends_on(self):
        self.assertEqual(self.arrows('a.xlsx', 'CS-2'), ['answered > CS-2', 'answered_30s > CS-2'])
        found = {each['title']: each for each in self.graph('a.xlsx', 'CS-2')['nodes']}
        self.assertEqual(found['CS-2']['status'], 'Red')
        self.assertTrue(found['CS-2']['focus'])

    def test_what_depends_on_it(self):
        self.assertEqual(self.arrows('a.xlsx', 'CS-2', '--dependents'),
                         ['CS-2 > Board!E7', 'CS-2 > By priority', 'answered > CS-2', 'answered_30s > CS-2'])

    def test_what_a_constant_is_used_for(self):
        self.assertEqual(self.arrows('a.xlsx', 'Calls!G4', '--dependents'),
                         ['CS-2 > Board!E7', 'CS-2 > By priority', 'Calls!G4 > Calls!H2:H5', 'Calls!G4 > answered_30s',
                          'answered_30s > CS-2'])

    def test_the_cell_of_an_indicator_is_the_indicator(self):
        self.assertEqual(self.arrows('a.xlsx', 'Board!C2'), self.arrows('a.xlsx', 'CS-2'))

    def test_dot(self):
        labels = self.parsed_by_graphviz(self.run_program('graph', 'a.xlsx').out)
        self.assertIn('Status: Red', [label for label in labels if label.startswith('CS-2')][0])

    def test_svg(self):
        done = self.run_program('graph', 'a.xlsx', '-o', 'a.svg')
        self.assertIn('nodes', done.out)
        svg = ET.fromstring(self.bytes_of('a.svg'))
        self.assertEqual(svg.find(SVG + 'title').text, 'Dependencies: the whole workbook')
        self.assertIn('each from what is read to what reads it', svg.find(SVG + 'desc').text)
        self.assertIn('Status: Red', texts(svg))
        self.assertNotIn(b'href', self.bytes_of('a.svg'))  # nothing from elsewhere
        self.assertNotIn(b'script', self.bytes_of('a.svg'))
        shapes = {each.find(SVG + 'title').text.split()[0]: each[1].tag for each in svg.iter(SVG + 'g')
                  if each.find(SVG + 'title') is not None}
        self.assertEqual(shapes['indicator'], SVG + 'polygon')
        self.assertEqual(shapes['measure'], SVG + 'rect')

    def test_the_same_bytes_again(self):
        first = [self.run_program('graph', 'a.xlsx', '--format', each).out for each in ('svg', 'dot', 'mermaid')]
        for _ in range(3):
            self.assertEqual([self.run_program('graph', 'a.xlsx', '--format', each).out for each in ('svg', 'dot', 'mermaid')],
                             first)

    def test_no_box_covers_another(self):
        self.run_program('graph', 'a.xlsx', '-o', 'a.svg')
        boxes = []
        for group in ET.fromstring(self.bytes_of('a.svg')).iter(SVG + 'g'):
            if group.find(SVG + 'title') is None:
                continue
            shape = group[1]
            if shape.tag == SVG + 'rect':
                x, y, w, h = (float(shape.get(each)) for each in ('x', 'y', 'width', 'height'))
                boxes.append((x, y, x + w, y + h))
            else:
                points = [tuple(map(float, each.split(','))) for each in shape.get('points').split()]
                boxes.append((min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points),
                              max(y for _, y in points)))
        self.assertGreater(len(boxes), 5)
        for i, a in enumerate(boxes):
            for b in boxes[i + 1:]:
                self.assertTrue(a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b))


class Names(GraphTest):
    def setUp(self):
        super().setUp()
        write_calls(self.path('base.xlsx'))
        write_calls(self.path('nasty.xlsx'), board={'F1': formula('COUNTA(C2:C3)')},
                    indicators=[{**INDICATORS[0], 'Title': NASTY}, INDICATORS[1]])
        write_book(self.path('sheets.xlsx'), {NASTY[:24]: {'A1': 1, 'B1': formula('A1&"<i> & \\n"')},
                                              'Zwei & <drei>': {'A1': formula("'%s'!B1" % NASTY[:24].replace("'", "''"))}})

    def test_dot_keeps_them(self):
        labels = self.parsed_by_graphviz(self.run_program('graph', 'nasty.xlsx').out)
        # Graphviz reports a label with its escapes: quotation marks and backslashes undone once, entities kept.
        self.assertTrue(any('&amp;amp; #35; ' in label and '"A" {B} <b>' in label for label in labels), labels)
        self.assertEqual(len(self.parsed_by_graphviz(self.run_program('graph', 'sheets.xlsx').out)), 2)

    def test_svg_keeps_them(self):
        for book, wanted in (('nasty.xlsx', NASTY[:44]), ('sheets.xlsx', "'Zwei & <drei>'!A1")):
            self.run_program('graph', book, '-o', 'a.svg')
            self.assertIn(wanted, [text.rstrip('…') for text in texts(ET.fromstring(self.bytes_of('a.svg')))])

    def test_mermaid_is_safe(self):
        for book in ('nasty.xlsx', 'sheets.xlsx', 'base.xlsx'):
            for line in self.run_program('graph', book, '--format', 'mermaid').out.splitlines():
                self.assertRegex(line, '^(?:%s)$' % MERMAID_LINE.pattern)


class Size(GraphTest):
    def test_beyond_what_can_be_read_a_sheet_is_one_node(self):
        write_book(self.path('many.xlsx'), {'Figures_%d' % sheet: {'A%d' % row: formula('%d*%d' % (row, sheet + 1) if sheet == 0 else 'Figures_0!A%d+%d' % (row, row))
                                                           for row in range(1, 101)} for sheet in range(10)})
        done = self.run_program('graph', 'many.xlsx', '--format', 'json')
        graph = json.loads(done.out)
        self.assertEqual(len(graph['nodes']), 10)
        self.assertEqual(len(graph['edges']), 9)
        self.assertEqual(graph['grouped'], '1000 formulas in 10 sheets')
        self.assertIn('--all', done.err)
        self.assertEqual(len(self.graph('many.xlsx', '--all')['nodes']), 1000)
        self.assertEqual(self.arrows('many.xlsx', 'Figures_3!A7'), ['Figures_0!A7 > Figures_3!A7'])
        svg = ET.fromstring(self.run_program('graph', 'many.xlsx', '--format', 'svg').out.encode())
        self.assertIn('Drawn together: 1000 formulas in 10 sheets', texts(svg))


class BadInput(GraphTest):
    def refused(self, *arguments):
        done = self.run_program('graph', *arguments, code=2)
        self.assertEqual(done.out, '')
        return done.err

    def test_one_clear_message(self):
        write_calls(self.path('a.xlsx'))
        write_plain(self.path('plain.xlsx'))
        before = self.files()
        self.assertIn('missing.xlsx', self.refused('missing.xlsx'))
        self.assertIn('did you mean "CS-2"', self.refused('a.xlsx', 'CS2'))
        self.assertIn("no cell or indicator 'nobody'", self.refused('plain.xlsx', 'nobody'))
        self.assertIn('say of what', self.refused('a.xlsx', '--dependents'))
        self.assertIn('.svg', self.refused('a.xlsx', '-o', 'a.png'))
        self.assertIn('workbook', self.refused('a.xlsx', '-o', 'a.xlsx', '--format', 'dot'))
        self.assertIn('nowhere', self.refused('a.xlsx', '-o', 'nowhere/a.svg'))
        self.assertEqual(self.files(), before)

    def test_a_constant_depends_on_nothing(self):
        write_plain(self.path('plain.xlsx'))
        self.assertIn('--dependents', self.run_program('graph', 'plain.xlsx', 'Calls!B1').err)


if __name__ == '__main__':
    main()
