"""Marta changes a rule and adds a day off: what is open moves and says why, what has ended stays."""

from __future__ import annotations

from datetime import date

import pytest

from casetracker.cases import actions
from casetracker.kit.ids import new_id
from tests.cases.telling import SECRET_TYPE, state_of, typed
from tests.cases.test_time_limits import act, limit, requested, working_days
from tests.people import World

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
FRIDAY = date(2026, 6, 26)


def test_a_day_off_moves_what_is_open_and_never_what_has_ended(world: World) -> None:
    working_days(world)
    still, answered, secret = requested(world), requested(world), requested(world, types=[SECRET_TYPE])
    step = state_of(world, answered).steps[0].id
    act(world, actions.receive_reply, answered, on=date(2026, 6, 10), step=step, result="agreed")
    marta = world.seat("marta")
    taken = marta.post("/days-off", {"nonce": str(new_id()), "day": typed(FRIDAY), "name": "Dia da cidade"})
    assert taken.status_code == 303, taken.text
    page = marta.get("/days-off").text
    assert "2 open time limits moved" in page
    assert "Dia da Independência Nacional" in page
    days = [limit(world, one).due.on for one in (still, answered, secret)]
    assert days == [date(2026, 7, 6), date(2026, 7, 3), date(2026, 7, 6)]
    history = world.seat("ana").get(f"/cases/{still}").text
    assert "A time limit moved" in history
    assert "26 June 2026 is a day off now: Dia da cidade." in history
    assert "21 working days from 3 June 2026, 2 holidays skipped (25 June, 26 June): due 6 July" in history
    assert "A time limit moved" not in world.seat("ana").get(f"/cases/{answered}").text
    token = marta.token()
    assert marta.post("/days-off/remove", {"day": FRIDAY.isoformat()}, token=token).status_code == 303
    assert limit(world, still).due.on == date(2026, 7, 3)


@sqlite
def test_a_rule_changed_in_the_programme_holds_for_what_starts_after(world: World) -> None:
    before = requested(world)
    marta = world.seat("marta")
    form = {
        "nonce": str(new_id()), "amount": "21", "unit": "day", "day_kind": "working", "verified": "y",
        "legal_source": "Lei n.º 34/2014",
    }  # fmt: skip
    assert marta.post("/time-limits/MZ-RTI-21", {**form, "amount": "4000"}).status_code == 422
    assert marta.post("/time-limits/MZ-RTI-21", form).status_code == 303
    assert "21 working days" in marta.get("/time-limits").text
    after = requested(world)
    assert "21 calendar days from 3 June 2026: due 24 June" in world.seat("ana").get(f"/cases/{before}").text
    shown = world.seat("ana").get(f"/cases/{after}").text
    assert "21 working days from 3 June 2026, 1 holiday skipped (25 June): due 3 July" in shown


@sqlite
def test_a_day_off_has_a_name_and_is_added_once(world: World) -> None:
    marta = world.seat("marta")
    form = {"day": typed(FRIDAY), "name": "Dia da cidade"}
    assert marta.post("/days-off", {**form, "nonce": str(new_id()), "name": ""}).status_code == 422
    assert marta.post("/days-off", {**form, "nonce": str(new_id())}).status_code == 303
    again = marta.post("/days-off", {**form, "nonce": str(new_id())})
    assert again.status_code == 422
    assert "This is a day off already." in again.text
    assert world.seat("ana").get("/days-off").status_code == 404
