"""Page = CSV = XLSX = JSON = command line, for every figure and every breakdown, in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from markupsafe import Markup

from casetracker.indicators.catalogue import CATALOGUE
from casetracker.indicators.dimensions import in_order
from casetracker.kit.sentences import REGIONS, speaking
from casetracker.kit.spoken import cell
from casetracker.reports import headlines
from tests.people import World
from tests.reports.outlets import Outlets, rows_of_csv, speak

ON_ONE_DATABASE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers are compared here; what pictures show is promised elsewhere."""
    monkeypatch.setattr(headlines, "draw", lambda picture: Markup())


def breakdowns(key: str, locale: str) -> list[tuple[str, ...]]:
    """None, each that is allowed, and in one language each together with months."""
    allowed = in_order(CATALOGUE[key].allowed)
    crossed = [("month", name) for name in allowed if name != "month"] if locale == "en" else []
    return [(), *((name,) for name in allowed), *crossed]


@ON_ONE_DATABASE
@pytest.mark.parametrize("locale", ["pt", "en"])
@pytest.mark.parametrize("part", range(3))
def test_every_way_out_says_the_same(year: World, part: int, locale: str) -> None:
    speak("marta", locale)
    browser = year.seat("marta")
    for key, by in [(one, by) for one in list(CATALOGUE)[part::3] for by in breakdowns(one, locale)]:
        out = Outlets(browser, key, by, locale)
        whole = out.json()
        with speaking(REGIONS[locale]):
            assert out.page() == as_read(whole), (key, by)
        assert out.csv() == as_text(whole), (key, by)
        assert plain(out.xlsx()) == plain([labels(whole), *values(whole)]), (key, by)
        said = json.loads(out.command("json"))
        assert {**said, "known_at": ""} == {**whole, "known_at": ""}, (key, by)
        assert rows_of_csv(out.command("csv")) == as_text(whole), (key, by)


def labels(whole: dict[str, Any]) -> list[str]:
    return [column["label"] for column in whole["columns"]]


def values(whole: dict[str, Any]) -> list[list[Any]]:
    return [list(row.values()) for row in whole["rows"]]


def as_text(whole: dict[str, Any]) -> list[list[str]]:
    return [labels(whole), *([("" if v is None else str(v)) for v in row] for row in values(whole))]


def as_read(whole: dict[str, Any]) -> list[list[str]]:
    """As a page shows it: without the columns of codes, digits as the reader writes them."""
    shown = [column for column in whole["columns"] if not column["key"].endswith("_code")]
    rows = [[cell(row[column["key"]], column["kind"]) for column in shown] for row in whole["rows"]]
    return [[column["label"] for column in shown], *rows]


def plain(rows: list[list[Any]]) -> list[list[Any]]:
    """Numbers as they are, an empty cell as nothing."""
    return [[round(v, 9) if isinstance(v, float) else v if v != "" else None for v in row] for row in rows]
