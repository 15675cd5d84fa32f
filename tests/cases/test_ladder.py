"""Which rungs come next: what the rule names, then upwards; a suggestion only, and a circle of offices ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from casetracker.cases import actions
from casetracker.cases.dated import Dated
from casetracker.cases.fold import fold
from casetracker.cases.ladder import Ladder, Office, Remedy, Stuck, goes_down, propose, stuck
from casetracker.cases.state import CaseState, Step
from tests.cases.telling import TODAY, opened, state_of
from tests.cases.test_fold import OPENING, START, entry
from tests.cases.test_time_limits import act
from tests.people import World

LADDER = Ladder(
    ("1", "2", "3"),
    {
        "nurse": Office("nurse", "1", "director"), "director": Office("director", "2", "district"),
        "district": Office("district", "3", "director"),
    },
    {
        "talk": Remedy("talk", 1, "dialogue", ("nurse",)), "meet": Remedy("meet", 2, "dialogue", ("director",)),
        "letter": Remedy("letter", 3, "administrative", ("district",)), "court": Remedy("court", 9, "legal"),
    },
)  # fmt: skip


def taken(office: str | None, result: str, day: int = 1, remedy: str = "talk") -> Step:
    at = Dated(START + timedelta(days=day), "day", UUID(int=day), "ana", "north")
    return Step(UUID(int=day), at, ("1",), remedy, office, None, result)


def case(*steps: Step) -> CaseState:
    return replace(fold([entry(1, "case.opened", START, OPENING)]), steps=steps)


def proposed(state: CaseState, *typical: str) -> list[tuple[str, str | None]]:
    why = stuck(state, date(2026, 3, 1))
    assert why is not None
    return [(one.remedy, one.office) for one in propose(LADDER, state, why, typical)]


def test_a_refusal_leads_to_the_office_above() -> None:
    assert proposed(case(taken("nurse", "refused"))) == [("meet", "director"), ("letter", "district")]
    assert proposed(case(taken("director", "no_answer"))) == [("letter", "district")]


def test_at_the_top_there_is_nothing_above_and_a_circle_ends() -> None:
    assert proposed(case(taken("district", "refused"))) == []
    assert list(LADDER.above("nurse")) == ["director", "district"]


def test_what_the_rule_names_comes_first_even_without_an_office() -> None:
    state = case(taken("nurse", "refused"))
    why = stuck(state, date(2026, 3, 1))
    assert why is not None

    class Named(Stuck):
        then = "court"

    found = propose(LADDER, state, Named(why.step), ())
    assert (found[0].remedy, found[0].office) == ("court", None)
    assert "the lawyer's advice" in [str(need) for need in found[0].needs]


@pytest.mark.parametrize("result", ["agreed", "waiting", "done"])
def test_nothing_is_proposed_where_nothing_is_stuck(result: str) -> None:
    assert stuck(case(taken("nurse", result)), date(2026, 3, 1)) is None


def test_down_is_lower_than_what_was_tried_for_the_same_problem() -> None:
    steps = [taken("district", "refused")]
    assert goes_down(LADDER, steps, ["1"], "nurse")
    assert not goes_down(LADDER, steps, ["2"], "nurse")
    assert not goes_down(LADDER, steps, ["1"], "district")
    assert not goes_down(LADDER, steps, ["1"], None)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_every_step_says_whose_turn_it_is_and_by_when(world: World) -> None:
    for result, turn, days in (("agreed", "worker", 14), ("waiting", "institution", 21)):
        case_id = opened(world)
        act(world, actions.take_step, case_id, on=TODAY, breaches=["1"], remedy="dialogue_dir", result=result)
        following = state_of(world, case_id).next
        assert following is not None
        assert (following.turn, following.due) == (turn, TODAY + timedelta(days=days))
