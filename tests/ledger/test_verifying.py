"""Whatever is changed, removed, inserted, swapped or cut off behind the application's back is noticed and named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update

from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger import chain, heads
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Dossier, EntryRow, FactRow, LedgerHead, LedgerTick, Opening
from casetracker.ledger.openings import record_opening
from casetracker.ledger.verifying import Report, verify
from casetracker.paths import MIGRATIONS
from tests.ledger.conftest import Shelf
from tests.ledger.keeping import run
from tests.ledger.toy import more

ENTRY, FACT = EntryRow.__table__, FactRow.__table__


def tamper(*statements: Any) -> None:
    """Change the database as somebody with its file in hand would."""
    db.session.rollback()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        else:
            connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def entry(shelf: Shelf, jar: int, seq: int) -> Any:
    found = db.session.execute(select(ENTRY).where(ENTRY.c.dossier_id == shelf.jars[jar], ENTRY.c.seq == seq)).one()
    db.session.rollback()
    return found


def first(report: Report) -> str:
    assert not report.good
    return str(report.findings[0].sentence)


def test_a_whole_shelf_verifies(shelf: Shelf) -> None:
    report = verify()
    assert report.good, [str(f.sentence) for f in report.findings]
    assert (report.dossiers, report.entries) == (6, 22)


def flipped(value: Any) -> Any:
    """The value with one thing about it changed."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, int):
        return value + 100
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1)
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
    return value.replace(day=value.day + 1) if value is not None else None


EMPTY = {"written_at", "seen_seq", "sealed_codes", "words_said"}
COLUMNS = [column.name for column in ENTRY.columns if column.name not in EMPTY]


def test_one_byte_of_any_column_is_noticed_and_the_entry_named(shelf: Shelf) -> None:
    row = entry(shelf, 2, 2)
    for column in COLUMNS:
        there, other = getattr(row, column), flipped(getattr(row, column))
        now = other if column == "id" else row.id
        tamper(update(EntryRow).where(EntryRow.id == row.id).values({column: other}))
        said = first(verify())
        assert str(now) in said or (column in {"seq", "dossier_id"} and "Entry 2" in said), (column, said)
        tamper(update(EntryRow).where(EntryRow.id == now).values({column: there}))
    assert verify().good


@pytest.mark.parametrize("column", sorted(EMPTY))
def test_a_value_put_where_there_was_none_is_noticed(shelf: Shelf, column: str) -> None:
    row = entry(shelf, 2, 2)
    value = {"written_at": row.recorded_at, "seen_seq": 1, "sealed_codes": b"x" * 40, "words_said": b"x" * 32}[column]
    tamper(update(EntryRow).where(EntryRow.id == row.id).values({column: value}))
    assert str(row.id) in first(verify())


def test_words_of_another_entry_are_noticed(shelf: Shelf) -> None:
    one, other = entry(shelf, 1, 2), entry(shelf, 1, 3)
    tamper(
        update(EntryRow).where(EntryRow.id == one.id).values(words=other.words),
        update(EntryRow).where(EntryRow.id == other.id).values(words=one.words),
    )
    assert str(one.id) in first(verify())


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_entry_is_noticed(shelf: Shelf, seq: int) -> None:
    tamper(delete(EntryRow).where(EntryRow.id == entry(shelf, 3, seq).id))
    reference = db.session.get_one(Dossier, shelf.jars[3]).reference
    assert f"Entry {seq} of {reference}" in first(verify())


def _rechained(shelf: Shelf, jar: int, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """Rewrite a dossier as somebody would who knows how digests are made, and lacks only the keys."""
    dossier = db.session.get_one(Dossier, shelf.jars[jar])
    last = chain.start(dossier.id, dossier.kind, dossier.programme_id, dossier.reference)
    rows = db.session.execute(select(ENTRY).where(ENTRY.c.dossier_id == dossier.id).order_by(ENTRY.c.seq)).all()
    fresh = change([dict(row._mapping) for row in rows])
    for seq, row in enumerate(fresh, start=1):
        row["seq"] = seq
        last = row["digest"] = chain.digest(last, row, row["codes_hash"], chain.words_hash(row["words"]))
    tamper(
        delete(EntryRow).where(EntryRow.dossier_id == dossier.id),
        insert(EntryRow).values(fresh),
        update(Dossier).where(Dossier.id == dossier.id).values(last_seq=len(fresh), last_digest=last),
    )


def test_a_removed_entry_is_noticed_though_all_digests_were_made_anew(shelf: Shelf) -> None:
    gone = entry(shelf, 3, 2)
    _rechained(shelf, 3, lambda rows: [rows[0], *rows[2:]])
    assert str(gone.id) in first(verify())


def test_an_inserted_entry_is_noticed_though_all_digests_were_made_anew(shelf: Shelf) -> None:
    ids = {}

    def doubled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        ids["new"] = new_id()
        return [*rows[:2], {**rows[1], "id": ids["new"]}, *rows[2:]]

    _rechained(shelf, 3, doubled)
    assert str(ids["new"]) in first(verify())


def test_an_entry_added_at_the_end_is_noticed(shelf: Shelf) -> None:
    row = dict(entry(shelf, 4, 4)._mapping) | {"id": new_id(), "seq": 5}
    tamper(insert(EntryRow).values(row))
    assert str(row["id"]) in first(verify())


def test_swapped_entries_are_noticed(shelf: Shelf) -> None:
    one, other = entry(shelf, 3, 2), entry(shelf, 3, 3)
    tamper(
        update(EntryRow).where(EntryRow.id == one.id).values(seq=99),
        update(EntryRow).where(EntryRow.id == other.id).values(seq=2),
        update(EntryRow).where(EntryRow.id == one.id).values(seq=3),
    )
    assert "Entry 2 of" in first(verify())


def test_swapped_entries_are_noticed_though_all_digests_were_made_anew(shelf: Shelf) -> None:
    _rechained(shelf, 3, lambda rows: [rows[0], rows[2], rows[1], *rows[3:]])
    said = first(verify())
    assert "Transaction" in said and str(entry(shelf, 3, 3).id) in said


@pytest.mark.parametrize("count", [1, 4])
def test_a_cut_off_end_is_noticed_though_its_ticks_went_with_it(shelf: Shelf, count: int) -> None:
    ticks = db.session.execute(select(LedgerTick.__table__).order_by(LedgerTick.tick)).all()
    keep, lost = ticks[-count - 1], ticks[-count]
    gone = db.session.execute(select(ENTRY).where(ENTRY.c.tick >= lost.tick).order_by(ENTRY.c.tick)).all()
    tamper(
        delete(EntryRow).where(EntryRow.tick >= lost.tick),
        delete(LedgerTick).where(LedgerTick.tick >= lost.tick),
        update(LedgerHead).values(tick=keep.tick, head=keep.head, recorded_at=keep.recorded_at),
    )
    for jar in shelf.jars:
        rows = db.session.execute(select(ENTRY).where(ENTRY.c.dossier_id == jar).order_by(ENTRY.c.seq)).all()
        last = rows[-1]
        tamper(update(Dossier).where(Dossier.id == jar).values(last_seq=last.seq, last_digest=last.digest))
    assert str(gone[0].id) in first(verify())


def test_a_lost_head_file_is_noticed(shelf: Shelf) -> None:
    heads.head_file(shelf.programme.id).unlink()
    assert "head file" in first(verify())


def test_an_older_head_file_is_no_fault_and_another_history_is(shelf: Shelf) -> None:
    path = heads.head_file(shelf.programme.id)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:5]))
    assert verify().good
    path.write_text("".join([*lines[:4], lines[4].replace(lines[4].split(" ")[1], "0" * 64)]))
    assert "Transaction 5" in first(verify())


def test_a_signed_exception_accepts_an_older_database_and_a_forged_one_does_not(shelf: Shelf) -> None:
    path = heads.head_file(shelf.programme.id)
    ticks = db.session.execute(select(LedgerTick.__table__).order_by(LedgerTick.tick)).all()
    db.session.rollback()
    with path.open("a") as out:
        out.write(f"{ticks[-1].tick + 3} {'ab' * 32} {new_id()}\n")
    assert not verify().good
    forged = heads.Anchor(ticks[-1].tick, ticks[-1].head)
    with path.open("a") as out:
        out.write(f"restored {forged.line} - {'00' * 32}\n")
    assert not verify().good
    heads.accept(path, forged)
    assert verify().good
    with transaction():
        more(shelf.programme, shelf.jars[1], "jar.filled")
    assert verify().good


@pytest.mark.parametrize("standing", [True, False])
def test_a_deleted_fact_names_its_dossier(shelf: Shelf, standing: bool) -> None:
    known = FactRow.known_to.is_(None) if standing else FactRow.known_to.is_not(None)
    row = db.session.execute(select(FACT).where(known).order_by(FACT.c.id)).first()
    assert row is not None
    reference = db.session.get_one(Dossier, row.unit_id).reference
    tamper(delete(FactRow).where(FactRow.id == row.id))
    assert f"{reference}: its facts" in first(verify())


@pytest.mark.parametrize(
    "change", [{"amount": 5}, {"known_from": 1}, {"known_to": 30}, {"place": "L7"}, {"programme_id": 2}]
)
def test_an_altered_fact_names_its_dossier(shelf: Shelf, change: dict[str, Any]) -> None:
    row = db.session.execute(select(FACT).where(FactRow.known_to.is_(None))).first()
    assert row is not None
    reference = db.session.get_one(Dossier, row.unit_id).reference
    tamper(update(FactRow).where(FactRow.id == row.id).values(change))
    assert str(reference) in first(verify())


@pytest.mark.parametrize(
    "change", [{"tier": "restricted"}, {"worker": "carlos"}, {"reference": "X-1"}, {"province": None}]
)
def test_an_altered_dossier_is_noticed(shelf: Shelf, change: dict[str, Any]) -> None:
    tamper(update(Dossier).where(Dossier.id == shelf.jars[2]).values(change))
    assert not verify().good


def test_an_altered_row_of_the_projection_is_noticed(shelf: Shelf) -> None:
    tamper(text("UPDATE conflict SET entries = '[]' WHERE field = 'filling 0'"))
    assert "conflict" in first(verify())
    tamper(text("DELETE FROM conflict"))
    assert "conflict" in first(verify())


@pytest.mark.parametrize("change", ["altered", "first", "middle", "tail", "inserted", "all"])
def test_openings_are_chained_too(shelf: Shelf, change: str) -> None:
    for _ in range(5):
        record_opening(by=MACHINE, programme_id=shelf.programme.id, dossiers=shelf.jars[:2])
    assert verify().good
    row = {c.name: getattr(Opening(), c.key, None) for c in Opening.__table__.columns}
    what = {
        "altered": update(Opening).where(Opening.seq == 4).values(user="carlos"),
        "first": delete(Opening).where(Opening.seq == 1),
        "middle": delete(Opening).where(Opening.seq == 5),
        "tail": delete(Opening).where(Opening.seq >= 9),
        "all": delete(Opening),
        "inserted": insert(Opening).values(
            row | {
                "seq": 11, "programme_id": 1, "dossier_id": shelf.jars[0], "user_id": 1, "user_code": "x",
                "what": "page", "at": shelf.programme.created_at, "chain": hashlib.sha256(b"x").digest(),
            }
        ),
    }[change]  # fmt: skip
    with db.engines["desk"].begin() as connection:
        connection.execute(what)
    assert "Opening" in first(verify())


def test_the_command_line_says_so_and_ends_with_1(app: Flask, shelf: Shelf) -> None:
    flask_migrate.stamp(directory=str(MIGRATIONS))
    assert run(app, "verify").exit_code == 0
    row = entry(shelf, 2, 2)
    tamper(update(EntryRow).where(EntryRow.id == row.id).values(words=flipped(row.words)))
    done = run(app, "verify")
    assert done.exit_code == 1
    assert f"Entry 2 of HEA-26-00003 ({row.id})" in done.output


def test_a_row_of_pages_is_mended_by_a_rebuild(app: Flask, shelf: Shelf) -> None:
    flask_migrate.stamp(directory=str(MIGRATIONS))
    tamper(text("DELETE FROM conflict"), update(Dossier).where(Dossier.id == shelf.jars[0]).values(worker="x"))
    assert not verify().good
    assert run(app, "rebuild").exit_code == 0
    assert verify().good


def test_nonsense_in_any_column_is_noticed_and_the_entry_named(shelf: Shelf) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # there every column keeps its type
    row = entry(shelf, 2, 2)
    for column in [column.name for column in ENTRY.columns]:
        tamper(text(f"CREATE TABLE kept AS SELECT rowid AS r, {column} AS v FROM entry WHERE id = x'{row.id.hex}'"))
        tamper(text(f"UPDATE entry SET {column} = 'X' WHERE rowid = (SELECT r FROM kept)"))
        told = " ".join(str(finding.sentence) for finding in verify().findings)
        assert str(row.id) in told or "Entry 2 of HEA-26-00003" in told or column == "id", (column, told)
        tamper(text(f"UPDATE entry SET {column} = (SELECT v FROM kept) WHERE rowid = (SELECT r FROM kept)"))
        tamper(text("DROP TABLE kept"))
    assert verify().good


def test_bytes_that_are_no_text_are_a_changed_entry_and_no_damaged_file(shelf: Shelf) -> None:
    """What SQLite makes of a byte changed with ||: a text that nobody can decode."""
    if db.engine.dialect.name != "sqlite":
        return  # there bytes stay bytes
    row = entry(shelf, 2, 2)
    tamper(
        text(f"UPDATE entry SET words = substr(words, 1, 9) || x'fe' || substr(words, 11) WHERE id = x'{row.id.hex}'")
    )
    assert f"Entry 2 of HEA-26-00003 ({row.id})" in first(verify())
