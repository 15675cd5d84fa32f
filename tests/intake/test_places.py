"""A list of facilities becomes places, each once, however often it is fed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casetracker.intake.places import import_places
from casetracker.intake.tally import Tally
from casetracker.kit.db import transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Programme
from casetracker.places.actions import correct_place, open_place
from casetracker.places.queries import count_by_level, place_called, place_named
from tests.intake.writing import a_map, spreadsheet
from tests.people import World

HEAD = "id,Province,District,Name,Kind,Lat,Lon,Uid,People\n"
LIONDE = "a1,Gaza,Chokwé,CS Lionde,OFFICE,-24.6,33.0,s8e95DectKU,12 000\n"
MACIA = "a2,Gaza,Bilene,CS Macia,OFFICE,,,,\n"


def rules(folder: Path) -> Any:
    columns = {
        "reference": "id", "province": "Province", "district": "District", "facility": "Name", "unit_type": "Kind",
        "latitude": "Lat", "longitude": "Lon", "dhis2_uid": "Uid", "population": "People",
    }  # fmt: skip
    return a_map(folder, kind="places", columns=columns, only_columns=True)


def bring(programme: Programme, folder: Path, text: str, **options: Any) -> Tally:
    path = spreadsheet(folder, text, name="sites.csv")
    return import_places(programme, path, rules(folder), by=MACHINE, failed=folder / "failed.csv", **options)


def test_provinces_districts_and_facilities_are_opened_once(programme: Programme, tmp_path: Path) -> None:
    tally = bring(programme, tmp_path, HEAD + LIONDE + MACIA)
    assert (tally.rows["new"], len(tally.created)) == (2, 3)
    assert count_by_level(programme.id) == {"province": 1, "district": 2, "facility": 2}
    lionde = place_called(programme.id, "CS Lionde")
    assert lionde is not None
    assert (lionde.district, lionde.province, lionde.unit_type) == ("chokwe", "gaza", "OFFICE")
    assert (lionde.latitude, lionde.dhis2_uid, lionde.population) == (-24.6, "s8e95DectKU", 12000)


def test_again_is_nothing_new(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + LIONDE + MACIA)
    tally = bring(programme, tmp_path, HEAD + LIONDE + MACIA)
    assert (tally.rows["new"], tally.rows["same"], tally.created) == (0, 2, set())


def test_a_dry_run_saves_nothing_and_says_what_it_would_do(programme: Programme, tmp_path: Path) -> None:
    tally = bring(programme, tmp_path, HEAD + LIONDE + MACIA, dry_run=True)
    assert (tally.rows["new"], len(tally.created)) == (2, 3)
    assert count_by_level(programme.id) == {}


def test_a_changed_row_corrects_what_is_still_as_imported(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + LIONDE)
    assert bring(programme, tmp_path, HEAD + LIONDE.replace("-24.6", '"-24,7"')).rows["changed"] == 1
    found = place_called(programme.id, "CS Lionde")
    assert found is not None
    assert found.latitude == -24.7


def test_a_facility_that_moved_district_is_moved(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + LIONDE)
    bring(programme, tmp_path, HEAD + LIONDE.replace("Chokwé", "Guijá"))
    assert count_by_level(programme.id) == {"province": 1, "district": 2, "facility": 1}
    found = place_called(programme.id, "CS Lionde")
    assert found is not None
    assert found.district == "guija"


def test_what_somebody_corrected_here_is_given_back(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + LIONDE)
    with transaction():
        correct_place(by=MACHINE, programme=programme, code="cs-lionde", changes={"name": "CS de Lionde"})
    tally = bring(programme, tmp_path, HEAD + LIONDE.replace("CS Lionde", "Lionde"))
    assert tally.rows["given_back"] == 1
    assert "left as it is: name" in (tmp_path / "failed.csv").read_text("utf-8-sig")
    found = place_named(programme.id, "cs-lionde")
    assert found is not None
    assert found.name == "CS de Lionde"


def test_a_facility_that_is_here_already_is_met_and_completed(programme: Programme, tmp_path: Path) -> None:
    with transaction():
        gaza = open_place(by=MACHINE, programme=programme, name="Gaza", level="province")
        chokwe = open_place(by=MACHINE, programme=programme, name="Chokwe", level="district", parent=gaza.code)
        open_place(by=MACHINE, programme=programme, name="cs lionde", parent=chokwe.code, population=7)
    tally = bring(programme, tmp_path, HEAD + LIONDE)
    assert (tally.rows["known"], tally.created) == (1, set())
    found = place_called(programme.id, "CS Lionde")
    assert found is not None
    assert (found.population, found.latitude, found.name) == (7, -24.6, "cs lionde")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LIONDE.replace("a1", "a9"), "was in another row"),
        ("a3,Gaza,Chokwé,CS X,OFFICE,north,,,\n", "“north” is not a number"),
        ("a3,Gaza,Chokwé,CS X,OFFICE,-95,0,,\n", "must lie between"),
        ("a3,Gaza,Chokwé,CS X,OFFICE,,,not-a-uid,\n", "DHIS2 identifier"),
        ("a3,Gaza,Chokwé,CS X,OFFICE,,,,many\n", "whole number"),
        ("a3,,Chokwé,CS X,OFFICE,,,,\n", "needs a province"),
    ],
)
def test_a_row_that_cannot_be_is_given_back_alone(world: World, tmp_path: Path, line: str, reason: str) -> None:
    tally = bring(world.programme, tmp_path, HEAD + LIONDE + line + MACIA)
    assert (tally.rows["new"], tally.rows["given_back"]) == (2, 1)
    assert reason in (tmp_path / "failed.csv").read_text("utf-8-sig")


def test_a_kind_of_facility_that_nobody_knows_is_left_open_and_said(programme: Programme, tmp_path: Path) -> None:
    tally = bring(programme, tmp_path, HEAD + LIONDE.replace("OFFICE", "PALACE"))
    assert any("PALACE" in str(line) for line in tally.lines())


def test_rows_that_vanished_are_reported_and_stay(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + LIONDE + MACIA)
    tally = bring(programme, tmp_path, HEAD + MACIA)
    assert len(tally.vanished) == 1
    assert count_by_level(programme.id)["facility"] == 2
