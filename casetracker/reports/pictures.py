"""Which picture suits a figure: the marks to draw, without saying yet how they look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from babel.dates import format_skeleton

from casetracker.indicators import names
from casetracker.indicators.catalogue import Measure
from casetracker.indicators.dimensions import PERIODS
from casetracker.indicators.figures import Cell, Figure
from casetracker.kit.periods import Period
from casetracker.kit.sentences import locale, region

Shape = Literal["columns", "bars", "lines", "grid"]
SIDE_BY_SIDE = {"R01": ("full", "partial"), "R02": ("confirmed", "seen")}
MOST_BARS = 12
MOST_LINES = 5
MOST_SQUARES = 12


@dataclass(frozen=True)
class Mark:
    """One number: where it stands, which series it belongs to."""

    at: str
    series: str
    value: float | None


@dataclass(frozen=True)
class Picture:
    """All that a drawing depends on, so that equal figures are drawn once. Orders are those of the marks."""

    shape: Shape
    marks: tuple[Mark, ...]
    percent: bool
    language: str
    left_out: int = 0


def picture_of(figure: Figure, measure: str = "") -> Picture | None:
    """The picture of a figure broken down by one or two things; None where there is nothing to see."""
    shown = _measures(figure, measure)
    if len(figure.by) == 2:
        shown = shown[:1] if measure else (figure.indicator.measure,)
    if len(figure.by) not in (1, 2) or not any(cell.values[each.key] for cell in figure.cells for each in shown):
        return None
    return _of_one(figure, shown) if len(figure.by) == 1 else _of_two(figure, shown[0])


def together(figures: Iterable[Figure]) -> Picture | None:
    """Several figures over the same periods in one picture, a line each."""
    drawn = list(figures)
    marks = [
        mark
        for each in drawn
        for mark in _marks(each.cells, _labels(each, 0), str(each.indicator.title), each.indicator.measure.key)
    ]
    return _picture("lines", marks, False) if any(mark.value for mark in marks) else None


def _measures(figure: Figure, measure: str) -> tuple[Measure, ...]:
    keys = (measure,) if measure else SIDE_BY_SIDE.get(figure.indicator.key, ())
    found = tuple(each for each in figure.indicator.measures if each.key in keys)
    return found or (figure.indicator.measure,)


def _of_one(figure: Figure, shown: tuple[Measure, ...]) -> Picture:
    labels, percent = _labels(figure, 0), shown[0].kind == "percent"
    cells, left_out = list(figure.cells), 0
    if figure.by[0] not in PERIODS:
        cells.sort(key=lambda cell: -(cell.values[shown[0].key] or 0) - (cell.value or 0))
        cells, left_out = cells[:MOST_BARS], max(0, len(cells) - MOST_BARS)
    marks = [
        mark
        for each in shown
        for mark in _marks(cells, labels, str(each.label) if len(shown) > 1 else "", each.key)
    ]  # fmt: skip
    return _picture("columns" if figure.by[0] in PERIODS else "bars", marks, percent, left_out)


def _of_two(figure: Figure, measure: Measure) -> Picture:
    """Lines over time where one of the two is a period, else squares."""
    flip = figure.by[0] not in PERIODS and figure.by[1] in PERIODS
    across, down = (1, 0) if flip else (0, 1)
    over_time = figure.by[across] in PERIODS and figure.by[down] not in PERIODS
    largest = _largest(figure, down, measure, MOST_LINES if over_time else MOST_SQUARES)
    columns = None if over_time else _largest(figure, across, measure, MOST_SQUARES)
    at, series = _labels(figure, across), _labels(figure, down)
    marks = [
        Mark(at[cell.keys[across]], series[cell.keys[down]], cell.values[measure.key])
        for cell in figure.cells
        if cell.keys[down] in largest and (columns is None or cell.keys[across] in columns)
    ]
    left_out = len(figure.margins[figure.by[down]]) - len(largest)
    return _picture("lines" if over_time else "grid", marks, measure.kind == "percent", left_out)


def _largest(figure: Figure, side: int, measure: Measure, most: int) -> set[str | None]:
    cells = sorted(figure.margins[figure.by[side]], key=lambda cell: -(cell.values[measure.key] or 0))
    return {cell.keys[0] for cell in cells[:most]}


def _marks(cells: Iterable[Cell], labels: Mapping[str | None, str], series: str, key: str) -> list[Mark]:
    return [Mark(labels[cell.keys[0]], series, cell.values[key]) for cell in cells]


def _labels(figure: Figure, side: int) -> dict[str | None, str]:
    """What each code of a side is called; two codes of one name are told apart by the code."""
    name = figure.by[side]
    known = names.names_of(figure.programme_id, name)
    found: dict[str | None, str] = {}
    for cell in figure.cells:
        code = cell.keys[side]
        if code not in found:
            label = _when(code) if name in PERIODS and code else names.label(name, code, known)
            found[code] = f"{label} ({code})" if label in found.values() else label
    return found


def _when(code: str) -> str:
    """A month short enough to stand under its column; a quarter or year as it is."""
    period = Period.named(code)
    if period.unit != "month":
        return period.label()
    return str(format_skeleton("yMMM", period.first, locale=region()))


def _picture(shape: Shape, marks: list[Mark], percent: bool, left_out: int = 0) -> Picture:
    return Picture(shape, tuple(marks), percent, locale(), max(0, left_out))
