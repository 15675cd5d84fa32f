"""Opening a number: the very facts behind a figure or one of its cells, for those who may open their dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import Select

from casetracker.indicators import catalogue
from casetracker.indicators.asking import Ask, Scope, ask
from casetracker.indicators.catalogue.definition import Indicator
from casetracker.indicators.counting import ALL_RECIPES, Asked, checked_filters
from casetracker.indicators.dimensions import PERIODS
from casetracker.indicators.frame import Frame, Slice, slices_of
from casetracker.kit.db import db
from casetracker.kit.periods import NotAPeriod, Period
from casetracker.kit.sentences import Sentence

KEPT = (
    "unit_id", "part_id", "turn", "kind", "day", "precision", "other_day", "until_day", "outcome", "amount", "heads",
    "place", "district", "province", "worker", "team", "type", "type_group", "rung", "remedy", "from_entry", "to_entry",
)  # fmt: skip


class NotOpened(ValueError):
    """A measure that has no rows of its own."""


@dataclass(frozen=True)
class Row:
    """One fact behind a number. `person` is whom it counts as, after merges."""

    unit_id: UUID
    part_id: str
    turn: int
    kind: str
    day: date
    precision: str
    other_day: date | None
    until_day: date | None
    outcome: str | None
    amount: int
    heads: int | None
    place: str | None
    district: str | None
    province: str | None
    worker: str | None
    team: str | None
    type: str | None
    type_group: str | None
    rung: str | None
    remedy: str | None
    from_entry: UUID
    to_entry: UUID | None
    person: UUID | None


class Opened(TypedDict, total=False):
    """Which number is opened: programme and period always; a cell's codes, a column, who asks, as known when."""

    programme_id: Required[int]
    period: Required[Period]
    cell: Mapping[str, str | None] | None
    measure: str
    scope: Scope | None
    as_at: int | datetime | None
    filters: Asked | None


def open_number(key: str, **question: Unpack[Opened]) -> list[Row]:
    """The facts behind a figure, or behind the cell with these codes. A rate opens to what it is taken of; name a
    measure to open another column. Dossiers counted once however many facts they have come with each of these."""
    return sorted((_row(*found) for found in db.session.execute(behind(key, **question))), key=_order)


def behind(key: str, **question: Unpack[Opened]) -> Select[Any]:
    """The same as a statement of (fact, person), for those who page through it or stream it."""
    indicator = catalogue.find(key)
    cell, period = question.get("cell") or {}, question["period"]
    codes = {name: code for name, code in cell.items() if name not in PERIODS}
    filters = checked_filters(indicator, {**(question.get("filters") or {}), **codes})
    asked = ask(question["programme_id"], question.get("as_at"), question.get("scope"), filters)
    part = _part(period, [code for name, code in cell.items() if name in PERIODS], asked)
    return _statement(indicator, asked, Frame([part]), question.get("measure") or indicator.measure.key)


def _part(period: Period, codes: list[str | None], question: Ask) -> Slice:
    """The period, cut to the months, quarters or years named."""
    first, last = period.first, period.last
    for code in codes:
        named = Period.named(code or "")
        first, last = max(first, named.first), min(last, named.last)
    if last < first:
        raise NotAPeriod(Sentence("This lies outside the period."))
    return slices_of(Period(first, last), (), question.today)[0]


def _statement(indicator: Indicator, question: Ask, frame: Frame, measure: str) -> Select[Any]:
    recipe = ALL_RECIPES[indicator.key]
    raw = recipe.opens.get(measure, measure)
    for source in recipe.sources:
        statement = source.rows(question, frame, raw)
        if statement is not None:
            return statement
    raise NotOpened(Sentence("This figure has no rows of its own."))


def _row(fact: Any, root: UUID | None) -> Row:
    return Row(**{name: getattr(fact, name) for name in KEPT}, person=root)


def _order(row: Row) -> tuple[date, UUID, str, int]:
    return (row.day, row.unit_id, row.part_id, row.turn)
