"""A sentence that should never have been written goes for good; that it went, who took it out and why stays."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from casetracker.kit.db import db, transaction
from casetracker.ledger.indexing import candidates
from casetracker.ledger.models import EntryRow
from casetracker.ledger.rows import rows_of
from casetracker.ledger.verifying import verify
from tests.cases.telling import do, done, opened, state_of
from tests.people import World

TOLD = "No syrup since Monday. Her neighbour Zacarias sells it. The nurse knows."


@pytest.fixture
def case(world: World) -> UUID:
    """A case whose story names somebody who has nothing to do with it."""
    return opened(world, narrative=TOLD)


def take_out(world: World, case: UUID, sentence: str = "Her neighbour Zacarias sells it.") -> None:
    entry = state_of(world, case).opened.entry
    done(world.seat("rosa"), case, "redact", entry=str(entry), sentence=sentence, why="A third person.")


def test_the_sentence_is_gone_from_file_and_search_and_the_rest_stays(world: World, case: UUID) -> None:
    assert candidates(world.programme_id, "Zacarias") == [case]
    take_out(world, case)
    page = world.seat("ana").get(f"/cases/{case}").text
    assert "Zacarias" not in page and "No syrup since Monday. […] The nurse knows." in page
    assert "Words were taken out" in page and "A third person." in page
    assert candidates(world.programme_id, "Zacarias") == []
    assert candidates(world.programme_id, "nurse knows") == [case]
    assert verify().good


def test_words_that_do_not_stand_there_are_refused_with_what_was_typed(world: World, case: UUID) -> None:
    entry = str(state_of(world, case).opened.entry)
    answer = do(world.seat("rosa"), case, "redact", entry=entry, sentence="Nothing of the kind.", why="None.")
    assert answer.status_code == 422 and "These words do not stand in this entry" in answer.text
    assert "Nothing of the kind." in answer.text
    assert do(world.seat("ana"), case, "redact", entry=entry, sentence=TOLD, why="No.").status_code in {403, 404}


def test_words_taken_out_behind_the_ledgers_back_are_named(app: Flask, world: World, case: UUID) -> None:
    take_out(world, case)
    first, *_rest = rows_of(case)
    other = opened(world, narrative="Another story.")
    with transaction():
        stolen = rows_of(other)[0].words
        db.session.execute(update(EntryRow).where(EntryRow.id == first.id).values(words=stolen))
    told = [str(one.sentence) for one in verify().findings]
    assert told and str(first.id) in told[0]


def test_a_second_sentence_of_the_same_entry_can_go_too(world: World, case: UUID) -> None:
    take_out(world, case)
    take_out(world, case, "The nurse knows.")
    assert state_of(world, case).words["narrative"] == "No syrup since Monday. […] […]"
    assert verify().good
