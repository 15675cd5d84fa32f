"""What may be asked, what is refused and how, what changed since, and who counts what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casetracker.indicators.asking import UnknownMoment
from casetracker.indicators.catalogue import CATALOGUE, UnknownIndicator
from casetracker.indicators.changing import changes
from casetracker.indicators.counting import count
from casetracker.indicators.dimensions import DIMENSIONS, RefusedBreakdown
from casetracker.indicators.opening import open_number
from casetracker.kit import clock
from casetracker.kit.periods import Period
from casetracker.ledger.models import Dossier
from tests.indicators.conftest import BEGAN, World

YEAR = Period.year(2026)


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(app: object) -> None:
    clock.set_clock(lambda: datetime(2026, 12, 31, 12, tzinfo=UTC))


def test_a_breakdown_that_is_not_allowed_is_refused_naming_those_that_are(world: World) -> None:
    with pytest.raises(RefusedBreakdown) as refusal:
        count("R02", programme_id=world.id, period=YEAR, by=("sex",))
    assert str(refusal.value) == (
        "R02 cannot be broken down by sex. Allowed: month, quarter, year, province, district, facility, type_group."
    )


@pytest.mark.parametrize("by", [("month", "type", "sex"), ("month", "month")])
def test_two_different_breakdowns_at_most(world: World, by: tuple[str, ...]) -> None:
    with pytest.raises(RefusedBreakdown, match="at most two"):
        count("C01", programme_id=world.id, period=YEAR, by=by)


def test_a_period_of_more_parts_than_anybody_reads_is_refused(world: World) -> None:
    centuries = Period.between("1900", "2200")
    assert len(count("C01", programme_id=world.id, period=centuries, by=("year",)).cells) == 301
    with pytest.raises(RefusedBreakdown, match="too long"):
        count("C01", programme_id=world.id, period=centuries, by=("month",))


def test_an_unknown_indicator_names_the_known_ones(world: World) -> None:
    with pytest.raises(UnknownIndicator) as refusal:
        count("Z99", programme_id=world.id, period=YEAR)
    assert "R01" in str(refusal.value)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_indicator_counts_by_everything_it_allows(world: World, key: str) -> None:
    unit = world.case("02-01", closed="03-01", type="queue", worker="ana")
    world.resolve(unit, "02-20", "02-01", type="queue")
    indicator = CATALOGUE[key]
    for name in DIMENSIONS:
        if name in indicator.allowed:
            figure = count(key, programme_id=world.id, period=YEAR, by=(name,))
            table = figure.table(codes=True)
            assert len(table.columns) == 2 * len(figure.by) + len(indicator.measures)
            assert all(len(row) == len(table.columns) for row in table.rows)
        else:
            with pytest.raises(RefusedBreakdown):
                count(key, programme_id=world.id, period=YEAR, by=(name,))


def test_a_filter_cuts_to_codes_and_to_what_is_not_recorded(world: World) -> None:
    for kind in ("queue", "queue", "bribe", None):
        world.case("02-01", type=kind)
    said = {"programme_id": world.id, "period": YEAR}
    assert count("C01", filters={"type": "queue"}, **said).value == 2
    assert count("C01", filters={"type": ["queue", None]}, **said).value == 3
    with pytest.raises(RefusedBreakdown):
        count("C01", filters={"worker": "ana"}, **said)


def test_what_changed_since_names_the_three_entries_that_resolutions_depend_on(world: World) -> None:
    unit = world.case("01-05")
    world.resolve(unit, "02-10", "01-05")
    other = world.case("01-05")
    since, moment = world.now, BEGAN + timedelta(minutes=world.now)
    then = count("R01", programme_id=world.id, period=YEAR).value
    entries = []
    with world.later() as entry:
        world.fact("breach.reopened", unit, "03-01", part_id="1", other_day="02-10")
        world.fact("case.reopened", unit, "03-01", other_day="02-20")
        entries.append(entry)
    for day in ("02-15", "02-16"):
        with world.later() as entry:
            world.resolve(other, day, "01-05", part=day)
            world.fact("step.taken", other, day, part_id=day)
            entries.append(entry)
    with world.later():
        world.resolve(other, "2025-12-31", "01-05", part="before the period")
    found = changes("R01", programme_id=world.id, period=YEAR, since=moment)
    assert [change.entry_id for change in found] == entries
    assert {change.what for change in found} == {"added"}
    assert count("R01", programme_id=world.id, period=YEAR, as_at=since).value == then == 1
    assert count("R01", programme_id=world.id, period=YEAR, as_at=moment).value == then
    assert changes("R01", programme_id=world.id, period=YEAR, since=world.now) == []


def test_what_was_withdrawn_is_named_too(world: World) -> None:
    row = world.resolve(world.case("01-05"), "02-10", "01-05")
    since = world.now
    with world.later() as entry:
        world.withdraw(row)
    [change] = changes("R01", programme_id=world.id, period=YEAR, since=since)
    assert (change.what, change.entry_id) == ("withdrawn", entry)


def test_a_time_of_knowledge_needs_its_zone(world: World) -> None:
    with pytest.raises(UnknownMoment):
        count("R01", programme_id=world.id, period=YEAR, as_at=datetime(2026, 3, 1))  # noqa: DTZ001


def test_twelve_opens_to_twelve_within_a_readers_reach(world: World) -> None:
    for team, worker, n in (("north", "ana", 2), ("south", "carlos", 3)):
        for _ in range(n):
            world.resolve(world.case("02-01", team=team, worker=worker), "02-10", "02-01")
    mine = Dossier.team == "north"
    figure = count("R01", programme_id=world.id, period=YEAR, scope=mine)
    assert figure.value == len(open_number("R01", programme_id=world.id, period=YEAR, scope=mine)) == 2
    assert count("R01", programme_id=world.id, period=YEAR).value == 5


def test_a_protected_case_is_counted_for_its_worker_alone_even_as_at_an_earlier_time(world: World) -> None:
    unit = world.case("02-01", worker="ana")
    world.case("02-02", worker="carlos")
    then = world.now
    with world.later():
        dossier = world_dossier(unit)
        dossier.tier = "highly_restricted"
    said = {"programme_id": world.id, "period": YEAR}
    assert count("C01", **said).value == 1
    assert count("C01", as_at=then, **said).value == 1
    assert count("C01", scope=Dossier.worker == "ana", **said).value == 1


def world_dossier(unit: object) -> Dossier:
    from casetracker.kit.db import db

    found = db.session.get(Dossier, unit)
    assert found is not None
    return found


def test_two_breakdowns_cross_with_margins_counted_for_themselves(world: World) -> None:
    for day, kind in (("01-10", "queue"), ("01-11", "bribe"), ("02-10", "queue")):
        world.case(day, type=kind)
    figure = count("C01", programme_id=world.id, period=Period.between("2026-01", "2026-02"), by=("type", "month"),
                   margins=True)  # fmt: skip
    table = figure.crossed()
    assert table.keys == ("type", "month:2026-01", "month:2026-02", "total")
    assert [row[1:] for row in table.rows] == [(1, 0, 1), (1, 1, 2), (2, 1, 3)]
