"""What was counted holds until the programme's next tick, and is never kept from a transaction that may be undone."""

from __future__ import annotations

from sqlalchemy import func, select

from casetracker.kit.db import db, refuse, transaction
from casetracker.ledger.held import MOST_KEPT, held, ticks_of
from casetracker.ledger.models import Dossier, Programme
from tests.ledger.toy import open_jar


def jars() -> int:
    return db.session.scalar(select(func.count()).where(Dossier.kind == "jar")) or 0


def counted(programme: Programme, reader: str = "ana") -> int:
    return held("jars", (ticks_of([programme.id]), reader), jars)


def asked(name: str, at: int) -> list[int]:
    """Which of several questions had to be asked anew."""
    again: list[int] = []
    held(name, at, lambda: again.append(at))
    return again


def test_what_was_counted_holds_until_the_next_entry(programme: Programme) -> None:
    with transaction():
        open_jar(programme)
    assert counted(programme) == 1
    assert held("jars", (ticks_of([programme.id]), "ana"), lambda: 99) == 1
    assert held("jars", (ticks_of([programme.id]), "rosa"), lambda: 99) == 99, "another reader counts for themselves"
    with transaction():
        open_jar(programme)
    assert counted(programme) == 2


def test_nothing_is_kept_from_a_transaction_that_leaves_no_trace(programme: Programme) -> None:
    with transaction():
        open_jar(programme)
        assert counted(programme) == 1
        refuse()
    assert counted(programme) == 0
    with transaction():
        open_jar(programme)
    assert counted(programme) == 1
    with transaction():
        open_jar(programme)
        open_jar(programme)
        assert counted(programme) == 3
        refuse()
    with transaction():
        open_jar(programme)
    assert counted(programme) == 2, "the tick that was undone is given again"


def test_of_each_question_the_last_answers_are_kept(programme: Programme) -> None:
    assert [asked("first", at) for at in (1, 1, 2)] == [[1], [], [2]]
    for at in range(MOST_KEPT):
        asked("first", at + 10)
    assert asked("first", 1) == [1] and asked("first", MOST_KEPT) == []
