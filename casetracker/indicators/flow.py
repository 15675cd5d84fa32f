"""C04, the check of the flow: events in and out against the open cases, counted two independent ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, true

from casetracker.indicators.asking import Ask, Condition
from casetracker.indicators.frame import Frame
from casetracker.indicators.recipes import Recipe
from casetracker.indicators.sources import Key, Raw, Source, Sums, Tally

EVENTS = {"opened": "case.opened", "reopened": "case.reopened", "closed": "case.closed"}
MEASURED = (*EVENTS.values(), "case.open")


def sure(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """All days of the case are known as finely as the period is cut; elsewhere its coming and its going could fall
    on different sides of an edge that nobody can place."""
    if frame.whole("year"):
        return true()
    vague = ("year",) if frame.whole("month") else ("month", "year")
    return fact.unit_id.not_in(ask.dossiers_vaguely(MEASURED, vague))  # type: ignore[no-any-return]


class Eve:
    """The stock with which the period begins."""

    def __init__(self, stock: Sums) -> None:
        self.stock = stock

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        found = self.stock.tally(ask, by, _eve(frame))
        return {key: {"start": raw["end"]} for key, raw in found.items()}

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        return self.stock.rows(ask, _eve(frame), "end") if measure == "start" else None


class EveFrame(Frame):
    """The eves of some slices; as whole as the slices themselves."""

    of: Frame

    def whole(self, unit: str) -> bool:
        return self.of.whole(unit)


def _eve(frame: Frame) -> EveFrame:
    moved = EveFrame([each.eve() for each in frame.slices], "eve")
    moved.of = frame
    return moved


def balance(raw: Raw) -> Raw:
    """What came in less what went out, less what is open: 0 when it balances."""
    expected = raw["start"] + raw["opened"] + raw["reopened"] - raw["closed"]
    return {**raw, "difference": expected - raw["end"]}


STOCK = Sums(("case.open",), {"end": Tally()}, sure, span=True)
SOURCES: tuple[Source, ...] = (
    Eve(STOCK),
    *(Sums((kind,), {name: Tally()}, sure) for name, kind in EVENTS.items()),
    STOCK,
)
RECIPE = Recipe(SOURCES, balance, {"difference": "end"})
