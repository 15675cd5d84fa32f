"""What may be kept of what a person typed: one rule for the pages, the imports and the command line. Pure."""

from __future__ import annotations

import unicodedata

from casetracker.kit.saying import Sentence

LINE = 200
TEXT = 10_000
UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def keepable(text: str) -> bool:
    """NUL ends text in some databases, and half a surrogate pair is no character at all."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def tidy(text: str, *, lines: bool) -> str:
    """One spelling of each letter (NFC), line ends alike, no blanks around, no control characters; nothing where
    nothing of it can be seen."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in text if c in "\n\t\0" or unicodedata.category(c) != "Cc")
    if "\0" not in kept and all(unicodedata.category(c) in UNSEEN for c in kept):
        return ""
    return kept.strip() if lines else " ".join(kept.split())


def refusal(text: str, most: int) -> Sentence | None:
    """Why this text cannot be kept in at most `most` letters; None where it can."""
    if not keepable(text):
        return Sentence("There is a character in this text that cannot be kept. Type the text again.")
    if len(text) > most:
        return Sentence("Too long: these are %(has)s letters, and at most %(most)s fit.", has=len(text), most=most)
    return None
