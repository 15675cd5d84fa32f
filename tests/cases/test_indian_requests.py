"""A request for information in India: answered within 30 days, appealed within 30, decided in 30 and at most 45."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from casetracker.cases import actions
from casetracker.cases.deadlines import Clock
from casetracker.cases.models import CaseRow
from casetracker.kit import clock as now
from casetracker.kit.db import db, transaction
from casetracker.ledger.kinds import Refused
from casetracker.ledger.programmes import add_code
from casetracker.presets import load_limits
from tests.cases.telling import opened, state_of
from tests.cases.test_time_limits import act
from tests.people import World

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
REMEDIES = {"rti_request": "IN-RTI-REPLY", "rti_appeal1": "IN-RTI-FAA", "rti_appeal2": None}
FILED, RECEIVED = date(2026, 6, 1), date(2026, 6, 3)


@pytest.fixture
def india(world: World) -> World:
    """The programme with the time limits and remedies of India."""
    by, programme = world.reader("marta").author, world.programme
    with transaction():
        for rule in load_limits("education_india"):
            said = {"side": rule.side, "trigger": rule.trigger, "amount": rule.amount, "unit": rule.unit,
                    "extendable_to": rule.extendable_to, "day_kind": rule.day_kind, "verified": rule.verified,
                    "legal_source": rule.legal_source, "after": list(rule.after), "met_by": list(rule.met_by),
                    "on_expiry": rule.on_expiry}  # fmt: skip
            add_code(by=by, programme=programme, list_name="deadline_rule", code=rule.code, labels=rule.labels,
                     more={name: value for name, value in said.items() if value is not None})  # fmt: skip
        for code, deadline in REMEDIES.items():
            more: dict[str, Any] = {"stage": 4, "family": "administrative", "addressed_to": ["sdsmas"]}
            more |= {"deadline": deadline} if deadline else {}
            add_code(by=by, programme=programme, list_name="remedy", code=code, labels={"en": code}, more=more)
    return world


def requested(world: World) -> UUID:
    case_id = opened(world, on=date(2026, 5, 30))
    act(world, actions.take_step, case_id, on=FILED, received=RECEIVED, remedy="rti_request", breaches=["1"])
    return case_id


def limits(world: World, case_id: UUID) -> dict[str, Clock]:
    return {str(clock.rule["code"]): clock for clock in state_of(world, case_id).clocks}


def test_both_limits_run_from_the_day_they_received_it(india: World) -> None:
    case_id = requested(india)
    found = limits(india, case_id)
    assert {code: one.due.on for code, one in found.items()} == {
        "IN-RTI-REPLY": date(2026, 7, 3), "IN-RTI-APPEAL1-FILE": date(2026, 8, 2),
    }  # fmt: skip
    row = db.session.get_one(CaseRow, case_id)
    assert (row.next_due, row.filing_due) == (date(2026, 7, 3), date(2026, 8, 2))


def test_a_refusal_starts_our_own_limit_and_a_yes_ends_it(india: World) -> None:
    refused, granted = requested(india), requested(india)
    for case_id, result in ((refused, "refused"), (granted, "agreed")):
        step = state_of(india, case_id).steps[0].id
        act(india, actions.receive_reply, case_id, on=date(2026, 6, 10), step=step, result=result)
    assert limits(india, refused)["IN-RTI-APPEAL1-FILE"].due.on == date(2026, 7, 10)
    ended = limits(india, granted)["IN-RTI-APPEAL1-FILE"].ended
    assert ended is not None
    assert ended.reason == "not_needed"
    assert "file by 10 Jul 2026, or the right may be lost" not in india.seat("ana").get(f"/cases/{refused}").text
    with now.clock_at(lambda: datetime(2026, 7, 1, 9, tzinfo=UTC)):
        ana = india.seat("ana")
        assert "file by 10 Jul 2026, or the right may be lost" in ana.get(f"/cases/{refused}").text
        assert "We must file soon" in ana.get("/day").text


def test_the_appeal_meets_our_limit_and_is_decided_in_30_at_most_45(india: World) -> None:
    case_id = requested(india)
    step = state_of(india, case_id).steps[0].id
    act(india, actions.receive_reply, case_id, on=date(2026, 6, 10), step=step, result="refused")
    act(india, actions.take_step, case_id, on=date(2026, 6, 12), remedy="rti_appeal1", breaches=["1"])
    found = limits(india, case_id)
    met = found["IN-RTI-APPEAL1-FILE"].ended
    assert met is not None
    assert (met.how, met.at.on) == ("met", date(2026, 6, 12))
    assert found["IN-RTI-FAA"].due.on == date(2026, 7, 12)
    assert found["IN-RTI-APPEAL2-FILE"].due.on == date(2026, 10, 10)
    clock = found["IN-RTI-FAA"].id
    with pytest.raises(Refused, match="between 31 and 45"):
        act(india, actions.extend_clock, case_id, clock=clock, to=46)
    act(india, actions.extend_clock, case_id, clock=clock, to=45, why="Files from another office.")
    found = limits(india, case_id)
    assert found["IN-RTI-FAA"].due.on == date(2026, 7, 27)
    assert found["IN-RTI-APPEAL2-FILE"].due.on == date(2026, 10, 25)
