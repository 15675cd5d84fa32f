"""Somebody leaves: all they hold goes to others in one sitting, and no case is ever without a worker."""

from __future__ import annotations

from uuid import UUID

import pytest

from casetracker.accounts import actions as accounts
from casetracker.accounts.reader import OPERATOR
from casetracker.kit.db import transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.kinds import Refused
from casetracker.ledger.rows import entries_of
from tests.cases.telling import SECRET_TYPE, days_ago, opened, state_of
from tests.people import Browser, World

NOTE = "All of them were told who comes next."


def hand_on(browser: Browser, **fields: str):
    return browser.post("/leaving/ana", {"nonce": str(new_id()), "note": NOTE, **fields})


def holder(world: World, case: UUID, who: str = "rosa") -> str | None:
    return state_of(world, case, who).worker


def test_one_for_all_and_another_for_one_in_one_save(world: World) -> None:
    cases = [opened(world, on=days_ago(day)) for day in (3, 2, 1)]
    secret = opened(world, types=(SECRET_TYPE,), supervisor="rosa")
    rosa = world.seat("rosa")
    assert hand_on(rosa, everything="rosa", **{f"c_{cases[0].hex}": "carlos"}).status_code == 303
    assert [holder(world, case) for case in (*cases, secret)] == ["carlos", "rosa", "rosa", "rosa"]
    assert entries_of(cases[1], words=True)[-1].words["what"] == NOTE
    assert "No open case is left." in rosa.get("/leaving/ana").text


def test_nothing_is_saved_while_one_case_has_nobody(world: World) -> None:
    first, second = opened(world), opened(world)
    answer = hand_on(world.seat("rosa"), **{f"c_{first.hex}": "carlos"})
    assert answer.status_code == 422 and "Say who takes this case." in answer.text
    assert [holder(world, case) for case in (first, second)] == ["ana", "ana"]


def test_an_account_that_holds_open_cases_is_not_closed_and_says_where_to_hand_them_on(world: World) -> None:
    opened(world)
    marta = world.seat("marta")
    answer = marta.post(f"/users/{world.ids['ana']}/close")
    assert answer.status_code == 422
    assert "hand them on first" in answer.text and 'href="/leaving/ana"' in answer.text
    with pytest.raises(Refused), transaction():
        accounts.close_account(by=OPERATOR, user_id=world.ids["ana"])
    assert hand_on(marta, everything="carlos").status_code == 303
    assert marta.post(f"/users/{world.ids['ana']}/close").status_code == 303


def test_a_manager_is_told_that_something_is_left_that_only_its_supervisor_hands_on(world: World) -> None:
    secret = opened(world, types=(SECRET_TYPE,), supervisor="rosa")
    page = world.seat("marta").get("/leaving/ana").text
    assert str(secret.hex) not in page and "the supervisor named in it" in page
    assert hand_on(world.seat("rosa"), everything="carlos").status_code == 303
    assert holder(world, secret) == "carlos"


@pytest.mark.parametrize("who", ["ana", "carlos", "lucia", "felix", "salma"])
def test_nobody_else_finds_the_page(world: World, who: str) -> None:
    opened(world)
    assert world.seat(who).get("/leaving/ana").status_code == 404
    assert hand_on(world.seat(who), everything="carlos").status_code == 404
