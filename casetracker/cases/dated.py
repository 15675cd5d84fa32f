"""A day in a case file, with the entry that said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Dated:
    """A day with its precision, the entry that said it, and who held the case then."""

    on: date
    precision: str
    entry: UUID
    worker: str | None = None
    team: str | None = None
