"""What became of it later: small worlds of facts, each number counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casetracker.indicators.counting import count
from casetracker.indicators.figures import Figure
from casetracker.indicators.opening import open_number
from casetracker.kit import clock
from casetracker.kit.periods import Period
from tests.indicators.conftest import World

MARCH, YEAR = Period.month(2026, 3), Period.year(2026)


@pytest.fixture(autouse=True)
def _in_summer() -> None:
    clock.set_clock(lambda: datetime(2026, 7, 1, 9, tzinfo=UTC))


def figure(world: World, key: str, period: Period = MARCH, *by: str, **more: Any) -> Figure:
    return count(key, programme_id=world.id, period=period, by=by, **more)


def opened(world: World, key: str, measure: str, period: Period = MARCH) -> int:
    return len(open_number(key, programme_id=world.id, period=period, measure=measure))


def test_half_of_all_that_was_told_with_what_still_waits(world: World) -> None:
    for day in ("03-11", "03-21", "03-31"):
        world.resolve(world.case("03-01"), day, "03-01")
    world.fact("breach.ended", world.case("03-01"), "03-15", part_id="1", outcome="not_resolved")
    world.case("03-01")
    found = figure(world, "R06")
    assert found.total.values["median"] == 30
    assert [found.total.values[key] for key in ("n", "resolved", "ended", "open")] == [5, 3, 1, 1]
    assert found.total.values["by_30"] is None  # of fewer than ten
    assert [opened(world, "R06", key) for key in ("median", "resolved", "ended", "open")] == [5, 3, 1, 1]
    by_month = figure(world, "R06", YEAR, "month")
    assert by_month.at("2026-03") == 30 and by_month.cell("2026-04").value is None  # type: ignore[union-attr]


def test_what_came_back_waits_again_and_not_reached_is_said(world: World) -> None:
    back = world.case("03-01")
    world.resolve(back, "03-05", "03-01")
    world.fact("breach.reopened", back, "03-20", part_id="1", other_day="03-05")
    again = world.case("03-01")
    world.fact("breach.ended", again, "03-10", until_day="03-20", part_id="1", outcome="not_resolved")
    found = figure(world, "R06")
    assert found.value is None and found.total.values["open"] == 2
    assert any("Not reached" in str(note) for note in found.notes)


def test_shares_by_day_count_who_ended_otherwise_as_never_resolved(world: World) -> None:
    for n in range(10):
        unit = world.case("03-01")
        if n < 6:
            world.resolve(unit, f"03-{10 + n}", "03-01")
        elif n < 8:
            world.fact("breach.ended", unit, "03-05", part_id="1", outcome="transferred")
    found = figure(world, "R06")
    assert found.total.values["by_30"] == pytest.approx(0.6) and found.value == 13


def checked(world: World, unit: Any, day: str, resolved: str, holds: bool, turn: int = 1) -> None:
    world.fact("resolution.checked", unit, day, part_id="1", turn=turn, other_day=resolved, amount=int(holds))


def test_the_last_word_on_a_resolution_after_a_month_counts(world: World) -> None:
    early, held, broke, same_day = (world.case("01-01") for _ in range(4))
    for unit in (early, held, broke, same_day):
        world.resolve(unit, "02-01", "01-01")
    checked(world, early, "03-02", "02-01", True)  # 29 days
    checked(world, held, "03-03", "02-01", False)
    checked(world, held, "03-20", "02-01", True)
    checked(world, broke, "03-03", "02-01", True)
    checked(world, broke, "03-28", "02-01", False)
    checked(world, same_day, "03-10", "02-01", True)
    checked(world, same_day, "03-10", "02-01", False)
    found = figure(world, "R09")
    assert [found.total.values[key] for key in ("checked", "holding", "due", "seen")] == [3, 1, 4, 3]
    assert found.value is None and found.n == 3  # of fewer than ten
    assert [opened(world, "R09", key) for key in ("checked", "holding", "due", "seen")] == [3, 1, 4, 3]
    assert figure(world, "R09", Period.month(2026, 4)).total.values["checked"] == 0


def test_a_resolution_that_broke_down_sooner_never_came_to_thirty_days(world: World) -> None:
    unit = world.case("01-01")
    world.resolve(unit, "02-01", "01-01")
    world.fact("breach.reopened", unit, "02-20", part_id="1", other_day="02-01")
    checked(world, unit, "02-20", "02-01", False)
    assert figure(world, "R09").total.values["due"] == 0


def test_money_of_standing_resolutions_is_added(world: World) -> None:
    for n, amount in enumerate((15_000, 2_550, 100)):
        unit = world.case("03-01")
        world.resolve(unit, "03-10", "03-01")
        world.fact("relief.money", unit, "03-10", part_id="1", amount=amount, type_group="COR")
        if n == 2:
            world.fact("breach.reopened", unit, "03-20", part_id="1", other_day="03-10")
    found = figure(world, "R10", MARCH, "type_group")
    assert found.total.values == {"money": 175.5, "resolutions": 2}
    assert found.at("COR") == 175.5 and opened(world, "R10", "money") == 2


def review(world: World, unit: Any, day: str, **more: str) -> None:
    said = ",".join(f'"{name}":"{value}"' for name, value in sorted(more.items()))
    world.fact("review.done", unit, day, outcome="upheld", more="{" + said + "}")


def test_the_last_interview_of_a_case_says_whether_its_client_is_satisfied(world: World) -> None:
    for n in range(12):
        unit = world.case("02-01")
        if n < 11:
            review(world, unit, "03-05", interview="done", handling="no", outcome="no")
            review(world, unit, "03-06", interview="done", handling="yes" if n < 9 else "no", outcome="yes")
        else:
            review(world, unit, "03-06", interview="not_reached")
    found = figure(world, "P04")
    assert found.value == pytest.approx(9 / 11) and found.n == 11
    assert found.total.values["outcome_rate"] == 1 and found.total.values["reviewed"] == 12
    assert found.total.values["response"] == pytest.approx(11 / 12)


def test_fields_filled_of_those_required(world: World) -> None:
    for filled in (5, 3):
        unit = world.case("03-01", worker="ana")
        world.fact("fields.required", unit, "03-01", amount=6, worker="ana")
        world.fact("fields.filled", unit, "03-01", amount=filled, worker="ana")
    found = figure(world, "Q03", MARCH, "worker")
    assert found.value == pytest.approx(8 / 12) and found.n == 2
    assert found.at("ana") == pytest.approx(8 / 12)


def test_consent_before_the_first_contact_outside(world: World) -> None:
    for n in range(10):
        world.fact("case.outside", world.case("03-01"), "03-01", other_day=date(2026, 3, 4), amount=int(n < 7))
    for why in ("nobody", "unknown"):
        world.fact("case.outside_apart", world.case("03-01"), "03-01", more=f'{{"why":"{why}"}}')
    found = figure(world, "Q05")
    assert found.total.values == {"rate": 0.7, "consented": 7, "cases": 10, "nobody": 1, "unknown": 1}
