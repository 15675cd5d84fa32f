"""Names that nobody has yet: a client who sounds like another is asked about before the case is saved."""

from __future__ import annotations

import secrets

ONSETS, VOWELS = "bcdfglmnprstvz", "aeiou"


def fresh_name() -> str:
    """A first name and a family name of random syllables."""
    return f"{_word(4)} {_word(5)}"


def _word(syllables: int) -> str:
    return "".join(secrets.choice(ONSETS) + secrets.choice(VOWELS) for _ in range(syllables)).capitalize()
