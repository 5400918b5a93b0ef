"""The families of tables. A maker takes a random generator and gives a Table, or the sheets [(name, [Table, …])] of a
workbook; its decorator names the shape."""
from books import Table

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
    from tables import (calls, capital, comparison, environment, feedback, finance, housing, indicators, messy, people,
                        plain, registers, summary)
    del calls, capital, comparison, environment, feedback, finance, housing, indicators, messy, people, plain, registers
    del summary
    return MAKERS
