"""Saying something about a dossier: entry appended, chained, sealed; folded; rows projected; facts compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, update

from casetracker.kit.db import canonical, db
from casetracker.kit.ids import new_id
from casetracker.ledger import chain, indexing
from casetracker.ledger.entries import Author, Entry, Said, coarse_day
from casetracker.ledger.keys import Erased, keys, public_salt, salt_of
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind, Reach, kind_named
from casetracker.ledger.models import Dossier, EntryRow, Programme
from casetracker.ledger.reserved import claim, next_reference
from casetracker.ledger.rows import open_entry, rows_of, seal_codes, seal_words, true_codes
from casetracker.ledger.standing import coarsen_facts, compare_facts
from casetracker.ledger.ticks import OpenTick, take_tick

ENTRIES = cast(Table, EntryRow.__table__)


@dataclass(frozen=True)
class Written:
    """A dossier as it stands after something was said."""

    dossier_id: UUID
    reference: str | None
    state: Any
    entries: tuple[Entry, ...]
    """the ones just written"""


def begin(
    said: Sequence[Said], *, kind: str, by: Author, programme: Programme, dossier_id: UUID | None = None,
    reserved: str | None = None,
) -> Written:  # fmt: skip
    """Begin a dossier with what is said first, under a reference of its own or one that was reserved on paper.

    Refused (or Stale) leaves nothing behind.
    """
    what, tick, new = kind_named(kind), take_tick(programme.id), dossier_id or new_id()
    reference = None
    if what.referenced:
        reference = claim(programme, reserved, new) if reserved else next_reference(programme)
    if what.sealed:
        keys().make(new)
    dossier = Dossier(
        id=new, programme_id=programme.id, kind=kind, reference=reference, last_seq=0,
        last_digest=chain.start(new, kind, programme.id, reference),
    )  # fmt: skip
    return _write(said, what, by, programme, tick, dossier, [])


def say(said: Sequence[Said], *, by: Author, programme: Programme, dossier_id: UUID) -> Written:
    """Say more about a dossier. Refused (or Stale) leaves nothing behind."""
    tick = take_tick(programme.id)
    dossier = db.session.get_one(Dossier, dossier_id, populate_existing=True)
    kind = kind_named(dossier.kind)
    if dossier.erased_at is not None:
        raise Erased(dossier_id)
    key = keys().get(dossier_id) if kind.sealed else None
    before = [open_entry(row, key, words=False) for row in rows_of(dossier_id)]
    return _write(said, kind, by, programme, tick, dossier, before)


def _write(
    said: Sequence[Said],
    kind: Kind,
    by: Author,
    programme: Programme,
    tick: OpenTick,
    dossier: Dossier,
    before: list[Entry],
) -> Written:
    entries: list[Entry] = list(before)
    added: list[Entry] = []
    state = kind.fold(entries) if entries else None
    for one in said:
        kind.check(state, one)
        entry = _entry(one, by, tick, dossier.last_seq + len(added) + 1)
        entries.append(entry)
        added.append(entry)
        state = kind.fold(entries)
    reach = kind.reach_of(state)
    key = keys().get(dossier.id) if kind.sealed else None
    was_open = dossier.tier != HIGHLY_RESTRICTED
    _append(added, by, programme, tick, dossier, key, reach)
    if reach.tier == HIGHLY_RESTRICTED and was_open and key is not None:
        _withdraw_into_seal(dossier, key)
        indexing.withdraw(dossier, kind)
    indexing.index(dossier, kind, [entry.words for entry in added if entry.words], whole=not before)
    project(dossier.id, kind, state, new=not before)
    compare_facts(dossier, kind, state, tick, added, new=not before)
    return Written(dossier.id, dossier.reference, state, tuple(added))


def _entry(said: Said, by: Author, tick: OpenTick, seq: int) -> Entry:
    return Entry(
        id=said.id or new_id(), seq=seq, kind=said.kind, kind_version=1, happened_on=said.happened_on,
        precision=said.precision, recorded_at=tick.recorded_at, written_at=said.written_at, author_id=by.id,
        author=by.code, codes={k: v for k, v in said.codes.items() if v is not None},
        words={k: v for k, v in said.words.items() if v}, seen_seq=said.seen_seq,
    )  # fmt: skip


def _append(
    added: Sequence[Entry], by: Author, programme: Programme, tick: OpenTick, dossier: Dossier, key: bytes | None,
    reach: Reach,
) -> None:  # fmt: skip
    """Chain the entries, and write the dossier as it stands with them: new or not, one statement for its row."""
    whose = {
        "dossier_id": dossier.id, "dossier_kind": dossier.kind, "programme_id": programme.id,
        "preset_version": programme.preset_version, "device_id": by.device,
    }  # fmt: skip
    secret = reach.tier == HIGHLY_RESTRICTED
    rows, dossier.last_digest = sealed_rows(added, whose, tick, dossier.last_digest, key, secret=secret)
    dossier.last_seq += len(added)
    db.session.add(dossier)
    set_reach(dossier, reach)
    db.session.execute(insert(ENTRIES), rows)


def sealed_rows(
    added: Sequence[Entry], whose: Mapping[str, Any], tick: OpenTick, last: bytes, key: bytes | None, *, secret: bool
) -> tuple[list[dict[str, Any]], bytes]:
    """(rows of new entries, the last digest), digests noted in the tick; `whose`: the dossier's columns."""
    salt, rows = salt_of(key) if key else public_salt(whose["dossier_id"]), []
    for entry in added:
        codes = canonical(dict(entry.codes))
        row: dict[str, Any] = {
            **whose, "id": entry.id, "seq": entry.seq, "tick": tick.tick, "kind": entry.kind,
            "kind_version": entry.kind_version, "happened_on": entry.happened_on, "precision": entry.precision,
            "written_at": entry.written_at, "recorded_at": tick.recorded_at, "author_id": entry.author_id,
            "author": entry.author, "seen_seq": entry.seen_seq, "codes": codes, "sealed_codes": None, "words": None,
            "codes_hash": chain.codes_hash(salt, entry.id, codes, entry.happened_on, entry.precision),
        }  # fmt: skip
        if key:
            row["words"] = seal_words(key, entry.id, row["dossier_id"], entry.words)
            if secret:
                row |= _secret(key, row)
        elif entry.words:
            raise ValueError("a dossier without a key takes no words")
        last = row["digest"] = chain.digest(last, row, row["codes_hash"], chain.words_hash(row["words"]))
        tick.digests[entry.id] = last
        rows.append(row)
    return rows, last


def _secret(key: bytes, row: dict[str, Any]) -> dict[str, Any]:
    sealed = seal_codes(key, row["id"], row["dossier_id"], row["codes"], row["happened_on"], row["precision"])
    precision = "year" if row["precision"] == "year" else "month"
    return {
        "codes": None, "sealed_codes": sealed, "happened_on": coarse_day(row["happened_on"]), "precision": precision,
    }  # fmt: skip


def _withdraw_into_seal(dossier: Dossier, key: bytes) -> None:
    """A dossier that becomes highly restricted: its earlier codes and days go under seal too (their hash stands),
    and its earlier facts are coarsened in place."""
    for row in rows_of(dossier.id):
        if row.sealed_codes is None:
            codes, on, precision = true_codes(row, key)
            hidden = _secret(
                key,
                {"id": row.id, "dossier_id": dossier.id, "codes": codes, "happened_on": on, "precision": precision},
            )
            db.session.execute(update(ENTRIES).where(EntryRow.id == row.id).values(**hidden))
    coarsen_facts(dossier.id)


def set_reach(dossier: Dossier, reach: Reach) -> None:
    """Copy to the dossier who may open it."""
    for name in ("tier", "worker", "supervisor", "lawyer", "team", "place", "district", "province"):
        setattr(dossier, name, getattr(reach, name))
    if reach.tier == HIGHLY_RESTRICTED:
        dossier.team = dossier.place = dossier.district = None
    db.session.flush()


def project(dossier_id: UUID, kind: Kind, state: Any, *, new: bool = False) -> None:
    """Write the rows that pages query from the state; of a dossier that has just begun (`new`) there are none yet."""
    rows = kind.rows_of(state)
    for name in kind.tables:
        table = db.metadata.tables[name]
        if not new:
            db.session.execute(delete(table).where(table.c.dossier_id == dossier_id))
        if rows.get(name):
            whose: dict[str, Any] = {"dossier_id": dossier_id}
            if "programme_id" in table.c:
                whose["programme_id"] = db.session.get_one(Dossier, dossier_id).programme_id
            db.session.execute(insert(table), [whose | row for row in rows[name]])
