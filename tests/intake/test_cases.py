"""An old register becomes cases through the deeds of the pages: all rows are taken or given back with the reason."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import xlsxwriter

from casetracker.clients.queries import client_state
from casetracker.intake import pieces
from casetracker.intake.cases import import_cases
from casetracker.kit.db import transaction
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import labels_to_translate, new_programme, retire_code
from casetracker.places.actions import close_place, open_place
from tests.intake.registers import HEAD, LIGHT, ROADS, WATER, bring, case_ids, number, reasons, states
from tests.intake.writing import a_map
from tests.people import World


def test_a_row_is_a_case_with_what_it_says(programme: Programme, tmp_path: Path) -> None:
    tally = bring(programme, tmp_path, HEAD + WATER + ROADS)
    assert (tally.rows["new"], tally.rows["given_back"]) == (2, 0)
    water, roads = states(programme)
    assert (water.status, water.outcome, roads.status) == ("closed", "resolved_full", "open")
    assert (water.codes["place"], water.codes["district"], roads.codes["district"]) == ("lionde", "chokwe", "chokwe")
    assert (water.codes["client_kind"], water.codes["sex"], water.codes["age_band"]) == ("individual", "f", "25-49")
    assert water.words["narrative"] == "No water for a week"
    assert number(programme, "R01") == 1
    assert number(programme, "C01") == 2
    assert number(programme, "P01") == 1
    assert number(programme, "R05") == 16


def test_whether_the_client_was_told_is_not_known_and_not_counted(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + WATER)
    assert [told.state for told in states(programme)[0].told] == ["unknown"]
    assert number(programme, "T07") in (None, 0)


def test_a_month_counts_in_the_month_and_makes_no_duration(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + LIGHT.replace("none", "full"))
    assert number(programme, "C01", "2025-03-01", "2025-03-31") == 1
    assert number(programme, "C01", "2025-03-01", "2025-03-15") == 0
    assert number(programme, "R01") == 1
    assert number(programme, "R05") is None


def test_again_is_nothing_new(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + WATER + ROADS + LIGHT)
    tally = bring(programme, tmp_path, HEAD + LIGHT + ROADS + WATER)
    assert (tally.rows["new"], tally.rows["same"], tally.created) == (0, 3, set())
    assert len(case_ids(programme)) == 3


def test_a_dry_run_saves_nothing_and_says_what_it_would_do(programme: Programme, tmp_path: Path) -> None:
    before = len(codes(programme.id, "case_type"))
    tally = bring(programme, tmp_path, HEAD + WATER + ROADS, dry_run=True)
    assert tally.rows["new"] == 2
    assert ("case_type", "Water") in tally.created
    assert (case_ids(programme), len(codes(programme.id, "case_type"))) == ([], before)
    assert bring(programme, tmp_path, HEAD + WATER + ROADS).rows["new"] == 2


def test_new_codes_keep_their_label_and_ask_to_be_translated(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + WATER)
    made = codes(programme.id, "case_type")["water"]
    assert (made.labels, made.origin, made.group) == ({"pt": "Water"}, "import", "OTH")
    waiting = labels_to_translate(programme, ("pt", "en"))
    assert {("case_type", "water"), ("institution", "town-hall")} <= {one[:2] for one in waiting}


def test_without_new_codes_an_unknown_value_is_given_back(programme: Programme, tmp_path: Path) -> None:
    assert bring(programme, tmp_path, HEAD + WATER, new_codes=False).rows["given_back"] == 1
    said = reasons(tmp_path)
    for name in ("type", "institution", "closure_reason", "district"):
        assert f"{name}: “" in said
    assert "--new-codes would make it" in said


def test_a_programme_whose_preset_is_closed_makes_no_codes(world: World, tmp_path: Path) -> None:
    with transaction():
        health = new_programme(by=MACHINE, key="clinics", preset="health_mozambique", name="Saúde")
    assert bring(health, tmp_path, HEAD + ROADS).rows["given_back"] == 1
    assert "is not in the list" in reasons(tmp_path)
    assert "water" not in codes(health.id, "case_type")


def test_known_codes_are_found_by_code_and_by_label_in_any_language(programme: Programme, tmp_path: Path) -> None:
    text = HEAD + ROADS.replace("Roads", "INF-BROKEN") + LIGHT.replace("Light", "excessive DELAY")
    bring(programme, tmp_path, text.replace("Chokwé", ""), new_codes=False)
    assert [state.breaches["1"].type for state in states(programme)] == ["INF-BROKEN", "ACC-DELAY"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (WATER.replace("2025-03-20", "2025-03-01"), "before it was opened"),
        (WATER.replace("2025-03-20", "2099-01-01"), "in the future"),
        (WATER.replace("2025-03-20", ""), "an outcome and no closing date"),
        (WATER.replace("full", ""), "a closing date and no outcome"),
        (WATER.replace("full", "splendid"), "is no outcome"),
        (WATER.replace("2025-03-04", ""), "when it was opened"),
        (WATER.replace("Water", ""), "what kind of problem"),
        (WATER.replace(",34,", ",old,"), "not a whole number"),
        (WATER.replace(",34,", ",34,nobody"), "nobody has the user name"),
        (WATER.replace(",f,", ",zz,"), "sex: “zz” is not in the list"),
        (WATER.replace("1,", ",", 1), "no reference"),
        (WATER.replace("Amélia", "A" * 201), "name: Too long: these are 201 letters"),
        (WATER.replace("No water for a week", "w" * 10_001), "narrative: Too long: these are 10001 letters"),
        (WATER.replace("Water", "W" * 201), "type: Too long"),
        (WATER.replace("Town hall", "T" * 201), "institution: Too long"),
    ],
)
def test_a_row_that_cannot_be_is_given_back_alone(programme: Programme, tmp_path: Path, row: str, reason: str) -> None:
    tally = bring(programme, tmp_path, HEAD + row + ROADS)
    assert (tally.rows["new"], tally.rows["given_back"]) == (1, 1)
    assert reason in reasons(tmp_path)


def test_a_row_refused_late_takes_no_other_with_it(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + WATER)
    with transaction():
        open_place(by=MACHINE, programme=programme, name="Old post", parent="chokwe")
    with transaction():
        close_place(by=MACHINE, programme=programme, code="old-post", closed_on=states(programme)[0].opened.on)
    late = "8,2025-06-01,,Roads,,,,Chokwé,Old post,,,,,\n"
    new = "9,2025-06-01,,Sewers,,,,Chokwé,,,,,,\n"
    tally = bring(programme, tmp_path, HEAD + WATER + ROADS + late + new + LIGHT)
    assert (tally.rows["new"], tally.rows["same"], tally.rows["given_back"]) == (3, 1, 1)
    assert "This place closed on" in reasons(tmp_path)
    assert number(programme, "C01") == 4


def test_a_mended_row_is_fed_in_again_from_the_file_of_rows_given_back(programme: Programme, tmp_path: Path) -> None:
    bring(programme, tmp_path, HEAD + WATER.replace("2025-03-20", "2024-03-20") + ROADS)
    mended = reasons(tmp_path).replace("2024-03-20", "2025-03-20")
    tally = bring(programme, tmp_path, mended)
    assert (tally.rows["new"], tally.rows["given_back"], tally.vanished) == (1, 0, ())
    assert number(programme, "C01") == 2


def test_the_paralegal_named_in_the_row_holds_the_case_with_their_team(world: World, tmp_path: Path) -> None:
    bring(world.programme, tmp_path, HEAD + ROADS.replace(",\n", ",ana\n"))
    (state,) = states(world.programme)
    assert (state.worker, state.team, state.supervisor) == ("ana", "north", "rosa")


def test_pieces_are_committed_one_by_one(programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 0)
    assert bring(programme, tmp_path, HEAD + WATER + ROADS + LIGHT).rows["new"] == 3
    ticks = {entry.recorded_at for state in states(programme) for entry in state.entries}
    assert len(ticks) == 3


def test_no_word_of_a_row_stands_open_in_the_database(world: World, tmp_path: Path) -> None:
    bring(world.programme, tmp_path, HEAD + WATER)
    kept = [file for file in Path(world.app.config["INSTANCE"]).rglob("*") if file.is_file()]
    assert kept
    for file in kept:
        content = file.read_bytes()
        assert b"No water for a week" not in content
        assert "Amélia".encode() not in content


def test_a_workbook_is_brought_in_like_a_csv(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "d/m/yy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["No", "Date", "Problem"])
        sheet.write_row(1, 0, [1, date(2025, 4, 3), "Water"])
    tally = import_cases(programme, path, a_map(tmp_path), by=MACHINE, new_codes=True)
    assert tally.rows == {"new": 1}
    assert states(programme)[0].opened.on == date(2025, 4, 3)


def test_a_retired_code_is_given_back_for_later_days_and_taken_for_earlier_ones(
    programme: Programme, tmp_path: Path
) -> None:
    bring(programme, tmp_path, HEAD + WATER)
    with transaction():
        last = date(2025, 4, 30)
        retire_code(by=MACHINE, programme=programme, list_name="case_type", code="water", last_day=last)
    earlier = ROADS.replace("Roads", "Water")
    later = earlier.replace("2,2025-04-01", "9,2025-05-01")
    tally = bring(programme, tmp_path, HEAD + WATER + earlier + later)
    assert (tally.rows["new"], tally.rows["given_back"]) == (1, 1)
    assert "“Water” was retired" in reasons(tmp_path)


def test_words_are_kept_as_a_page_keeps_them(programme: Programme, tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Lúcia  Conceição")
    bring(programme, tmp_path, HEAD + WATER.replace("Amélia", decomposed).replace("No water", "No\u0007 water"))
    case = states(programme)[0]
    assert case.words["narrative"] == "No water for a week"
    assert client_state(UUID(str(case.codes["client"]))).name == "Lúcia Conceição"
