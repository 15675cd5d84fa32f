"""Nobody is left alone with a file: what is asked waits until it is answered, on the right person's page."""

from __future__ import annotations

import pytest

from casetracker.cases import actions
from casetracker.kit.db import transaction
from casetracker.ledger.kinds import Refused
from tests.cases.telling import days_ago, do, done, opened, state_of
from tests.people import World


def test_please_complete_comes_back_to_the_worker_and_her_answer_closes_it(world: World) -> None:
    case = opened(world)
    rosa, ana = world.seat("rosa"), world.seat("ana")
    done(rosa, case, "remark", what="complete", text="Which syrup was it?")
    assert "Asked of you" in ana.get("/day").text
    remark = state_of(world, case).remarks[0]
    page = ana.get(f"/cases/{case}").text
    assert "Which syrup was it?" in page and f"answer?remark={remark.id}" in page
    done(ana, case, "answer", remark=str(remark.id), text="Amoxicillin.")
    assert "Asked of you" not in ana.get("/day").text
    assert "Amoxicillin." in rosa.get(f"/cases/{case}").text


def test_a_call_for_help_is_the_supervisors_turn_until_it_is_answered(world: World) -> None:
    case = opened(world)
    done(world.seat("ana"), case, "help", text="The director shouts at me.")
    assert state_of(world, case).turn == "supervisor"
    rosa = world.seat("rosa")
    assert "Help is asked for" in rosa.get("/team").text
    done(rosa, case, "answer", remark=str(state_of(world, case).remarks[0].id), text="I come on Monday.")
    assert state_of(world, case).turn == "worker"


def test_praise_needs_no_words_and_asks_nothing(world: World) -> None:
    case = opened(world)
    entry = state_of(world, case).opened.entry
    done(world.seat("rosa"), case, "remark", what="praise", entry=str(entry))
    state = state_of(world, case)
    assert state.remarks[0].entry == entry and state.remarks[0].owed_by == ""
    assert "Well done" in world.seat("ana").get(f"/cases/{case}").text


def test_a_return_for_correction_reaches_a_closed_case_too(world: World) -> None:
    case = opened(world, on=days_ago(50))
    with transaction():
        for deed, more in (
            (actions.end_breach, {"breach": "1"}),
            (actions.tell_client, {"state": "told"}),
            (actions.close_case, {"reason": "client_withdrew"}),
        ):
            deed(by=world.reader("ana").author, programme=world.programme, case_id=case, on=days_ago(2), **more)
    done(world.seat("rosa"), case, "remark", what="returned", text="Say who withdrew it.")
    assert "Asked of you" in world.seat("ana").get("/day").text


def test_a_paralegal_does_not_remark_and_nobody_remarks_on_what_is_not_there(world: World) -> None:
    case = opened(world)
    assert do(world.seat("ana"), case, "remark", what="praise").status_code in {403, 404}
    elsewhere = state_of(world, opened(world)).opened.entry
    assert do(world.seat("rosa"), case, "remark", what="praise", entry=str(elsewhere)).status_code == 404


def test_what_is_asked_needs_words_and_an_answer_is_given_once(world: World) -> None:
    case, by = opened(world), world.reader("rosa").author
    with pytest.raises(Refused) as refused:
        actions.remark(by=by, programme=world.programme, case_id=case, what="complete", text="  ")
    assert "text" in refused.value.problems
    with transaction():
        actions.remark(by=by, programme=world.programme, case_id=case, what="complete", text="The date?")
        remark = state_of(world, case).remarks[0].id
        actions.answer_remark(by=by, programme=world.programme, case_id=case, remark=remark, text="3 May")
    with pytest.raises(Refused):
        actions.answer_remark(by=by, programme=world.programme, case_id=case, remark=remark, text="4 May")


def test_cases_untouched_for_thirty_days_are_found_before_they_are_silent(world: World) -> None:
    case = opened(world, on=days_ago(31))
    opened(world, on=days_ago(3))
    found = world.seat("rosa").get("/cases?untouched=y").text
    assert str(case) in found and found.count('nowrap" href="/cases/') == 1
