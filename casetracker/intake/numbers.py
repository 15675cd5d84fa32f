"""Numbers as they stand in spreadsheets, with a point or a comma."""

from __future__ import annotations

import math

from casetracker.intake.pieces import GiveBack
from casetracker.intake.rows import Row
from casetracker.kit.saying import Sentence


def decimal(row: Row, name: str) -> float | None:
    """A number such as -12.9669 or -12,9669. GiveBack for what is none."""
    text = row.text(name)
    if not text:
        return None
    try:
        found = float(text.replace(",", ".")) if text.count(",") + text.count(".") <= 1 else math.nan
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise GiveBack(Sentence("%(field)s: “%(text)s” is not a number.", field=name, text=text[:40]))
    return found


def whole(row: Row, name: str, most: int = 10**9) -> int | None:
    """A whole number, with or without marks between the thousands. GiveBack for what is none."""
    text = row.text(name)
    if not text:
        return None
    plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    plain = plain.removesuffix(".0")
    if not plain.isascii() or not plain.isdigit() or int(plain) > most:
        raise GiveBack(Sentence("%(field)s: “%(text)s” is not a whole number.", field=name, text=text[:40]))
    return int(plain)
