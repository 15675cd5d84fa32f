"""The real beginning: every answer is judged where it is given, and everything is made at once or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casetracker.cli import group

GOOD = {
    "preset": "general", "key": "clinic", "name": "Clinic", "manager": "maria", "manager-name": "Maria",
    "language": "en", "province": "Gaza", "district": "Chokwé", "facility": "-",
}  # fmt: skip
PASSWORD = "a lantern under seven rivers"


def init(instance: Path, answers: str = "", **given: str) -> Result:
    """`casetracker init` with these options, and what is typed where it asks."""
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    environment = {"CASETRACKER_INSTANCE": str(instance), "CASETRACKER_DEFAULT_LOCALE": "en"}
    return CliRunner().invoke(group, ["init", *options], input=answers, env=environment)


def begun(instance: Path, **other: str) -> Result:
    """Without a question."""
    (instance / "password").write_text(other.pop("password", PASSWORD) + "\n")
    return init(instance, **{**GOOD, **other, "password-file": str(instance / "password")})


def test_it_can_be_begun_without_a_question_and_only_once(tmp_path: Path) -> None:
    done = begun(tmp_path)
    assert done.exit_code == 0 and "maria can sign in" in done.output
    again = begun(tmp_path)
    assert again.exit_code == 2 and "accounts in this instance already" in again.output


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("password", "short", "at least 12"),
        ("password", "passwordpassword", "easy to guess"),
        ("key", "A B", "3 to 40 small letters"),
        ("manager", "a b c", "no spaces"),
        ("manager", "operator", "2 to 60"),
        ("name", "\u200b", "Write something"),
        ("name", "x" * 201, "these are 201 letters"),
        ("manager-name", "a\0b", "cannot be kept"),
        ("preset", "nope", "is not one of"),
    ],
)
def test_an_odd_answer_is_refused_and_nothing_is_begun(tmp_path: Path, name: str, value: str, said: str) -> None:
    done = begun(tmp_path, **{name: value})
    assert done.exit_code == 2 and said in done.output
    assert begun(tmp_path).exit_code == 0


def test_an_odd_answer_is_asked_again(tmp_path: Path) -> None:
    answers = ["general", "A B", "clinic", "Clinic", "x y", "maria", "Maria", "en", "short", PASSWORD, PASSWORD]
    done = init(tmp_path, "\n".join([*answers, "", "", "", ""]))
    assert done.exit_code == 0, done.output
    assert done.output.count("Error:") == 3 and "maria can sign in" in done.output
