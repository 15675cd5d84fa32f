"""How each indicator of the catalogue is counted: its sources, and what is made of their raw figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, or_

from casetracker.indicators.asking import Ask, Condition
from casetracker.indicators.catalogue.definition import LEAST_FOR_A_RATE
from casetracker.indicators.catalogue.resolutions import COHORT_DAYS
from casetracker.indicators.catalogue.work import FIRST_CONTACT_DAYS, REOPENED_DAYS, TOLD_DAYS
from casetracker.indicators.frame import Frame, days_between, earlier
from casetracker.indicators.sources import Durations, Members, Places, Raw, Source, Sums, Tally, Where

FULL, PARTIAL, NOT, HANDED_OVER = "resolved_full", "resolved_partial", "not_resolved", "transferred"
RESOLVED = (FULL, PARTIAL)
NOT_PEOPLE = ("anonymous", "community", "committee")


@dataclass(frozen=True)
class Recipe:
    """`finish` makes the measures from raw figures; `opens` says to which raw figure a measure's rows belong."""

    sources: tuple[Source, ...]
    finish: Callable[[Raw], Raw] = dict
    opens: dict[str, str] = field(default_factory=dict)

    @property
    def adds(self) -> bool:
        """Do the raw figures of the parts make up those of the whole: is it facts that are counted, each once?"""
        return all(isinstance(each, Sums) and each.of_rows for each in self.sources)


def rate(part: float | None, whole: float | None) -> float | None:
    """A share; None where the whole is too small for one."""
    return None if part is None or not whole or whole < LEAST_FOR_A_RATE else part / whole


def outcome(*codes: str) -> Where:
    """Facts with one of these outcomes."""
    return lambda ask, fact, frame: fact.outcome.in_(codes)


def not_undone(kind: str, *same: str) -> Where:
    """No opposite of the same turn had come by the end of the period."""

    def stands(ask: Ask, fact: Any, frame: Frame) -> Condition:
        few = ask.dossiers_with(kind, frame.latest)
        return ~and_(fact.unit_id.in_(few), ask.beside(fact, kind, *same, "turn", where=frame.by_end))

    return stands


STANDING_BREACH = not_undone("breach.reopened", "part_id")
STANDING_CLOSING = not_undone("case.reopened")
ROWS = Tally()


def confirmed_by(*who: str) -> Where:
    """The resolution was confirmed by one of these by the end of the period."""

    def confirmed(ask: Ask, fact: Any, frame: Frame) -> Condition:
        def by_them(other: Any) -> Condition:
            return and_(frame.by_end(other), or_(*(other.more.like(f'%"by":"{one}"%') for one in who)))

        return ask.beside(fact, "breach.confirmed", "part_id", "turn", where=by_them)

    return confirmed


def only_seen(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Confirmed by the worker and by nobody else."""
    theirs, ours = confirmed_by("client", "committee"), confirmed_by("worker")
    return ours(ask, fact, frame) & ~theirs(ask, fact, frame)


def within_days(days: int) -> Where:
    """The paired day came no more than so many days after the fact's own."""

    def soon(ask: Ask, fact: Any, frame: Frame) -> Condition:
        return and_(fact.other_day.is_not(None), days_between(fact.other_day, fact.day) <= days)

    return soon


def to_the_day(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Known to the day."""
    return fact.precision == "day"  # type: ignore[no-any-return]


def contact_known(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Both the telling and the first step, if any, are known to the day."""
    return and_(to_the_day(ask, fact, frame), fact.unit_id.not_in(ask.dossiers_vaguely(("case.contacted",))))


def contacted_soon(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """The first step came within the standard."""
    return ask.beside(
        fact, "case.contacted", where=lambda other: days_between(other.day, fact.day) <= FIRST_CONTACT_DAYS
    )


def closed_long_ago(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Closed as resolved so long before the report that the whole window has passed."""
    old = fact.day <= earlier(ask.today, REOPENED_DAYS)
    return and_(to_the_day(ask, fact, frame), fact.outcome.in_(RESOLVED), old)


def came_back(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Reopened within the window after this very closing."""
    return ask.beside(
        fact, "case.reopened", "turn", where=lambda other: days_between(other.day, fact.day) <= REOPENED_DAYS
    )


def active(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """A step in the period, or a case open at some time of it."""
    held = or_(fact.until_day.is_(None), fact.until_day >= frame.first)
    open_then = and_(fact.kind == "case.open", fact.day <= frame.last, held)
    return or_(and_(fact.kind == "step.taken", frame.within(fact)), open_then)


def of_cohort(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """A breach of a case opened in the period, both known to the day, and what became of it too."""
    opened = and_(fact.other_day >= frame.first, fact.other_day <= frame.last)
    of_any = fact.other_day.between(frame.earliest, frame.latest)
    unsure = and_(
        fact.unit_id.in_(ask.dossiers_vaguely(("breach.resolved",))),
        ask.beside(fact, "breach.resolved", "part_id", where=lambda other: other.precision != "day"),
    )
    return and_(opened, of_any, to_the_day(ask, fact, frame), ~unsure)


def had(days: int) -> Where:
    """The breach was told by the Nth day of its case, and that day has come."""

    def mature(ask: Ask, fact: Any, frame: Frame) -> Condition:
        come = fact.other_day <= earlier(ask.today, days)
        return and_(come, days_between(fact.day, fact.other_day) <= days)

    return mature


def resolved_by(days: int) -> Where:
    """It stood resolved on the Nth day of its case."""

    def resolved(ask: Ask, fact: Any, frame: Frame) -> Condition:
        def stood(other: Any) -> Condition:
            undone = ask.beside(
                other,
                "breach.reopened",
                "part_id",
                "turn",
                where=lambda again: days_between(again.day, other.other_day) <= days,
            )
            return and_(days_between(other.day, other.other_day) <= days, ~undone)

        return had(days)(ask, fact, frame) & ask.beside(fact, "breach.resolved", "part_id", where=stood)

    return resolved


def _cohort_rates(raw: Raw) -> Raw:
    figures: Raw = {}
    for days in COHORT_DAYS:
        figures[f"within_{days}"] = rate(raw[f"in_{days}"], raw[f"had_{days}"])
        figures[f"had_{days}"] = raw[f"had_{days}"]
    return figures


def is_person(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """The case is of one or more named people."""
    return or_(fact.client_kind.is_(None), fact.client_kind.not_in(NOT_PEOPLE))


def kind_of_client(*kinds: str) -> Where:
    """Cases of these kinds of clients."""
    return lambda ask, fact, frame: fact.client_kind.in_(kinds)


def for_everyone(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """A standing resolution that affects all who use the facility."""
    return and_(fact.everyone.is_(True), STANDING_BREACH(ask, fact, frame))


def _with(raw: Raw, **more: Any) -> Raw:
    return {**raw, **more}


def nobody_knows(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """A standing closing of which it is not known whether the client was told."""
    due, unsafe = (ask.beside(fact, kind, "turn") for kind in ("case.told_due", "case.told_unsafe"))
    return STANDING_CLOSING(ask, fact, frame) & ~due & ~unsafe


RESOLUTIONS = Sums(
    ("breach.resolved",),
    {"breaches": ROWS, "full": Tally(outcome(FULL)), "partial": Tally(outcome(PARTIAL))},
    STANDING_BREACH,
)

RECIPES: dict[str, Recipe] = {
    "C01": Recipe((Sums(("case.opened",), {"cases": ROWS}),)),
    "C02": Recipe((Sums(("case.open",), {"cases": ROWS}, span=True),)),
    "C03": Recipe((Sums(("case.closed",), {"cases": ROWS}, STANDING_CLOSING),)),
    "C05": Recipe(
        (
            Sums(("case.open",), {"cases": ROWS}, span=True),
            Sums(("case.open", "step.taken"), {"workers": Tally(how="workers")}, chosen=active),
        ),
        lambda raw: _with(raw, load=raw["cases"] / raw["workers"] if raw["workers"] else None),
        {"load": "cases"},
    ),
    "B01": Recipe((Sums(("breach.recorded",), {"breaches": ROWS}),)),
    "R01": Recipe((RESOLUTIONS,)),
    "R02": Recipe(
        (
            Sums(
                ("breach.resolved",),
                {"confirmed": Tally(confirmed_by("client", "committee")), "seen": Tally(only_seen)},
                STANDING_BREACH,
            ),
        )
    ),
    "R03": Recipe(
        (
            Sums(
                ("breach.closed",),
                {
                    "resolved": Tally(outcome(*RESOLVED)),
                    "ended": Tally(outcome(*RESOLVED, NOT)),
                    "transferred": Tally(outcome(HANDED_OVER)),
                },
                STANDING_CLOSING,
            ),
        ),
        lambda raw: _with(raw, rate=rate(raw["resolved"], raw["ended"])),
        {"rate": "ended"},
    ),
    "R04": Recipe(
        (
            Sums(
                ("breach.recorded",),
                {f"had_{days}": Tally(had(days)) for days in COHORT_DAYS}
                | {f"in_{days}": Tally(resolved_by(days)) for days in COHORT_DAYS},
                chosen=of_cohort,
            ),
        ),
        _cohort_rates,
        {f"within_{days}": f"in_{days}" for days in COHORT_DAYS},
    ),
    "R05": Recipe((Durations("breach.resolved", "day", "other_day", STANDING_BREACH),), opens={"median": "n"}),
    "R07": Recipe(
        (Sums(("breach.resolved",), {"breaches": ROWS}, STANDING_BREACH),),
        lambda raw: _with(raw, share=rate(raw["breaches"], raw.get("all")), all=raw.get("all", 0)),
        {"share": "breaches"},
    ),
    "R08": Recipe(
        (
            Sums(
                ("case.closed",),
                {"closed": Tally(how="units"), "reopened": Tally(came_back, "units")},
                closed_long_ago,
            ),
        ),
        lambda raw: _with(raw, rate=rate(raw["reopened"], raw["closed"])),
        {"rate": "closed"},
    ),
    "R11": Recipe((Sums(("case.resolved",), {"cases": ROWS}, not_undone("case.unresolved")),)),
    "A01": Recipe((Sums(("step.taken",), {"steps": ROWS}),)),
    "A02": Recipe((Sums(("step.attempt",), {"attempts": ROWS}),)),
    "T01": Recipe(
        (Sums(("case.opened",), {"cases": ROWS, "contacted": Tally(contacted_soon)}, contact_known),),
        lambda raw: _with(raw, rate=rate(raw["contacted"], raw["cases"])),
        {"rate": "cases"},
    ),
    "T02": Recipe((Sums(("case.overdue",), {"cases": Tally(how="units")}, span=True, last_day_is_today=True),)),
    "T03": Recipe((Sums(("case.silent",), {"cases": Tally(how="units")}, span=True, last_day_is_today=True),)),
    "T07": Recipe(
        (
            Sums(
                ("case.told_due",),
                {"cases": ROWS, "told": Tally(within_days(TOLD_DAYS))},
                lambda ask, fact, frame: to_the_day(ask, fact, frame) & STANDING_CLOSING(ask, fact, frame),
            ),
            Sums(("case.told_unsafe",), {"unsafe": ROWS}, STANDING_CLOSING),
            Sums(("case.closed",), {"unknown": ROWS}, nobody_knows),
        ),
        lambda raw: _with(raw, rate=rate(raw["told"], raw["cases"])),
        {"rate": "cases"},
    ),
    "P01": Recipe(
        (
            Sums(
                ("case.opened",),
                {
                    "people": Tally(is_person, "people"),
                    "anonymous": Tally(kind_of_client("anonymous")),
                    "communities": Tally(kind_of_client("community", "committee")),
                },
            ),
        ),
    ),
    "P02": Recipe(
        (
            Sums(("breach.resolved",), {"named": Tally(is_person, "people")}, STANDING_BREACH),
            Members("breach.resolved", STANDING_BREACH),
        ),
        lambda raw: _with(raw, people=raw["named"] + raw["counted"]),
        {"people": "named"},
    ),
    "P03": Recipe((Places("breach.resolved", for_everyone),)),
    "Q04": Recipe((Durations("case.opened", "other_day", "day"),), opens={"median": "n"}),
}
