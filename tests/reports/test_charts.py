"""Pictures: shapes and labels only, whatever the labels say; equal ones drawn once; memory that forgets."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

import pytest

from casetracker.reports.charts import ATTRIBUTES, ELEMENTS, SVG, draw, plain, short
from casetracker.reports.memory import Memory
from casetracker.reports.pictures import Mark, Picture, Shape

ODD = '<script>alert(1)</script> & "Água" \u202e'


def picture(shape: Shape, percent: bool = False) -> Picture:
    values = (0.25, 0.5, None) if percent else (1, 1200, 0)
    marks = tuple(Mark(at, series, n) for series in ("Fully", ODD) for at, n in zip("abc", values, strict=True))
    return Picture(shape, marks, percent, "pt")


@pytest.mark.parametrize("percent", [True, False])
@pytest.mark.parametrize("shape", ["columns", "bars", "lines", "grid"])
def test_nothing_but_shapes_and_labels(shape: Shape, percent: bool) -> None:
    drawn = draw(picture(shape, percent))
    for element in Xml.fromstring(drawn).iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
    assert "<script" not in drawn


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    found = re.findall(r">([^<>]*\d[^<>]*)<", draw(picture("columns")))
    assert any("1\u00a0" in text for text in found)


def test_what_runs_or_loads_is_taken_out_of_a_drawing() -> None:
    evil = (
        f'<svg xmlns="{SVG}" onload="x()"><script>x()</script><image href="http://e"/><a href="x"><rect/></a>'
        '<rect fill="red" style="a" class="b" id="c"/></svg>'
    )
    assert plain(evil) == f'<svg xmlns="{SVG}"><rect fill="red" /></svg>'


def test_equal_pictures_are_drawn_once() -> None:
    assert draw(picture("bars")) is draw(picture("bars"))


def test_long_labels_keep_both_ends() -> None:
    assert short("Centro de Saúde de Caniçado da Praia").endswith("da Praia")
    assert short("Centro") == "Centro"


def test_the_least_recently_used_is_forgotten_first() -> None:
    kept: Memory[int] = Memory(2, keeps=lambda value: value < 100)
    made: list[int] = []

    def get(value: int) -> int:
        return kept.get(value, lambda: made.append(value) or value)  # type: ignore[func-returns-value]

    for value in (1, 2, 1, 3, 1, 2, 200, 200):
        get(value)
    assert made == [1, 2, 3, 2, 200, 200]
    assert len(kept) == 2
