"""What is offered to another worker or referred to another organisation, and how each was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

ANSWERS = ("accepted", "refused", "no_answer")


@dataclass(frozen=True)
class Offer:
    """The case offered to a worker, to a team, or to one worker for a team; it is theirs only once accepted.

    `answer`: "" while it waits, then accepted, refused, withdrawn, or lapsed (the case changed hands or closed).
    """

    id: UUID
    by: str
    on: date
    worker: str | None
    team: str | None
    notes_go: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    answered_by: str | None = None
    answered_on: date | None = None
    answered_seq: int = 0

    @property
    def waits(self) -> bool:
        """Has nobody answered yet?"""
        return not self.answer


@dataclass(frozen=True)
class Referral:
    """The client referred to another organisation; `answer`: "" while it waits, then one of ANSWERS."""

    id: UUID
    by: str
    on: date
    institution: str | None
    words: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    answered_on: date | None = None

    @property
    def waits(self) -> bool:
        """Has the organisation not said yet whether it takes the client on?"""
        return not self.answer
