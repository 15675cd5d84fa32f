"""A form that is sent ten times at once is taken once; other words under its number are never swallowed."""

from __future__ import annotations

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from casetracker.kit.db import db, transaction
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.submissions import OtherContent, finish, submit
from casetracker.ledger.verifying import verify
from tests.ledger.toy import ANA, open_jar

ROSA = Author(8, "rosa")


def take(programme_id: int, nonce: str, content: bytes, by: Author = ANA) -> str:
    """What a page does with a form."""
    with transaction():
        earlier = submit(by=by, nonce=nonce, content=content)
        if earlier is not None:
            return earlier
        jar = open_jar(db.session.get_one(Programme, programme_id))
        finish(by=by, nonce=nonce, result=f"/jars/{jar.reference}")
        return f"/jars/{jar.reference}"


def jars() -> int:
    found = db.session.scalar(select(func.count()).where(Dossier.kind == "jar")) or 0
    db.session.rollback()
    return found


def test_ten_at_once_are_one(app: Flask, programme: Programme) -> None:
    nonce, programme_id = str(uuid4()), programme.id
    db.session.remove()
    results: list[str] = []
    ready = Barrier(10)

    def send() -> None:
        with app.app_context():
            ready.wait()
            results.append(take(programme_id, nonce, b"the same words"))
            db.session.remove()

    threads = [Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 10 and len(set(results)) == 1
    assert jars() == 1
    assert verify().good


def test_the_same_again_gives_the_first_result_and_other_words_are_a_question(programme: Programme) -> None:
    first = take(programme.id, "n-1", b"one")
    assert take(programme.id, "n-1", b"one") == first
    with pytest.raises(OtherContent):
        take(programme.id, "n-1", b"two")
    assert jars() == 1


def test_somebody_elses_number_is_theirs_alone(programme: Programme) -> None:
    assert take(programme.id, "n-1", b"one") != take(programme.id, "n-1", b"one", by=ROSA)
    assert jars() == 2


def test_a_form_that_failed_may_come_again(programme: Programme) -> None:
    def broken() -> None:
        with transaction():
            submit(by=ANA, nonce="n-2", content=b"one")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert take(programme.id, "n-2", b"one").startswith("/jars/")


def test_many_writers_at_once_lose_nothing_and_double_nothing(app: Flask, programme: Programme) -> None:
    programme_id = programme.id
    db.session.remove()
    made: list[str] = []

    def write(number: int) -> None:
        with app.app_context():
            for turn in range(8):
                made.append(take(programme_id, f"w{number}-{turn}", b"words"))
            db.session.remove()

    threads = [Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 48 == jars()
    assert verify().good
