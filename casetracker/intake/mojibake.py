"""Letters spoilt by an earlier wrong decoding ("ChokwÃ©"): found always, repaired only where the map says so."""

from __future__ import annotations

from functools import lru_cache

import ftfy

LOST = "\ufffd"


@lru_cache(maxsize=20_000)
def repaired(text: str) -> str:
    """The text as it was meant; the same text where nothing is wrong with it."""
    return ftfy.fix_encoding(text)


def spoilt(text: str) -> bool:
    """Was this text decoded wrongly, or did letters get lost on the way?"""
    if text.isascii():
        return False
    return LOST in text or repaired(text) != text
