#!/usr/bin/env python3
"""How many statuses of each example are computed and entered, against what its README states."""
import json
import re
from pathlib import Path

from program import ProgramTest, main
from workbook_files import read_values

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / 'examples').glob('*/workbook.xlsx'))
WITHOUT_FIGURE = ('Awaited', 'No target')
NUMBER = r'\|[^|\d]*(\d+)\b'


def stated(readme, row):
    """The number in a row of the README's table; 0 for none; nothing where there is no such row."""
    found = re.search(r'^\| %s[^|]*(\| none\b|%s)' % (row, NUMBER), readme, re.M)
    return None if found is None else int(found.group(2) or 0)


def definitions(values):
    """The rows of the sheet Indicators by their columns."""
    cells = {place.split('!')[1]: value for place, value in values.items() if place.startswith('Indicators!')}
    heading = {re.sub(r'\d', '', cell): value for cell, value in cells.items() if re.fullmatch(r'[A-Z]+1', cell)}
    rows = {}
    for cell, value in cells.items():
        letters, row = re.fullmatch(r'([A-Z]+)(\d+)', cell).groups()
        if row != '1' and value not in (None, '') and letters in heading:
            rows.setdefault(int(row), {})[heading[letters]] = value
    return {row['Reference']: row for row in rows.values() if not str(row.get('Reference', '#')).startswith('#')}


class ExampleCounts(ProgramTest):
    def test_each_readme_states_what_is_computed_and_what_is_entered(self):
        checked = 0
        for example in EXAMPLES:
            with self.subTest(example.parent.name):
                readme = (example.parent / 'README.md').read_text()
                done = json.loads(self.run_program('recalc', example, '-o', 'out.xlsx', '--format', 'json').out)
                values = read_values(self.path('out.xlsx'))
                self.path('out.xlsx').unlink()
                rows = definitions(values)
                statuses = {each['indicator']: each for each in done['statuses']}

                def entered(reference):
                    place = rows[reference].get('Entered status', '').replace('$', '').replace("'", '')
                    return bool(place) and values.get(place) not in (None, '')

                computed = {r for r, each in statuses.items() if each['computed']}
                with_figure = {r for r in computed if statuses[r]['computed'] not in WITHOUT_FIGURE}
                by_hand = {r for r in rows if entered(r)}
                counts = {
                    'computed (status|position)': len(computed),
                    'computed and counted': len(with_figure - by_hand),
                    'computed beside an entered': len(with_figure & by_hand),
                    'entered, no ': len(computed & by_hand - with_figure),
                    'entered only': len(by_hand - computed),
                    'entered status': len(by_hand - computed),
                }
                for row, count in counts.items():
                    number = stated(readme, row.replace('(', '(?:'))
                    if number is not None:
                        self.assertEqual(number, count, '%s: %s' % (example.parent.name, row))
                        checked += 1
                self.assertIn('onstructed', readme)
                # Every row with a figure and a target is computed: what has no computed status has no figure either.
                for reference in by_hand - computed:
                    self.assertEqual(rows[reference]['Expression'], 'milestone', reference)
        self.assertGreaterEqual(checked, 17)


main()
