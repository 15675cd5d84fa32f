"""Tables in files are attacked together from the command line, and what cannot be read is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from casetracker.cli import group
from casetracker.indicators.disclosure import AtMost, Release, Sum
from casetracker.indicators.disclosure.files import FORMAT, NotReleases, read, write

TOTAL = Sum(("all",), (("a",), ("b",), ("c",)))
ONE = Release("one", {("all",): 60, ("a",): 27}, frozenset({("b",), ("c",)}), {("b",): 5, ("rest",): 11}, (TOTAL,))
TWO = Release("two", {("c",): 30}, at_most=(AtMost(("c",), ("all",)),))


def attacked(tmp_path: Path, *texts: str, language: str = "en") -> Result:
    """`casetracker disclosure attack` on files of these texts."""
    files = [tmp_path / f"{n}.json" for n in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    environment = {"CASETRACKER_INSTANCE": str(tmp_path / "instance")}
    return CliRunner().invoke(
        group, ["disclosure", "attack", *map(str, files), "--language", language], env=environment
    )


def test_a_file_says_all_of_its_releases() -> None:
    assert read(write([ONE, TWO])) == [ONE, TWO]


def test_what_two_files_give_away_together_is_named_with_both(tmp_path: Path) -> None:
    done = attacked(tmp_path, write([ONE]), write([TWO]))
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "b is exactly 3, below 5, by: 0.json: one, 1.json: two.", "1 count can be worked out.",
    ]  # fmt: skip


def test_tables_that_give_nothing_away_are_let_pass(tmp_path: Path) -> None:
    done = attacked(tmp_path, write([ONE]))
    assert done.exit_code == 0 and done.output.startswith("No small count can be worked out")


def test_files_that_contradict_each_other_are_not_attacked(tmp_path: Path) -> None:
    done = attacked(tmp_path, write([TWO]), write([Release("three", {("c",): 31})]))
    assert done.exit_code == 2 and "c is shown as 30 and as 31" in done.output


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        group, ["disclosure", "attack", str(tmp_path / "none")], env={"CASETRACKER_INSTANCE": str(tmp_path)}
    )
    assert done.exit_code == 2 and "none cannot be read." in done.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "It is not JSON."),
        ("[" * 100_000, "It is not JSON."),
        ("[]", "its format is casetracker-disclosure-1"),
        (json.dumps({"format": "another", "releases": []}), "its format is casetracker-disclosure-1"),
        (json.dumps({"format": FORMAT}), "releases is not a list of objects"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    done = attacked(tmp_path, text)
    assert done.exit_code == 2 and "0.json cannot be read." in done.output and said in done.output


@pytest.mark.parametrize(
    ("release", "said"),
    [
        ({"cells": []}, "has no name"),
        ({"name": "one"}, "cells is not a list"),
        ({"name": "one", "cells": [{"key": "a", "value": 3}]}, 'A key is not a list of texts: "a".'),
        ({"name": "one", "cells": [{"key": ["a"]}]}, "is not a whole number"),
        ({"name": "one", "cells": [{"key": ["a"], "value": -1}]}, "-1 is not a whole number"),
        ({"name": "one", "cells": [{"key": ["a"], "value": True}]}, "true is not a whole number"),
        ({"name": "one", "cells": [{"key": ["a"], "value": 1}, {"key": ["a"], "value": None}]}, "a stands there twice"),
        ({"name": "one", "cells": [], "sums": [{"whole": ["a"], "parts": []}]}, "A sum has no parts."),
        ({"name": "one", "cells": [], "sums": [{"whole": ["a"], "parts": [["b"], ["b"]]}]}, "stands there twice"),
        ({"name": "one", "cells": [], "sums": 3}, "sums is not a list of objects"),
    ],
)
def test_a_release_that_is_not_whole_is_refused(release: dict[str, Any], said: str) -> None:
    with pytest.raises(NotReleases) as refused:
        read(json.dumps({"format": FORMAT, "releases": [release]}))
    assert said in str(refused.value)
