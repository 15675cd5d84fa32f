"""What leaves the house as tables: the counts that are shown, those that are withheld, and what everybody knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from casetracker.kit.saying import Sentence

Key = tuple[str, ...]
"""names one count wherever it stands: ("C01", "cases", "2026-Q1", "province=MPM"); equal keys are the same count"""


class Sum(NamedTuple):
    """The whole is the sum of its parts: a row, a column, a province and its districts, a quarter and its months."""

    whole: Key
    parts: tuple[Key, ...]


class AtMost(NamedTuple):
    """The part never exceeds the whole: clients and cases, confirmed resolutions and resolutions."""

    part: Key
    whole: Key


class Contradiction(ValueError):
    """No counts fit all that is shown; str() is a sentence."""


@dataclass(frozen=True)
class Release:
    """One table as it left. What is in no table but hangs together with them, such as a rest, is in `sums` only."""

    name: str
    shown: Mapping[Key, int]
    hidden: frozenset[Key] = frozenset()
    small: Mapping[Key, int] = field(default_factory=dict)
    """the threshold k of each count that nobody may know to lie between 1 and k-1"""
    sums: tuple[Sum, ...] = ()
    at_most: tuple[AtMost, ...] = ()

    def __post_init__(self) -> None:
        both = sorted(self.hidden & self.shown.keys())
        if both:
            raise Contradiction(str(Sentence("%(key)s is both shown and withheld.", key=spelled(both[0]))))

    def named(self, name: str) -> Release:
        """The same under another name."""
        return replace(self, name=name)


@dataclass(frozen=True)
class Table:
    """One table before it leaves, with its true counts."""

    name: str
    values: Mapping[Key, int]
    """every count that is to be printed"""
    small: Mapping[Key, int]
    sums: tuple[Sum, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    kept: frozenset[Key] = frozenset()
    """what must be shown whatever happens"""

    def primary(self) -> frozenset[Key]:
        """The counts that are small themselves."""
        return frozenset(key for key, k in self.small.items() if 0 < self.values.get(key, 0) < k)

    def without(self, hidden: Collection[Key]) -> Release:
        """The table with these counts withheld. A bound that the truth breaks is none that a reader can rely on."""
        shown = {key: value for key, value in self.values.items() if key not in hidden}
        bounds = tuple(each for each in self.at_most if self._holds(each))
        return Release(self.name, shown, frozenset(hidden), self.small, self.sums, bounds)

    def _holds(self, bound: AtMost) -> bool:
        part, whole = (self.values.get(key) for key in bound)
        return part is None or whole is None or part <= whole


@dataclass(frozen=True)
class Exposed:
    """A count that is proven to lie between 1 and k-1, and a least set of tables that prove it together."""

    key: Key
    low: int
    high: int
    k: int
    tables: tuple[str, ...]

    def __str__(self) -> str:
        known: dict[str, Any] = {
            "key": spelled(self.key),
            "low": self.low,
            "high": self.high,
            "k": self.k,
            "tables": self.tables,
        }
        if self.low == self.high:
            return str(Sentence("%(key)s is exactly %(low)s, below %(k)s, by: %(tables)s.", **known))
        return str(Sentence("%(key)s lies between %(low)s and %(high)s, below %(k)s, by: %(tables)s.", **known))


@dataclass(frozen=True)
class Protected:
    """A table that may leave, and what is withheld in it: the small counts, and those that would tell them."""

    release: Release
    primary: frozenset[Key]
    complementary: frozenset[Key]


class Refused(ValueError):
    """The table may not leave: even if all is withheld that can be, these counts can be worked out."""

    def __init__(self, table: str, exposed: Sequence[Exposed]) -> None:
        self.table = table
        self.exposed = tuple(exposed)
        found = " ".join(map(str, self.exposed))
        super().__init__(str(Sentence("%(table)s is held back. %(found)s", table=table, found=found)))


def spelled(key: Key) -> str:
    """The key for a reader."""
    return " / ".join(key)
