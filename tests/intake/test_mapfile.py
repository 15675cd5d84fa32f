"""A map that is wrong is refused by line, before the file is touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casetracker.intake.mapfile import load_map
from casetracker.intake.refusals import Refused
from tests.intake.writing import a_map

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("sections", "reason"),
    [
        ({"columns": {"colour": "C"}}, "“colour” is not a field"),
        ({"kind": "places"}, "field of places"),
        ({"columns": {"closed": "End"}}, "what it means"),
        ({"columns": {"closed": "End"}, "cases": {"closing": "whatever"}}, "what it means"),
        ({"columns": {"closed": "End"}, "cases": {"closing": "as_the_outcome_says"}}, "go together"),
        ({"columns": {"type": "A"}, "constants": {"type": "b"}}, "give one"),
        ({"dates": {"opened": "%d/%m"}}, "no order of a date"),
        ({"dates": {"opened": ["DD/MM/YYYY", "MM/DD/YYYY"]}}, "at once"),
        ({"dates": {"type": "DD/MM/YYYY"}}, "is not a date"),
        ({"source": "Old Register"}, "source must be"),
        ({"language": "xx"}, "language must be"),
        ({"file": {"mojibake": "maybe"}}, "mojibake must be"),
        ({"file": {"colour": "red"}}, "not a part of"),
        ({"extra": {"a": "b"}}, "not a part of a map"),
        ({"columns": {"type": 5}}, "heading of a column"),
    ],
)
def test_a_wrong_map_is_refused(tmp_path: Path, sections: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        a_map(tmp_path, **sections)


def test_the_refusal_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('kind = "cases"\nsource = "a"\n\n[columns]\nreference = "No"\ncolour = "C"\n')
    with pytest.raises(Refused, match=r"mine\.toml, line 6"):
        load_map(path, "cases")


def test_what_is_not_toml_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("kind = cases")
    with pytest.raises(Refused, match="not TOML"):
        load_map(path, "cases")
    with pytest.raises(Refused, match="no map at"):
        load_map(tmp_path / "none.toml", "cases")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_maps_that_come_along_are_right(path: Path) -> None:
    assert load_map(path, "places" if "places" in path.stem else "cases").fields
