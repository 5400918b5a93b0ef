"""Scores a checker on the seeded corpus: false alarms on clean workbooks, mistakes found, causes named, and whether
verdicts survive another layout.

    score_corpus.py --outturn BIN [--seed N] [--clean N] [--mutations N] [--show N] [--keep FOLDER] [--survive]
"""
import argparse
import collections
import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

import findings as read  # noqa: E402
from books import write_book  # noqa: E402
from clean_tables import clean_book  # noqa: E402
from layouts import LAYOUTS, laid_out  # noqa: E402
from mutations import KINDS, mutated_book  # noqa: E402

BOOKS_TO_LAY_OUT = 60     # of each sort, for --survive


class Corpus:
    def __init__(self, chosen, folder):
        self.seed, self.binary, self.folder = chosen.seed, chosen.outturn, folder
        self.clean = {'clean-%04d.xlsx' % number: clean_book(self.seed, number) for number in range(chosen.clean)}
        made = {number: mutated_book(self.seed, number, max(chosen.clean, 100)) for number in range(chosen.mutations)}
        self.mutations = {'wrong-%04d.xlsx' % number: mutation for number, mutation in made.items() if mutation}
        for name, book in self.books().items():
            write_book(book, folder / name)
        (folder / 'truth.json').write_text(json.dumps(self.truth(), indent=1, ensure_ascii=False))

    def books(self):
        return {**self.clean, **{name: mutation.book for name, mutation in self.mutations.items()}}

    def truth(self):
        return [{'file': name, 'shape': mutation.book.name, 'kind': mutation.kind, 'cause': mutation.cause,
                 'other causes': sorted(mutation.causes - {mutation.cause}), 'revealable': mutation.revealable,
                 'cells': [{'sheet': at[0], 'cell': at[1], 'right': mutation.right[figure], 'typed': mutation.wrong[figure]}
                           for figure, at in mutation.book.addresses().items() if figure in mutation.wrong]}
                for name, mutation in self.mutations.items()]

    def check(self, names):
        """File name → entries, from one command over all the files."""
        return read.entries_of(self.binary, [self.folder / name for name in names])


def clean_score(corpus, show):
    checked = corpus.check(corpus.clean)
    alarms, shapes = [], collections.defaultdict(collections.Counter)
    with_alarm = set()
    for name, book in corpus.clean.items():
        figures = read.figures_at(book)
        for entry in checked[name]:
            figure = figures.get(entry.at)
            shape = figure.table.shape if figure else read.shape_at(book, entry.at)
            shapes[shape][entry.verdict] += 1
            if read.is_false_alarm(entry, figures):
                shapes[shape]['false alarms'] += 1
                alarms.append((name, shape, entry))
                with_alarm.add(name)
        restated = {entry.at for entry in checked[name]}
        addresses = book.addresses()
        for table in book.tables():
            shapes[table.shape]['tables'] += 1
            targets = {relation.target for relation in table.relations if not relation.target.formula}
            shapes[table.shape]['figures that follow'] += len(targets)
            shapes[table.shape]['of them restated'] += sum(addresses[target] in restated for target in targets)
    count = max(1, len(corpus.clean))
    print('clean workbooks %d · false alarms %d (%.3f a workbook) · workbooks with one %d'
          % (len(corpus.clean), len(alarms), len(alarms) / count, len(with_alarm)))
    print('false alarms by kind: ' + (', '.join('%s %d' % item for item in collections.Counter(
        '%s/%s' % (entry.kind, entry.verdict) for _, _, entry in alarms).most_common()) or 'none'))
    print_shapes(shapes)
    for name, shape, entry in alarms[:show]:
        print('  false alarm  %s  [%s]  %s' % (name, shape, entry.line()))
    return checked


def print_shapes(shapes):
    print('\n%-44s %6s %8s %8s %6s %9s %6s %6s' % ('shape (clean)', 'tables', 'follow', 'restated', 'ok', 'rounding', 'other', 'alarms'))
    for shape, counts in sorted(shapes.items()):
        other = sum(counts[verdict] for verdict in read.BAD)
        print('%-44s %6d %8d %7.0f%% %6d %9d %6d %6d' % (shape, counts['tables'], counts['figures that follow'], 100 * counts['of them restated']
              / max(1, counts['figures that follow']), counts['ok'], counts['rounding'], other, counts['false alarms']))


def mutation_score(corpus, show):
    checked = corpus.check(corpus.mutations)
    kinds = collections.defaultdict(collections.Counter)
    shapes, relations = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    missed, misnamed, unrelated = [], [], 0
    for name, mutation in corpus.mutations.items():
        counts, entries = kinds[mutation.kind], checked[name]
        outcome = read.outcome_of(mutation, entries)
        counts['made'] += 1
        unrelated += outcome.unrelated
        if not mutation.revealable:
            counts['not revealable'] += 1
            counts['named all the same'] += outcome.found
            continue
        counts['revealable'] += 1
        shapes[read.shape_of(mutation)][outcome.found] += 1
        for kind in {relation.kind for relation in mutation.revealed}:
            relations[kind][outcome.found] += 1
        counts['found'] += outcome.found
        counts['cell'] += outcome.where == 'cell'
        counts['suspect'] += outcome.where == 'suspect'
        counts['only beside'] += outcome.where == 'beside'
        counts['only as rounding'] += outcome.found and outcome.only_rounding
        if outcome.found and mutation.cause:
            counts['cause asked'] += 1
            counts['cause right'] += outcome.cause == 'right'
            counts['cause wrong'] += outcome.cause == 'wrong'
            counts['one explanation'] += len(mutation.causes) == 1
            counts['one, right'] += len(mutation.causes) == 1 and outcome.cause == 'right'
            if outcome.cause == 'wrong':
                misnamed.append((name, mutation, outcome))
        if not outcome.found:
            missed.append((name, mutation, outcome))
    print_kinds(kinds)
    print('verdicts in them that have nothing to do with the mistake: %d' % unrelated)
    print('found, by the kinds of relation that reveal it: ' + ', '.join(
        '%s %d of %d' % (kind, counts[True], sum(counts.values())) for kind, counts in sorted(relations.items())))
    short = sorted((counts[False], shape, sum(counts.values())) for shape, counts in shapes.items() if counts[False])
    print('missed by shape: ' + (', '.join('%s %d of %d' % (shape, lost, all_of) for lost, shape, all_of in reversed(short)) or 'none'))
    for name, mutation, outcome in missed[:show]:
        print('  missed  %s  [%s]  %s' % (name, read.shape_of(mutation), read.told(mutation)))
        for entry in outcome.near[:3]:
            print('      near: ' + entry.line())
    for name, mutation, outcome in misnamed[:show]:
        print('  cause  %s  %s  said %s, accepted %s' % (name, read.told(mutation), '/'.join(outcome.said), '/'.join(sorted(mutation.causes))))
    return checked


COLUMNS = {'made': 'made', 'revealable': 'reveal- able', 'found': 'found', 'cell': 'of these cell', 'suspect': 'suspect', 'only as rounding':
           'as rounding', 'only beside': 'beside only', 'cause asked': 'cause asked', 'cause right': 'right', 'cause wrong': 'wrong',
           'one explanation': 'one expl.', 'one, right': 'right', 'not revealable': 'hidden', 'named all the same': 'named'}


def print_kinds(kinds):
    total = collections.Counter()
    heads = [head.rpartition(' ') for head in COLUMNS.values()]
    print('\n%-24s' % '' + ' '.join('%8s' % head[0] for head in heads))
    print('%-24s' % 'mistake' + ' '.join('%8s' % head[2] for head in heads))
    for kind, _, _ in KINDS:
        counts = kinds[kind]
        total.update(counts)
        print('%-24s' % kind + ' '.join('%8d' % counts[column] for column in COLUMNS))
    print('%-24s' % 'all' + ' '.join('%8d' % total[column] for column in COLUMNS))
    print('\nrecall of what arithmetic can reveal: %s (the cell itself %s, among suspects %s)'
          % tuple(share(total[part], total['revealable']) for part in ('found', 'cell', 'suspect')))
    print('cause named correctly: %s of those found, named wrongly %s; where one explanation fits: %s'
          % (share(total['cause right'], total['cause asked']), share(total['cause wrong'], total['cause asked']),
             share(total['one, right'], total['one explanation'])))


def share(part, whole):
    return '%.1f%% (%d of %d)' % (100 * part / whole, part, whole) if whole else 'none asked'


def survival_score(corpus, chosen, checked, show):
    """Every verdict of a sample must be the same after each change of layout."""
    originals = corpus.books()
    sample = list(corpus.clean)[:BOOKS_TO_LAY_OUT] + list(corpus.mutations)[:BOOKS_TO_LAY_OUT]
    print()
    for title, layout in LAYOUTS:
        books = {}
        for name in sample:
            book = again(name, chosen)
            if laid_out(book, layout, '%s %s' % (chosen.seed, name)):
                books['%s-%s' % (layout.__name__, name)] = (name, book)
                write_book(book, corpus.folder / ('%s-%s' % (layout.__name__, name)))
        found = corpus.check(books)
        same = collections.Counter()
        lost = []
        for new_name, (name, book) in books.items():
            before = read.by_place(originals[name], checked[name])
            after = read.by_place(book, found[new_name])
            for place in sorted(set(before) | set(after)):
                kept = before.get(place) == after.get(place)
                sort = 'findings' if read.has_finding(before.get(place), after.get(place)) else 'other'
                same[sort, kept] += 1
                if not kept and sort == 'findings':
                    lost.append((new_name, place, before.get(place), after.get(place)))
        print('survives %-20s workbooks %3d · findings %s · ok verdicts %s' % (
            title, len(books), share(same['findings', True], same['findings', True] + same['findings', False]),
            share(same['other', True], same['other', True] + same['other', False])))
        for what in lost[:show]:
            print('  lost  %s  table %d row %d column %d: %s → %s' % (what[0], *what[1], read.spoken(what[2]), read.spoken(what[3])))


def again(name, chosen):
    number = int(name.split('-')[1].split('.')[0])
    return clean_book(chosen.seed, number) if name.startswith('clean') else \
        mutated_book(chosen.seed, number, max(chosen.clean, 100)).book


def main():
    options = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    options.add_argument('--outturn', required=True, help='the program')
    options.add_argument('--seed', default='1')
    options.add_argument('--clean', type=int, default=400)
    options.add_argument('--mutations', type=int, default=950)
    options.add_argument('--show', type=int, default=10, help='how many of each sort of failure are printed')
    options.add_argument('--keep', help='a folder for the workbooks and truth.json')
    options.add_argument('--survive', action='store_true')
    chosen = options.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(chosen.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix='outturn-corpus.')))
        folder.mkdir(parents=True, exist_ok=True)
        corpus = Corpus(chosen, folder)
        try:
            checked = clean_score(corpus, chosen.show)
            checked = {**checked, **mutation_score(corpus, chosen.show)}
            if chosen.survive:
                survival_score(corpus, chosen, checked, chosen.show)
        except (read.CheckerFailed, subprocess.TimeoutExpired) as failure:
            sys.exit('the checker failed: %s' % failure)


if __name__ == '__main__':
    main()
