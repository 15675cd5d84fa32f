"""From rows to entries and back: what stands sealed is opened here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, Table, bindparam, select

from casetracker.kit.db import canonical, db
from casetracker.kit.sealing import seal, unseal
from casetracker.ledger import chain
from casetracker.ledger.entries import Entry
from casetracker.ledger.keys import keys
from casetracker.ledger.models import EntryRow

ERASED = "dossier.erased"
"""the last entry of an erased dossier, the only one whose codes remain"""
REDACTED = "words.redacted"
"""an entry that took a sentence out of another, and vouches for the words that are left there"""


def bound(entry_id: UUID, dossier_id: UUID, what: bytes) -> bytes:
    """What a sealed value is bound to: it opens in its own entry of its own dossier only."""
    return entry_id.bytes + dossier_id.bytes + what


def seal_words(key: bytes, entry_id: UUID, dossier_id: UUID, words: Mapping[str, str]) -> bytes | None:
    """Words of one entry, sealed; None where nothing was said in words."""
    if not words:
        return None
    return seal(key, canonical(dict(words)).encode(), bound(entry_id, dossier_id, b"words"))


def seal_codes(key: bytes, entry_id: UUID, dossier_id: UUID, codes: str, on: date, precision: str) -> bytes:
    """Codes and true day of a highly restricted entry."""
    plain = canonical({"codes": codes, "on": on.isoformat(), "precision": precision}).encode()
    return seal(key, plain, bound(entry_id, dossier_id, b"codes"))


def true_codes(row: Any, key: bytes | None) -> tuple[str, date, str]:
    """(canonical JSON of the codes, the day, its precision) as they were said; an erased entry has none."""
    if row.sealed_codes is None or key is None:
        return row.codes or "{}", row.happened_on, row.precision
    found = json.loads(unseal(key, row.sealed_codes, bound(row.id, row.dossier_id, b"codes")))
    return found["codes"], date.fromisoformat(found["on"]), found["precision"]


def first_hash(row: Any) -> bytes:
    """Hash of an entry's sealed words as they were first sealed: what its digest covers."""
    return row.words_said or chain.words_hash(row.words)


def open_entry(row: Any, key: bytes | None, *, words: bool) -> Entry:
    """The entry of a row; its words stay closed unless asked for (counting and checking need none)."""
    codes, happened_on, precision = true_codes(row, key)
    said: dict[str, str] = {}
    if words and row.words is not None and key is not None:
        said = json.loads(unseal(key, row.words, bound(row.id, row.dossier_id, b"words")))
    return entry_said(row, codes, happened_on, precision, said)


def entry_said(row: Any, codes: str, happened_on: date, precision: str, words: Mapping[str, str]) -> Entry:
    """The entry of a row whose codes and words were opened."""
    return Entry(
        id=row.id, seq=row.seq, kind=row.kind, kind_version=row.kind_version, happened_on=happened_on,
        precision=precision, recorded_at=row.recorded_at, written_at=row.written_at, author_id=row.author_id,
        author=row.author, codes=json.loads(codes), words=words, seen_seq=row.seen_seq,
    )  # fmt: skip


_COLUMNS = cast(Table, EntryRow.__table__).c
_IN_ORDER = (_COLUMNS.dossier_id, _COLUMNS.seq)
_OF_ONE = _COLUMNS.dossier_id == bindparam("dossier")
_OF_MANY = _COLUMNS.dossier_id.in_(bindparam("dossiers", expanding=True))
# Written once, and only what an entry is made of: most pages read many.
READ = select(
    *(_COLUMNS[each.name] for each in fields(Entry) if each.name != "words"),
    _COLUMNS.dossier_id, _COLUMNS.words, _COLUMNS.sealed_codes,
).order_by(*_IN_ORDER)  # fmt: skip
READ_ONE, READ_MANY = READ.where(_OF_ONE), READ.where(_OF_MANY)
WHOLE = select(EntryRow.__table__).where(_OF_ONE).order_by(*_IN_ORDER)
WORDS_OF_MANY = select(_COLUMNS.id, _COLUMNS.dossier_id, _COLUMNS.words).where(_OF_MANY, _COLUMNS.words.is_not(None))


def rows_of(dossier_id: UUID) -> Sequence[Any]:
    """A dossier's whole rows in chain order."""
    return db.session.execute(WHOLE, {"dossier": dossier_id}).all()


def entries_of(dossier_id: UUID, *, words: bool, sealed: bool = True) -> list[Entry]:
    """A dossier's entries in chain order; without its key (erased) the codes that are in the clear remain."""
    key = keys().many([dossier_id]).get(dossier_id) if sealed else None
    return [open_entry(row, key, words=words) for row in db.session.execute(READ_ONE, {"dossier": dossier_id})]


def entries_of_many(ids: Iterable[UUID], *, words: bool) -> dict[UUID, list[Entry]]:
    """Entries of several dossiers in two queries, for lists that show a word of each."""
    wanted = list(ids)
    if not wanted:
        return {}
    data_keys = keys().many(wanted)
    rows = db.session.execute(READ_MANY, {"dossiers": wanted})
    return _opened({i: [] for i in wanted}, rows, data_keys, words=words)


def entries_within(law: Select[Any], ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """With their words, the entries of those of several dossiers that a law lets somebody open: READ_MANY with that
    law, so that it is asked in the same query."""
    rows = db.session.execute(law, {"dossiers": list(ids)}).all() if ids else []
    found: dict[UUID, list[Entry]] = {row.dossier_id: [] for row in rows}
    return _opened(found, rows, keys().many(found) if found else {}, words=True)


def _opened(
    found: dict[UUID, list[Entry]], rows: Iterable[Any], data_keys: Mapping[UUID, bytes], *, words: bool
) -> dict[UUID, list[Entry]]:
    for row in rows:
        found[row.dossier_id].append(open_entry(row, data_keys.get(row.dossier_id), words=words))
    return found


def words_of_many(ids: Iterable[UUID]) -> dict[UUID, list[dict[str, str]]]:
    """Only the words of several dossiers, entry by entry, in two queries; nothing of one that was erased."""
    data_keys = keys().many(ids)
    found: dict[UUID, list[dict[str, str]]] = {dossier_id: [] for dossier_id in data_keys}
    for entry_id, dossier_id, words in (
        db.session.execute(WORDS_OF_MANY, {"dossiers": list(data_keys)}) if data_keys else ()
    ):
        plain = unseal(data_keys[dossier_id], words, bound(entry_id, dossier_id, b"words"))
        found[dossier_id].append(json.loads(plain))
    return found
