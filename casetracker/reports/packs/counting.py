"""A pack counted: every figure of its plan as known at one tick, for one audience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casetracker.indicators.asking import Scope
from casetracker.indicators.counting import count
from casetracker.indicators.disclosure import Key
from casetracker.indicators.figures import Figure
from casetracker.kit.periods import Period
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Dossier, Programme
from casetracker.reports.packs.plans import INSIDE, RESTRICTED, THRESHOLDS, Line, Plan
from casetracker.reports.packs.quantities import Quantities, by_type


@dataclass(frozen=True)
class Counted:
    """One line of a plan with its figures, in the order of its tables."""

    line: Line
    figures: tuple[Figure, ...]


def counted(
    plan: Plan, programme: Programme, period: Period, tick: int, audience: str, done: Callable[[int, int], None]
) -> list[Counted]:
    """Every figure of a plan; `done` is told how many of how many lines are counted."""
    found, lines = [], plan.lines_for(audience)
    for number, line in enumerate(lines, 1):
        figures = tuple(
            count(line.indicator, programme_id=programme.id, period=period, by=by, as_at=tick, margins=True,
                  scope=scope_of(programme, audience))
            for by in line.tables
        )  # fmt: skip
        found.append(Counted(line, figures))
        done(number, len(lines))
    return found


def scope_of(programme: Programme, audience: str) -> Scope | None:
    """Inside, all but the highly restricted; those who open no case count all."""
    return None if audience in INSIDE else Dossier.programme_id == programme.id


def threshold_of(audience: str) -> int:
    """Counts below it are withheld; 0: none is. An audience nobody knows is the public."""
    return THRESHOLDS.get(audience, THRESHOLDS["public"])


def quantities_of(programme: Programme, audience: str, found: list[Counted]) -> Quantities:
    """All that could be worked out from what the pack prints."""
    quantities = Quantities(threshold_for(programme, audience))
    quantities.take(list(every_figure(found)))
    return quantities


def threshold_for(programme: Programme, audience: str) -> Callable[[Key], int]:
    """The threshold of each count for readers of an audience."""
    types = codes(programme.id, "case_type")
    groups: dict[str, set[str]] = {}
    for row in types.values():
        groups.setdefault(row.group or "", set()).add(row.tier or "normal")
    tiers = {code: row.tier or "normal" for code, row in types.items()}
    return by_type(tiers, groups, threshold_of(audience), RESTRICTED)


def every_figure(found: list[Counted]) -> Iterator[Figure]:
    """One after the other."""
    for each in found:
        yield from each.figures
