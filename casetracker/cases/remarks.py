"""What supervisors and workers ask of each other about a file: a remark, whose answer it waits for, and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

# What may be remarked, and who owes an answer to it: worker, supervisor, or nobody.
OWED_BY = {"comment": "", "praise": "", "complete": "worker", "returned": "worker", "help": "supervisor",
           "conflict": "supervisor"}  # fmt: skip


@dataclass(frozen=True)
class Remark:
    """One remark on the file or on one `entry` of it; its words stand in the entry whose id it has."""

    id: UUID
    what: str
    by: str
    on: date
    entry: UUID | None = None
    answered: UUID | None = None

    @property
    def owed_by(self) -> str:
        """Who owes an answer (worker, supervisor); empty where none is asked or it was given."""
        return "" if self.answered else OWED_BY.get(self.what, "")


def owed(remarks: Iterable[Remark], by: str) -> int:
    """How many remarks wait for the answer of the worker or the supervisor."""
    return sum(remark.owed_by == by for remark in remarks)


def interests(remarks: Iterable[Remark]) -> int:
    """How many possible conflicts of interest nobody has cleared yet."""
    return sum(remark.what == "conflict" and bool(remark.owed_by) for remark in remarks)


def turn_of(remarks: Iterable[Remark]) -> str | None:
    """Whose turn the remarks make it: the one asked last and not answered yet; None where nothing is asked."""
    return next((remark.owed_by for remark in reversed(list(remarks)) if remark.owed_by), None)
