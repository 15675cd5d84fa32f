"""Cases that may be one case recorded twice: of one person, of one type, at one place, told within a fortnight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from casetracker.accounts.reader import Reader
from casetracker.cases.distinct import DAYS_APART
from casetracker.cases.models import ApartRow, CaseRow
from casetracker.cases.queries.reading import CaseFile, references_of
from casetracker.cases.queries.rows import reachable
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.clients.models import Client
from casetracker.clients.queries import counted_with
from casetracker.kit.db import db
from casetracker.ledger.held import held, ticks_of
from casetracker.ledger.models import Dossier

SINCE, MOST, SHOWN = timedelta(days=90), 200, 20
OTHER = aliased(CaseRow)
NEAR = timedelta(days=DAYS_APART)
COUNTS = CaseRow.status != "void"


@dataclass(frozen=True)
class Twins:
    """Two cases of one person that look alike, the later one first."""

    case_id: UUID
    reference: str
    other_id: UUID
    other: str
    type: str | None
    worker: str | None
    opened_on: date


def lookalikes(reader: Reader, case: CaseFile) -> list[tuple[UUID, str]]:
    """(case, its reference) of those that look like this one and are open to the reader; of a void or highly
    restricted one, none."""
    state, client = case.state, case.state.codes.get("client")
    if not client or state.void or state.tier == HIGHLY_RESTRICTED:
        return []
    types = {breach.type for breach in state.breaches.values()}
    # One person's cases are few: which of them the reader may open is asked when they are called by their references.
    query = select(CaseRow.dossier_id).where(
        CaseRow.client_id.in_(counted_with(UUID(client))), COUNTS,
        CaseRow.tier != HIGHLY_RESTRICTED, CaseRow.dossier_id != case.id,
        CaseRow.type.in_(types), _place(CaseRow) == (state.codes.get("place") or state.codes.get("district") or ""),
        CaseRow.opened_on.between(state.opened.on - NEAR, state.opened.on + NEAR),
    )  # fmt: skip
    found = list(db.session.scalars(query.order_by(CaseRow.dossier_id).limit(MOST)))
    apart = _apart([case.id, *found])
    names = references_of(reader, case.programme.id, found)
    return [(one, names[one]) for one in found if frozenset((one, case.id)) not in apart and one in names][:SHOWN]


def recorded_twice(reader: Reader, programme_id: int, today: date) -> tuple[Twins, ...]:
    """Of the cases told in the last 90 days that the reader may open, those that look like an earlier one, newest
    first, at most SHOWN. Of files counted as one person, those of a file and the one it counts as. What was found
    holds until the programme's next entry, the reader's next role or the next day."""
    at = (ticks_of([programme_id]), today, reader.code, reader.grants)
    return held("recorded twice", at, lambda: _recorded_twice(reader, programme_id, today))


def _recorded_twice(reader: Reader, programme_id: int, today: date) -> tuple[Twins, ...]:
    same = and_(OTHER.client_id == CaseRow.client_id, OTHER.dossier_id < CaseRow.dossier_id)
    merged = and_(Client.dossier_id == CaseRow.client_id, OTHER.client_id == Client.merged_into)
    found = {
        frozenset((row.dossier_id, row.other_id)): row
        for query in (_pairs(reader, programme_id, today, same), _pairs(reader, programme_id, today, merged, Client))
        for row in db.session.execute(query)
        if abs(row.opened_on - row.other_on) <= NEAR
    }
    apart = _apart({one for pair in found for one in pair})
    names = references_of(reader, programme_id, [row.other_id for row in found.values()])
    twins = [
        Twins(row.dossier_id, row.reference, row.other_id, names[row.other_id], row.type, row.worker,
              row.opened_on)
        for pair, row in found.items() if pair not in apart and row.other_id in names
    ]  # fmt: skip
    return tuple(sorted(twins, key=lambda one: (one.opened_on, one.reference), reverse=True)[:SHOWN])


def _pairs(reader: Reader, programme_id: int, today: date, joined: ColumnElement[bool], *through: Any) -> Select[Any]:
    query = reachable(
        reader, programme_id, CaseRow.dossier_id, CaseRow.opened_on, CaseRow.type, CaseRow.worker,
        Dossier.reference, OTHER.dossier_id.label("other_id"), OTHER.opened_on.label("other_on"),
    )  # fmt: skip
    for table in through:
        query = query.join(table, table.dossier_id == CaseRow.client_id)
    query = query.join(OTHER, joined).where(
        CaseRow.opened_on >= today - SINCE, COUNTS, OTHER.status != "void", OTHER.programme_id == programme_id,
        OTHER.tier != HIGHLY_RESTRICTED, OTHER.type == CaseRow.type, _place(OTHER) == _place(CaseRow),
    )  # fmt: skip
    return query.order_by(CaseRow.opened_on.desc(), CaseRow.dossier_id).limit(MOST)


def _place(row: Any) -> Any:
    return func.coalesce(row.place, row.district, "")


def _apart(ids: Iterable[UUID]) -> set[frozenset[UUID]]:
    """Pairs that were said to be two matters, whichever of the two files says so."""
    some = list(ids)
    query = select(ApartRow.dossier_id, ApartRow.other_id)
    query = query.where(or_(ApartRow.dossier_id.in_(some), ApartRow.other_id.in_(some)))
    return {frozenset(pair) for pair in db.session.execute(query)} if some else set()
