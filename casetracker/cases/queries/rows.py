"""A case as one line of a list: codes and days, no word and no name of a client (screens are shared)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Select, bindparam, literal_column, select

from casetracker.accounts.permissions import may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.fold import fold
from casetracker.cases.models import CaseRow
from casetracker.cases.projected import rows_of
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import entries_of_many

MOST_SEALED = 200
MOST_KEPT = 2000
SECRET_ONLY = CaseRow.tier == literal_column(
    f"'{HIGHLY_RESTRICTED}'"
)  # written out: a partial index serves no parameter


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line. Of a highly restricted case it is made by unsealing it, for its worker, supervisor and lawyer."""

    dossier_id: UUID
    reference: str
    status: str
    is_open: bool
    tier: str
    type: str | None
    breaches: int
    open_breaches: int
    to_confirm: int
    place: str | None
    district: str | None
    province: str | None
    worker: str | None
    supervisor: str | None
    lawyer: str | None
    opened_on: date
    opened_precision: str
    next_due: date | None
    filing_due: date | None
    turn: str | None
    last_activity: date | None
    silent_from: date | None
    anomalies: int
    conflicts: int
    client_id: UUID | None
    asked_worker: int
    asked_lead: int

    def is_overdue(self, today: date) -> bool:
        """Has the next step's day passed?"""
        return self.next_due is not None and self.next_due < today

    def is_silent(self, today: date) -> bool:
        """Has nothing happened for longer than the programme allows?"""
        return self.silent_from is not None and self.silent_from <= today


NAMES = tuple(one.name for one in fields(ListRow))
DIGESTS = select(Dossier.id, Dossier.last_digest).where(Dossier.id.in_(bindparam("dossiers", expanding=True)))
COLUMNS: list[Any] = [Dossier.reference if name == "reference" else getattr(CaseRow, name) for name in NAMES]


def reachable(reader: Reader, programme_id: int, *columns: Any) -> Select[Any]:
    """The cases of a programme that this reader may open, but the highly restricted ones, whose rows tell nothing."""
    if not columns:
        return _reachable(reader, programme_id)
    return openable(reader, programme_id, *columns).where(CaseRow.tier != HIGHLY_RESTRICTED)


@lru_cache(maxsize=512)  # written once a reader and their roles: every list begins with it
def _reachable(reader: Reader, programme_id: int) -> Select[Any]:
    return openable(reader, programme_id).where(CaseRow.tier != HIGHLY_RESTRICTED)


def openable(reader: Reader, programme_id: int, *columns: Any) -> Select[Any]:
    """The same with the rows of highly restricted cases, which have to be unsealed before they tell anything."""
    return _openable(reader, programme_id, columns) if columns else _lines(reader, programme_id)


@lru_cache(maxsize=512)
def _lines(reader: Reader, programme_id: int) -> Select[Any]:
    return _openable(reader, programme_id, COLUMNS)


def _openable(reader: Reader, programme_id: int, columns: Iterable[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(CaseRow)
        .join(Dossier, Dossier.id == CaseRow.dossier_id)
        .where(CaseRow.programme_id == programme_id, may_open(reader, programme_id))
    )


def rows(query: Select[Any]) -> list[ListRow]:
    """The lines of a query over COLUMNS."""
    return [ListRow(*row) for row in db.session.execute(query)]


def sealed(reader: Reader, programme_id: int) -> list[ListRow]:
    """The highly restricted cases that name this reader, unsealed; they are few, and the latest come first."""
    found = rows(_secret(reader, programme_id))
    return unsealed(sorted(found, key=lambda row: row.reference, reverse=True))


@lru_cache(maxsize=512)
def _secret(reader: Reader, programme_id: int) -> Select[Any]:
    return openable(reader, programme_id).where(SECRET_ONLY).limit(MOST_SEALED)


def unsealed(shut: Sequence[ListRow]) -> list[ListRow]:
    """Rows of highly restricted cases as they would read if they were not, in the same order.

    What was unsealed stays in this process's memory under the digest of the case's last entry, which the next entry
    changes: whoever writes it, wherever, the row is unsealed anew.
    """
    if not shut:
        return []
    asked = {"dossiers": [row.dossier_id for row in shut]}
    digests = {row.id: row.last_digest for row in db.session.execute(DIGESTS, asked)}
    kept: OrderedDict[bytes, ListRow] = current_app.extensions.setdefault("casetracker.unsealed", OrderedDict())
    known: dict[UUID, ListRow | None] = {row.dossier_id: kept.get(digests[row.dossier_id]) for row in shut}
    entries = entries_of_many([row.dossier_id for row in shut if known[row.dossier_id] is None], words=False)
    for row in shut:
        if row.dossier_id in entries:
            fresh = _unsealed(row.dossier_id, row.reference, entries[row.dossier_id])
            known[row.dossier_id] = kept[digests[row.dossier_id]] = fresh
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return [row for row in known.values() if row is not None]


def of_client(reader: Reader, programme_id: int, client_id: UUID) -> list[ListRow]:
    """The cases of one client that this reader may open, newest first."""
    found = rows(reachable(reader, programme_id).where(CaseRow.client_id == client_id))
    secret = [row for row in sealed(reader, programme_id) if row.client_id == client_id]
    return sorted([*found, *secret], key=lambda row: (row.opened_on, row.reference), reverse=True)


def _unsealed(dossier_id: UUID, reference: str, entries: Iterable[Any]) -> ListRow:
    """What the projection would say of the case if it were not highly restricted."""
    state = fold(list(entries))
    told = rows_of(replace(state, tier="restricted"))["case_file"][0] | {"tier": state.tier}
    values: dict[str, Any] = {"dossier_id": dossier_id, "reference": reference} | told
    return ListRow(**{name: values[name] for name in NAMES})
