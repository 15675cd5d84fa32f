"""An outsider who knows nothing of how tables are protected: bounds by one plain program a question, or by trying."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

import highspy

from casetracker.indicators.disclosure import Key, Release, Table

MOST = 100_000
"""no count is larger: what is unbounded ends here"""


class Outsider:
    """All counts of all tables in one plain program, nothing substituted, nothing clever."""

    def __init__(self, releases: Sequence[Release]) -> None:
        keys = {key for each in releases for key in (*each.shown, *each.hidden, *each.small)}
        keys |= {key for each in releases for total in each.sums for key in (total.whole, *total.parts)}
        self.place = {key: n for n, key in enumerate(sorted(keys))}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        shown = {key: value for each in releases for key, value in each.shown.items()}
        hidden = {key for each in releases for key in each.hidden}
        for key in self.place:
            least = shown.get(key, 1 if key in hidden else 0)
            self.solver.addVar(least, shown.get(key, MOST))
        for total in {total for each in releases for total in each.sums}:
            self._row(0, 0, {total.whole: 1, **dict.fromkeys(total.parts, -1)})
        for bound in {bound for each in releases for bound in each.at_most}:
            self._row(0, highspy.kHighsInf, {bound.whole: 1, bound.part: -1})

    def _row(self, low: float, high: float, terms: dict[Key, int]) -> None:
        columns = [self.place[key] for key in terms]
        self.solver.addRow(low, high, len(columns), columns, [float(each) for each in terms.values()])

    def bounds(self, key: Key) -> tuple[int, int]:
        """The least and the most it can be."""
        found = []
        for cost in (1.0, -1.0):
            self.solver.changeColCost(self.place[key], cost)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(self.solver.getSolution().col_value[self.place[key]])
        self.solver.changeColCost(self.place[key], 0.0)
        return math.ceil(found[0] - 1e-6), math.floor(found[1] + 1e-6)


def given_away(releases: Sequence[Release]) -> set[Key]:
    """The counts that the plain programs prove to lie between 1 and k-1."""
    outsider = Outsider(releases)
    small = {key: k for each in releases for key, k in each.small.items()}
    shown = {key for each in releases for key, value in each.shown.items() if value == 0 or value >= small.get(key, 0)}
    return {key for key in small.keys() - shown if _proven(*outsider.bounds(key), small[key])}


def _proven(low: int, high: int, k: int) -> bool:
    return low >= 1 and high < k


def tables_that_look_the_same(release: Release, inner: Sequence[Key], most: int) -> Iterator[dict[Key, int]]:
    """Every table of whole numbers up to `most` in its inner cells that prints the same, found by trying."""
    for values in product(*((release.shown[key],) if key in release.shown else range(1, most + 1) for key in inner)):
        table = dict(zip(inner, values, strict=True))
        for whole, parts in release.sums:
            if table.setdefault(whole, sum(table[part] for part in parts)) != sum(table[part] for part in parts):
                break
        else:
            if all(release.shown.get(key, value) == value for key, value in table.items()):
                yield table


def optimum(table: Table) -> int:
    """The least number of cells that must be withheld, by one exact program: a flow for each small count."""
    keys = [key for key, value in table.values.items() if value]
    primary = table.primary()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", 20.0)
    for n, key in enumerate(keys):
        solver.addVar(1.0 if key in primary else 0.0, 1.0)
        solver.changeColCost(n, 1.0)
        solver.changeColIntegrality(n, highspy.HighsVarType.kInteger)
    for small in sorted(primary):
        _flow(solver, table, keys, small)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(solver.getInfo().objective_function_value)


def _flow(solver: highspy.Highs, table: Table, keys: list[Key], small: Key) -> None:
    """Another table in which this count is k, and only withheld cells differ."""
    most, start = float(sum(table.values.values())), solver.getNumCol()
    for n, key in enumerate(keys):
        value = table.values[key]
        need = float(table.small[small] - value) if key == small else 1.0 - value
        solver.addVar(need, most)
        solver.addRow(-highspy.kHighsInf, 0.0, 2, [start + n, n], [1.0, -most])
        solver.addRow(0.0, highspy.kHighsInf, 2, [start + n, n], [1.0, value - 1.0])
    place = {key: start + n for n, key in enumerate(keys)}
    for whole, parts in table.sums:
        terms = {place[key]: sign for key, sign in ((whole, 1.0), *((part, -1.0) for part in parts)) if key in place}
        solver.addRow(0.0, 0.0, len(terms), list(terms), list(terms.values()))
