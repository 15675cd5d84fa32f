"""What the command line says of an import, and to whom it says nothing."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from casetracker.intake.commands import import_group
from casetracker.ledger.models import Programme
from tests.intake.registers import HEAD, ROADS, WATER, case_ids, states
from tests.intake.writing import spreadsheet

Run = Callable[..., Result]
MAP = """
kind = "cases"
source = "register"
language = "pt"
[columns]
reference = "No"
opened = "Date"
closed = "End"
type = "Problem"
name = "Who"
[cases]
closing = "resolved_in_full_and_closed"
"""


@pytest.fixture
def run(app: Flask, programme: Programme, tmp_path: Path) -> Run:
    """The command on a small register."""
    (tmp_path / "map.toml").write_text(MAP)

    def command(text: str, *options: str, key: str = "register") -> Result:
        file = spreadsheet(tmp_path, text)
        given = [str(file), "--programme", key, "--map", str(tmp_path / "map.toml"), *options]
        return app.test_cli_runner().invoke(import_group, ["cases", *given])

    return command


def test_it_says_what_it_did(run: Run, programme: Programme) -> None:
    result = run(HEAD + WATER + ROADS, "--new-codes")
    assert result.exit_code == 0
    assert "2 new, 0 changed, 0 as before" in result.stdout
    assert "Types of problem made: 2." in result.stdout
    assert "--failed" not in result.stdout
    assert "name a file with --failed" in run(HEAD + WATER.replace("1,", ",", 1)).stdout
    assert len(case_ids(programme)) == 2


def test_progress_goes_to_standard_error_and_names_nobody(run: Run) -> None:
    result = run(HEAD + WATER, "--new-codes")
    assert "register: 1 / 1" in result.stderr
    assert "1 / 1" not in result.stdout
    assert "Amélia" not in result.output


def test_rows_given_back_go_to_a_file_for_its_owner_alone_and_it_says_so(run: Run, tmp_path: Path) -> None:
    failed = tmp_path / "back.csv"
    result = run(HEAD + WATER.replace("2025-03-20", "2025-03-01"), "--new-codes", "--failed", str(failed))
    assert "1 given back" in result.stdout
    assert str(failed) in result.stdout
    assert "mode 0600" in result.stdout
    assert stat.S_IMODE(failed.stat().st_mode) == 0o600


def test_a_dry_run_says_that_nothing_was_saved(run: Run, programme: Programme) -> None:
    assert "dry run" in run(HEAD + WATER, "--new-codes", "--dry-run").stdout
    assert case_ids(programme) == []


def test_somebody_may_be_named_as_the_one_who_brings_it_in(run: Run, programme: Programme) -> None:
    run(HEAD + WATER, "--new-codes", "--as-user", "ana")
    assert states(programme)[0].worker == "ana"


@pytest.mark.parametrize(
    ("options", "key", "reason"),
    [
        ((), "nowhere", "no programme with the key nowhere"),
        (("--as-user", "nobody"), "register", "nobody with the user name nobody"),
        (("--failed", "back.xlsx"), "register", "ends in .csv"),
    ],
)
def test_what_cannot_begin_is_refused_in_a_sentence(run: Run, options: tuple[str, ...], key: str, reason: str) -> None:
    result = run(HEAD + WATER, *options, key=key)
    assert result.exit_code == 1
    assert reason in result.stderr
