"""Names of places: how two of them are the same, how they sort, and the permanent code made from one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST = 40


def name_key(name: str) -> str:
    """A name without accents, case and punctuation: for search, for sorting, and to tell what is there already."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


def code_from(name: str, level: str, is_taken: Callable[[str], bool], within: str = "") -> str:
    """A code in plain letters, made once from the name; with the place it lies in, then numbered, where it is taken."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or level
    wider = f"{stem}.{within}"[:60].rstrip("-.") if within else stem
    for code in (stem, wider):
        if not is_taken(code):
            return code
    return next(code for n in range(2, 1_000_000) if not is_taken(code := f"{stem}-{n}"))
