"""Erasing a dossier takes its words, its codes and its key, and leaves every count true."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from casetracker.kit.db import db, transaction
from casetracker.ledger.erasure import catch_up, erase
from casetracker.ledger.keys import Erased, keys
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Dossier, EntryRow, FactRow, Token
from casetracker.ledger.rebuilding import rebuild
from casetracker.ledger.rows import entries_of
from casetracker.ledger.verifying import verify
from tests.ledger.conftest import Shelf
from tests.ledger.toy import ANA, more


def counts() -> list[tuple[object, ...]]:
    found = db.session.execute(
        select(FactRow.kind, FactRow.province, func.count(), func.sum(FactRow.amount))
        .where(FactRow.known_to.is_(None)).group_by(FactRow.kind, FactRow.province).order_by(FactRow.kind)
    ).all()  # fmt: skip
    db.session.remove()
    return [tuple(row) for row in found]


@pytest.fixture
def erased(app: Flask, shelf: Shelf) -> Shelf:
    """A shelf of which the first jar was erased."""
    with transaction():
        erase(by=ANA, programme=shelf.programme, dossier_id=shelf.jars[0], reason="asked")
    return shelf


def test_every_count_stays_true_and_the_chain_whole(shelf: Shelf) -> None:
    before = counts()
    with transaction():
        erase(by=ANA, programme=shelf.programme, dossier_id=shelf.jars[0], reason="asked")
    assert counts() == before
    report = verify()
    assert report.good, [str(finding.sentence) for finding in report.findings]


def test_words_codes_tokens_and_key_are_gone(erased: Shelf) -> None:
    jar = erased.jars[0]
    with pytest.raises(Erased):
        keys().get(jar)
    assert [i for i, _ in keys().destroyed()] == [jar]
    rows = db.session.scalars(select(EntryRow).where(EntryRow.dossier_id == jar).order_by(EntryRow.seq)).all()
    assert [row.codes is None for row in rows] == [True] * (len(rows) - 1) + [False]
    assert all(row.happened_on.day == 1 for row in rows[:-1])
    assert set(db.session.scalars(select(Token.dossier_id))) == set(erased.jars[1:])
    facts = db.session.scalars(select(FactRow).where(FactRow.unit_id == jar)).all()
    assert {(fact.place, fact.worker, fact.province) for fact in facts} == {(None, None, "P1")}
    assert entries_of(jar, words=True)[0].words == {}


def test_nothing_more_is_said_about_it(erased: Shelf) -> None:
    with pytest.raises(Refused), transaction():
        more(erased.programme, erased.jars[0], "jar.filled")
    with transaction():
        erase(by=ANA, programme=erased.programme, dossier_id=erased.jars[0], reason="again")
    assert verify().good


def test_a_rebuild_leaves_it_alone(erased: Shelf) -> None:
    assert rebuild(facts=True) == []
    assert verify().good


def test_tampering_with_what_remains_is_noticed(erased: Shelf) -> None:
    with db.engine.begin() as connection:
        connection.execute(update(FactRow).where(FactRow.unit_id == erased.jars[0]).values(amount=9))
    assert "left when it was erased" in str(verify().findings[0].sentence)


def test_an_erasure_broken_off_before_the_key_went_is_finished_at_the_next_start(shelf: Shelf) -> None:
    with transaction():
        erase(by=ANA, programme=shelf.programme, dossier_id=shelf.jars[0], reason="asked")
        db.session.info.pop("to_destroy")
    assert keys().get(shelf.jars[0])
    assert catch_up() == 1
    with pytest.raises(Erased):
        keys().get(shelf.jars[0])
    assert catch_up() == 0


def test_facts_are_remade_tick_by_tick(shelf: Shelf) -> None:
    with db.engine.begin() as connection:
        connection.execute(update(Dossier).where(Dossier.id == shelf.jars[2]).values(worker="x"))
        connection.execute(FactRow.__table__.delete().where(FactRow.unit_id.in_(shelf.jars[:2])))
    assert not verify().good
    assert rebuild() == []
    assert rebuild(facts=True) == ["HEA-26-00001", "HEA-26-00002"]
    assert verify().good
