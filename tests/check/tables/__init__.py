"""The families of tables. A maker takes a random generator and gives a Table, or the sheets [(name, [Table, …])] of a
workbook; its decorator names the shape."""
import importlib

from books import Table

FAMILIES = ['benchmarks', 'calls', 'capital', 'comparison', 'council_tax', 'dashboards', 'environment', 'feedback', 'finance',
            'housing', 'indicators', 'ledger', 'messy', 'people', 'plain', 'registers', 'summary', 'trading']

MAKERS = []    # (shape, maker, weight)


def shape(name, weight=1):
    def register(maker):
        def make(rng):
            made = maker(rng)
            sheets = [(None, [made])] if isinstance(made, Table) else made
            for _, tables in sheets:
                for table in tables:
                    table.shape = table.shape or name
            return sheets
        MAKERS.append((name, make, weight))
        return make
    return register


def makers():
    for family in FAMILIES:
        importlib.import_module('tables.' + family)
    return MAKERS
