"""What somebody typed into the search box, and whether a file's words hold it: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casetracker.kit.tokens import Word, apart, numbers_of, spelt

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


def match(asked: Wanted, names: Iterable[Mapping[str, str]], stories: Mapping[str, Iterable[str]]) -> Match | None:
    """`names`: what was said of the client, entry by entry; `stories`: texts of the case by field. None: not all is
    there."""
    people = [(field, word) for said in names for field in NAMES for word in spelt(said.get(field, ""))]
    phones = {number for said in names for field in NUMBERS for number in numbers_of(said.get(field, ""))}
    if not phones.issuperset(asked.numbers):
        return None
    worst, fields = 0, dict.fromkeys(NUMBERS if asked.numbers else ())
    told: dict[str, set[str]] | None = None
    for word in asked.words:
        way, field = _in_names(word, people)
        if not field:
            told = _told(stories) if told is None else told
            way, field = 3, next((name for name, said in told.items() if word.text in said), "")
        if not field:
            return None
        worst, fields[field] = max(worst, way), None
    return Match(worst, tuple(fields))


def _in_names(asked: Word, people: Iterable[tuple[str, Word]]) -> tuple[int, str]:
    best = (len(WAYS), "")
    for field, word in people:
        if word.text == asked.text:
            return 0, field
        if word.text.startswith(asked.text):
            best = min(best, (1, field))
        elif asked.sound and word.sound == asked.sound:
            best = min(best, (2, field))
    return best


def _told(stories: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    return {field: {word.text for text in texts for word in spelt(text)} for field, texts in stories.items()}
