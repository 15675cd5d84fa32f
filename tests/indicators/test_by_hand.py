"""Small worlds, each number counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from casetracker.indicators import names
from casetracker.indicators.counting import count
from casetracker.indicators.figures import Figure
from casetracker.indicators.opening import open_number
from casetracker.kit import clock
from casetracker.kit.ids import new_id
from casetracker.kit.periods import Period
from tests.indicators.conftest import World

YEAR = Period.year(2026)
MARCH = Period.month(2026, 3)


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(app: object) -> None:
    """Everything of 2026 is in the past."""
    clock.set_clock(lambda: datetime(2026, 12, 31, 12, tzinfo=UTC))


def figure(world: World, key: str, period: Period = YEAR, *by: str, **more: Any) -> Figure:
    return count(key, programme_id=world.id, period=period, by=by, **more)


def cells(found: Figure) -> dict[tuple[str | None, ...], Any]:
    return {cell.keys: cell.value for cell in found.cells}


def test_one_visit_with_three_breaches_says_each_thing_it_should(world: World) -> None:
    person = new_id()
    unit = world.case("02-03", breaches=3, person_id=person, client_kind="individual")
    dialogue, complaint = str(new_id()), str(new_id())
    for step, parts in ((dialogue, "123"), (complaint, "1")):
        world.fact("step.taken", unit, "02-05", part_id=step)
        for part in parts:
            world.fact("step.attempt", unit, "02-05", part_id=f"{step}:{part}")
    for part in "23":
        world.resolve(unit, "02-10", "02-03", part, person_id=person)
    said = {key: figure(world, key).value for key in ("P01", "C01", "B01", "A01", "A02", "R01")}
    assert said == {"P01": 1, "C01": 1, "B01": 3, "A01": 2, "A02": 4, "R01": 2}
    assert [row.part_id for row in open_number("R01", programme_id=world.id, period=YEAR)] == ["2", "3"]


def test_a_reopening_next_quarter_does_not_change_this_one(world: World) -> None:
    unit = world.case("01-05")
    world.resolve(unit, "03-20", "01-05")
    world.fact("breach.reopened", unit, "04-02", part_id="1", other_day="03-20")
    world.resolve(unit, "05-06", "01-05", turn=2, outcome="resolved_partial")
    assert figure(world, "R01", Period.quarter(2026, 1)).value == 1
    assert figure(world, "R01", Period.quarter(2026, 2)).value == 1
    year = figure(world, "R01", YEAR, "quarter")
    assert cells(year) == {("2026-Q1",): 1, ("2026-Q2",): 1, ("2026-Q3",): 0, ("2026-Q4",): 0}
    assert year.total.values == {"breaches": 1, "full": 0, "partial": 1}
    assert any("do not add up" in str(note) for note in year.notes)
    assert any("undone later" in str(note) for note in year.notes)


def test_what_was_undone_inside_the_period_is_not_in_it(world: World) -> None:
    unit = world.case("01-05")
    world.resolve(unit, "03-02", "01-05")
    world.fact("breach.reopened", unit, "03-31", part_id="1", other_day="03-02")
    assert figure(world, "R01", MARCH).value == 0
    assert figure(world, "R01", Period(date(2026, 3, 1), date(2026, 3, 30))).value == 1


def test_a_case_closed_reopened_and_closed_again_counts_once(world: World) -> None:
    unit = world.case("01-05", closed="02-10")
    world.fact("case.reopened", unit, "02-20", other_day="02-10")
    world.close(unit, "01-05", "03-01", turn=2)
    found = figure(world, "C03", YEAR, "month")
    assert found.value == 1
    assert found.at("2026-02") == 0
    assert found.at("2026-03") == 1


def test_open_cases_are_those_begun_and_not_ended_on_the_last_day(world: World) -> None:
    world.case("01-31")
    world.case("01-10", closed="01-31")
    world.case("02-01")
    world.case("01-10", closed="02-01")
    found = figure(world, "C02", Period.quarter(2026, 1), "month")
    assert cells(found) == {("2026-01",): 2, ("2026-02",): 2, ("2026-03",): 2}
    assert found.value == 2
    assert any("last day" in str(note) for note in found.notes)


def test_the_flow_balances_and_says_so_when_it_does_not(world: World) -> None:
    world.case("2025-12-20")
    unit = world.case("01-05", closed="02-10")
    world.fact("case.reopened", unit, "02-20", other_day="02-10")
    second = world.fact("case.open", unit, "02-20", turn=2)
    found = figure(world, "C04", Period.quarter(2026, 1), "month")
    assert found.total.values == {"difference": 0, "start": 1, "opened": 1, "reopened": 1, "closed": 1, "end": 2}
    assert [cell.value for cell in found.cells] == [0, 0, 0]
    world.withdraw(second)
    assert figure(world, "C04", Period.quarter(2026, 1)).value == 1


def test_a_month_counts_only_in_periods_that_hold_all_of_it(world: World) -> None:
    unit = world.dossier()
    world.fact("case.opened", unit, "03-01", precision="month")
    world.fact("case.open", unit, "03-01", precision="month", until_day="06-01")
    world.fact("case.closed", unit, "06-01", precision="month", outcome="resolved_full")
    assert figure(world, "C01", MARCH).value == 1
    assert figure(world, "C01", YEAR, "quarter").at("2026-Q1") == 1
    cut = figure(world, "C01", Period(date(2026, 3, 1), date(2026, 3, 30)))
    assert cut.value == 0
    assert any("known only to its month" in str(note) for note in cut.notes)
    assert figure(world, "C02", Period(date(2026, 3, 1), date(2026, 3, 30))).value == 0
    assert figure(world, "C02", MARCH).value == 1
    assert figure(world, "C02", Period(date(2026, 6, 1), date(2026, 6, 29))).value == 1
    assert figure(world, "C02", Period.month(2026, 6)).value == 0
    assert figure(world, "C04", YEAR, "month").value == 0
    assert {cell.value for cell in figure(world, "C04", YEAR, "month").cells} == {0}
    assert figure(world, "C04", Period(date(2026, 3, 1), date(2026, 6, 15))).total.values["opened"] == 0


def test_a_year_counts_only_in_whole_years(world: World) -> None:
    unit = world.dossier()
    world.fact("case.opened", unit, "2025-01-01", precision="year")
    both = Period(date(2025, 1, 1), date(2026, 12, 31))
    found = figure(world, "C01", both, "year")
    assert found.value == 1
    assert found.at("2025") == 1
    assert figure(world, "C01", both, "month").value == 1
    assert sum(cell.value or 0 for cell in figure(world, "C01", both, "month").cells) == 0


def test_confirmed_by_client_or_committee_and_seen_by_the_worker_stand_apart(world: World) -> None:
    for number, (by, day) in enumerate(
        (("client", "03-10"), ("committee", "03-31"), ("worker", "03-12"), ("client", "04-01"), ("", "")), start=1
    ):
        unit = world.case("03-01")
        world.resolve(unit, f"03-0{number}", "03-01")
        if by:
            world.fact("breach.confirmed", unit, day, part_id="1", more=f'{{"by":"{by}"}}')
    assert figure(world, "R02", MARCH).total.values == {"confirmed": 2, "seen": 1}
    assert figure(world, "R02", YEAR).total.values == {"confirmed": 3, "seen": 1}
    assert len(open_number("R02", programme_id=world.id, period=MARCH, measure="seen")) == 1


def test_the_rate_at_closure_divides_breaches_by_breaches(world: World) -> None:
    outcomes = ["resolved_full"] * 5 + ["resolved_partial"] * 2 + ["not_resolved"] * 3 + ["transferred"] * 4
    unit = world.case("01-05", closed="03-10")
    for part, outcome in enumerate(outcomes, start=1):
        world.fact("breach.closed", unit, "03-10", part_id=str(part), outcome=outcome, type="queue")
    undone = world.case("01-05", closed="03-12")
    world.fact("breach.closed", undone, "03-12", part_id="1", outcome="resolved_full", type="queue")
    world.fact("case.reopened", undone, "03-20", other_day="03-12")
    found = figure(world, "R03", MARCH, "type")
    assert found.total.values == {"rate": 0.7, "resolved": 7, "ended": 10, "transferred": 4}
    assert found.cell("queue") is not None
    assert len(open_number("R03", programme_id=world.id, period=MARCH, cell={"type": "queue"})) == 10


def test_no_rate_out_of_fewer_than_ten(world: World) -> None:
    unit = world.case("01-05", closed="03-10")
    for part in range(9):
        world.fact("breach.closed", unit, "03-10", part_id=str(part), outcome="resolved_full")
    found = figure(world, "R03", MARCH)
    assert found.value is None
    assert found.n == 9


def test_a_cohort_is_asked_what_became_of_it(world: World) -> None:
    for number in range(12):
        unit = world.case("09-20", breaches=1)
        if number < 6:
            world.resolve(unit, "10-10", "09-20")
        elif number < 9:
            world.resolve(unit, "11-10", "09-20")
    back = world.case("09-21")
    world.resolve(back, "09-25", "09-21")
    world.fact("breach.reopened", back, "10-01", part_id="1", other_day="09-25")
    found = figure(world, "R04", Period.month(2026, 9)).total.values
    assert found["had_30"] == found["had_60"] == found["had_90"] == 13
    assert found["within_30"] == pytest.approx(6 / 13)
    assert found["within_60"] == found["within_90"] == pytest.approx(9 / 13)
    assert found["had_180"] == 0
    assert found["within_180"] is None
    by_month = figure(world, "R04", YEAR, "month")
    assert by_month.cell("2026-09") is not None
    assert by_month.cell("2026-09").values == found  # type: ignore[union-attr]


def test_the_median_comes_with_quartiles_and_n(world: World) -> None:
    for days in (1, 2, 3, 10):
        unit = world.case("03-01")
        world.resolve(unit, f"03-{1 + days:02d}", "03-01", rung="facility")
    unit = world.case("03-01")
    world.resolve(unit, "03-05", rung="facility")
    found = figure(world, "R05", MARCH, "rung")
    assert found.total.values == {"median": 2.5, "p25": 1.75, "p75": 4.75, "n": 4, "left_out": 1}
    assert found.cell("facility").values == found.total.values  # type: ignore[union-attr]
    assert len(open_number("R05", programme_id=world.id, period=MARCH)) == 4
    assert len(open_number("R05", programme_id=world.id, period=MARCH, measure="left_out")) == 1


def test_where_breaches_are_resolved_is_a_share_of_all(world: World) -> None:
    for rung in ["facility"] * 7 + ["district"] * 3:
        world.resolve(world.case("03-01", type_group="drugs"), "03-10", "03-01", rung=rung, type_group="drugs")
    found = figure(world, "R07", MARCH)
    assert cells(found) == {("facility",): 0.7, ("district",): 0.3}
    by_group = figure(world, "R07", MARCH, "type_group")
    assert by_group.by == ("type_group", "rung")
    assert by_group.cell("drugs", "facility").values["all"] == 10  # type: ignore[union-attr]
    assert len(open_number("R07", programme_id=world.id, period=MARCH, cell={"rung": "district"})) == 3


def test_reopened_cases_are_out_of_those_whose_window_has_passed(world: World) -> None:
    for number in range(10):
        unit = world.case("01-02", closed="02-01")
        world.facts("case.closed")[-1].outcome = "resolved_full"
        if number < 2:
            world.fact("case.reopened", unit, "07-31" if number else "08-01", other_day="02-01")
    recent = world.case("08-01", closed="09-01")
    assert recent
    world.facts("case.closed")[-1].outcome = "resolved_full"
    found = figure(world, "R08", YEAR).total.values
    assert found == {"rate": 0.1, "reopened": 1, "closed": 10}


def test_first_contact_within_three_days(world: World) -> None:
    for number in range(12):
        unit = world.case("03-01", worker="ana")
        if number < 9:
            world.fact("case.contacted", unit, "03-04" if number < 6 else "03-05", other_day="03-01", worker="ana")
    vague = world.case("03-01", worker="ana")
    world.fact("case.contacted", vague, "03-01", precision="month")
    found = figure(world, "T01", MARCH, "worker")
    assert found.total.values == {"rate": 0.5, "contacted": 6, "cases": 12}
    assert found.cell("ana").values == found.total.values  # type: ignore[union-attr]


def test_overdue_and_silent_cases_count_once_and_never_in_advance(world: World) -> None:
    unit = world.case("03-01")
    world.fact("case.overdue", unit, "03-10", worker="ana")
    world.fact("case.overdue", unit, "03-12", until_day="03-20", worker="ana")
    world.fact("case.silent", unit, "04-30")
    assert figure(world, "T02", Period(date(2026, 3, 1), date(2026, 3, 15)), "worker").at("ana") == 1
    clock.set_clock(lambda: datetime(2026, 4, 29, 12, tzinfo=UTC))
    assert figure(world, "T03").value == 0
    clock.set_clock(lambda: datetime(2026, 4, 30, 12, tzinfo=UTC))
    assert figure(world, "T03").value == 1
    months = figure(world, "T03", YEAR, "month")
    assert [cell.keys[0] for cell in months.cells] == ["2026-01", "2026-02", "2026-03", "2026-04"]


def test_told_within_seven_days_where_telling_is_safe(world: World) -> None:
    for number in range(10):
        unit = world.case("03-01", closed="03-10")
        told = "03-17" if number < 4 else "03-18" if number < 8 else None
        world.fact("case.told_due", unit, "03-10", other_day=told)
    world.fact("case.told_unsafe", world.case("03-01", closed="03-11"), "03-11")
    world.case("03-01", closed="03-12")
    found = figure(world, "T07", MARCH).total.values
    assert found == {"rate": 0.4, "told": 4, "cases": 10, "unsafe": 1, "unknown": 1}


def test_people_are_counted_once_as_whom_they_were_merged_into(world: World) -> None:
    ana, same, other = new_id(), new_id(), new_id()
    world.case("03-01", person_id=ana, client_kind="individual", district="matola", sex="f")
    world.case("03-02", person_id=same, client_kind="individual", district="boane", sex="f")
    world.case("03-03", person_id=other, client_kind="family", district="boane", sex="m")
    world.case("03-04", client_kind="anonymous", district="boane")
    world.case("03-05", person_id=new_id(), client_kind="community", district="boane")
    before = world.now
    world.tick()
    world.merge(same, ana)
    found = figure(world, "P01", MARCH, "district")
    assert found.total.values == {"people": 2, "anonymous": 1, "communities": 1}
    assert cells(found) == {("boane",): 2, ("matola",): 1}
    assert any("same person" in str(note) for note in found.notes)
    assert figure(world, "P01", MARCH, as_at=before).value == 3
    people = {row.person for row in open_number("P01", programme_id=world.id, period=MARCH)}
    assert people == {ana, other}


def test_direct_benefit_adds_counted_members_and_keeps_estimates_apart(world: World) -> None:
    ana = new_id()
    family = world.case("03-01", breaches=2)
    for part in "12":
        world.resolve(family, "03-10", part=part, person_id=ana, client_kind="family", heads=4, estimated=False)
    village = world.case("03-01")
    world.resolve(village, "03-11", client_kind="community", heads=300, estimated=True)
    found = figure(world, "P02", MARCH).total.values
    assert found == {"people": 5, "named": 1, "counted": 4, "estimated": 300}


def test_indirect_benefit_takes_each_facility_once_with_its_source(world: World) -> None:
    names.register_populations(lambda programme: {"cs1": (1000, "INE", 2017), "cs2": (500, "INE", 2017)})
    for place in ("cs1", "cs1", "cs2", "cs3"):
        unit = world.case("03-01", place=place, province="maputo")
        world.resolve(unit, "03-10", everyone=True, place=place, province="maputo")
    world.resolve(world.case("03-01"), "03-10", everyone=False, place="cs4", province="maputo")
    found = figure(world, "P03", MARCH, "province")
    names.register_populations(lambda programme: {})
    assert found.total.values == {"people": 1500, "facilities": 3, "unknown": 1}
    assert cells(found) == {("maputo",): 1500}
    assert any("INE, 2017" in str(note) for note in found.notes)


def test_the_load_of_workers(world: World) -> None:
    for worker, n in (("ana", 3), ("carlos", 1)):
        for _ in range(n):
            world.case("03-01", worker=worker)
    world.fact("step.taken", world.case("01-01", closed="02-01", worker="rosa"), "03-05", worker="rosa")
    found = figure(world, "C05", MARCH, "worker")
    assert found.total.values == {"load": pytest.approx(4 / 3), "cases": 4, "workers": 3}
    assert cells(found) == {("ana",): 3, ("carlos",): 1, ("rosa",): 0}


def test_days_from_event_to_entry(world: World) -> None:
    for late in (0, 0, 4):
        unit = world.dossier()
        world.fact("case.opened", unit, "03-01", other_day=date(2026, 3, 1) + timedelta(days=late))
    assert figure(world, "Q04", MARCH).total.values["median"] == 0
    assert figure(world, "Q04", MARCH).total.values["p75"] == 2


def test_cases_resolved_as_a_whole(world: World) -> None:
    unit = world.case("03-01")
    world.fact("case.resolved", unit, "03-10", outcome="resolved_full")
    back = world.case("03-01")
    world.fact("case.resolved", back, "03-10", outcome="resolved_partial")
    world.fact("case.unresolved", back, "03-20", other_day="03-10")
    assert figure(world, "R11", MARCH).value == 1
