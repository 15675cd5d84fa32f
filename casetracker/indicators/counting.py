"""The one function that counts: an indicator in a period, by breakdowns, within a reader's reach, as known when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casetracker.indicators import catalogue, names, notes
from casetracker.indicators.asking import Ask, Condition, ask
from casetracker.indicators.catalogue.definition import Indicator
from casetracker.indicators.catchments import with_populations
from casetracker.indicators.dimensions import PERIODS, check_breakdown, check_filters, check_parts
from casetracker.indicators.figures import Cell, Figure, Key
from casetracker.indicators.flow import RECIPE as FLOW
from casetracker.indicators.frame import Frame, slices_of
from casetracker.indicators.recipes import RECIPES, Recipe
from casetracker.indicators.sources import Raw
from casetracker.kit.periods import Period

ALL_RECIPES: dict[str, Recipe] = RECIPES | {"C04": FLOW}
Asked = Mapping[str, str | Sequence[str | None] | None]


def count(
    key: str,
    *,
    programme_id: int,
    period: Period,
    by: Sequence[str] = (),
    scope: Condition | None = None,
    as_at: int | datetime | None = None,
    filters: Asked | None = None,
    margins: bool = False,
) -> Figure:
    """Count an indicator.

    `scope` is a condition on dossiers (without it: all but the highly restricted); `as_at` a tick or an aware moment;
    `margins` adds, for two breakdowns, the totals of each. Raises UnknownIndicator, RefusedBreakdown, UnknownMoment.
    """
    indicator = catalogue.find(key)
    by = tuple(by)
    check_breakdown(indicator.key, by, indicator.allowed)
    check_parts((name for name in by if name in PERIODS), period)
    question = ask(programme_id, as_at, scope, checked_filters(indicator, filters))
    shown = (*by, indicator.split) if indicator.split and indicator.split not in by else by
    cells = tuple(_cells(indicator, question, period, shown)) if shown else ()
    total = _total(indicator, question, period)
    sides = shown if margins and len(shown) == 2 else ()
    return Figure(
        indicator=indicator,
        programme_id=programme_id,
        period=period,
        by=shown,
        filters=question.filters,
        known_at=question.known_at,
        tick=question.tick,
        total=total,
        cells=cells,
        margins={name: tuple(_cells(indicator, question, period, (name,))) for name in sides},
        notes=tuple(notes.of(indicator, question, period, shown, total, cells)),
    )


def checked_filters(indicator: Indicator, filters: Asked | None) -> dict[str, tuple[str | None, ...]]:
    """Filters as lists of codes, each allowed for the indicator. None in a list means: not recorded."""
    allowed = indicator.allowed | ({indicator.split} if indicator.split else frozenset())
    check_filters(indicator.key, filters or (), allowed)
    return {
        name: (codes,) if codes is None or isinstance(codes, str) else tuple(codes)
        for name, codes in (filters or {}).items()
    }


def _total(indicator: Indicator, question: Ask, period: Period) -> Cell:
    raw = _raw(indicator, question, (), Frame(slices_of(period, (), question.today)))
    merged = raw.get((), {})
    if indicator.split:
        merged["all"] = merged.get("breaches", 0)
    return _cell(indicator, question, (), merged)


def _cells(indicator: Indicator, question: Ask, period: Period, by: tuple[str, ...]) -> list[Cell]:
    units = [name for name in by if name in PERIODS]
    no_later = question.today if indicator.shape == "span" else period.last  # nobody knows tomorrow's stock
    frame = Frame(slices_of(period, units, no_later))
    raw = _raw(indicator, question, by, frame)
    if len(units) == len(by):  # a month in which nothing happened is a row of noughts, not a gap
        raw = {each.codes: raw.get(each.codes, {}) for each in frame.slices}
    if indicator.split in by:
        _add_whole(raw, by.index(indicator.split))
    elif indicator.split:  # the side of a crossing: all of it
        raw = {key: {**each, "all": each.get("breaches", 0)} for key, each in raw.items()}
    order = _order(question.programme_id, by)
    return [_cell(indicator, question, key, raw[key]) for key in sorted(raw, key=order)]


def _add_whole(raw: dict[Key, Raw], split: int) -> None:
    """Of what each share is a share: the same facts without the split, which puts every fact in one part."""
    whole: dict[Key, int] = {}
    for key, each in raw.items():
        rest = key[:split] + key[split + 1 :]
        whole[rest] = whole.get(rest, 0) + each["breaches"]
    for key, each in raw.items():
        each["all"] = whole[key[:split] + key[split + 1 :]]


def _raw(indicator: Indicator, question: Ask, by: tuple[str, ...], frame: Frame) -> dict[Key, Raw]:
    merged: dict[Key, Raw] = {}
    for source in ALL_RECIPES[indicator.key].sources:
        for key, raw in source.tally(question, by, frame).items():
            merged.setdefault(key, {}).update(raw)
    return merged


class _Noughts(dict[str, Any]):
    """Raw figures of which nothing was counted are 0."""

    def __missing__(self, key: str) -> int:
        return 0


def _cell(indicator: Indicator, question: Ask, keys: Key, raw: Raw) -> Cell:
    if indicator.key == "P03":
        raw = with_populations(raw, names.populations(question.programme_id))
    done = ALL_RECIPES[indicator.key].finish(_Noughts(raw))
    absent = {"number": None, "percent": None}
    return Cell(keys, {each.key: done.get(each.key, absent.get(each.kind, 0)) for each in indicator.measures})


def _order(programme_id: int, by: tuple[str, ...]) -> Any:
    """Periods by time, codes in the order of their list, unknown ones after, those not recorded last."""
    places = [{code: n for n, code in enumerate(names.names_of(programme_id, name))} for name in by]

    def order(key: Key) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (code is None, at.get(code or "", len(at)), code or "") for code, at in zip(key, places, strict=True)
        )

    return order
