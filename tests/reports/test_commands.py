"""`casetracker count` and `casetracker changes`: the operator's view or a person's, errors in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from casetracker.reports.commands import changes_command, count_command
from tests.people import World
from tests.reports.outlets import counted
from tests.reports.year import Teller, the_visit


def refused(world: World, *args: str, command: object = count_command) -> str:
    """What is said on standard error by a command that ends with 2."""
    done = world.app.test_cli_runner().invoke(command, list(args))  # type: ignore[arg-type]
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    return done.stderr.strip()


def last_number(output: bytes) -> str:
    return output.decode().splitlines()[-1].split()[-1]


def test_the_visit_as_the_operator_counts_it(world: World) -> None:
    the_visit(world)
    said = {key: last_number(counted(world.app, key)) for key in ("C01", "B01", "A01", "A02")}
    assert said == {"C01": "1", "B01": "3", "A01": "2", "A02": "4"}
    assert counted(world.app, "R01").decode().splitlines()[-1].split()[-3:] == ["2", "2", "0"]


def test_the_operator_does_not_count_the_most_protected(world: World) -> None:
    ana = Teller(world)
    ana.opened(date(2026, 3, 3), flags=["hiv_tb"])
    ana.opened(date(2026, 3, 4))
    assert last_number(counted(world.app, "C01")) == "1"
    assert last_number(counted(world.app, "C01", more=["--as-user", "ana"])) == "2"


def test_it_speaks_the_language_asked_for(world: World) -> None:
    the_visit(world)
    assert "março de 2026" in counted(world.app, "B01", ["month"], language="pt").decode()
    assert "March 2026" in counted(world.app, "B01", ["month"]).decode()


SPRING = ("--from", "2026-01", "--to", "2026-06")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["X99", "--programme", "health", *SPRING], "There is no indicator X99"),
        (["C01", "--programme", "nobody", *SPRING], "There is no programme nobody."),
        (["C01", "--programme", "health", "--from", "2026-13"], "A period is written"),
        (["C01", "--programme", "health", "--from", "2026-06", "--to", "2026-01"], "The period ends before it begins."),
        (["C01", "--programme", "health", *SPRING, "--by", "worker"], "C01 cannot be broken down by worker"),
        (["C01", "--programme", "health", *SPRING, "--as-at", "soon"], "Write the day as"),
        (["C01", "--programme", "health", *SPRING, "--as-user", "nobody"], "nobody reads no figures"),
        (["C01", "--programme", "health", *SPRING, "--as-user", "felix"], "felix reads no figures"),
        (["C04", "--programme", "health", *SPRING, "--as-user", "ana"], "ana is not shown C04."),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_one_sentence(world: World, args: Sequence[str], sentence: str) -> None:
    said = refused(world, *args)
    assert said.startswith(sentence)
    assert "\n" not in said


def test_changes_since_a_day_to_come_are_refused(world: World) -> None:
    args = ["C01", "--programme", "health", *SPRING, "--since", "2031-01-01"]
    assert refused(world, *args, command=changes_command) == "This day is in the future."
