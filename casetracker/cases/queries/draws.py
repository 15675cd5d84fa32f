"""The draws of a programme as they were recorded, and the same draw done once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casetracker.cases.drawing import drawn
from casetracker.cases.queries.closings import closed_in
from casetracker.kit.periods import Period
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of


@dataclass(frozen=True)
class Draw:
    """One month's draw: seed, at most how many of each worker's, the tick as at which cases were known, how many each
    worker had closed, and which were drawn."""

    month: str
    seed: str
    each: int
    tick: int
    closed: Mapping[str, int]
    chosen: Mapping[str, tuple[UUID, ...]]

    @property
    def codes(self) -> dict[str, Any]:
        """As the entry in the programme's own dossier says it."""
        chosen = {worker: [str(case) for case in cases] for worker, cases in self.chosen.items()}
        return {
            "month": self.month, "seed": self.seed, "each": self.each, "as_at": self.tick,
            "closed": dict(self.closed), "chosen": chosen,
        }  # fmt: skip

    @classmethod
    def said(cls, codes: Mapping[str, Any]) -> Draw:
        """What such an entry says."""
        chosen = {worker: tuple(UUID(case) for case in cases) for worker, cases in codes["chosen"].items()}
        return cls(codes["month"], codes["seed"], codes["each"], codes["as_at"], codes["closed"], chosen)


def draws(programme: Programme) -> list[Draw]:
    """Every draw, the latest first."""
    entries = entries_of(programme.dossier_id, words=False, sealed=False)
    return [Draw.said(e.codes) for e in reversed(entries) if e.kind == "reviews.drawn"]


def draw_of(programme: Programme, month: str) -> Draw | None:
    """The draw of one month (2026-10), if there was one."""
    return next((one for one in draws(programme) if one.month == month), None)


def repeated(programme: Programme, draw: Draw) -> Mapping[str, tuple[UUID, ...]]:
    """The same draw from its seed and the facts as they were known at its tick."""
    return drawn(draw.seed, closed_in(programme.id, Period.named(draw.month), draw.tick), draw.each)
