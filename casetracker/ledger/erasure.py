"""Erasing a dossier: its key destroyed, its codes gone, its facts coarsened in place; every count stays true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from casetracker.kit import clock
from casetracker.kit.db import after_commit, canonical, db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger import attachments, chain, indexing
from casetracker.ledger.entries import MACHINE, Author, coarse_day
from casetracker.ledger.erased import WITHDRAWN, print_of
from casetracker.ledger.keys import keys, public_salt
from casetracker.ledger.kinds import kind_named
from casetracker.ledger.models import Conflict, Dossier, EntryRow, FactRow, Mention, Programme, SourceRow
from casetracker.ledger.rows import ERASED, rows_of
from casetracker.ledger.standing import coarsen_facts
from casetracker.ledger.ticks import OpenTick, take_tick


def erase(*, by: Author, programme: Programme, dossier_id: UUID, reason: str) -> None:
    """Erase a dossier inside the running transaction; its key is destroyed once that is committed.

    What remains: that there was a dossier, who wrote in it and when, and its facts by province, month and group.
    """
    tick = take_tick(programme.id)
    dossier = db.session.get_one(Dossier, dossier_id, populate_existing=True)
    if dossier.erased_at is not None:
        return
    if not kind_named(dossier.kind).sealed:
        raise ValueError("an unsealed dossier is public knowledge and is not erased")
    indexing.withdraw(dossier, kind_named(dossier.kind))
    attachments.forget(dossier_id)
    _blank_entries(dossier_id)
    _delete_what_leads_to_it(dossier_id, kind_named(dossier.kind).tables)
    coarsen_facts(dossier_id)
    for name in WITHDRAWN:
        setattr(dossier, name, None)
    dossier.erased_at = tick.recorded_at
    _last_entry(by, programme, dossier, tick, reason)
    db.session.flush()
    db.session.info.setdefault("to_destroy", []).append(dossier_id)


def _blank_entries(dossier_id: UUID) -> None:
    """The chain covers a salted hash of codes and day; without the key its salt is gone, and the hash says nothing."""
    for row in rows_of(dossier_id):
        db.session.execute(
            update(EntryRow)
            .where(EntryRow.id == row.id)
            .values(
                codes=None, sealed_codes=None, happened_on=coarse_day(row.happened_on),
                precision="year" if row.precision == "year" else "month",
            )
        )  # fmt: skip


def _delete_what_leads_to_it(dossier_id: UUID, tables: Iterable[str]) -> None:
    for name in tables:
        table = db.metadata.tables[name]
        db.session.execute(delete(table).where(table.c.dossier_id == dossier_id))
    for model in (Conflict, Mention):
        db.session.execute(delete(model).where(model.dossier_id == dossier_id))
    # The row of the source stays, so that the next import does not bring it back; what it said goes.
    db.session.execute(update(SourceRow).where(SourceRow.dossier_id == dossier_id).values(imported={}))


def _last_entry(by: Author, programme: Programme, dossier: Dossier, tick: OpenTick, reason: str) -> None:
    facts = db.session.execute(select(FactRow.__table__).where(FactRow.unit_id == dossier.id)).all()
    codes = canonical({"reason": reason, "facts": print_of(facts)})
    row: dict[str, Any] = {
        "id": new_id(), "dossier_id": dossier.id, "dossier_kind": dossier.kind, "programme_id": programme.id,
        "seq": dossier.last_seq + 1, "tick": tick.tick, "kind": ERASED, "kind_version": 1,
        "preset_version": programme.preset_version, "happened_on": clock.today(programme.timezone),
        "precision": "day", "written_at": None, "recorded_at": tick.recorded_at, "author_id": by.id,
        "author": by.code, "device_id": by.device, "seen_seq": None, "codes": codes,
        "sealed_codes": None, "words": None,
    }  # fmt: skip
    hashed = chain.codes_hash(public_salt(dossier.id), row["id"], codes, row["happened_on"], row["precision"])
    digest = chain.digest(dossier.last_digest, row, hashed, chain.words_hash(None))
    db.session.execute(insert(EntryRow), [row | {"codes_hash": hashed, "digest": digest}])
    tick.digests[row["id"]] = dossier.last_digest = digest
    dossier.last_seq += 1


def _destroy() -> None:
    for dossier_id in db.session.info.get("to_destroy", ()):
        keys().destroy(dossier_id, clock.now().isoformat())
    overwritten = db.session.info.get("to_destroy") or db.session.info.pop("overwritten", False)
    if overwritten and db.engine.dialect.name == "sqlite":
        # What was overwritten still stands in the write-ahead log until it is folded in.
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def catch_up() -> int:
    """Finish what was broken off, and erase again what a restore brought back; returns how many dossiers.

    Called at every start and after a restore: the list of destroyed keys is not in the backup of the database.
    """
    destroyed = {dossier_id for dossier_id, _ in keys().destroyed()}
    erased = set(db.session.scalars(select(Dossier.id).where(Dossier.erased_at.is_not(None))))
    for dossier_id in erased - destroyed:
        keys().destroy(dossier_id, clock.now().isoformat())
    back = [row for row in (db.session.get(Dossier, i) for i in destroyed - erased) if row is not None]
    if back:
        with transaction():
            for dossier in back:
                programme = db.session.get_one(Programme, dossier.programme_id)
                erase(by=MACHINE, programme=programme, dossier_id=dossier.id, reason="restored")
    return len(back) + len(erased - destroyed)


def arm() -> None:
    """Destroy keys after the commit that erased their dossiers."""
    after_commit(_destroy)
