"""Offers of cases as the inbox tells them: to whom it is offered, and to whoever offered it that it was refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from casetracker.accounts.permissions import may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow, OfferRow
from casetracker.cases.queries.handing import addressed
from casetracker.ledger.models import Dossier, EntryRow

AT = func.max(EntryRow.recorded_at)
COLUMNS: tuple[Any, ...] = (OfferRow.dossier_id, Dossier.reference, OfferRow.answer, AT)


def offered(reader: Reader, mine: Iterable[int], since: datetime) -> Select[Any]:
    """COLUMNS of the offers that stand, each with the moment at which it was last made or refused, after `since`."""
    to_me = and_(EntryRow.kind == "transfer.offered", addressed(reader))
    refused = and_(
        EntryRow.kind == "transfer.refused", OfferRow.answer == "refused", OfferRow.by == reader.code, may_open(reader)
    )
    return (
        select(*COLUMNS)
        .select_from(OfferRow)
        .join(CaseRow, CaseRow.dossier_id == OfferRow.dossier_id)
        .join(Dossier, Dossier.id == OfferRow.dossier_id)
        .join(EntryRow, EntryRow.dossier_id == OfferRow.dossier_id)
        .where(OfferRow.programme_id.in_(tuple(mine)), EntryRow.recorded_at > since, or_(to_me, refused))
        .where(EntryRow.author_id != reader.user_id)
        .group_by(OfferRow.dossier_id, Dossier.reference, OfferRow.answer)
    )


def newly(query: Select[Any], seen_at: ColumnElement[datetime]) -> Select[Any]:
    """Those of the query that came after what was seen."""
    return query.having(seen_at < AT)
