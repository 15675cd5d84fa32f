"""A row that changed corrects the case where it still says what was imported; else somebody here knows better."""

from __future__ import annotations

from pathlib import Path

import pytest

from casetracker.cases.actions import (
    confirm_resolution,
    correct_field,
    void_case,
)
from casetracker.kit.db import transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Programme
from tests.intake.registers import HEAD, ROADS, WATER, bring, case_ids, number, reasons, states


@pytest.fixture
def before(programme: Programme, tmp_path: Path) -> Programme:
    """The register as it was the first time."""
    bring(programme, tmp_path, HEAD + WATER + ROADS)
    return programme


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Water,", "Sewers,"),
        ("2025-03-04", "2025-03-02"),
        ("Lionde", "Macia"),
        ("No water for a week", "No water for two weeks"),
        ("Amélia,f,34", "Amália,f,61"),
        ("2025-03-20,Water,full,Mended", "2025-03-25,Water,part,Promised"),
        (",\n", ",ana\n"),
    ],
)
def test_what_is_still_as_imported_is_corrected(before: Programme, tmp_path: Path, old: str, new: str) -> None:
    assert old in WATER
    tally = bring(before, tmp_path, HEAD + WATER.replace(old, new) + ROADS)
    assert (tally.rows["changed"], tally.rows["same"], tally.rows["given_back"]) == (1, 1, 0)
    again = bring(before, tmp_path, HEAD + WATER.replace(old, new) + ROADS)
    assert again.rows["same"] == 2
    assert not any(state.anomalies for state in states(before))


def test_an_ending_that_changed_counts_as_it_is_now(before: Programme, tmp_path: Path) -> None:
    bring(before, tmp_path, HEAD + WATER.replace("2025-03-20,Water,full", "2025-04-20,Water,none") + ROADS)
    assert number(before, "R01") == 0
    assert number(before, "C03", "2025-03-01", "2025-03-31") == 0
    assert number(before, "C03", "2025-04-01", "2025-04-30") == 1


def test_a_case_that_was_open_is_closed_when_its_row_is(before: Programme, tmp_path: Path) -> None:
    bring(before, tmp_path, HEAD + WATER + ROADS.replace(",,Roads,,", ",2025-06-01,Roads,part,"))
    assert number(before, "R01") == 2
    assert states(before)[1].status == "closed"


def test_what_somebody_corrected_here_is_given_back(before: Programme, tmp_path: Path) -> None:
    with transaction():
        correct_field(by=MACHINE, programme=before, case_id=case_ids(before)[0], field="breach:1", value="OTHER")
    tally = bring(before, tmp_path, HEAD + WATER.replace("Water,", "Sewers,") + ROADS)
    assert tally.rows["given_back"] == 1
    assert "left as it is: type" in reasons(tmp_path)
    assert states(before)[0].breaches["1"].type == "OTHER"


def test_another_field_may_still_be_corrected(before: Programme, tmp_path: Path) -> None:
    with transaction():
        correct_field(by=MACHINE, programme=before, case_id=case_ids(before)[0], field="breach:1", value="OTHER")
    tally = bring(before, tmp_path, HEAD + WATER.replace("for a week", "for a month") + ROADS)
    assert tally.rows["changed"] == 1
    state = states(before)[0]
    assert (state.breaches["1"].type, state.words["narrative"]) == ("OTHER", "No water for a month")


def test_an_ending_on_which_somebody_built_is_given_back(before: Programme, tmp_path: Path) -> None:
    closing = states(before)[0].closed
    assert closing is not None
    with transaction():
        confirm_resolution(
            by=MACHINE, programme=before, case_id=case_ids(before)[0], on=closing.at.on, breach="1",
            confirmed_by="client",
        )  # fmt: skip
    tally = bring(before, tmp_path, HEAD + WATER.replace("full", "none") + ROADS)
    assert tally.rows["given_back"] == 1
    assert number(before, "R01") == 1


def test_a_row_that_lost_its_closing_date_is_given_back(before: Programme, tmp_path: Path) -> None:
    bring(before, tmp_path, HEAD + WATER.replace("2025-03-20,Water,full,Mended", ",Water,,") + ROADS)
    assert "reopen the case by hand" in reasons(tmp_path)
    assert states(before)[0].status == "closed"


def test_a_case_withdrawn_here_is_not_brought_back(before: Programme, tmp_path: Path) -> None:
    with transaction():
        void_case(by=MACHINE, programme=before, case_id=case_ids(before)[1], reason="entry_error")
    assert bring(before, tmp_path, HEAD + WATER + ROADS).rows["same"] == 2
    assert bring(before, tmp_path, HEAD + WATER + ROADS.replace("Roads", "Light")).rows["given_back"] == 1
    assert number(before, "C01") == 1


def test_a_row_that_vanished_is_reported_and_its_case_stays(before: Programme, tmp_path: Path) -> None:
    tally = bring(before, tmp_path, HEAD + ROADS)
    assert len(tally.vanished) == 1
    assert any(tally.vanished[0] in str(line) for line in tally.lines())
    assert number(before, "C01") == 2
