"""How a name sounds, roughly, in Portuguese, Spanish, French and English as they are spelt in southern Africa."""

from __future__ import annotations

import re

# In this order. Bantu names are spelt by Portuguese rules or by their own: Macuácua and Makwakwa, Nhaca and Nyaka.
SPELT = (
    ("ç", "s"), ("tch", "x"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("ch", "x"), ("sh", "x"), ("lh", "l"),
    ("nh", "n"), ("gn", "n"), ("qu", "k"), ("gue", "ge"), ("gui", "gi"), ("ck", "k"), ("ce", "se"), ("ci", "si"),
    ("ge", "je"), ("gi", "ji"), ("c", "k"), ("q", "k"), ("z", "s"), ("y", "i"), ("ou", "u"), ("h", ""),
)  # fmt: skip
BEGUN = {"e": "e", "i": "e", "o": "o", "u": "o"}  # Estêvão and Istevão, Omar and Umar
GLIDE = re.compile(r"^(?:w|u(?=[aeio]))")  # Uate and Wate, Valter and Walter
VOWELS = re.compile(r"[aeiouw]")
AGAIN = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """The key of a word without accents (a cedilla may stand): spellings of one name have the same key.

    Vowels count only where they begin a word; a key of one letter would fit too many, so that word keeps its vowels.
    """
    for spelt, heard in SPELT:
        word = word.replace(spelt, heard)
    word = GLIDE.sub("v", word)
    if word.endswith("m"):
        word = word[:-1] + "n"  # Benjamim and Benjamin
    first = BEGUN.get(word[:1], word[:1])
    key = AGAIN.sub(r"\1", first + VOWELS.sub("", word[1:]))
    return key if len(key) > 1 else AGAIN.sub(r"\1", word)
