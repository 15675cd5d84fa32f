"""Sent twice is saved once; other words under the same number are never swallowed; nobody overwrites anybody."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from casetracker.cases.models import CaseRow
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from tests.cases.telling import NONCE, TODAY, case_id_of, days_ago, do, done, intake, log, state_of, typed
from tests.people import World


def cases(world: World) -> int:
    found: int = db.session.scalar(select(func.count()).select_from(CaseRow)) or 0
    return found


def test_a_double_click_logs_one_case(world: World) -> None:
    ana, form = world.seat("ana"), intake()
    first, second = (case_id_of(ana.post("/cases/new", form)) for _ in range(2))
    assert first == second
    assert cases(world) == 1


def test_other_words_under_the_same_number_come_back_to_be_sent_as_new(world: World) -> None:
    ana, form = world.seat("ana"), intake()
    ana.post("/cases/new", form)
    other = ana.post("/cases/new", {**form, "narrative": "And there is no water either."})
    assert other.status_code == 409
    assert "And there is no water either." in other.text
    assert cases(world) == 1
    fresh = NONCE.search(other.text)
    assert fresh is not None
    assert fresh[1] != form["nonce"]
    case_id_of(ana.post("/cases/new", {**form, "narrative": "And there is no water either.", "nonce": fresh[1]}))
    assert cases(world) == 2


def test_somebody_elses_number_means_nothing(world: World) -> None:
    form = intake()
    mine = case_id_of(world.seat("ana").post("/cases/new", form))
    theirs = case_id_of(world.seat("rosa").post("/cases/new", form))
    assert mine != theirs


def test_a_step_that_put_something_right_is_taken_once_too(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(5)))
    step = {"nonce": str(new_id()), "on": typed(days_ago(2)), "breaches": ["1"], "remedy": "dialogue_dir",
            "solved": ["1"]}  # fmt: skip
    answers = [ana.post(f"/cases/{case_id}/step", step) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    state = state_of(world, case_id)
    assert (len(state.steps), len(state.breaches["1"].endings)) == (1, 1)


def test_closing_twice_closes_once(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana)
    form = {"nonce": str(new_id()), "on": typed(TODAY), "reason": "client_withdrew", "told": "told",
            "outcome_1": "not_resolved"}  # fmt: skip
    answers = [ana.post(f"/cases/{case_id}/close", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(state_of(world, case_id).closings) == 1


def test_a_correction_that_had_not_seen_anothers_is_not_saved_over_it(world: World) -> None:
    ana, rosa = world.seat("ana"), world.seat("rosa")
    case_id = log(ana)
    page = ana.get(f"/cases/{case_id}/correct?field=narrative").text
    seen = re.search(r'name="seen_seq"[^>]*value="(\d+)"', page)
    assert seen is not None
    done(rosa, case_id, "correct", field="narrative", value="Rosa's words.", seen_seq=seen[1])
    late = do(ana, case_id, "correct", field="narrative", value="Ana's words.", seen_seq=seen[1])
    assert late.status_code == 409
    assert "Rosa&#39;s words." in late.text
    assert "Ana&#39;s words." in late.text
    assert state_of(world, case_id).words["narrative"] == "Rosa's words."
    now = re.search(r'name="seen_seq"[^>]*value="(\d+)"', late.text)
    assert now is not None
    done(ana, case_id, "correct", field="narrative", value="Ana's words.", seen_seq=now[1])
    page = ana.get(f"/cases/{case_id}").text
    for words in ("No paediatric syrup", "Rosa&#39;s words.", "Ana&#39;s words."):
        assert words in page


def test_two_who_hand_over_at_once_do_not_undo_each_other(world: World) -> None:
    case_id = log(world.seat("ana"))
    rosa, marta = world.seat("rosa"), world.seat("marta")
    seen = re.search(r'name="seen_seq"[^>]*value="(\d+)"', marta.get(f"/cases/{case_id}/assign").text)
    assert seen is not None
    done(rosa, case_id, "assign", worker="rosa", team="north", supervisor="marta", seen_seq=seen[1])
    late = do(marta, case_id, "assign", worker="carlos", team="south", supervisor="rosa", seen_seq=seen[1])
    assert late.status_code == 409
    assert state_of(world, case_id, "rosa").worker == "rosa"
