"""A ministry's DHIS2 gets the numbers under its own identifiers, none that is withheld, each once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from casetracker.kit.errors import NotDone
from casetracker.kit.periods import Period
from casetracker.reports.formats.packs.dhis2 import Mapped, code_of, prepare, write
from casetracker.reports.formats.packs.pushing import Outcome, address, outcome, push, push_all
from casetracker.reports.packs.edition import Datum
from tests.reports.packs.dhis2_server import Server, running
from tests.reports.packs.sample import edition

GIVEN: dict[str, Any] = {
    "dataSet": "pBOMPrpg1QX",
    "dataElements": {
        "C01.cases": "f7n9E0hX8qk",
        "R01.breaches": {
            "uid": "Ix2HsbDMLea", "combos": {"": "HllvX50cXC0", "sex=f": "Prlt0C1RF0s", "sex=m": "V6L425pT3A0"},
        },
        "R03.rate": "eY5ehpbEsB7",
    },
    "orgUnits": {"": "ImspTQPwCqd", "mz-chokwe": "DiszpKrYNg8", "mz-long": "FNnj3jKGS7i"},
}  # fmt: skip
MAPPED = Mapped.read(GIVEN)
TOKEN = "d2pat_good"


@pytest.fixture
def server() -> Iterator[Server]:
    """One that has nothing yet."""
    with running() as found:
        yield found


def test_numbers_are_sent_under_their_identifiers_by_period_and_place() -> None:
    sets = {(one["period"], one["orgUnit"]): one for one in prepare(edition(), MAPPED).sets}
    assert list(sets) == [
        ("2026Q1", "ImspTQPwCqd"), ("2026S1", "DiszpKrYNg8"), ("2026S1", "FNnj3jKGS7i"), ("2026S1", "ImspTQPwCqd"),
    ]  # fmt: skip
    assert sets["2026Q1", "ImspTQPwCqd"]["dataValues"] == [{"dataElement": "f7n9E0hX8qk", "value": "1234"}]
    assert sets["2026S1", "DiszpKrYNg8"] == {
        "dataSet": "pBOMPrpg1QX", "completeDate": "2026-07-08", "period": "2026S1", "orgUnit": "DiszpKrYNg8",
        "dataValues": [
            {"dataElement": "Ix2HsbDMLea", "value": "200", "categoryOptionCombo": "HllvX50cXC0"},
            {"dataElement": "Ix2HsbDMLea", "value": "120", "categoryOptionCombo": "Prlt0C1RF0s"},
            {"dataElement": "Ix2HsbDMLea", "value": "80", "categoryOptionCombo": "V6L425pT3A0"},
        ],
    }  # fmt: skip
    rates = [one["value"] for one in sets["2026S1", "ImspTQPwCqd"]["dataValues"] if one["dataElement"] == "eY5ehpbEsB7"]
    assert rates == ["66.66666666666666"]
    assert [one["value"] for one in sets["2026S1", "FNnj3jKGS7i"]["dataValues"]] == ["0"]


def test_what_is_withheld_is_never_sent_and_what_has_no_identifier_is_named() -> None:
    found = prepare(edition(), MAPPED)
    assert found.withheld == 5
    assert '"s"' not in json.dumps(found.sets)
    assert found.unmapped == ("mz-evil", "R03.ended", "P01.people", "R05.median")
    wrong = Datum("R01", "breaches", "2026-02-03/2026-02-20", None, (("sex", "x"),), 7)
    given = dataclasses.replace(edition(), data=(wrong,))
    assert prepare(given, MAPPED).unmapped == ("R01.breaches [sex=x]", "2026-02-03/2026-02-20")


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (Period.named("2026-01"), "202601"), (Period.named("2026-Q1"), "2026Q1"), (Period.named("2026"), "2026"),
        (Period.named("2026-01-15"), "20260115"), (Period.between("2026-07", "2026-12"), "2026S2"),
        (Period.between("2026-04", "2027-03"), "2026April"), (Period.between("2026-07", "2027-06"), "2026July"),
        (Period.between("2026-10", "2027-09"), "2026Oct"), (Period.between("2026-02", "2026-03"), None),
        (Period(date(2026, 1, 2), date(2026, 6, 30)), None), (Period.between("2026-02", "2027-01"), None),
    ],
)  # fmt: skip
def test_periods_are_named_as_dhis2_names_them(days: Period, code: str | None) -> None:
    assert code_of(days) == code


def test_the_file_can_be_given_to_the_import_page() -> None:
    values = json.loads(write(edition(), MAPPED))["dataValues"]
    assert len(values) == sum(len(one["dataValues"]) for one in prepare(edition(), MAPPED).sets) == 10
    assert all({"dataElement", "period", "orgUnit", "value"} <= set(one) for one in values)
    one = dataclasses.replace(edition(), data=edition().data[:1])
    assert json.loads(write(one, MAPPED)) == prepare(one, MAPPED).sets[0]
    assert write(edition(), MAPPED) == write(edition("en"), MAPPED)


def test_sending_twice_changes_nothing_the_second_time(server: Server) -> None:
    sets = prepare(edition(), MAPPED).sets
    first = push_all(sets, server.url, TOKEN)
    assert first == Outcome("SUCCESS", 10, 0, 0, 0) and first.whole
    kept = dict(server.kept)
    assert push_all(sets, f"{server.url}/api/", TOKEN) == Outcome("SUCCESS", 0, 0, 10, 0)
    assert server.kept == kept
    path, headers, body = server.heard[-1]
    assert path == "/api/dataValueSets?importStrategy=CREATE_AND_UPDATE"
    assert headers["Content-Type"] == "application/json" and body == sets[-1]


def test_a_corrected_number_is_an_update(server: Server) -> None:
    push(prepare(edition(), MAPPED).sets[0], server.url, TOKEN)
    corrected = dataclasses.replace(edition(), data=(dataclasses.replace(edition().data[0], value=1235),))
    assert push(prepare(corrected, MAPPED).sets[0], server.url, TOKEN) == Outcome("SUCCESS", 0, 1, 0, 0)


@pytest.mark.parametrize("old", [True, False])
def test_what_the_server_would_not_take_is_shown(server: Server, old: bool) -> None:
    server.closed, server.old = {"DiszpKrYNg8"}, old
    found = push_all(prepare(edition(), MAPPED).sets, server.url, TOKEN)
    assert (found.status, found.created, found.ignored) == ("WARNING", 7, 3)
    assert found.conflicts == ("E7612: DiszpKrYNg8: Org unit not found",) * 3 and not found.whole


@pytest.mark.parametrize(
    ("code", "body", "words"),
    [(500, b"", "500"), (404, b"<html>", "404"), (200, b"<html>", "summary"), (200, b"[1]", "summary"),
     (409, b"", "summary"), (200, b'{"status":"OK","importCount":{"imported":"many"}}', "summary"), (302, b"", "302")],
)  # fmt: skip
def test_an_answer_that_is_none_is_a_refusal_in_words(server: Server, code: int, body: bytes, words: str) -> None:
    server.raw = code, body, {"Location": f"{server.url}/elsewhere"}
    with pytest.raises(NotDone) as refused:
        push(prepare(edition(), MAPPED).sets[0], server.url, TOKEN)
    assert words in str(refused.value.sentence)
    assert len(server.heard) == 1, "the token went elsewhere"


def test_a_token_that_is_not_accepted_is_said(server: Server) -> None:
    for token, words in (("d2pat_bad", "token"), ("d2pat_\nbad", "token")):
        with pytest.raises(NotDone) as refused:
            push(prepare(edition(), MAPPED).sets[0], server.url, token)
        assert words in str(refused.value.sentence)
    assert server.kept == {}


def test_a_server_that_is_away_is_said() -> None:
    with running() as found:
        url = found.url
    with pytest.raises(NotDone):
        push({}, url, TOKEN)


@pytest.mark.parametrize(
    "url", ["http://dhis2.example.org", "ftp://localhost", "https://me:secret@dhis2.example.org", "https://", "dhis2",
            "", "https://dhis2.example.org/?a=b", "http://localhost.example.org", "file:///etc/passwd"],
)  # fmt: skip
def test_numbers_go_through_no_open_line(url: str) -> None:
    with pytest.raises(NotDone):
        address(url)


def test_addresses_that_are_good() -> None:
    end = "/api/dataValueSets?importStrategy=CREATE_AND_UPDATE"
    assert address(" https://dhis2.example.org/moh/api/ ") == "https://dhis2.example.org/moh" + end
    assert address("http://localhost:8080") == "http://localhost:8080" + end


def test_a_refusal_without_counts_gives_its_message() -> None:
    found = outcome(b'{"status":"ERROR","message":"The data set is locked"}')
    assert found == Outcome("ERROR", 0, 0, 0, 0, ("The data set is locked",)) and not found.whole


@pytest.mark.parametrize(
    "changes", [{"dataSet": "no"}, {"dataElements": []}, {"dataElements": {"A.b": {"combos": {}}}}, {"dataSet": None},
                {"orgUnits": {"": "../../../x"}}, {"orgUnits": None}],
)  # fmt: skip
def test_a_mapping_that_is_none_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotDone):
        Mapped.read({**GIVEN, **changes})
