"""Stocks at the ends of many periods from one pass over the spans: in which of them each began and ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, case, literal

from casetracker.indicators.frame import Frame

EDGES = (("month", "month", "month_end"), ("year", "year", "year_end"))


def began(fact: Any, frame: Frame) -> ColumnElement[int | None]:
    """The number of the first slice by whose end the span had begun; empty for none."""
    vague = [(fact.precision == unit, _first(fact.day, frame, edge)) for unit, edge, _ in EDGES]
    return case(*vague, else_=_first(fact.day, frame, "last"))


def ended(fact: Any, frame: Frame) -> ColumnElement[int]:
    """The number of the first slice by whose end the span had ended; one past the last where it had not."""
    after = len(frame.slices)
    vague = [(fact.precision == unit, _first(fact.until_day, frame, edge, after)) for unit, _, edge in EDGES]
    return case((fact.until_day.is_(None), after), *vague, else_=_first(fact.until_day, frame, "last", after))


def _first(day: Any, frame: Frame, edge: str, otherwise: int | None = None) -> Any:
    rungs = [(day <= literal(each.edges()[edge], Date), n) for n, each in enumerate(frame.slices)]
    return case(*rungs, else_=otherwise)


def spread(rows: Sequence[tuple[int | None, int, tuple[Any, ...], int]], slices: int) -> dict[tuple[Any, ...], int]:
    """(slice, *codes) -> how many spans were open at its end, from (began, ended, codes, how many)."""
    found: dict[tuple[Any, ...], int] = {}
    for begin, end, codes, n in rows:
        if begin is None:
            continue
        for at in range(begin, min(end, slices)):
            found[(at, *codes)] = found.get((at, *codes), 0) + n
    return found
