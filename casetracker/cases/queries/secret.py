"""Highly restricted files are never indexed: the latest that name the reader are opened and read through."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from flask import current_app
from sqlalchemy import Select, select

from casetracker.accounts.permissions import may_unseal
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.rows import COLUMNS, ListRow, rows, unsealed
from casetracker.cases.queries.searching import opens
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import db
from casetracker.kit.tokens import Token as Tokens
from casetracker.ledger.entries import Entry
from casetracker.ledger.indexing import tokens_of
from casetracker.ledger.kinds import kind_named
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import entries_of_many, words_of_many

MOST = 200
MOST_KEPT = 4000
Read = dict[UUID, frozenset[int]]
"""dossier -> the tokens of its words"""


@dataclass(frozen=True)
class SecretFile:
    """A case that is highly restricted, or whose client is, with the words of both."""

    row: ListRow
    stories: Sequence[dict[str, str]]
    """empty for a case that is in the index itself"""
    client: Sequence[Entry]


def secret_files(reader: Reader, programme_id: int, words: Sequence[Tokens]) -> tuple[list[SecretFile], bool]:
    """(those that may hold every word, the newest first; whether there was anything to read through)."""
    named = db.session.execute(_named(reader, programme_id)).all()
    by_kind = {kind: sorted((i for i, k in named if k == kind), reverse=True)[:MOST] for kind in ("case", "client")}
    cases, clients = (_read(programme_id, kind, ids) for kind, ids in by_kind.items())
    if not any(_holds(said, word) for word in words for said in (*cases.values(), *clients.values())):
        return [], bool(named)
    found = _files(reader, programme_id, words, cases, clients)
    return sorted(found, key=lambda file: file.row.dossier_id, reverse=True), True


@lru_cache(maxsize=512)  # written once a reader and their roles
def _named(reader: Reader, programme_id: int) -> Select[UUID, str]:
    return select(Dossier.id, Dossier.kind).where(may_unseal(reader, programme_id))


def _files(
    reader: Reader, programme_id: int, words: Sequence[Tokens], cases: Read, clients: Read
) -> Iterable[SecretFile]:  # fmt: skip
    none: frozenset[int] = frozenset()
    lines = select(*COLUMNS).select_from(CaseRow).join(Dossier, Dossier.id == CaseRow.dossier_id)
    secret = unsealed(rows(lines.where(CaseRow.dossier_id.in_(list(cases)))))
    theirs = CaseRow.client_id.in_(list(clients)), CaseRow.tier != HIGHLY_RESTRICTED
    others = rows(lines.where(*theirs, opens(reader, programme_id, CaseRow.dossier_id)))
    fit = [
        row for row in (*secret, *others)
        if all(_holds(cases.get(row.dossier_id, none) | clients.get(row.client_id or UUID(int=0), none), word)
               for word in words)
    ]  # fmt: skip
    people = entries_of_many([row.client_id for row in fit if row.client_id in clients], words=True)
    told = words_of_many([row.dossier_id for row in fit if row.dossier_id in cases])
    for row in fit:
        yield SecretFile(row, told.get(row.dossier_id, ()), people.get(row.client_id, ()) if row.client_id else ())


def _read(programme_id: int, kind: str, ids: Sequence[UUID]) -> Read:
    """The tokens of these files. As of what is unsealed for lists, they stay in this process's memory, keyed hashes,
    under the digest of the file's last entry."""
    if not ids:
        return {}
    asked = select(Dossier.id, Dossier.last_digest).where(Dossier.id.in_(ids))
    digests = {row.id: row.last_digest for row in db.session.execute(asked)}
    kept: OrderedDict[bytes, frozenset[int]] = current_app.extensions.setdefault("casetracker.read", OrderedDict())
    for dossier_id, words in words_of_many([i for i in ids if digests[i] not in kept]).items():
        kept[digests[dossier_id]] = frozenset(tokens_of(programme_id, kind_named(kind), words))
    found = {i: kept[digests[i]] for i in ids if digests[i] in kept}
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return found


def _holds(said: frozenset[int], word: Tokens) -> bool:
    return not said.isdisjoint({word.exact, word.begins, word.sounds, word.told} - {None})
