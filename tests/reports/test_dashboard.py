"""The dashboard: headline figures with those of the period before, pictures with their tables, refusals."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event

from casetracker.kit.db import db
from tests.people import Browser, World
from tests.reports.outlets import speak, tables_of
from tests.reports.year import Teller, a_year, the_visit

SPRING = "?from=2026-01&to=2026-06"
CARD = re.compile(
    r'card__label"><a[^>]*href="[^"]*/numbers/(\w+)\?[^"]*">[^<]*</a></p>\s*<p class="card__value">([^<]*)<'
)


def cards(browser: Browser, query: str = SPRING) -> dict[str, str]:
    """The headline figures of the dashboard."""
    return dict(CARD.findall(browser.get(f"/numbers{query}").text))


@contextmanager
def counted() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def listen(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def test_the_visit_is_one_client_one_case_three_breaches_two_resolutions(world: World) -> None:
    the_visit(world)
    rosa = world.seat("rosa")
    shown = cards(rosa)
    assert {key: shown[key] for key in ("P01", "C01", "B01", "R01", "R02")} == {
        "P01": "1", "C01": "1", "B01": "3", "R01": "2", "R02": "2",
    }  # fmt: skip
    for key, n in (("A01", 2), ("A02", 4)):
        assert tables_of(rosa.get(f"/numbers/{key}{SPRING}&by=").text)[-1][-1][-1] == str(n)


def test_the_period_before_stands_beside(world: World) -> None:
    the_visit(world)
    page = world.seat("rosa").get("/numbers?from=2026-Q2").text
    assert re.search(r"1 in\s+1st quarter 2026", page)


def test_each_reader_sees_their_own(year: World) -> None:
    assert cards(year.seat("ana"))["C01"] == "11"
    assert cards(year.seat("carlos"))["C01"] == "10"
    assert cards(year.seat("marta"))["C01"] == "21"
    assert cards(year.seat("marta"), f"{SPRING}&place=nampula")["C01"] == "10"


def test_what_is_written_is_in_the_next_page(year: World) -> None:
    ana = year.seat("ana")
    before = int(cards(ana)["C01"])
    Teller(year).opened(date(2026, 5, 5))
    assert int(cards(ana)["C01"]) == before + 1


def test_a_picture_has_its_table_and_no_code_of_its_own(year: World) -> None:
    speak("marta", "pt")
    page = year.seat("marta").get(f"/numbers{SPRING}").text
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 4
    assert len(tables_of(page)) == 4
    for picture in pictures:
        assert "style" not in picture
        assert "class=" not in picture
        assert " id=" not in picture
        assert "<script" not in picture
    assert len(page.encode()) < 150_000


@pytest.mark.parametrize("query", ["?from=2026-13", "?from=2026-06&to=2026-01", "?place=nowhere", "?from=%00"])
def test_what_cannot_be_counted_is_said(year: World, query: str) -> None:
    answer = year.seat("marta").get(f"/numbers{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_programme_that_is_not_mine_is_not_there(year: World) -> None:
    assert year.seat("ana").get("/numbers?programme=other").status_code == 404
    assert year.seat("lucia").get("/numbers").status_code == 404
    assert year.seat("salma").get("/numbers").status_code == 404


def test_it_asks_as_much_of_the_database_for_many_cases_as_for_few(world: World) -> None:
    the_visit(world)
    marta, asked = world.seat("marta"), []
    for _again in range(2):
        with counted() as statements:
            marta.get(f"/numbers{SPRING}")
        asked.append(len(statements))
        a_year(world)
    assert asked[0] == pytest.approx(asked[1], abs=3)
    assert asked[1] < 140


def test_what_was_counted_once_is_not_counted_again(year: World) -> None:
    marta = year.seat("marta")
    marta.get(f"/numbers{SPRING}")
    with counted() as statements:
        marta.get(f"/numbers{SPRING}")
    assert not [statement for statement in statements if "FROM fact" in statement]


def test_periods_are_typed_as_people_write_them(year: World) -> None:
    marta = year.seat("marta")
    said = {
        re.sub(r"\s+", " ", re.findall(r"<strong>([^<]*20\d\d[^<]*)</strong>", marta.get(f"/numbers?{query}").text)[0])
        for query in ("from=2026-Q1", "from=1/1/2026&to=31/3/2026", "from=1/2026&to=3/2026", "period=2026-Q1")
    }
    assert said == {"1st quarter 2026"}


def test_nothing_that_draws_is_loaded_before_the_first_picture(app: Flask) -> None:
    look = (
        "import sys, pathlib, tempfile; from casetracker.app import create_app;"
        "create_app(pathlib.Path(tempfile.mkdtemp()));"
        "print([m for m in ('pandas', 'altair', 'vl_convert') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
