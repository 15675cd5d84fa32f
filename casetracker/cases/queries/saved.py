"""Lists that people keep: their own, and those shared with a team of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from casetracker.accounts.permissions import ROLES
from casetracker.accounts.reader import Reader
from casetracker.cases.models import SavedList
from casetracker.kit.db import db
from casetracker.kit.sealing import seal, unseal
from casetracker.ledger.keys import keys

MOST = 100


@dataclass(frozen=True)
class Saved:
    """One list as its reader sees it."""

    id: UUID
    name: str
    filters: dict[str, Any]
    team: str | None
    own: bool


def saved_lists(reader: Reader, programme_id: int) -> list[Saved]:
    """All that this reader may open in a programme, by name: one query."""
    query = select(SavedList).where(SavedList.programme_id == programme_id, _mine_or_shared(reader, programme_id))
    found = [_opened(row, reader) for row in db.session.scalars(query.limit(MOST))]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def own_list(reader: Reader, list_id: UUID) -> tuple[SavedList, Saved] | None:
    """A list that this reader made, and may therefore change, in a programme where they still read lists."""
    row = db.session.get(SavedList, list_id)
    if row is None or row.owner != reader.code or row.programme_id not in reader.programme_ids:
        return None
    return row, _opened(row, reader)


def sealed_name(list_id: UUID, name: str) -> bytes:
    """The name as it is stored."""
    return seal(_key(), name.encode(), list_id.bytes)


def _opened(row: SavedList, reader: Reader) -> Saved:
    name = unseal(_key(), row.name, row.id.bytes).decode()
    return Saved(row.id, name, dict(row.filters), row.team, row.owner == reader.code)


def _key() -> bytes:
    return keys().keyring.derive("saved lists")


def _mine_or_shared(reader: Reader, programme_id: int) -> ColumnElement[bool]:
    grants = [g for g in reader.grants if g.programme_id == programme_id and "case.list" in ROLES.get(g.role, ())]
    shared: ColumnElement[bool] = SavedList.team.in_({g.team_code for g in grants if g.team_code})
    if any(g.team_code is None and g.place_code is None and g.role in ("coordinator", "manager") for g in grants):
        shared = SavedList.team.is_not(None)  # whoever leads the whole programme is in every team
    return or_(SavedList.owner == reader.code, shared)
