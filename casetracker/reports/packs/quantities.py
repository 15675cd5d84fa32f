"""The counts of a pack as quantities that hang together, so that what is withheld can be chosen among all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from casetracker.indicators.counting import ALL_RECIPES
from casetracker.indicators.dimensions import PERIODS
from casetracker.indicators.disclosure import AtMost, Key, Sum, Table
from casetracker.indicators.figures import Cell, Figure

SAME = {("R07", "breaches"): ("R01", "breaches"), ("R07", "all"): ("R01", "breaches")}
"""measures that are another indicator's under a second name"""
WHOLE_OF_SPLIT = {("R07", "all")}
PARTS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("R01", "breaches"): (("R01", "full"), ("R01", "partial")),
    ("R03", "ended"): (("R03", "resolved"),),
    ("R08", "closed"): (("R08", "reopened"),),
    ("T01", "cases"): (("T01", "contacted"),),
    ("T04", "requests"): (("T04", "on_time"),),
    ("T06", "deadlines"): (("T06", "on_time"),),
    ("T07", "cases"): (("T07", "told"),),
    ("P02", "people"): (("P02", "named"), ("P02", "counted")),
}
"""what a count is made of; where the parts do not make all of it there is a rest, which is a count as well"""
WITHIN = (
    (("R01", "breaches"), ("R02", "confirmed")), (("R09", "checked"), ("R09", "holding")),
    (("R09", "due"), ("R09", "seen")), (("P04", "reviewed"), ("P04", "clients")),
    (("P04", "clients"), ("P04", "handled")), (("P04", "clients"), ("P04", "pleased")),
)  # fmt: skip
"""(whole, part) where the rest of each is a count of its own"""
NEVER_MORE = ((("P01", "people"), ("C01", "cases")), (("R11", "cases"), ("R01", "breaches")))
REST, TOGETHER, BESIDES = "~rest", "~together", "~besides"


@dataclass
class Quantities:
    """Every whole number of the figures of a pack, with its threshold and what everybody knows of it."""

    threshold: Callable[[Key], int]
    values: dict[Key, int] = field(default_factory=dict)
    small: dict[Key, int] = field(default_factory=dict)
    sums: dict[Sum, None] = field(default_factory=dict)
    at_most: dict[AtMost, None] = field(default_factory=dict)

    def take(self, figures: Sequence[Figure]) -> None:
        """All counts first, then how they hang together."""
        for each in figures:
            self._take_values(each)
        for each in figures:
            self._take_sums(each)
        for key in list(self.values):
            self._take_parts(key)

    def table(self, name: str) -> Table:
        """As the protector wants them."""
        return Table(name, self.values, self.small, tuple(self.sums), tuple(self.at_most))

    def _take_values(self, figure: Figure) -> None:
        for by, cells in sides(figure):
            for cell in cells:
                for measure in counts_of(figure):
                    key = key_of(figure, by, cell, measure)
                    self._add(key, int(cell.values[measure] or 0))

    def _add(self, key: Key, value: int) -> None:
        known = self.values.setdefault(key, value)
        if known != value:
            raise ValueError(f"{key} was counted as {known} and as {value}")
        self.small[key] = self.threshold(key)

    def _take_sums(self, figure: Figure) -> None:
        adds = ALL_RECIPES[figure.indicator.key].adds
        for measure in counts_of(figure):
            for whole, parts, over in _relations(figure, measure):
                if not adds:
                    self.at_most |= {AtMost(part, whole): None for part in parts}
                elif self.values[whole] == sum(self.values[part] for part in parts):
                    self.sums[Sum(whole, tuple(sorted(parts)))] = None
                else:  # what is known to the year only is in no month, and what was undone later is in the month only
                    self._take_loose(whole, parts, over)

    def _take_loose(self, whole: Key, parts: Sequence[Key], over: str) -> None:
        together, more, less = ((*whole, mark, over) for mark in (TOGETHER, BESIDES, REST))
        self.sums[Sum(together, tuple(sorted((*parts, more))))] = None
        self.sums[Sum(together, (whole, less))] = None

    def _take_parts(self, key: Key) -> None:
        named = (key[0], key[1])
        parts = [(*part, *key[2:]) for part in PARTS.get(named, ()) if (*part, *key[2:]) in self.values]
        if parts and len(parts) == len(PARTS[named]):
            self._with_rest(key, parts)
        for whole, part in WITHIN:
            if named == whole and (*part, *key[2:]) in self.values:
                self._with_rest(key, [(*part, *key[2:])])
        for less, most in NEVER_MORE:
            if named == less and (bound := (*most, *key[2:])) in self.values:
                self.at_most[AtMost(key, bound)] = None

    def _with_rest(self, whole: Key, parts: list[Key]) -> None:
        left = self.values[whole] - sum(self.values[part] for part in parts)
        if left < 0:
            return
        if left or len(parts) == 1:
            rest = (*parts[0], REST)
            self.small[rest] = self.threshold(whole)
            parts = [*parts, rest]
        self.sums[Sum(whole, tuple(sorted(parts)))] = None


def sides(figure: Figure) -> Iterator[tuple[tuple[str, ...], Sequence[Cell]]]:
    """(breakdown, its cells) of all that a figure prints: the whole, its sides, and what is inside."""
    yield (), (figure.total,)
    if len(figure.by) == 2:
        yield from (((name,), cells) for name, cells in figure.margins.items())
    if figure.by:
        yield figure.by, figure.cells


def counts_of(figure: Figure) -> list[str]:
    """The measures that are whole numbers of something counted."""
    return [measure.key for measure in figure.indicator.measures if measure.kind == "int"]


def key_of(figure: Figure, by: Sequence[str], cell: Cell, measure: str) -> Key:
    """The name of one count, the same wherever it stands."""
    named = (figure.indicator.key, measure)
    codes = dict(zip(by, (code or "" for code in cell.keys), strict=True))
    if named in WHOLE_OF_SPLIT:
        codes.pop(figure.indicator.split, None)
    period = next((codes.pop(unit) for unit in PERIODS if unit in codes), figure.period.code)
    return (*SAME.get(named, named), period, *(f"{name}={code}" for name, code in sorted(codes.items())))


def _relations(figure: Figure, measure: str) -> Iterator[tuple[Key, list[Key], str]]:
    """(whole, parts, along what) of every row and column; a part in which nothing was counted is left out."""
    span = figure.indicator.shape == "span"
    for by, cells in sides(figure):
        for name in by:
            if (name in PERIODS and span) or (figure.indicator.key, measure) in WHOLE_OF_SPLIT:
                continue  # stock is not added over time
            rows: dict[Key, list[Key]] = {}
            others = tuple(one for one in by if one != name)
            for cell in cells:
                left = tuple(code for one, code in zip(by, cell.keys, strict=True) if one != name)
                whole = key_of(figure, others, Cell(left, cell.values), measure)
                rows.setdefault(whole, []).append(key_of(figure, by, cell, measure))
            yield from ((whole, parts, name) for whole, parts in rows.items())


def by_type(tiers: Mapping[str, str], groups: Mapping[str, set[str]], k: int, restricted: int) -> Callable[[Key], int]:
    """The threshold of a count: the higher one where it is of a kind of problem, or of a group with one, that fewer
    may open. `tiers`: code of a type -> its sensitivity; `groups`: group -> sensitivities of its types."""

    def threshold(key: Key) -> int:
        for part in key:
            name, _, code = part.partition("=")
            if (name == "type" and tiers.get(code, "normal") != "normal") or (
                name == "type_group" and groups.get(code, set()) - {"normal"}
            ):
                return max(k, restricted)
        return k

    return threshold
