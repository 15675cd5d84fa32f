"""Small numbers: what must be withheld so that none can be worked out, from one table or from all that ever left."""

from __future__ import annotations

from casetracker.indicators.disclosure.attacking import attack
from casetracker.indicators.disclosure.editions import Moves, differences, held_back, moves
from casetracker.indicators.disclosure.protecting import protect
from casetracker.indicators.disclosure.releases import (
    AtMost,
    Contradiction,
    Exposed,
    Key,
    Protected,
    Refused,
    Release,
    Sum,
    Table,
)  # fmt: skip

__all__ = [
    "AtMost", "Contradiction", "Exposed", "Key", "Moves", "Protected",
    "Refused", "Release", "Sum", "Table", "attack", "differences", "held_back", "moves",
    "protect",
]  # fmt: skip
