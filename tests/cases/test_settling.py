"""Two corrections that had not seen each other: both stay in the file until a coordinator says which holds."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.cases.telling import corrected_apart, do, done, opened, state_of
from tests.people import World

FIRST, LATER, HOLDS = "There was no syrup since Friday.", "There was no syrup since Sunday.", "None from Friday on."


@pytest.fixture
def case_id(world: World) -> UUID:
    """A case whose story was told anew twice."""
    made = opened(world)
    corrected_apart(world, made, "narrative", FIRST, LATER)
    return made


def test_the_case_says_so_and_only_a_coordinator_is_asked(world: World, case_id: UUID) -> None:
    assert "narrative" in state_of(world, case_id).conflicts
    page = world.seat("rosa").get(f"/cases/{case_id}").text
    assert "Two corrections, neither having seen the other" in page
    assert f"/cases/{case_id}/settle?field=narrative" in page
    page = world.seat("ana").get(f"/cases/{case_id}").text
    assert "Two corrections, neither having seen the other" in page
    assert "/settle?" not in page
    assert world.seat("ana").get(f"/cases/{case_id}/settle?field=narrative").status_code == 404


def test_the_team_page_counts_it_and_leads_to_it(world: World, case_id: UUID) -> None:
    rosa = world.seat("rosa")
    assert "Something does not add up" in rosa.get("/team").text
    assert str(case_id) in rosa.get("/cases?attention=y").text


def test_both_texts_are_shown_and_what_is_chosen_holds(world: World, case_id: UUID) -> None:
    rosa = world.seat("rosa")
    page = rosa.get(f"/cases/{case_id}/settle?field=narrative").text
    assert page.count(LATER) >= 2  # as it was said, and filled in
    assert FIRST in page
    done(rosa, case_id, "settle", field="narrative", value=HOLDS)
    state = state_of(world, case_id)
    assert state.conflicts == {}
    assert state.words["narrative"].strip() == HOLDS
    page = rosa.get(f"/cases/{case_id}").text
    assert "Something does not add up" not in page
    assert FIRST in page
    assert LATER in page


def test_it_is_settled_once(world: World, case_id: UUID) -> None:
    rosa = world.seat("rosa")
    done(rosa, case_id, "settle", field="narrative", value=HOLDS)
    again = do(rosa, case_id, "settle", field="narrative", value=FIRST)
    assert again.status_code == 422
    assert "This does not fit the case as it stands now." in again.text
    assert FIRST in again.text


def test_saying_nothing_settles_nothing(world: World, case_id: UUID) -> None:
    answer = do(world.seat("rosa"), case_id, "settle", field="narrative", value="")
    assert answer.status_code == 422
    assert "narrative" in state_of(world, case_id).conflicts
