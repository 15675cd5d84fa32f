"""What the quality reviews found: by worker and overall, with how far off a share may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casetracker.accounts.permissions import may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.margins import Share, Stratum, share_of
from casetracker.cases.models import ReviewRow
from casetracker.cases.queries.draws import Draw
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier


@dataclass(frozen=True)
class Reviewed:
    """One drawn case."""

    case: UUID
    reference: str
    worker: str
    month: str
    drawn_on: date
    done_on: date | None
    verdict: str | None
    file: str | None
    interview: str | None
    handling: str | None
    outcome: str | None
    learned: str | None


@dataclass(frozen=True)
class Line:
    """One worker's reviews, or everybody's (worker ""): counts, and shares of all closed cases."""

    worker: str
    closed: int
    drawn: int
    reviewed: int
    upheld: Share
    handling: Share
    outcome: Share
    learned: Share


def reviewed(reader: Reader, programme_id: int, month: str) -> list[Reviewed]:
    """The cases drawn for a month that this reader may open, those still to review first."""
    columns = [getattr(ReviewRow, name) for name in Reviewed.__annotations__ if name not in ("case", "reference")]
    found = db.session.execute(
        select(ReviewRow.dossier_id, Dossier.reference, *columns)
        .join(Dossier, Dossier.id == ReviewRow.dossier_id)
        .where(ReviewRow.programme_id == programme_id, ReviewRow.month == month, may_open(reader, programme_id))
        .order_by(ReviewRow.done_on.is_not(None), ReviewRow.worker, Dossier.reference)
    )
    return [Reviewed(*row) for row in found]


def lines(draw: Draw, rows: Iterable[Reviewed]) -> list[Line]:
    """A line a worker, then everybody together; only workers of whom the reader sees a drawn case."""
    by_worker: dict[str, list[Reviewed]] = {}
    for row in rows:
        by_worker.setdefault(row.worker, []).append(row)
    single = [_line(draw, {worker: held}, worker) for worker, held in sorted(by_worker.items())]
    return [*single, _line(draw, by_worker, "")]


def _line(draw: Draw, held: dict[str, list[Reviewed]], worker: str) -> Line:
    rows = [row for some in held.values() for row in some]
    done = {name: [row for row in some if row.done_on] for name, some in held.items()}

    def share(column: str, yes: str) -> Share:
        return share_of(
            Stratum(draw.closed[name], len(answered), sum(getattr(row, column) == yes for row in answered))
            for name, some in done.items()
            if (answered := [row for row in some if getattr(row, column)])
        )

    return Line(
        worker, sum(draw.closed[name] for name in held), len(rows), sum(len(some) for some in done.values()),
        share("verdict", "upheld"), share("handling", "yes"), share("outcome", "yes"), share("learned", "yes"),
    )  # fmt: skip
