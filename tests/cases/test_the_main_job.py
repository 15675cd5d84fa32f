"""One visit, from the intake page to figures that add up: the paralegal's day and the funder's number."""

from __future__ import annotations

import pytest

from casetracker.accounts.permissions import may_count
from casetracker.indicators.counting import count
from casetracker.indicators.opening import open_number
from casetracker.kit import clock
from casetracker.kit.periods import Period
from tests.cases.telling import TODAY, days_ago, do, done, log, state_of, typed
from tests.people import World

COUNTED = {"P01": 1, "C01": 1, "B01": 3, "A01": 2, "A02": 4, "R01": 2, "R02": 2}
THREE = ["MED-STOCK", "INF-WATER", "PER-WAIT"]


def test_one_visit_with_three_problems_is_carried_to_two_resolutions(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, types=THREE, told_on=typed(days_ago(20)))
    numbers = list(state_of(world, case_id).breaches)
    assert numbers == ["1", "2", "3"]
    done(ana, case_id, "step", on=typed(days_ago(15)), breaches=numbers, remedy="dialogue_dir", result="agreed")
    done(ana, case_id, "step", on=typed(days_ago(12)), breaches=["3"], remedy="hier_appeal", result="waiting")
    done(ana, case_id, "resolved", on=typed(days_ago(10)), breaches=["1", "2"], outcome="resolved_full",
         remedy="dialogue_dir")  # fmt: skip
    done(ana, case_id, "confirmed", on=typed(days_ago(9)), breaches=["1", "2"], confirmed_by="client")
    state = state_of(world, case_id)
    assert [b.status for b in state.breaches.values()] == ["confirmed", "confirmed", "open"]
    assert [len(step.breaches) for step in state.steps] == [3, 1]
    page = ana.get(f"/cases/{case_id}").text
    assert "No paediatric syrup" in page
    assert "Amélia Sitoe" in page
    year = Period.year(TODAY.year)
    told = {key: count(key, programme_id=world.programme_id, period=year).value for key in COUNTED}
    assert told == COUNTED
    of_rosa = may_count(world.reader("rosa"), world.programme_id)
    behind = open_number("R01", programme_id=world.programme_id, period=year, scope=of_rosa)
    assert {(row.unit_id, row.part_id) for row in behind} == {(case_id, "1"), (case_id, "2")}


def test_a_case_is_closed_when_the_window_has_passed_and_the_client_was_told(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(50)))
    done(ana, case_id, "step", on=typed(days_ago(45)), breaches=["1"], remedy="dialogue_dir", result="agreed",
         solved=["1"])  # fmt: skip
    early = do(ana, case_id, "close", on=typed(days_ago(40)), reason="verified", told="told")
    assert early.status_code == 422
    assert "watched for 30 days" in early.text
    done(ana, case_id, "confirmed", on=typed(days_ago(44)), breaches=["1"], confirmed_by="committee")
    done(ana, case_id, "close", on=typed(TODAY), reason="verified", told="told")
    state = state_of(world, case_id)
    assert state.closed is not None
    assert state.closed.outcome == "resolved_full"
    done(ana, case_id, "reopen", on=typed(TODAY), why="It is empty again.")
    assert state_of(world, case_id).closed is None


def test_closing_says_how_every_open_problem_ended(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, types=THREE[:2])
    answer = do(ana, case_id, "close", on=typed(TODAY), reason="client_withdrew", told="told", outcome_1="not_resolved")
    assert answer.status_code == 422
    fields = {"outcome_1": "not_resolved", "outcome_2": "not_resolved", "told": "told"}
    wrong = do(ana, case_id, "close", on=typed(TODAY), reason="verified", **fields)
    assert wrong.status_code == 422
    done(ana, case_id, "close", on=typed(TODAY), reason="client_withdrew", **fields)
    state = state_of(world, case_id)
    assert [b.status for b in state.breaches.values()] == ["ended", "ended"]
    assert state.outcome == "not_resolved"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_reply_moves_the_turn_back_to_us(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(9)))
    done(ana, case_id, "step", on=typed(days_ago(8)), breaches=["1"], remedy="letter_district", result="waiting")
    state = state_of(world, case_id)
    assert (state.status, state.next and state.next.turn) == ("awaiting_response", "institution")
    done(ana, case_id, "reply", on=typed(days_ago(2)), step=str(state.steps[0].id), result="refused", what="No budget.",
         next_step="Write to the province", due=typed(clock.today("Africa/Maputo")))  # fmt: skip
    state = state_of(world, case_id)
    assert state.next is not None
    assert (state.next.turn, state.next.words) == ("worker", "Write to the province")


def test_a_closed_case_whose_problem_had_come_back_unnoticed_is_reopened(world: World) -> None:
    """Closed after its watch; the problem had come back inside it, and nobody had noticed."""
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(90)))
    done(ana, case_id, "resolved", on=typed(days_ago(80)), breaches=["1"], outcome="resolved_full")
    done(ana, case_id, "close", on=typed(days_ago(45)), reason="verified", told="told")
    again = {"on": typed(days_ago(10)), "breaches": ["1"], "why": "Empty since then."}
    late = do(ana, case_id, "reopen", **again)
    assert "open a new case" in late.text
    assert "The monitoring window ended" in do(ana, case_id, "reopen", **again, back_on=typed(days_ago(49))).text
    assert "after the case is reopened" in do(ana, case_id, "reopen", **again, back_on=typed(days_ago(9))).text
    unsaid = do(ana, case_id, "reopen", **again | {"breaches": []}, back_on=typed(days_ago(60)))
    assert "Say which problem came back" in unsaid.text
    done(ana, case_id, "reopen", **again, back_on=typed(days_ago(60)))
    state = state_of(world, case_id)
    assert state.closed is None
    assert not state.anomalies
    assert [(one.outcome, one.outcomes) for one in state.closings] == [("resolved_full", {"1": "resolved_full"})]
    assert [b.status for b in state.breaches.values()] == ["open"]
    counted = {
        key: count(key, programme_id=world.programme_id, period=Period.year(2026)).value for key in ("R01", "C03")
    }
    assert counted == {"R01": 0, "C03": 0}


def test_what_was_still_confirmed_had_not_come_back(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(50)))
    done(ana, case_id, "resolved", on=typed(days_ago(30)), breaches=["1"], outcome="resolved_full")
    done(ana, case_id, "confirmed", on=typed(days_ago(20)), breaches=["1"], confirmed_by="client")
    early = do(ana, case_id, "came-back", on=typed(days_ago(25)), breaches=["1"], why="Empty.")
    assert early.status_code == 422
    assert "still confirmed" in early.text
    done(ana, case_id, "came-back", on=typed(days_ago(10)), breaches=["1"], why="Empty.")
