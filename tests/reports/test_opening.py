"""A number opens to exactly its rows, for those who may open the cases, and for nobody else."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html import unescape

import pytest

from casetracker.accounts.permissions import may_open
from casetracker.indicators.catalogue import CATALOGUE
from casetracker.indicators.counting import count
from casetracker.indicators.opening import NotOpened
from casetracker.kit.periods import Period
from casetracker.reports.question import Question, ask
from casetracker.reports.rows import open_cell
from tests.people import World
from tests.reports.outlets import tables_of
from tests.reports.year import Teller

HALF = Period(date(2026, 1, 1), date(2026, 6, 30))
SPRING = "from=2026-01&to=2026-06"
OPENS = re.compile(r'href="(/numbers/[A-Z0-9]+/open[^"]*)"')


def asked_of(world: World, username: str, period: Period = HALF) -> Question:
    return ask(world.reader(username), world.programme, period)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_every_count_of_rows_opens_to_as_many(year: World) -> None:
    question = asked_of(year, "marta")
    for key, indicator in CATALOGUE.items():
        for measure in (each for each in indicator.measures if each.rows and each.adds and each.kind == "int"):
            for by in ((), ("month",), ("type_group",) if "type_group" in indicator.allowed else ("province",)):
                figure = count(key, programme_id=year.programme_id, period=HALF, by=by, scope=question.scope)
                for cell in (*figure.cells, figure.total):
                    codes = dict(zip(figure.by, cell.keys, strict=True)) if cell.keys else {}
                    try:
                        found = open_cell(question, key, codes, measure.key)
                    except NotOpened:
                        continue
                    assert found.value == cell.values[measure.key], (key, measure.key, codes)
                    assert found.count() == found.value, (key, measure.key, codes)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_edges_of_a_crossing_are_what_is_counted_without_it(year: World) -> None:
    for key, indicator in CATALOGUE.items():
        by = ("month", "type" if "type" in indicator.allowed else "province")
        asked = {"programme_id": year.programme_id, "period": HALF, "scope": may_open(year.reader("marta"))}
        if indicator.split or not set(by) <= indicator.allowed:
            continue
        crossed = count(key, by=by, margins=True, **asked | {"scope": asked_of(year, "marta").scope})
        assert crossed.total == count(key, **asked).total, key
        for name in by:
            alone = {cell.keys: cell.values for cell in count(key, by=(name,), **asked).cells}
            assert {cell.keys: cell.values for cell in crossed.margins[name]} == alone, (key, name)


def test_a_row_has_its_reference_day_type_outcome_and_case(year: World) -> None:
    rosa = year.seat("rosa")
    page = rosa.get(f"/numbers/R01/open?{SPRING}&at_month=2026-03&at_type=INF-WATER").text
    assert "<h1" in page
    rows = tables_of(page)[0]
    assert rows[0] == ["Case", "Day", "Breach or step", "Type", "Outcome", "Facility", "District"]
    assert [row[1] for row in rows[1:]] == sorted(row[1] for row in rows[1:])
    assert len({row[3] for row in rows[1:]}) == 1
    case = re.search(r'href="(/cases/[0-9a-f-]{36})"', page)
    assert case
    assert rosa.get(case[1]).status_code == 200


def test_every_number_of_a_page_leads_to_its_rows(year: World) -> None:
    marta = year.seat("marta")
    page = marta.get(f"/numbers/R01?{SPRING}&by=type&then=province").text
    addresses = {unescape(found) for found in OPENS.findall(page)}
    assert len(addresses) > 5
    for address in addresses:
        answer = marta.get(address)
        assert answer.status_code == 200
        number = re.search(r"<h1[^>]*>[^:]*: (\d+)</h1>", answer.text)
        assert number
        assert int(number[1]) == len(tables_of(answer.text)[0]) - 1


def test_each_reader_counts_exactly_what_they_may_open(year: World) -> None:
    whole = open_cell(asked_of(year, "marta"), "R01", {}).value
    hers, his = (open_cell(asked_of(year, name), "R01", {}) for name in ("ana", "carlos"))
    assert hers.value == hers.count()
    assert his.value == his.count()
    assert 0 < his.value < hers.value < whole
    assert hers.value + his.value == whole


def test_a_case_for_three_pairs_of_eyes_is_counted_for_them_alone(world: World) -> None:
    ana = Teller(world)
    ana.opened(date(2026, 3, 3))
    ana.opened(date(2026, 3, 4), ["MED-STOCK"], flags=["hiv_tb"])
    opened = {name: open_cell(asked_of(world, name), "C01", {}) for name in ("ana", "rosa", "marta")}
    assert {name: (each.value, each.count()) for name, each in opened.items()} == {
        "ana": (2, 2), "rosa": (2, 2), "marta": (1, 1),
    }  # fmt: skip


def test_long_lists_are_turned_by_key(world: World) -> None:
    ana = Teller(world)
    for day in range(1, 29):
        ana.opened(date(2026, 3, day), ["MED-STOCK", "INF-WATER"])
    browser = world.seat("ana")
    first = browser.get(f"/numbers/B01/open?{SPRING}").text
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = browser.get(unescape(onward[1])).text
    assert len(tables_of(first)[0]) == 51
    assert len(tables_of(second)[0]) == 7
    back = re.search(r'rel="prev" href="([^"]+)"', second)
    assert back
    assert tables_of(browser.get(unescape(back[1])).text)[0] == tables_of(first)[0]
    assert browser.get(f"/numbers/B01/open?{SPRING}&after=junk").status_code == 400


def test_the_rows_leave_as_files_in_codes_only(year: World) -> None:
    marta = year.seat("marta")
    page = tables_of(marta.get(f"/numbers/B01/open?{SPRING}").text)[0]
    text = marta.get(f"/numbers/B01/open/rows.csv?{SPRING}").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text.split("\r\n\r\n")[0])))
    assert len(rows) == len(page) - 1
    assert [row["Case"] for row in rows] == [row[0] for row in page[1:]]
    said = json.loads(marta.get(f"/numbers/B01/open/rows.json?{SPRING}").data)
    assert said["n"] == len(rows)
    assert said["rule"]
    assert said["known_at"]
    assert [row["type_code"] for row in said["rows"]] == [row["Type (code)"] for row in rows]
    assert marta.get(f"/numbers/B01/open/rows.xlsx?{SPRING}").data[:2] == b"PK"


@pytest.mark.parametrize(
    "wrong", ["at_worker=ana", "at_month=2031-01", "at_month=junk", "place=nowhere", "measure=rate", "as_at=soon"]
)
def test_what_cannot_be_opened_is_said_in_a_sentence(year: World, wrong: str) -> None:
    answer = year.seat("marta").get(f"/numbers/B01/open?{SPRING}&{wrong}")
    assert answer.status_code == 400
    assert "Something in the request was missing" not in answer.text


def test_nobody_opens_a_figure_that_is_not_theirs(year: World) -> None:
    statuses = {
        name: year.seat(name).get(f"/numbers/C04/open?{SPRING}").status_code for name in ("ana", "rosa", "marta")
    }
    assert statuses == {"ana": 404, "rosa": 404, "marta": 200}
    assert {year.seat(name).get(f"/numbers/C01/open?{SPRING}").status_code for name in ("felix", "salma", "lucia")} == {
        404
    }
