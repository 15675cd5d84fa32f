"""Offers: what the reader is offered, what they offered, what those they lead offered; codes only, and one in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from casetracker.accounts.permissions import can, may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.fold import fold
from casetracker.cases.handover import Offer
from casetracker.cases.models import CaseRow, OfferRow
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.rows import entries_of

MOST = 100
REMEMBERED = timedelta(days=14)
"""how long a refusal stands on the pages of those it concerns"""


@dataclass(frozen=True)
class OfferLine:
    """One offer as a line: no word of it, and of a highly restricted case neither type nor place."""

    dossier_id: UUID
    reference: str
    tier: str
    type: str | None
    place: str | None
    district: str | None
    holder: str | None
    answer: str
    worker: str | None
    team: str | None
    by: str
    refused_by: str | None
    on_day: date | None


@dataclass(frozen=True)
class Offers:
    """To the reader; by the reader (or of a case they hold), not answered; refused lately; of those they lead."""

    to_me: tuple[OfferLine, ...] = ()
    by_me: tuple[OfferLine, ...] = ()
    refused: tuple[OfferLine, ...] = ()
    led: tuple[OfferLine, ...] = ()

    @property
    def every(self) -> tuple[OfferLine, ...]:
        """All of them, for looking up names at once."""
        return (*self.to_me, *self.by_me, *self.refused, *self.led)


@dataclass(frozen=True)
class OfferedCase:
    """A case as somebody sees it to whom it is offered: nothing but this, until they accept."""

    id: UUID
    reference: str
    programme: Programme
    tier: str
    type: str | None
    place: str | None
    offer: Offer


COLUMNS: tuple[Any, ...] = (
    Dossier.id, Dossier.reference, CaseRow.tier, CaseRow.type, CaseRow.place, CaseRow.district, CaseRow.worker,
    OfferRow.answer, OfferRow.worker, OfferRow.team, OfferRow.by, OfferRow.refused_by, OfferRow.on_day,
)  # fmt: skip


def offers_of(reader: Reader, programme_id: int, today: date) -> Offers:
    """One query: every offer that concerns the reader."""
    mine = or_(OfferRow.by == reader.code, CaseRow.worker == reader.code)
    concerns = [addressed(reader, programme_id), mine, OfferRow.refused_by == reader.code]
    leads = can(reader, "coordinator.page", programme_id)
    if leads:
        concerns.append(may_open(reader, programme_id))
    query = (
        select(*COLUMNS)
        .select_from(OfferRow)
        .join(CaseRow, CaseRow.dossier_id == OfferRow.dossier_id)
        .join(Dossier, Dossier.id == OfferRow.dossier_id)
        .where(OfferRow.programme_id == programme_id, or_(*concerns))
        .order_by(OfferRow.on_day, Dossier.reference)
        .limit(MOST)
    )
    return _parted(reader, programme_id, [OfferLine(*row) for row in db.session.execute(query)], today)


def offered_case(reader: Reader, case_id: UUID) -> OfferedCase | None:
    """A case that waits for this reader's answer, with the note; None for everybody else."""
    row = db.session.execute(
        select(Dossier.reference, Dossier.programme_id, CaseRow.tier, CaseRow.type, CaseRow.place, CaseRow.district)
        .select_from(OfferRow)
        .join(CaseRow, CaseRow.dossier_id == OfferRow.dossier_id)
        .join(Dossier, Dossier.id == OfferRow.dossier_id)
        .where(OfferRow.dossier_id == case_id, OfferRow.answer == "", addressed(reader))
    ).first()
    if row is None or not can(reader, "case.write", row.programme_id):
        return None
    offer = fold(entries_of(case_id, words=True)).offer
    if offer is None:
        return None
    programme = db.session.get_one(Programme, row.programme_id)
    return OfferedCase(
        case_id, row.reference or "", programme, row.tier, row.type, row.place or row.district, offer
    )  # fmt: skip


def answer_given(reader: Reader, case_id: UUID) -> str | None:
    """What this reader answered to the last offer of the case, where they did."""
    found = db.session.execute(
        select(Dossier.worker, OfferRow.refused_by)
        .select_from(Dossier)
        .outerjoin(OfferRow, OfferRow.dossier_id == Dossier.id)
        .where(Dossier.id == case_id, Dossier.kind == "case")
    ).first()
    if found is None or reader.code not in tuple(found):
        return None
    return "refused" if found.refused_by == reader.code else "accepted"


def addressed(reader: Reader, programme_id: int | None = None) -> ColumnElement[bool]:
    """Offered to the reader, or to a team of theirs and nobody in particular; never what they hold already."""
    teams = [
        and_(OfferRow.programme_id == grant.programme_id, OfferRow.team == grant.team_code, OfferRow.worker.is_(None))
        for grant in reader.grants
        if grant.team_code and programme_id in (None, grant.programme_id)
    ]
    named = or_(OfferRow.worker == reader.code, *teams)
    return and_(OfferRow.answer == "", CaseRow.worker != reader.code, named)


def _parted(reader: Reader, programme_id: int, lines: list[OfferLine], today: date) -> Offers:
    teams = {grant.team_code for grant in reader.grants if grant.programme_id == programme_id and grant.team_code}
    waits = [line for line in lines if not line.answer]
    to_me = tuple(
        line for line in waits
        if line.holder != reader.code and (line.worker == reader.code or (not line.worker and line.team in teams))
    )  # fmt: skip
    ours = (line for line in waits if reader.code in (line.by, line.holder))
    by_me = tuple(line for line in ours if line not in to_me)
    refused = tuple(
        line for line in lines
        if line.answer and (line.on_day is None or line.on_day >= today - REMEMBERED)
    )  # fmt: skip
    return Offers(to_me, by_me, refused, tuple(line for line in waits if line not in to_me and line not in by_me))
