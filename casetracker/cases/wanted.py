"""What somebody typed into the search box, and whether a file's words hold it: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casetracker.kit.tokens import Word, apart, numbers_of, spelt, words_of

MOST_WORDS = 12
WAYS = ("exact", "begins", "sounds", "told")
"""how a word was found, the best first: a whole word of a name, its beginning, its sound, a word of what is told"""
REFERENCE = re.compile(r"(?:([a-z]{1,6})[\s_-]*)?(?:(\d\d)\s*[-/_ ]\s*)?(\d{1,6})", re.IGNORECASE)
NAMES, NUMBERS = ("name", "village"), ("phone",)


@dataclass(frozen=True)
class Wanted:
    """Every word and every number must be found."""

    words: tuple[Word, ...] = ()
    numbers: tuple[str, ...] = ()
    reference: Numbered | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers or self.reference)


@dataclass(frozen=True)
class Numbered:
    """A reference, or what was typed of it: letters, the year's two digits, the number."""

    letters: str
    year: str
    number: str

    def of(self, prefix: str, years: Iterable[int]) -> tuple[list[str], list[str]]:
        """(whole references, beginnings of references) of a programme whose references begin with `prefix`.

        A number that begins with 0 and is short of digits is the beginning of one.
        """
        if self.letters and not prefix.startswith(self.letters):
            return [], []
        starts = [f"{prefix}-{self.year}-"] if self.year else [f"{prefix}-{year % 100:02d}-" for year in years]
        if self.number.startswith("0") and len(self.number) < 5:
            return [], [start + self.number for start in starts]
        return [f"{start}{int(self.number):05d}" for start in starts], []


def wanted(typed: str) -> Wanted:
    """What is looked for; false where nothing in the text can be looked for."""
    found = REFERENCE.fullmatch(typed.strip())
    numbered = Numbered((found[1] or "").upper(), found[2] or "", found[3]) if found and found[3].isascii() else None
    words, numbers = apart(typed)
    return Wanted(tuple(words), tuple(numbers), numbered)


@dataclass(frozen=True)
class Match:
    """How well a file holds what was wanted, and in which of its fields."""

    way: int
    """the place in WAYS of the worst of its words"""
    fields: tuple[str, ...]


def match(asked: Wanted, names: Sequence[Mapping[str, str]], stories: Mapping[str, Iterable[str]]) -> Match | None:
    """`names`: what was said of the client, entry by entry; `stories`: texts of the case by field. None: not all is
    there."""
    people = [(field, word) for said in names for field in NAMES for word in words_of(said.get(field, ""))]
    phones = {number for said in names for field in NUMBERS for number in numbers_of(said.get(field, ""))}
    if not phones.issuperset(asked.numbers):
        return None
    worst, fields, told = 0, dict.fromkeys(NUMBERS if asked.numbers else ()), _Told(stories)
    for word in asked.words:
        way, field = _in_names(word, people, names)
        if not field:
            way, field = len(WAYS) - 1, told.field(word.text)
        if not field:
            return None
        worst, fields[field] = max(worst, way), None
    return Match(worst, tuple(fields))


def _in_names(asked: Word, people: Sequence[tuple[str, str]], names: Iterable[Mapping[str, str]]) -> tuple[int, str]:
    """(way, field) of the best; no field where there is none. Sounds are made only where no letters fit."""
    begun = ""
    for field, word in people:
        if word == asked.text:
            return 0, field
        if word.startswith(asked.text):
            begun = begun or field
    if begun or not asked.sound:
        return 1, begun
    alike = (f for said in names for f in NAMES for word in spelt(said.get(f, "")) if word.sound == asked.sound)
    return 2, next(alike, "")


class _Told:
    """Words of a case by field, made when they are asked for."""

    def __init__(self, stories: Mapping[str, Iterable[str]]) -> None:
        self._texts = iter([(field, text) for field, texts in stories.items() for text in texts])
        self._known: list[tuple[str, set[str]]] = []

    def field(self, word: str) -> str:
        """The first field in which the word is; "" where it is nowhere."""
        found = next((field for field, words in self._known if word in words), "")
        while not found and (one := next(self._texts, None)):
            self._known.append((one[0], set(words_of(one[1]))))
            found = one[0] if word in self._known[-1][1] else ""
        return found
