"""Finding clients, always among those that this reader may open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from casetracker.accounts.permissions import may_open, may_write
from casetracker.accounts.reader import Reader
from casetracker.clients.fold import ClientState, fold
from casetracker.clients.models import Client
from casetracker.kit.db import db
from casetracker.ledger.entries import Entry
from casetracker.ledger.keys import Erased
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import READ_MANY, entries_of, entries_of_many, entries_within


def openable(reader: Reader, ids: Iterable[UUID]) -> list[UUID]:
    """Those of these clients that the reader may open, in the order given."""
    wanted = list(dict.fromkeys(ids))
    found = set(db.session.scalars(_openable(reader), {"clients": wanted})) if wanted else set()
    return [one for one in wanted if one in found]


def entries_of_openable(reader: Reader, ids: Iterable[UUID]) -> dict[UUID, list[Entry]]:
    """The files, with their words, of those of these clients that the reader may open: one query."""
    return entries_within(_entries(reader), list(dict.fromkeys(ids)))


@lru_cache(maxsize=512)
def _entries(reader: Reader) -> Select[Any]:
    here = READ_MANY.selected_columns.dossier_id
    return READ_MANY.where(exists().where(Dossier.id == here, Dossier.kind == "client", may_open(reader)))


@lru_cache(maxsize=512)  # written once a reader and their roles: lists and searches ask it
def _openable(reader: Reader) -> Select[Any]:
    asked = aliased(Dossier)  # the law is asked of each: a database without statistics would begin with the programme
    law = exists().where(Dossier.id == asked.id, Dossier.kind == "client", may_open(reader))
    return select(asked.id).where(asked.id.in_(bindparam("clients", expanding=True)), law)


def client_dossier(reader: Reader, client_id: UUID, *, write: bool = False) -> Dossier | None:
    """The dossier of a client whom the reader may open (or add to); None as if there were none."""
    law = and_(may_write(reader), Dossier.erased_at.is_(None)) if write else may_open(reader)
    return db.session.scalar(select(Dossier).where(Dossier.id == client_id, Dossier.kind == "client", law))


def client_state(client_id: UUID, *, words: bool = True) -> ClientState:
    """Who a client is now. Ask `client_dossier` first whether the reader may know; an erased one has no words left."""
    try:
        return fold(entries_of(client_id, words=words))
    except Erased:
        return fold(entries_of(client_id, words=False, sealed=False))


def states_of(ids: Iterable[UUID]) -> dict[UUID, ClientState]:
    """Several clients with their words, in two queries; an erased one has none left."""
    try:
        found = entries_of_many(ids, words=True)
    except Erased:  # there was but one, and it is gone
        return {}
    return {client_id: fold(entries) for client_id, entries in found.items() if entries}


def names_of(reader: Reader, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names for a list, of those clients the reader may open; "" for one who gave none. Record the openings."""
    return {client_id: state.name for client_id, state in states_of(openable(reader, ids)).items()}


def below(client_id: UUID) -> list[UUID]:
    """This client and everybody merged into it, directly or not."""
    found, left = [client_id], [client_id]
    while left:
        left = [one for one in db.session.scalars(select(Client.dossier_id).where(Client.merged_into.in_(left)))
                if one not in found]  # fmt: skip
        found += left
    return found


def counted_with(client_id: UUID) -> list[UUID]:
    """Every file that counts as the same person as this one."""
    return below(root_of(client_id))


def root_of(client_id: UUID) -> UUID:
    """The client as whom this one is counted now."""
    seen = {client_id}
    here = client_id
    while (up := db.session.scalar(select(Client.merged_into).where(Client.dossier_id == here))) and up not in seen:
        seen.add(up)
        here = up
    return here
