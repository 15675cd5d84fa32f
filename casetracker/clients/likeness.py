"""How much two descriptions of a person agree: names as spelt and as they sound, then phone, village, age and sex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from casetracker.kit.tokens import numbers_of, spelt, words_of

POSSIBLE = 60
"""from so many points of 100 two files are shown side by side"""
MOST_NAMES = 4
UNKNOWN: tuple[object, ...] = ("", "u", None, [])
OF_NAME, OF_SOUND, OF_PART = 0.7, 0.95, 0.85
SAME = {"phone": 25, "village": 15, "age_band": 5, "sex": 0}
OTHER = {"phone": -5, "village": -10, "age_band": -10, "sex": -30}


class Described(Protocol):
    """Whoever is compared: what was typed of them, or what stands in their file."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def village(self) -> str: ...
    @property
    def sex(self) -> str | None: ...
    @property
    def age_band(self) -> str | None: ...


@dataclass(frozen=True)
class Likeness:
    """Points of 100, and which of name, phone, village, age_band and sex agree or differ; unknown is neither."""

    points: int
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Is it worth somebody's look?"""
        return self.points >= POSSIBLE


def likeness(one: Described, other: Described) -> Likeness:
    """Without a name in common only one phone number makes two files alike. Order does not matter."""
    named = names_alike(one.name, other.name)
    found = {"name": named >= POSSIBLE} if one.name and other.name else {}
    found |= {field: same for field in SAME if (same := _same(field, one, other)) is not None}
    points = OF_NAME * named + sum((SAME if same else OTHER).get(field, 0) for field, same in found.items())
    if named < POSSIBLE and not found.get("phone"):
        points = 0
    agrees = tuple(field for field, same in found.items() if same)
    return Likeness(max(0, min(100, round(points))), agrees, tuple(field for field in found if field not in agrees))


def names_alike(one: str, other: str) -> float:
    """0 to 100: as spelt, as it sounds, or where one is a part of the other."""
    mine, theirs = words_of(one), words_of(other)
    if not mine or not theirs:
        return 0
    written = " ".join(mine), " ".join(theirs)
    whole = max(token_sort_ratio(*written), OF_SOUND * token_sort_ratio(_heard(one), _heard(other)))
    return max(whole, OF_PART * token_set_ratio(*written)) if min(len(mine), len(theirs)) > 1 else whole


def _heard(text: str) -> str:
    return " ".join(word.sound or word.text for word in spelt(text))


def _same(field: str, one: Described, other: Described) -> bool | None:
    mine, theirs = getattr(one, field), getattr(other, field)
    if field == "phone":
        mine, theirs = numbers_of(mine), numbers_of(theirs)
    if field == "village":
        mine, theirs = _heard(mine), _heard(theirs)
    if mine in UNKNOWN or theirs in UNKNOWN:
        return None
    return bool(set(mine) & set(theirs)) if field == "phone" else bool(mine == theirs)


def together(words: Mapping[str, str]) -> list[str]:
    """What hardly two people share: two of their names with their village, one with their phone, as they sound.

    A name left out or written otherwise leaves the rest standing.
    """
    names = sorted({word.sound or word.text for word in spelt(words.get("name", ""))[:MOST_NAMES]})
    village, numbers = _heard(words.get("village", "")), numbers_of(words.get("phone", ""))
    at_home = [f"{one} {other} @{village}" for one, other in combinations(names, 2)] if village else []
    return at_home + [f"{name} #{number}" for name in names for number in numbers]
