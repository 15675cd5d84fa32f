"""Names of months as people write them in the four languages of the programmes."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel.dates import get_month_names

LANGUAGES = ("en", "pt", "es", "fr")


def month_number(name: str | None) -> int:
    """1 to 12. Raises ValueError for a word that names no month, or two of them."""
    number = names().get(plain(name or ""))
    if number is None:
        raise ValueError(name)
    return number


def plain(word: str) -> str:
    """Without accents, capitals and the point of an abbreviation."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().strip(" ."))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def names() -> dict[str, int]:
    """Every spelling that means one month only; three letters are enough where they are."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                for spelling in {plain(name), plain(name)[:3]}:
                    found.setdefault(spelling, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
