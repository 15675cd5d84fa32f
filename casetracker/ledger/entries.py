"""What an entry is before and after it is written; plain values, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True)
class Author:
    """Who writes: `id` of the account (0 is the machine itself), `code` as it stands in facts, the device."""

    id: int
    code: str
    device: str = ""


MACHINE = Author(0, "machine")


@dataclass(frozen=True)
class Said:
    """One thing that somebody says about a dossier, not yet written."""

    kind: str
    happened_on: date
    codes: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    precision: str = "day"
    id: UUID | None = None
    written_at: datetime | None = None
    seen_seq: int | None = None


@dataclass(frozen=True)
class Entry:
    """One dated thing that was said or done about one dossier, as it stands in the ledger, open."""

    id: UUID
    seq: int
    kind: str
    kind_version: int
    happened_on: date
    precision: str
    recorded_at: datetime
    written_at: datetime | None
    author_id: int
    author: str
    codes: Mapping[str, Any]
    words: Mapping[str, str]
    seen_seq: int | None = None

    @property
    def order(self) -> tuple[date, int]:
        """Fold order: the day it happened, then the order in which it was said."""
        return (self.happened_on, self.seq)


def coarse_day(day: date) -> date:
    """The first day of the month: how a month is stored, and all that a highly restricted day shows."""
    return day.replace(day=1)
