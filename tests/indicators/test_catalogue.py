"""The catalogue in code and the file of all indicators say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import casetracker.indicators
from casetracker.indicators.catalogue import CATALOGUE, HEADLINES, find
from casetracker.indicators.counting import ALL_RECIPES
from casetracker.indicators.dimensions import DIMENSIONS, PERIODS, PLACES

FILE = Path(casetracker.indicators.__file__).parent / "indicators.json"
LISTED = {each["id"]: each for each in json.loads(FILE.read_text())["indicators"]}


def test_all_fifty_two_and_four_more_are_listed() -> None:
    assert len(LISTED) == 56
    assert {"R11", "B01", "A01", "A02"} < set(LISTED)


@pytest.mark.parametrize("key", CATALOGUE)
def test_an_indicator_is_what_the_list_says(key: str) -> None:
    indicator, listed = CATALOGUE[key], LISTED[key]
    assert indicator.audience == listed["audience"]
    assert indicator.shape == listed["shape"]
    assert set(indicator.by) == set(listed["disaggregate"]) - set(PERIODS) - set(PLACES)
    assert indicator.allowed <= set(DIMENSIONS)
    said = (indicator.iati_type, indicator.iati_measure, indicator.ascending)
    assert said == (listed["iati_result_type"], listed["iati_measure"], listed["ascending"])


@pytest.mark.parametrize("key", CATALOGUE)
def test_an_indicator_can_be_counted_and_read(key: str) -> None:
    indicator = find(key.lower())
    assert key in ALL_RECIPES
    said = (indicator.title, indicator.meaning, indicator.rule, indicator.denominator, indicator.date_basis)
    assert all(
        str(text)
        for text in (
            *said,
            indicator.unit,
            indicator.dedup,
            indicator.weaknesses,
            *(each.label for each in indicator.measures),
        )
    )


@pytest.mark.parametrize("key", ["R01", "R02", "R03", "R04", "R06", "R07", "R09"])
def test_what_is_counted_in_breaches_is_divided_by_breaches(key: str) -> None:
    assert "breaches" in LISTED[key]["unit"] or "breaches" in LISTED[key]["numerator"]
    assert "cases" not in LISTED[key]["unit"]


def test_headlines_are_for_those_outside_too() -> None:
    assert HEADLINES == ("C01", "C03", "B01", "R01", "R02", "R03", "R11", "P01")
    assert all(CATALOGUE[key].audience in ("all", "funder") for key in HEADLINES)
