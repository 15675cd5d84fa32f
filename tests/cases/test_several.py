"""Several cases at once: one entry in each that may take it, none in the others, and the reason said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from casetracker.cases.forms.several import MOST
from casetracker.kit.ids import new_id
from tests.cases.telling import SECRET_TYPE, TODAY, days_ago, done, file_of, opened, state_of, typed
from tests.people import World

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def form(*cases: UUID, **fields: Any) -> dict[str, Any]:
    return {"nonce": str(new_id()), "case": [str(one) for one in cases], **fields}


def follow(*cases: UUID, **fields: Any) -> dict[str, Any]:
    return form(*cases, **({"next_step": "Ask again", "due": typed(TODAY), "turn": "worker"} | fields))


def entries(world: World, case_id: UUID) -> list[str]:
    return [entry.kind for entry in state_of(world, case_id, "rosa").entries]


def test_cases_are_handed_over_together_and_once(world: World) -> None:
    rosa = world.seat("rosa")
    one, other = opened(world), opened(world, types=[SECRET_TYPE])
    page = rosa.get(f"/cases/assign?case={one}&case={other}").text
    assert file_of(world, one).reference in page
    sent = form(one, other, worker="carlos", team="south")
    taken = rosa.post("/cases/assign", sent)
    assert taken.status_code == 303, taken.text
    assert "Saved in 2 cases." in rosa.get("/me").text
    assert rosa.post("/cases/assign", sent).status_code == 303
    for case_id in (one, other):
        assert state_of(world, case_id, "carlos").worker == "carlos"
        assert len(file_of(world, case_id, "carlos").state.entries) == 2
    assert rosa.post("/cases/assign", {**sent, "worker": "ana"}).status_code == 409


def test_what_is_next_is_said_in_all_that_are_open_and_the_others_are_named(world: World) -> None:
    ana = world.seat("ana")
    one, other, shut = opened(world), opened(world), opened(world, on=days_ago(3))
    done(world.seat("rosa"), shut, "void", reason="entry_error", why="Typed twice.")
    page = ana.get(f"/cases/follow?case={one}&case={other}&case={shut}").text
    assert "It is closed" in page
    answer = ana.post("/cases/follow", follow(one, other, shut))
    assert answer.status_code == 303, answer.text
    said = ana.get("/me").text
    assert "Saved in 2 cases." in said
    assert f"Not done: {file_of(world, shut).reference}: It is closed" in said
    assert [entries(world, case_id)[-1] for case_id in (one, other)] == ["next.set", "next.set"]
    assert "next.set" not in entries(world, shut)
    assert state_of(world, one).next is not None


@sqlite
def test_a_case_that_refuses_leaves_the_others_alone(world: World) -> None:
    rosa = world.seat("rosa")
    mine, theirs, moved = opened(world), opened(world, who="carlos", team="south"), opened(world)
    seen = [f"{moved}~1"]
    done(rosa, moved, "assign", worker="rosa", team="north", supervisor="rosa")
    answer = rosa.post("/cases/assign", form(mine, theirs, moved, worker="carlos", seen=seen))
    assert answer.status_code == 303, answer.text
    said = rosa.get("/me").text
    assert "Saved in 1 case." in said
    assert f"{file_of(world, moved, 'rosa').reference}: Somebody handed it over" in said
    assert state_of(world, moved, "rosa").worker == "rosa"
    all_refused = rosa.post("/cases/assign", form(mine, worker="carlos"))
    assert all_refused.status_code == 422
    assert "They hold it already." in all_refused.text


@sqlite
def test_whoever_may_not_finds_nothing_to_do_it_with(world: World) -> None:
    case_id = opened(world)
    assert world.seat("ana").get(f"/cases/assign?case={case_id}").status_code == 404
    assert world.seat("ana").post("/cases/assign", form(case_id, worker="carlos")).status_code == 404
    carlos = world.seat("carlos")
    assert carlos.get(f"/cases/follow?case={case_id}").status_code == 303
    assert carlos.post("/cases/follow", follow(case_id)).status_code == 422
    own = opened(world, who="carlos", team="south")
    assert carlos.post("/cases/follow", follow(case_id, own)).status_code == 303
    assert entries(world, case_id) == ["case.opened"]
    secret = opened(world, types=[SECRET_TYPE])
    assert world.seat("marta").post("/cases/assign", form(secret, worker="carlos")).status_code == 422
    assert state_of(world, secret).worker == "ana"


@sqlite
def test_forms_that_lack_something_say_so_and_keep_what_was_typed(world: World) -> None:
    case_id, rosa = opened(world), world.seat("rosa")
    nobody = rosa.post("/cases/assign", form(case_id))
    assert (nobody.status_code, "Choose who takes them over." in nobody.text) == (422, True)
    late = rosa.post("/cases/follow", follow(case_id, due="31/31/2026", next_step="Ask the director"))
    assert (late.status_code, "Ask the director" in late.text) == (422, True)
    assert "case.assigned" not in entries(world, case_id)
    too_many = rosa.post("/cases/follow", follow(*[new_id() for _ in range(MOST + 1)]))
    assert (too_many.status_code, "more than 200 cases" in too_many.text) == (400, True)
    assert rosa.get("/cases/follow?case=nonsense").status_code == 303
    assert rosa.get("/cases/follow").status_code == 303


@sqlite
def test_all_cases_of_a_list_are_as_many_as_fit_its_filter(world: World) -> None:
    rosa = world.seat("rosa")
    mine, secret, theirs = opened(world), opened(world, types=[SECRET_TYPE]), opened(world, who="carlos", team="south")
    page = rosa.get("/cases/assign?all=y&worker=ana").text
    assert [str(one) in page for one in (mine, secret, theirs)] == [True, True, False]
    lists = rosa.get("/cases?worker=ana").text
    assert "Hand them over" in lists
    assert 'name="worker" value="ana"' in lists
    assert "Hand them over" not in world.seat("ana").get("/cases").text
