"""Ways to count: one SELECT over facts says what a period holds, by any dimensions, and which rows those are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from sqlalchemy import Select, and_, case, distinct, false, func, or_, select, true
from sqlalchemy.orm import aliased

from casetracker.indicators import stock
from casetracker.indicators.asking import Ask, Condition
from casetracker.indicators.dimensions import COLUMNS, PERIODS
from casetracker.indicators.frame import Frame, days_between
from casetracker.indicators.quantiles import quantiles
from casetracker.kit.db import db
from casetracker.ledger.models import FactRow, PersonAlias

FACT: Any = aliased(FactRow, name="counted")
ALIAS: Any = aliased(PersonAlias, name="merged")

Key = tuple[str | None, ...]
Raw = dict[str, Any]
Where = Callable[[Ask, Any, Frame], Condition]
How = Literal["rows", "amount", "units", "people", "workers"]


@dataclass(frozen=True)
class Tally:
    """Of the rows of a source those that meet `where`: counted as rows, dossiers, people or workers, or by
    what they amount to."""

    where: Where | None = None
    how: How = "rows"


class Source(Protocol):
    """What a recipe is made of."""

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        """Raw figures by the codes of the dimensions."""

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        """The facts behind a raw figure, for a frame of one slice; None when it is not this source's."""


def always(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """No condition."""
    return true()


def group_by(by: Sequence[str], fact: Any, frame: Frame) -> list[Any]:
    """What to group by: the slice, when there are several, and a column for each other dimension."""
    slices = [frame.n] if frame.relation is not None else []
    return slices + [getattr(fact, COLUMNS[name]) for name in by if name not in PERIODS]


def key_of(by: Sequence[str], frame: Frame, values: Sequence[Any]) -> Key:
    """The codes, in the order of the dimensions, from what was grouped by."""
    left = list(values)
    codes = iter(frame.slices[left.pop(0) if frame.relation is not None else 0].codes)
    rest = iter(left)
    return tuple(next(codes) if name in PERIODS else next(rest) for name in by)


def from_frame(statement: Select[Any], frame: Frame, on: Condition, fact: Any) -> Select[Any]:
    """The facts joined to the slices in which they count."""
    if frame.relation is None:
        return statement.select_from(fact).where(on)
    return statement.select_from(frame.relation).join(fact, on)


@dataclass(frozen=True)
class Sums:
    """Facts of some kinds in the period (or open at its end), counted in one pass under several conditions."""

    kinds: tuple[str, ...]
    tallies: Mapping[str, Tally]
    where: Where = always
    span: bool = False
    last_day_is_today: bool = False
    chosen: Where | None = None
    """how facts are chosen, where neither the period nor its end says so"""

    @property
    def of_rows(self) -> bool:
        """Are facts counted, and not what several of them may share?"""
        return all(each.how in ("rows", "amount") for each in self.tallies.values())

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        if self.span and frame.relation is not None and all(each == Tally() for each in self.tallies.values()):
            return self._stocks(ask, by, frame)
        fact, alias = FACT, ALIAS
        frame = self._frame(ask, frame)
        groups = group_by(by, fact, frame)
        counts = [self._count(ask, each, fact, alias, frame).label(name) for name, each in self.tallies.items()]
        statement = from_frame(select(*groups, *counts), frame, self._base(ask, fact, frame), fact)
        if any(each.how == "people" for each in self.tallies.values()):
            statement = statement.outerjoin(alias, ask.merged(fact, alias))
        found = db.session.execute(statement.group_by(*groups) if groups else statement).all()
        names, width = tuple(self.tallies), len(groups)
        return {
            key_of(by, frame, row[:width]): {name: int(n or 0) for name, n in zip(names, row[width:], strict=True)}
            for row in found
        }

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        if measure not in self.tallies:
            return None
        fact, alias = FACT, ALIAS
        frame = self._frame(ask, frame)
        where = self.tallies[measure].where or always
        statement = select(fact, ask.root_of(fact, alias)).outerjoin(alias, ask.merged(fact, alias))
        return statement.where(self._base(ask, fact, frame), where(ask, fact, frame))

    def _stocks(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        fact = FACT
        codes = [getattr(fact, COLUMNS[name]) for name in by if name not in PERIODS]
        edges = [stock.began(fact, frame).label("began"), stock.ended(fact, frame).label("ended")]
        spans = ask.counted(fact, *self.kinds) & (fact.day <= frame.latest) & self.where(ask, fact, frame)
        still = or_(fact.until_day.is_(None), fact.until_day >= frame.earliest.replace(month=1, day=1))
        columns: list[Any] = [*edges, *codes]
        pieces = select(*columns).where(spans, still).subquery()
        grouped = select(*pieces.c, func.count()).group_by(*pieces.c)
        rows = [(row[0], row[1], tuple(row[2:-1]), row[-1]) for row in db.session.execute(grouped)]
        found = stock.spread(rows, len(frame.slices))
        return {key_of(by, frame, key): dict.fromkeys(self.tallies, n) for key, n in found.items()}

    def _frame(self, ask: Ask, frame: Frame) -> Frame:
        return frame.moved([each.until(ask.today) for each in frame.slices]) if self.last_day_is_today else frame

    def _base(self, ask: Ask, fact: Any, frame: Frame) -> Condition:
        if self.chosen is not None:
            chosen = self.chosen(ask, fact, frame)
        else:
            chosen = frame.open_at_end(fact) if self.span else frame.within(fact)
        return ask.counted(fact, *self.kinds) & chosen & self.where(ask, fact, frame)

    def _count(self, ask: Ask, tally: Tally, fact: Any, alias: Any, frame: Frame) -> Any:
        met = tally.where(ask, fact, frame) if tally.where is not None else None
        if tally.how == "rows":
            return func.count() if met is None else func.sum(case((met, 1), else_=0))
        if tally.how == "amount":
            return func.sum(fact.amount if met is None else case((met, fact.amount), else_=0))
        what = {"units": fact.unit_id, "workers": fact.worker, "people": ask.root_of(fact, alias)}[tally.how]
        return func.count(distinct(what if met is None else case((met, what))))


@dataclass(frozen=True)
class Durations:
    """Days between two days of each fact: quartiles, how many, and how many had to be left out."""

    kind: str
    later: str
    earlier: str
    where: Where = always
    figures: frozenset[str] = field(default=frozenset({"median", "p25", "p75", "n", "left_out"}))

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        fact = FACT
        groups = group_by(by, fact, frame)
        days = case((self._measured(fact), days_between(getattr(fact, self.later), getattr(fact, self.earlier))))
        statement = from_frame(select(*groups, days, func.count()), frame, self._base(ask, fact, frame), fact)
        histograms: dict[Key, dict[int | None, int]] = {}
        for row in db.session.execute(statement.group_by(*groups, days)):
            histograms.setdefault(key_of(by, frame, row[:-2]), {})[row[-2]] = row[-1]
        return {key: self._figures(each) for key, each in histograms.items()}

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        if measure not in self.figures:
            return None
        fact, alias = FACT, ALIAS
        measured = self._measured(fact)
        statement = select(fact, ask.root_of(fact, alias)).outerjoin(alias, ask.merged(fact, alias))
        return statement.where(self._base(ask, fact, frame), ~measured if measure == "left_out" else measured)

    def _base(self, ask: Ask, fact: Any, frame: Frame) -> Condition:
        return ask.counted(fact, self.kind) & frame.within(fact) & self.where(ask, fact, frame)

    @staticmethod
    def _measured(fact: Any) -> Condition:
        return and_(fact.precision == "day", fact.other_day.is_not(None))

    @staticmethod
    def _figures(histogram: dict[int | None, int]) -> Raw:
        known = {days: n for days, n in histogram.items() if days is not None}
        low, middle, high = quantiles(known, (0.25, 0.5, 0.75))
        return {
            "median": middle, "p25": low, "p75": high, "n": sum(known.values()), "left_out": histogram.get(None, 0),
        }  # fmt: skip


@dataclass(frozen=True)
class Members:
    """Unnamed members of groups: once a case, the counted and the estimated apart."""

    kind: str
    where: Where = always

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        fact = FACT
        groups = [each.label(f"g{i}") for i, each in enumerate(group_by(by, fact, frame))]
        guess = func.coalesce(fact.estimated, false())
        counted = func.max(case((guess, 0), else_=fact.heads)).label("counted")
        estimated = func.max(case((guess, fact.heads), else_=0)).label("estimated")
        inner = from_frame(select(*groups, counted, estimated), frame, self._base(ask, fact, frame), fact)
        each = inner.group_by(*(g.element for g in groups), fact.unit_id).subquery()
        keys = [each.c[f"g{i}"] for i in range(len(groups))]
        outer = select(*keys, func.sum(each.c.counted), func.sum(each.c.estimated)).group_by(*keys)
        return {
            key_of(by, frame, row[:-2]): {"counted": int(row[-2] or 0), "estimated": int(row[-1] or 0)}
            for row in db.session.execute(outer)
        }

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        if measure not in ("counted", "estimated"):
            return None
        fact, alias = FACT, ALIAS
        guess = func.coalesce(fact.estimated, false())
        statement = select(fact, ask.root_of(fact, alias)).outerjoin(alias, ask.merged(fact, alias))
        return statement.where(self._base(ask, fact, frame), guess if measure == "estimated" else ~guess)

    def _base(self, ask: Ask, fact: Any, frame: Frame) -> Condition:
        within = ask.counted(fact, self.kind) & frame.within(fact) & self.where(ask, fact, frame)
        return within & (fact.heads > 0)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Places:
    """The different places on some facts, for what is known of each place elsewhere."""

    kind: str
    where: Where

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        fact = FACT
        groups = group_by(by, fact, frame)
        statement = from_frame(select(*groups, fact.place).distinct(), frame, self._base(ask, fact, frame), fact)
        found: dict[Key, Raw] = {}
        for row in db.session.execute(statement):
            found.setdefault(key_of(by, frame, row[:-1]), {"places": set()})["places"].add(row[-1])
        return found

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        fact, alias = FACT, ALIAS
        statement = select(fact, ask.root_of(fact, alias)).outerjoin(alias, ask.merged(fact, alias))
        return statement.where(self._base(ask, fact, frame))

    def _base(self, ask: Ask, fact: Any, frame: Frame) -> Condition:
        within = ask.counted(fact, self.kind) & frame.within(fact) & self.where(ask, fact, frame)
        return within & fact.place.is_not(None)  # type: ignore[no-any-return]
