"""The name of a file, as much of it as is safe to write down and to hand out again."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 100
FORBIDDEN = set('<>:"|?*')


def tidy(name: str) -> str:
    """The last part of a path without signs that hide, turn round or lead elsewhere; the ending stays."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in FORBIDDEN)
    kept = " ".join(kept.split()).lstrip(". ")
    ending = PurePosixPath(kept).suffix[:10]
    stem = kept[: len(kept) - len(ending)] if ending else kept
    return (stem[: LONGEST - len(ending)].rstrip() or "file") + ending


def ending_of(name: str) -> str:
    """The ending with its dot, in small letters; empty where there is none."""
    return PurePosixPath(name).suffix.lower()


def with_ending(name: str, ending: str) -> str:
    """The same name with another ending."""
    old = PurePosixPath(name).suffix
    return name.removesuffix(old) + ending
