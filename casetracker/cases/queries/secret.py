"""Highly restricted files are never indexed: the latest that name the reader are opened and read through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casetracker.accounts.permissions import may_unseal
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.rows import COLUMNS, ListRow, openable, reachable, rows, unsealed
from casetracker.kit.db import db
from casetracker.ledger.entries import Entry
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import entries_of_many, words_of_many

MOST = 200


@dataclass(frozen=True)
class SecretFile:
    """A case that is highly restricted, or whose client is, with the words of both."""

    row: ListRow
    stories: Sequence[dict[str, str]]
    """empty for a case that is in the index itself"""
    client: Sequence[Entry]


def secret_files(reader: Reader, programme_id: int) -> list[SecretFile]:
    """Those that name the reader, the newest first: one query for whoever has none."""
    asked = select(Dossier.id, Dossier.kind).where(may_unseal(reader, programme_id)).order_by(Dossier.id.desc())
    named = db.session.execute(asked.where(Dossier.kind.in_(("case", "client"))).limit(2 * MOST)).all()
    cases = [one.id for one in named if one.kind == "case"][:MOST]
    clients = entries_of_many([one.id for one in named if one.kind == "client"][:MOST], words=True)
    shut = rows(openable(reader, programme_id).where(CaseRow.dossier_id.in_(cases))) if cases else []
    told = words_of_many(cases) if cases else {}
    found = [SecretFile(row, told.get(row.dossier_id, ()), _of(clients, row.client_id)) for row in unsealed(shut)]
    open_ones = rows(reachable(reader, programme_id, *COLUMNS).where(CaseRow.client_id.in_(clients))) if clients else []
    return found + [SecretFile(row, (), clients[row.client_id]) for row in open_ones if row.client_id]


def _of(clients: dict[UUID, list[Entry]], client_id: UUID | None) -> Sequence[Entry]:
    return clients.get(client_id, ()) if client_id else ()
