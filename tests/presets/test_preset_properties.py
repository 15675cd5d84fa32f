"""Whatever somebody writes into a preset, it loads or is refused with a place; it never breaks the loader."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casetracker.presets
from casetracker.presets import PresetError, load_folder
from casetracker.presets.schema import LISTS

SHIPPED = Path(casetracker.presets.__file__).parent
FILES = sorted(p for folder in ("general", "common") for p in (SHIPPED / folder).glob("*.toml"))
CODES = [(p, code) for p in FILES if p.stem in LISTS for code in tomllib.loads(p.read_text("utf-8"))]
WORDS = ['""', '"x"', '"é y"', '"""\nlong\n"""', "true", "0", "-1", "1.5", "inf"]
DAYS = ["2026-02-30", "2026-01-31", "12:00:00", "2026-01-31T12:00:00Z"]
NESTED = ["[]", "[1]", '["x", "x"]', "[[]]", "[[1]]", "{}", "{ a = 1 }", '{ "" = [] }']
VALUES = st.sampled_from([*WORDS, *DAYS, *NESTED])


def loads_or_says_where(change: Any) -> tuple[str, ...]:
    """Load a copy of `general` after the change; the mistakes told."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("common", "general"):
            shutil.copytree(SHIPPED / name, Path(place) / name)
        change(Path(place))
        try:
            load_folder(Path(place) / "general")
        except PresetError as error:
            return error.messages
    return ()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CODES))
def test_any_code_given_a_second_time_is_refused(chosen: tuple[Path, str]) -> None:
    path, code = chosen

    def again(place: Path) -> None:
        with (place / path.parent.name / path.name).open("a", encoding="utf-8") as file:
            file.write(f'\n["{code}"]\nall_languages = "Another meaning"\n')

    told = loads_or_says_where(again)
    assert any(
        f"{path.parent.name}/{path.name}:" in message and f"{code} is already on line" in message for message in told
    )


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CODES))
def test_any_code_removed_is_refused_and_named(chosen: tuple[Path, str]) -> None:
    path, code = chosen

    def rename(place: Path) -> None:
        file = place / path.parent.name / path.name
        text = file.read_text("utf-8")
        header = f"[{code}]" if f"[{code}]\n" in text else f'["{code}"]'
        file.write_text(text.replace(f"{header}\n", "[not-the-same]\n"), "utf-8")

    told = loads_or_says_where(rename)
    assert any("released.toml:" in message and f": {code} of {path.stem} was given out" in message for message in told)


LINES = [(p, n) for p in FILES for n, row in enumerate(p.read_text("utf-8").split("\n")) if " = " in row]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(LINES), VALUES)
def test_any_value_in_any_place_loads_or_is_told_with_file_and_line(chosen: tuple[Path, int], value: str) -> None:
    path, number = chosen

    def spoil(place: Path) -> None:
        file = place / path.parent.name / path.name
        rows = file.read_text("utf-8").split("\n")
        rows[number] = f"{rows[number].split(' = ')[0]} = {value}"
        file.write_text("\n".join(rows), "utf-8")

    for message in loads_or_says_where(spoil):
        folder_file, line, sentence = message.split(":", 2)
        assert folder_file in {f"{p.parent.name}/{p.name}" for p in FILES}
        assert int(line) >= 1
        assert sentence.strip()


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_any_file_emptied_is_told(path: Path) -> None:
    def empty(place: Path) -> None:
        (place / path.parent.name / path.name).write_text("", "utf-8")

    told = loads_or_says_where(empty)
    assert told or path.stem == "released"
