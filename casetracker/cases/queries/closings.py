"""Which cases were closed in a month, by whom, as it was known at a tick: what a review is drawn from."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select

from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.ledger.models import FactRow


def closed_in(programme_id: int, month: Period, tick: int) -> dict[str, list[UUID]]:
    """Worker -> cases they closed in the month and that were not reopened in it.

    Highly restricted ones stay out: whoever reviews could not open them.
    """
    shut = _known(programme_id, "case.closed", tick, month.first, month.last).where(
        FactRow.worker.is_not(None), FactRow.sensitivity != HIGHLY_RESTRICTED
    )
    undone = {(row.unit_id, row.turn) for row in db.session.execute(
        _known(programme_id, "case.reopened", tick, month.first, month.last)
    )}  # fmt: skip
    found: dict[str, list[UUID]] = {}
    for row in db.session.execute(shut):
        if (row.unit_id, row.turn) not in undone:
            found.setdefault(row.worker, []).append(row.unit_id)
    return found


def _known(programme_id: int, kind: str, tick: int, first: date, last: date) -> Select[UUID, int, str | None]:
    return select(FactRow.unit_id, FactRow.turn, FactRow.worker).where(
        FactRow.programme_id == programme_id,
        FactRow.kind == kind,
        FactRow.day.between(first, last),
        FactRow.known_from <= tick,
        or_(FactRow.known_to.is_(None), FactRow.known_to > tick),
    )
