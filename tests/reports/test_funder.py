"""Felix reads headline figures by province and closed quarter, and no small number, by no way round."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from tests.making import IAPALA
from tests.people import World
from tests.reports.outlets import tables_of
from tests.reports.year import Teller


@pytest.fixture
def spring(world: World) -> World:
    """Fourteen cases in Gaza, three in Nampula, in the first quarter."""
    ana = Teller(world)
    for number in range(14):
        ana.opened(date(2026, 2, 1 + number))
    for number in range(3):
        ana.opened(date(2026, 3, 1 + number), place=IAPALA)
    return world


def test_he_is_led_to_his_page(spring: World) -> None:
    answer = spring.seat("felix").get("/numbers")
    assert answer.status_code == 302
    assert answer.location.startswith("/numbers/headlines")


def test_small_counts_are_withheld_with_what_gives_them_away(spring: World) -> None:
    rows = tables_of(spring.seat("felix").get("/numbers/headlines?from=2026-Q1").text)[0]
    assert rows[0][1] == "C01 Cases opened"
    assert {row[0]: row[1] for row in rows[1:]} == {"Gaza": "withheld", "Nampula": "withheld", "Total": "17"}


def test_nothing_else_opens(spring: World) -> None:
    felix = spring.seat("felix")
    for path in ("/numbers/C01", "/numbers/C01/open?from=2026-Q1", "/numbers/C01/table.csv", "/numbers/C01/changes",
                 "/numbers/C01/open/rows.csv"):  # fmt: skip
        assert felix.get(path).status_code == 404


@pytest.mark.parametrize(
    "period", ["from=2026-02", "from=2026-Q2", "from=2026", "from=2026-01-01&to=2026-03-30", "from=x"]
)
def test_other_periods_are_refused_in_a_sentence(spring: World, period: str) -> None:
    answer = spring.seat("felix").get(f"/numbers/headlines?{period}")
    assert answer.status_code == 400
    assert "quarter" in answer.text or "A period is written" in answer.text


def test_his_files_are_that_table(spring: World) -> None:
    felix = spring.seat("felix")
    page = tables_of(felix.get("/numbers/headlines?from=2026-Q1").text)[0]
    text = felix.get("/numbers/headlines/table.csv?from=2026-Q1").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[: rows.index([])][0] == page[0]
    assert [row[:2] for row in rows[1 : rows.index([])]] == [row[:2] for row in page[1:]]
    said = json.loads(felix.get("/numbers/headlines/table.json?from=2026-Q1").data)
    assert [row["C01"] for row in said["rows"]] == ["withheld", "withheld", 17]


def test_nobody_else_comes_this_way(spring: World) -> None:
    for username in ("ana", "rosa", "marta", "lucia", "salma"):
        assert spring.seat(username).get("/numbers/headlines").status_code == 404
