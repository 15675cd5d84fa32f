"""What an outsider knows who holds several tables: the counts shown, what can be inferred at once, the lines left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casetracker.indicators.disclosure.releases import Contradiction, Key, Release, spelled
from casetracker.kit.saying import Sentence

ENDLESS = float("inf")


@dataclass
class Relation:
    """Counts, each times its factor, add up to something from `low` to `high`; those known are taken out."""

    terms: dict[Key, int]
    low: float
    high: float

    def take_out(self, key: Key, value: int) -> None:
        """Reckon with a count that is known now."""
        moved = self.terms.pop(key) * value
        self.low, self.high = self.low - moved, self.high - moved


@dataclass(frozen=True)
class Knowledge:
    """Counts that are known, the least that the others can be, and the relations among those."""

    known: dict[Key, int]
    least: dict[Key, int]
    relations: list[Relation]

    def pieces(self) -> Iterator[tuple[list[Key], list[Relation]]]:
        """The unknown counts in groups that have no relation to each other."""
        group: dict[Key, Key] = {}
        for relation in self.relations:
            first, *others = (_root(group, key) for key in relation.terms)
            group.update(dict.fromkeys((each for each in others if each != first), first))
        keys, relations = defaultdict(list), defaultdict(list)
        for key in self.least:
            keys[_root(group, key)].append(key)
        for relation in self.relations:
            relations[_root(group, next(iter(relation.terms)))].append(relation)
        return ((keys[root], relations[root]) for root in keys)


def gather(releases: Sequence[Release], holding: Collection[str] | None = None) -> Knowledge:
    """What follows from the tables held, all of them unless said otherwise. Raises Contradiction.

    How counts hang together is known to everybody, whichever tables they hold.
    """
    held = [each for each in releases if holding is None or each.name in holding]
    known = _shown(held)
    relations = list(_relations(releases))
    keys = dict.fromkeys(key for each in relations for key in each.terms)
    hidden = {key for each in held for key in each.hidden}
    least = {key: int(key in hidden) for key in (*keys, *sorted(hidden - keys.keys())) if key not in known}
    _infer(known, least, relations)
    return Knowledge(known, least, [each for each in relations if each.terms])


def _root(group: dict[Key, Key], key: Key) -> Key:
    while key in group:
        above = group[key]
        if above in group:
            group[key] = group[above]
        key = above
    return key


def _shown(releases: Iterable[Release]) -> dict[Key, int]:
    known: dict[Key, int] = {}
    for each in releases:
        for key, value in each.shown.items():
            if known.setdefault(key, value) != value:
                said = Sentence(
                    "%(key)s is shown as %(one)s and as %(other)s.", key=spelled(key), one=known[key], other=value
                )
                raise Contradiction(str(said))
    return known


def _relations(releases: Iterable[Release]) -> Iterator[Relation]:
    """Each once, however many tables rest on it."""
    for whole, parts in dict.fromkeys(each for release in releases for each in release.sums):
        yield Relation({whole: 1, **dict.fromkeys(parts, -1)}, 0, 0)
    for part, whole in dict.fromkeys(each for release in releases for each in release.at_most):
        yield Relation({whole: 1, part: -1}, 0, ENDLESS)


def _infer(known: dict[Key, int], least: dict[Key, int], relations: Sequence[Relation]) -> None:
    """Take known counts out of the relations; what is left alone in a sum is known as well, and so on."""
    where: Mapping[Key, list[Relation]] = defaultdict(list)
    for relation in relations:
        for key in relation.terms:
            where[key].append(relation)
    news = [key for key in known if key in where]
    for key in news:
        for relation in where[key]:
            relation.take_out(key, known[key])
            if (found := _alone(relation, least, known)) is not None:
                news.append(found)


def _alone(relation: Relation, least: dict[Key, int], known: dict[Key, int]) -> Key | None:
    """The one count that the relation determines, moved to the known."""
    if not relation.terms and not relation.low <= 0 <= relation.high:
        raise Contradiction(str(Sentence("The tables do not add up.")))
    if len(relation.terms) != 1 or relation.low != relation.high:
        return None
    ((key, factor),) = relation.terms.items()
    if key in known:
        return None
    value = int(relation.low) * factor
    if value < least.pop(key):
        raise Contradiction(str(Sentence("%(key)s would have to be %(value)s.", key=spelled(key), value=value)))
    known[key] = value
    return key
