"""Ana files a request and the law's clock runs: moved, paused, answered, withdrawn with what started it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casetracker.cases import actions
from casetracker.cases.deadlines import Clock
from casetracker.cases.models import CaseRow, ClockRow
from casetracker.kit import clock as now
from casetracker.kit.db import db, transaction
from casetracker.ledger.kinds import Refused
from casetracker.ledger.programmes import amend_code
from tests.cases.telling import SECRET_TYPE, opened, state_of
from tests.people import World

FILED = date(2026, 6, 3)
sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def act(world: World, deed: Any, case_id: UUID, who: str = "ana", **values: Any) -> Any:
    """One deed of somebody's, saved."""
    with transaction():
        return deed(by=world.reader(who).author, programme=world.programme, case_id=case_id, **values)


def requested(world: World, on: date = FILED, **more: Any) -> UUID:
    """A case with an information request, filed."""
    case_id = opened(world, on=date(2026, 6, 1), types=more.pop("types", ["MED-STOCK"]))
    step = {"remedy": "info_request", "institution": "sdsmas", "result": "waiting", "breaches": ["1"], **more}
    act(world, actions.take_step, case_id, on=on, **step)
    return case_id


def limit(world: World, case_id: UUID, place: int = 0) -> Clock:
    return state_of(world, case_id).clocks[place]


def working_days(world: World) -> None:
    """The manager changes the rule."""
    with transaction():
        amend_code(
            by=world.reader("marta").author, programme=world.programme, list_name="deadline_rule", code="MZ-RTI-21",
            says={"day_kind": "working"},
        )  # fmt: skip


def test_a_request_starts_the_limit_of_the_law_in_the_same_breath(world: World) -> None:
    before = requested(world)
    working_days(world)
    after = requested(world)
    assert [limit(world, one).due.on for one in (before, after)] == [date(2026, 6, 24), date(2026, 7, 3)]
    assert limit(world, after).names == {date(2026, 6, 25): "Dia da Independência Nacional"}
    state = state_of(world, after)
    assert state.next is not None
    assert (state.next.turn, state.next.due) == ("institution", date(2026, 7, 3))
    row = db.session.get_one(CaseRow, after)
    assert (row.next_due, row.turn, row.filing_due) == (date(2026, 7, 3), "institution", None)
    kept = db.session.query(ClockRow).filter_by(dossier_id=after).one()
    assert (kept.rule, kept.side, kept.is_open, kept.due_on) == ("MZ-RTI-21", "institution", True, date(2026, 7, 3))


@sqlite
def test_an_answer_ends_it_and_waiting_does_not(world: World) -> None:
    case_id = requested(world)
    step = state_of(world, case_id).steps[0].id
    act(world, actions.receive_reply, case_id, on=date(2026, 6, 10), step=step, result="waiting")
    assert limit(world, case_id).runs
    reply = act(world, actions.receive_reply, case_id, on=date(2026, 6, 12), step=step, result="refused")
    ended = limit(world, case_id).ended
    assert ended is not None
    assert (ended.how, ended.at.on) == ("answered", date(2026, 6, 12))
    act(world, actions.void_entry, case_id, entry=reply.entries[0].id, why="It was about another case.")
    assert limit(world, case_id).runs


@sqlite
def test_a_withdrawn_request_takes_its_limit_with_it_and_another_day_moves_it(world: World) -> None:
    case_id = requested(world)
    step = state_of(world, case_id).steps[0].id
    act(world, actions.correct_day, case_id, entry=step, on=date(2026, 6, 5))
    assert limit(world, case_id).due.on == date(2026, 6, 26)
    void = act(world, actions.void_entry, case_id, entry=step, why="Never sent.")
    assert state_of(world, case_id).clocks == ()
    assert state_of(world, case_id).anomalies == ()
    act(world, actions.void_entry, case_id, entry=void.entries[0].id, why="It was sent after all.")
    assert limit(world, case_id).due.on == date(2026, 6, 26)


@sqlite
def test_paused_it_keeps_what_was_left(world: World) -> None:
    case_id = requested(world)
    clock = limit(world, case_id).id
    act(world, actions.pause_clock, case_id, clock=clock, on=date(2026, 6, 8), why="They asked for a paper.")
    state = state_of(world, case_id)
    assert state.next is not None
    assert (state.next.due, state.clocks[0].runs) == (None, False)
    act(world, actions.resume_clock, case_id, clock=clock, on=date(2026, 6, 12))
    assert limit(world, case_id).due.on == date(2026, 6, 28)


@sqlite
def test_another_day_needs_a_reason_and_a_rule_without_extension_is_not_extended(world: World) -> None:
    case_id = requested(world)
    clock = limit(world, case_id).id
    with pytest.raises(Refused, match="no extension"):
        act(world, actions.extend_clock, case_id, clock=clock, to=45)
    with pytest.raises(Refused, match="why"):
        act(world, actions.override_clock, case_id, clock=clock, due=date(2026, 7, 1), why=" ")
    act(world, actions.override_clock, case_id, clock=clock, due=date(2026, 7, 1), why="Agreed with the director.")
    assert (limit(world, case_id).due.on, limit(world, case_id).given) == (date(2026, 7, 1), True)


@sqlite
def test_what_nobody_confirmed_is_started_by_hand_with_a_day_and_a_reason(world: World) -> None:
    case_id = opened(world, on=date(2026, 6, 1))
    start = {"rule": "MZ-ADM-DECISION", "start": FILED}
    with pytest.raises(Refused, match="confirmed"):
        act(world, actions.start_clock, case_id, **start)
    with pytest.raises(Refused, match="why"):
        act(world, actions.start_clock, case_id, **start, due=date(2026, 7, 13))
    act(world, actions.start_clock, case_id, **start, due=date(2026, 7, 13), why="Our lawyer says 40 days.")
    assert limit(world, case_id).due.on == date(2026, 7, 13)


@sqlite
def test_a_limit_that_passed_asks_until_somebody_says_what_is_next(world: World) -> None:
    case_id = requested(world, on=date(2026, 6, 3), due=date(2026, 7, 30), next_step="Phone them")
    assert db.session.get_one(CaseRow, case_id).next_due == date(2026, 6, 24)
    with now.clock_at(lambda: now.datetime(2026, 7, 1, 9, tzinfo=now.UTC)):
        act(world, actions.set_next, case_id, next_step="Write to the province", due=date(2026, 7, 8))
        assert db.session.get_one(CaseRow, case_id).next_due == date(2026, 7, 8)
        assert limit(world, case_id).lapsed(date(2026, 7, 1))


@sqlite
def test_a_closed_case_waits_for_nothing(world: World) -> None:
    case_id = requested(world)
    act(world, actions.end_breach, case_id, on=date(2026, 6, 12), breach="1")
    act(world, actions.tell_client, case_id, on=date(2026, 6, 12), state="told")
    act(world, actions.close_case, case_id, on=date(2026, 6, 12), reason="exhausted")
    ended = limit(world, case_id).ended
    assert ended is not None
    assert ended.how == "closed"
    act(world, actions.reopen_case, case_id, on=date(2026, 6, 13), why="They wrote.")
    assert limit(world, case_id).runs


def test_of_a_highly_restricted_case_no_row_is_written(world: World) -> None:
    case_id = requested(world, types=[SECRET_TYPE])
    assert limit(world, case_id).due.on == date(2026, 6, 24)
    assert db.session.query(ClockRow).filter_by(dossier_id=case_id).count() == 0
    assert db.session.get_one(CaseRow, case_id).next_due is None
