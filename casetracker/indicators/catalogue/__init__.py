"""The catalogue: every figure that is counted, said once."""

from __future__ import annotations

from casetracker.indicators.catalogue import cases, later, limits, people, resolutions, work
from casetracker.indicators.catalogue.definition import Audience, Indicator, Measure
from casetracker.indicators.catalogue.standing import with_standing
from casetracker.kit.sentences import Sentence

ORDER = (
    "C01", "C02", "C03", "C04", "C05", "B01", "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08",
    "R09", "R10", "R11", "A01", "A02", "T01", "T02", "T03", "T04", "T05", "T06", "T07", "P01", "P02", "P03", "P04",
    "Q03", "Q04", "Q05",
)  # fmt: skip
_ALL = {
    each.key: with_standing(each)
    for room in (cases, resolutions, later, work, limits, people)
    for each in room.INDICATORS
}
CATALOGUE: dict[str, Indicator] = {key: _ALL[key] for key in ORDER}
HEADLINES = tuple(key for key in ORDER if CATALOGUE[key].headline)


class UnknownIndicator(LookupError):
    """There is no such indicator; `sentence` says which there are."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        names = ", ".join(ORDER)
        self.sentence = Sentence("There is no indicator %(key)s. There are: %(names)s.", key=key[:20], names=names)

    def __str__(self) -> str:
        return str(self.sentence)


def find(key: str) -> Indicator:
    """The indicator of a key, in either case of letters. Raises UnknownIndicator."""
    try:
        return CATALOGUE[key.strip().upper()]
    except KeyError:
        raise UnknownIndicator(key) from None


def for_audiences(audiences: frozenset[str]) -> tuple[Indicator, ...]:
    """Those that readers of these audiences are shown, in order."""
    return tuple(each for each in CATALOGUE.values() if each.audience in audiences)


__all__ = [
    "CATALOGUE",
    "HEADLINES",
    "ORDER",
    "Audience",
    "Indicator",
    "Measure",
    "UnknownIndicator",
    "find",
    "for_audiences",
]
