"""How the indicators of what became of it later are counted: waiting, holding, money, satisfaction, the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Select, and_, case, func, literal, or_, select

from casetracker.indicators import incidence
from casetracker.indicators.asking import Ask, Condition
from casetracker.indicators.catalogue.later import HOLDING_DAYS
from casetracker.indicators.catalogue.resolutions import COHORT_DAYS
from casetracker.indicators.frame import Frame, days_between, earlier
from casetracker.indicators.recipes import ROWS, STANDING_BREACH, Recipe, rate, to_the_day
from casetracker.indicators.sources import ALIAS, FACT, Key, Raw, Sums, Tally, Where, from_frame, group_by, key_of
from casetracker.kit.db import db
from casetracker.ledger.models import FactRow

RESOLVED, ENDED = (FactRow.__table__.alias(name).c for name in ("resolved", "ended"))
WAYS = {"resolved": incidence.RESOLVED, "ended": incidence.OTHERWISE, "open": incidence.WAITS}


def resolved_on(ask: Ask, fact: Any) -> Any:
    """The day of the breach's resolution that stands on the day of the report."""
    other = RESOLVED
    undone = ask.beside(other, "breach.reopened", "part_id", "turn", where=lambda back: back.day <= ask.today)
    return _day_of(ask, fact, other, "breach.resolved", ~undone)


def ended_on(ask: Ask, fact: Any) -> Any:
    """The day on which the breach ended without a resolution, where it has not come back."""
    other = ENDED
    still = or_(other.until_day.is_(None), other.until_day > ask.today)
    return _day_of(ask, fact, other, "breach.ended", still)


def _day_of(ask: Ask, fact: Any, other: Any, kind: str, stands: Condition) -> Any:
    same = and_(other.unit_id == fact.unit_id, other.part_id == fact.part_id, ask.stood(other))
    return (
        select(func.max(other.day)).where(other.kind == kind, same, other.day <= ask.today, stands).scalar_subquery()
    )  # fmt: skip


def waiting(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """A breach of a case opened in the period, told by today, all its days known."""
    opened = and_(fact.other_day >= frame.first, fact.other_day <= frame.last)
    of_any = fact.other_day.between(frame.earliest, frame.latest)
    ends = ("breach.resolved", "breach.ended")
    unsure = [ask.beside(fact, kind, "part_id", where=lambda other: other.precision != "day") for kind in ends]
    vague = and_(fact.unit_id.in_(ask.dossiers_vaguely(ends)), or_(*unsure))
    return and_(opened, of_any, fact.day <= ask.today, to_the_day(ask, fact, frame), ~vague)


class Waiting:
    """Days until breaches were resolved, those that still wait taken into account."""

    def tally(self, ask: Ask, by: Sequence[str], frame: Frame) -> dict[Key, Raw]:
        fact = FACT
        groups = [each.label(f"g{i}") for i, each in enumerate(group_by(by, fact, frame))]
        days = [fact.day.label("told"), resolved_on(ask, fact).label("done"), ended_on(ask, fact).label("over")]
        each = from_frame(select(*groups, *days), frame, self._base(ask, fact, frame), fact).subquery()
        keys = [each.c[f"g{i}"] for i in range(len(groups))]
        until = func.coalesce(each.c.done, each.c.over, literal(ask.today, Date))
        way = case((each.c.done.is_not(None), WAYS["resolved"]), (each.c.over.is_not(None), WAYS["ended"]), else_=0)
        waited = select(*keys, days_between(until, each.c.told).label("waited"), way.label("way")).subquery()
        statement = select(*waited.c, func.count()).group_by(*waited.c)
        found: dict[Key, dict[tuple[int, int], int]] = {}
        for row in db.session.execute(statement):
            at = found.setdefault(key_of(by, frame, row[:-3]), {})
            at[max(0, row[-3]), row[-2]] = at.get((max(0, row[-3]), row[-2]), 0) + row[-1]
        return {key: _waited(each) for key, each in found.items()}

    def rows(self, ask: Ask, frame: Frame, measure: str) -> Select[Any] | None:
        if measure != "n" and measure not in WAYS:
            return None
        fact, alias = FACT, ALIAS
        done, over = resolved_on(ask, fact), ended_on(ask, fact)
        which = {
            "n": and_(True), "resolved": done.is_not(None), "ended": and_(done.is_(None), over.is_not(None)),
            "open": and_(done.is_(None), over.is_(None)),
        }[measure]  # fmt: skip
        statement = select(fact, ask.root_of(fact, alias)).outerjoin(alias, ask.merged(fact, alias))
        return statement.where(self._base(ask, fact, frame), which)

    def _base(self, ask: Ask, fact: Any, frame: Frame) -> Condition:
        return ask.counted(fact, "breach.recorded") & waiting(ask, fact, frame)


def _waited(histogram: dict[tuple[int, int], int]) -> Raw:
    reckoned, n = incidence.curve(histogram), sum(histogram.values())
    figures: Raw = {f"by_{days}": rate(incidence.share_by(reckoned, days) * n, n) for days in COHORT_DAYS}
    counts = {name: sum(k for (_day, way), k in histogram.items() if way == code) for name, code in WAYS.items()}
    return {"median": incidence.half(reckoned), "n": n, **counts, **figures}


def last_of_period(kind: str, *same: str, among: Where) -> Where:
    """No later one of the same in the period; of two of one day the one that says the less good."""

    def last(ask: Ask, fact: Any, frame: Frame) -> Condition:
        def after(other: Any) -> Condition:
            same_day = other.day == fact.day
            worse = and_(same_day, other.amount < fact.amount)
            later = or_(other.day > fact.day, worse, and_(same_day, other.amount == fact.amount, other.id > fact.id))
            return and_(frame.within(other), among(ask, other, frame), later)

        return among(ask, fact, frame) & ~ask.beside(fact, kind, *same, where=after)

    return last


def looked_at_later(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """The check came so many days after the resolution, both days known."""
    known = and_(to_the_day(ask, fact, frame), fact.other_day.is_not(None))
    return and_(known, days_between(fact.day, fact.other_day) >= HOLDING_DAYS)


def holds(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """It was so; `amount` is 0 where it was not."""
    return and_(fact.amount == 1)


def came_of_age(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """The resolution had stood so many days on a day of the period."""
    in_time = and_(
        days_between(frame.last, fact.day) >= HOLDING_DAYS, days_between(frame.first, fact.day) <= HOLDING_DAYS,
        fact.day.between(earlier(frame.earliest, HOLDING_DAYS), earlier(frame.latest, HOLDING_DAYS)),
    )  # fmt: skip
    back = ask.beside(
        fact, "breach.reopened", "part_id", "turn", where=lambda other: days_between(other.day, fact.day) < HOLDING_DAYS
    )
    return and_(to_the_day(ask, fact, frame), in_time, ~back)


def since_looked_at(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Somebody looked by the end of the period, so many days after."""

    def checked(other: Any) -> Condition:
        return and_(frame.by_end(other), looked_at_later(ask, other, frame))

    return ask.beside(fact, "resolution.checked", "part_id", "turn", where=checked)


def said(name: str, value: str) -> Where:
    """What only this kind of fact has says so."""
    return lambda ask, fact, frame: fact.more.like(f'%"{name}":"{value}"%')


INTERVIEWED = said("interview", "done")


def _holding(raw: Raw) -> Raw:
    return {**raw, "rate": rate(raw["holding"], raw["checked"]), "looked": rate(raw["seen"], raw["due"])}


def _satisfied(raw: Raw) -> Raw:
    clients = raw["clients"]
    shares = {"rate": rate(raw["handled"], clients), "outcome_rate": rate(raw["pleased"], clients)}
    return {**raw, **shares, "response": rate(clients, raw["reviewed"])}


@dataclass(frozen=True)
class _Share:
    """A rate of two raw figures."""

    part: str
    whole: str

    def __call__(self, raw: Raw) -> Raw:
        return {**raw, "rate": rate(raw[self.part], raw[self.whole])}


RECIPES: dict[str, Recipe] = {
    "R06": Recipe((Waiting(),), opens={"median": "n"} | {f"by_{days}": "n" for days in COHORT_DAYS}),
    "R09": Recipe(
        (
            Sums(
                ("resolution.checked",),
                {"checked": ROWS, "holding": Tally(holds)},
                last_of_period("resolution.checked", "part_id", among=looked_at_later),
            ),
            Sums(("breach.resolved",), {"due": ROWS, "seen": Tally(since_looked_at)}, chosen=came_of_age),
        ),
        _holding,
        {"rate": "checked", "looked": "due"},
    ),
    "R10": Recipe(
        (Sums(("relief.money",), {"minor": Tally(how="amount"), "resolutions": ROWS}, STANDING_BREACH),),
        lambda raw: {**raw, "money": raw["minor"] / 100},
        {"money": "resolutions"},
    ),
    "P04": Recipe(
        (
            Sums(
                ("review.done",),
                {"clients": ROWS, "handled": Tally(said("handling", "yes")), "pleased": Tally(said("outcome", "yes"))},
                last_of_period("review.done", among=INTERVIEWED),
            ),
            Sums(("review.done",), {"reviewed": Tally(how="units")}),
        ),
        _satisfied,
        {"rate": "clients", "outcome_rate": "clients", "response": "reviewed"},
    ),
    "Q03": Recipe(
        (
            Sums(("fields.required",), {"required": Tally(how="amount"), "cases": ROWS}),
            Sums(("fields.filled",), {"filled": Tally(how="amount")}),
        ),
        _Share("filled", "required"),
        {"rate": "cases"},
    ),
    "Q05": Recipe(
        (
            Sums(("case.outside",), {"cases": ROWS, "consented": Tally(holds)}),
            Sums(
                ("case.outside_apart",),
                {"nobody": Tally(said("why", "nobody")), "unknown": Tally(said("why", "unknown"))},
            ),
        ),
        _Share("consented", "cases"),
        {"rate": "cases"},
    ),
}
