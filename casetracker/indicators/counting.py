"""The one function that counts: an indicator in a period, by breakdowns, within a reader's reach, as known when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casetracker.indicators import catalogue, names, notes
from casetracker.indicators.asking import Ask, Scope, ask
from casetracker.indicators.catalogue.definition import Indicator
from casetracker.indicators.catchments import with_populations
from casetracker.indicators.dimensions import PERIODS, check_breakdown, check_filters, check_parts
from casetracker.indicators.figures import Cell, Figure, Key
from casetracker.indicators.flow import RECIPE as FLOW
from casetracker.indicators.frame import Frame, slices_of
from casetracker.indicators.recipes import RECIPES, Recipe
from casetracker.indicators.recipes_later import RECIPES as LATER
from casetracker.indicators.recipes_limits import RECIPES as LIMITS
from casetracker.indicators.sources import Raw
from casetracker.kit.periods import Period

ALL_RECIPES: dict[str, Recipe] = RECIPES | LATER | LIMITS | {"C04": FLOW}
Asked = Mapping[str, str | Sequence[str | None] | None]


def count(
    key: str,
    *,
    programme_id: int,
    period: Period,
    by: Sequence[str] = (),
    scope: Scope | None = None,
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
    counted = _Counted(indicator, question, period)
    cells = tuple(_cells(counted, shown)) if shown else ()
    sides = shown if margins and len(shown) == 2 else ()
    edges = {name: tuple(_cells(counted, (name,))) for name in sides}
    total = _total(counted)
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
        margins=edges,
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


class _Counted:
    """What was counted for one figure, by each breakdown: the coarser is made of the finer where that is the same."""

    def __init__(self, indicator: Indicator, question: Ask, period: Period) -> None:
        self.indicator, self.question, self.period = indicator, question, period
        self.found: dict[tuple[str, ...], dict[Key, Raw]] = {}

    def frame(self, by: tuple[str, ...]) -> Frame:
        """The slices of the period in which a breakdown counts."""
        span = self.indicator.shape == "span"
        no_later = self.question.today if span else self.period.last  # nobody knows tomorrow's stock
        return Frame(slices_of(self.period, [name for name in by if name in PERIODS], no_later))

    def by(self, wanted: tuple[str, ...]) -> dict[Key, Raw]:
        """Raw figures by the codes of a breakdown, for the caller to change."""
        made = next((self._folded(finer, wanted) for finer in self.found if self._holds(finer, wanted)), None)
        self.found[wanted] = made = (
            _raw(self.indicator, self.question, wanted, self.frame(wanted)) if made is None else made
        )
        return {key: dict(raw) for key, raw in made.items()}

    def _holds(self, finer: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Every fact has one code of what it was further broken down by, so that its parts make up the whole. Periods
        do not: a day known to the month is in none of its weeks, and what was undone later is in the part only."""
        more = set(finer) - set(wanted)
        return ALL_RECIPES[self.indicator.key].adds and set(wanted) < set(finer) and not more & set(PERIODS)

    def _folded(self, finer: tuple[str, ...], wanted: tuple[str, ...]) -> dict[Key, Raw]:
        at = [finer.index(name) for name in wanted]
        folded: dict[Key, Raw] = {}
        for key, raw in self.found[finer].items():
            into = folded.setdefault(tuple(key[n] for n in at), {})
            for name, number in raw.items():
                into[name] = into.get(name, 0) + number
        return folded


def _total(counted: _Counted) -> Cell:
    merged = counted.by(()).get((), {})
    if counted.indicator.split:
        merged["all"] = merged.get("breaches", 0)
    return _cell(counted.indicator, counted.question, (), merged)


def _cells(counted: _Counted, by: tuple[str, ...]) -> list[Cell]:
    indicator, question = counted.indicator, counted.question
    raw = counted.by(by)
    if all(name in PERIODS for name in by):  # a month in which nothing happened is a row of noughts, not a gap
        raw = {each.codes: raw.get(each.codes, {}) for each in counted.frame(by).slices}
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
