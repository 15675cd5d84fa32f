"""The attack of an outsider who lays all tables side by side: which small counts can be proven from them together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from casetracker.indicators.disclosure.interval import Search
from casetracker.indicators.disclosure.knowledge import gather
from casetracker.indicators.disclosure.releases import Exposed, Key, Release

Interval = tuple[int, int]


def attack(releases: Sequence[Release]) -> list[Exposed]:
    """Every count that these tables together prove to lie between 1 and its k-1; none if they are safe.

    Where tables differ in k the largest holds: who asks for one reader gives the tables that reader can hold, with
    the thresholds that hold for that reader. Raises Contradiction.
    """
    small = thresholds(releases)
    names = tuple(each.name for each in releases)
    found = proven(releases, names, small)
    blame = _Blame(releases, {key: small[key] for key in found})
    return [Exposed(key, *found[key], small[key], blame.of(key)) for key in sorted(found)]


def thresholds(releases: Sequence[Release]) -> dict[Key, int]:
    """The k of every count that has one."""
    small: dict[Key, int] = {}
    for each in releases:
        for key, k in each.small.items():
            small[key] = max(k, small.get(key, 0))
    return small


def proven(releases: Sequence[Release], names: Collection[str], small: Mapping[Key, int]) -> dict[Key, Interval]:
    """The counts that those tables prove to be small, each with what it is at least and at most."""
    knowledge = gather(releases, names)
    known = {key: knowledge.known[key] for key in small if key in knowledge.known}
    found = {key: (value, value) for key, value in known.items() if 0 < value < small[key]}
    for keys, relations in knowledge.pieces():
        wanted = {key: small[key] for key in keys if key in small}
        if wanted:
            found.update(Search(keys, knowledge.least, relations, wanted).proven())
    return found


class _Blame:
    """Which tables give a count away: one after the other is laid aside, unless the proof would fail without it."""

    def __init__(self, releases: Sequence[Release], small: Mapping[Key, int]) -> None:
        self.releases = releases
        self.small = small
        self.known: dict[tuple[str, ...], Collection[Key]] = {}

    def of(self, key: Key) -> tuple[str, ...]:
        """A least set for one count: no table in it can be spared."""
        left = tuple(dict.fromkeys(each.name for each in self.releases))
        for name in left:
            fewer = tuple(each for each in left if each != name)
            if key in self._proven_by(fewer):
                left = fewer
        return left

    def _proven_by(self, names: tuple[str, ...]) -> Collection[Key]:
        if names not in self.known:
            self.known[names] = proven(self.releases, names, self.small)
        return self.known[names]
