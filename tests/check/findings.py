"""What a checker said, read from `check --format json`, and set against the truth."""
import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from figures import is_number

BAD = ('wrong', 'inconsistent', 'malformed')
SECONDS = 1800
ARGUMENTS = 1_000_000    # bytes of file names in one command; Linux allows twice that


class CheckerFailed(Exception):
    pass


@dataclass
class Entry:
    at: tuple                 # (sheet, 'C7')
    verdict: str
    kind: str
    cause: str
    entered: object
    expected: object
    message: str
    inputs: set = field(default_factory=set)
    suspects: set = field(default_factory=set)

    def line(self):
        return '%s!%s %s %s entered %s expected %s cause %s: %s' % (*self.at, self.kind, self.verdict, self.entered, self.expected,
                                                                   self.cause or '-', self.message)


def place_of(reference, sheet):
    """'Calls!C6' or 'C6' → ('Calls', 'C6')."""
    name, bang, cell = reference.rpartition('!')
    if bang:
        sheet = name[1:-1].replace("''", "'") if name.startswith("'") else name
    return sheet, cell.replace('$', '')


def cells_of(references, sheet):
    """The cells of a list of references; a range stands for every cell of it."""
    cells = set()
    for reference in references or []:
        sheet_of, cell = place_of(reference, sheet)
        first, colon, last = cell.partition(':')
        if not colon:
            cells.add((sheet_of, first))
            continue
        (top, left), (bottom, right) = row_and_column(first), row_and_column(last)
        cells |= {(sheet_of, column_name(column) + str(row)) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return cells


def row_and_column(cell):
    letters = cell.rstrip('0123456789')
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord('A') + 1
    return int(cell[len(letters):]), column


def column_name(column):
    name = ''
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord('A') + rest) + name
    return name


def entries_of(binary, paths):
    """File name → entries. Exit code 1 says only that there are findings."""
    checked = {path.name: [] for path in paths}
    seen = set()
    for some in batches(paths):
        done = subprocess.run([os.path.abspath(binary), 'check', *map(str, some), '--format', 'json'], capture_output=True, timeout=SECONDS)
        if done.returncode not in (0, 1):
            raise CheckerFailed('exit code %d\n%s' % (done.returncode, done.stderr.decode(errors='replace')[-2000:]))
        for of_file in json.loads(done.stdout)['files']:
            name = Path(of_file['file']).name
            if 'checks' not in of_file:
                raise CheckerFailed('%s: %s' % (name, of_file.get('error', 'no checks')))
            seen.add(name)
            checked[name] = [entry_of(check) for check in of_file['checks'] if check.get('cell')]
    if len(seen) < len(checked):
        raise CheckerFailed('nothing said of %s' % ', '.join(sorted(set(checked) - seen)[:5]))
    return checked


def batches(paths):
    some, size = [], 0
    for path in paths:
        if size > ARGUMENTS:
            yield some
            some, size = [], 0
        some.append(path)
        size += len(str(path)) + 1
    if some:
        yield some


def entry_of(check):
    sheet = check['sheet']
    return Entry(place_of(check['cell'], sheet), check['verdict'], check.get('kind') or '', (check.get('cause') or '').strip(),
                 check.get('entered'), check.get('expected'), check.get('message') or '', cells_of(check.get('inputs'), sheet),
                 cells_of(check.get('suspects'), sheet))


def figures_at(book):
    return {at: figure for figure, at in book.addresses().items()}


def shape_at(book, at):
    """The table whose area holds the cell, though no figure of it stands there."""
    row, column = row_and_column(at[1])
    for sheet, placing in book.placings():
        height, width = placing.size()
        if sheet.name == at[0] and placing.row <= row - 1 < placing.row + height and \
                placing.column <= column - 1 < placing.column + width:
            return placing.table.shape
    return book.name


def is_false_alarm(entry, figures):
    """On a clean workbook. `rounding` is one where nothing was rounded: the figure and its inputs are whole counts."""
    if entry.verdict in BAD:
        return True
    if entry.verdict != 'rounding':
        return False
    known = [figures.get(at) for at in [entry.at, *entry.inputs]]
    return all(is_number(figure) and figure.form.exact and not figure.formula for figure in known)


@dataclass
class Outcome:
    found: bool
    where: str            # cell, suspect, beside (only a relation that the cell is part of is named), none
    only_rounding: bool
    cause: str            # right, wrong, none
    said: list
    near: list
    unrelated: int


def outcome_of(mutation, entries):
    addresses = mutation.book.addresses()
    wrong = {addresses[figure] for figure in mutation.wrong}
    touched = {addresses[figure] for relation in mutation.broken for figure in relation.figures()}
    raised = [entry for entry in entries if entry.verdict != 'ok']
    naming = [entry for entry in raised if entry.at in wrong]
    suspecting = [entry for entry in raised if entry.suspects & wrong]
    beside = [entry for entry in raised if entry.inputs & wrong]
    where = 'cell' if naming else 'suspect' if suspecting else 'beside' if beside else 'none'
    finders = naming + suspecting
    said = causes_of(naming) or causes_of(suspecting)
    named = 'none' if not said else 'right' if set(said) & mutation.causes else 'wrong'
    unrelated = [entry for entry in raised if entry.verdict in BAD and not ({entry.at} | entry.suspects | entry.inputs) & (wrong | touched)]
    near = beside + [entry for entry in raised if entry.at in touched and entry not in beside]
    return Outcome(bool(finders), where, all(entry.verdict == 'rounding' for entry in finders), named, said, near, len(unrelated))


def shape_of(mutation):
    return next(iter(mutation.wrong)).table.shape


def causes_of(entries):
    return sorted({entry.cause.lower().replace(' ', '-') for entry in entries if entry.cause})


def told(mutation):
    addresses = mutation.book.addresses()
    cells = ['%s!%s %s typed %s' % (*addresses[figure], mutation.right[figure], mutation.wrong[figure]) for figure in mutation.wrong]
    broken = sorted({relation.family for relation in mutation.broken})
    return '%s: %s (breaks %s)' % (mutation.kind, '; '.join(cells), ', '.join(broken))


def by_place(book, entries):
    """Place in its table → the verdicts there, sorted: what another layout must keep."""
    contents = book.contents()
    places = {}
    for entry in entries:
        if entry.at in contents:
            places.setdefault(contents[entry.at], []).append((entry.kind, entry.verdict, entry.cause))
    return {place: sorted(verdicts) for place, verdicts in places.items()}


def has_finding(*verdicts):
    return any(verdict in BAD for some in verdicts for _, verdict, _ in some or [])


def spoken(verdicts):
    return ', '.join('%s %s' % (kind, verdict) for kind, verdict, _ in verdicts or []) or 'nothing'
