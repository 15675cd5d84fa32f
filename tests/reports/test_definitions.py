"""Every number says what it means on a page of its own, to those who may see the number."""

from __future__ import annotations

import pytest

from casetracker.accounts.permissions import audiences
from casetracker.indicators.catalogue import CATALOGUE, for_audiences
from tests.people import World
from tests.reports.outlets import address, speak

SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@SQLITE
def test_each_has_a_page_and_is_in_the_list(world: World) -> None:
    marta = world.seat("marta")
    listed = marta.get("/numbers/definitions").text
    for key in CATALOGUE:
        page = marta.get(f"/numbers/{key}/definition")
        assert page.status_code == 200, key
        assert f"/numbers/{key}/definition" in listed
        assert str(CATALOGUE[key].weaknesses) in page.text.replace("&#39;", "'")


@SQLITE
def test_the_page_of_a_figure_leads_to_its_definition(year: World) -> None:
    marta = year.seat("marta")
    for key in ("R06", "R09", "R10", "P04", "Q03", "Q05"):
        page = marta.get(address(key, ("month",)))
        assert page.status_code == 200 and f"/numbers/{key}/definition" in page.text


@SQLITE
def test_who_is_not_shown_a_number_is_not_shown_its_definition(world: World) -> None:
    reader = world.reader("felix")
    shown = {each.key for each in for_audiences(audiences(reader, world.programme_id))}
    hidden = set(CATALOGUE) - shown
    felix = world.seat("felix")
    assert hidden
    for key in sorted(hidden)[:3]:
        assert felix.get(f"/numbers/{key}/definition").status_code in (403, 404)


@SQLITE
def test_no_definition_calls_itself_an_indicator_of_the_goals(world: World) -> None:
    speak("marta", "en")
    said = " ".join(world.seat("marta").get(f"/numbers/{key}/definition").text for key in CATALOGUE)
    assert "16.3.3" not in said and "16.6.2" not in said
