"""A figure's own page: its words, its number, breakdowns that are allowed, as known when, and what changed since."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from casetracker.kit import clock
from tests.conftest import NOW
from tests.people import World
from tests.reports.outlets import changes, counted, speak, tables_of
from tests.reports.year import Teller, the_visit

SPRING = "?from=2026-01&to=2026-06"


def number(page: str) -> str:
    found = re.search(r'card__value">([^<]*)<', page)
    assert found
    return found[1]


def test_it_says_what_it_means_and_how_it_is_counted(year: World) -> None:
    page = year.seat("rosa").get(f"/numbers/r03{SPRING}").text
    for words in (
        "Resolution rate at closure",
        "Of the breaches whose case was closed",
        "The day the case was closed.",
    ):
        assert words in page


def test_a_breakdown_that_is_not_allowed_is_refused_by_name(year: World) -> None:
    answer = year.seat("rosa").get(f"/numbers/C01{SPRING}&by=worker")
    assert answer.status_code == 400
    assert "C01 cannot be broken down by worker" in answer.text
    assert "age_band" in answer.text


def test_a_figure_of_another_audience_is_not_there(year: World) -> None:
    assert year.seat("ana").get("/numbers/C04").status_code == 404
    assert year.seat("marta").get("/numbers/C04").status_code == 200
    assert year.seat("marta").get("/numbers/X99").status_code == 404


def test_two_breakdowns_are_crossed_with_totals_counted_for_themselves(year: World) -> None:
    page = year.seat("marta").get(f"/numbers/R01{SPRING}&by=type&then=month").text
    crossed, flat = tables_of(page)[-2:]
    assert crossed[0][0] == "Type"
    assert crossed[0][-1] == "Total"
    assert crossed[-1][-1] == flat[-1][2] == number(page)


def test_what_was_known_before_is_still_known(world: World) -> None:
    """Must show 5: a year counted, one case reopened in it, two resolutions recorded late."""
    visit = the_visit(world)
    ana = Teller(world)
    others = [ana.opened(date(2026, 2, day)) for day in (3, 4)]
    before = NOW + timedelta(hours=1)
    clock.set_clock(lambda: NOW + timedelta(hours=2))
    ana.reopened(visit, date(2026, 3, 20))
    for case_id in others:
        ana.resolved(case_id, date(2026, 2, 20), sure=False)
    rosa = world.seat("rosa")
    assert number(rosa.get(f"/numbers/R01{SPRING}").text) == "3"
    assert number(rosa.get(f"/numbers/R01{SPRING}&as_at={before:%Y-%m-%dT%H:%M:%S}Z").text) == "2"
    assert b"2" in counted(world.app, "R01", more=["--as-at", before.isoformat()]).splitlines()[-1]
    said = changes(world.app, "R01", before.isoformat())
    assert len({row["entry_id"] for row in said["rows"]}) == 3
    assert {(row["what"], row["kind"]) for row in said["rows"]} == {
        ("added", "breach.reopened"), ("added", "breach.resolved"),
    }  # fmt: skip
    local = before.astimezone(ZoneInfo(world.programme.timezone))
    page = rosa.get(f"/numbers/R01/changes{SPRING}&since={local:%d/%m/%Y}%20{local:%H:%M}").text
    assert len(tables_of(page)[0]) == 4


def test_changes_are_those_of_cases_i_may_open(world: World) -> None:
    Teller(world).opened(date(2026, 2, 3))
    Teller(world, "carlos", "south").opened(date(2026, 2, 4))
    for username, rows in (("ana", 1), ("carlos", 1), ("marta", 2)):
        page = world.seat(username).get(f"/numbers/C01/changes{SPRING}&since=1/1/2026").text
        assert len(tables_of(page)[0]) == rows + 1
        assert page.count('href="/cases/') >= rows


def test_since_must_be_a_time_that_was(year: World) -> None:
    marta = year.seat("marta")
    for since in ("soon", "1/1/2030", "2026-99-99"):
        answer = marta.get(f"/numbers/C01/changes{SPRING}&since={since}")
        assert answer.status_code == 400
        assert "since-error" in answer.text


def test_a_page_in_portuguese_counts_alike(year: World) -> None:
    marta = year.seat("marta")
    english = tables_of(marta.get(f"/numbers/B01{SPRING}&by=month").text)[-1]
    speak("marta", "pt")
    portuguese = tables_of(marta.get(f"/numbers/B01{SPRING}&by=month").text)[-1]
    assert [row[1:] for row in english[1:]] == [row[1:] for row in portuguese[1:]]
    assert portuguese[3][0] == "março de 2026"


def test_the_day_of_knowledge_is_a_day_in_the_programmes_zone() -> None:
    from casetracker.reports.reading import read_moment

    whole = read_moment("15/6/2026", "Africa/Maputo", NOW.date())
    assert whole.astimezone(UTC) == datetime(2026, 6, 15, 21, 59, 59, 999999, tzinfo=UTC)
    assert read_moment("15/6/2026 14:30", "Africa/Maputo", NOW.date()).astimezone(UTC).hour == 12
