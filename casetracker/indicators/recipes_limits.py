"""How the indicators of time limits are counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_

from casetracker.indicators.asking import Ask, Condition
from casetracker.indicators.frame import Frame
from casetracker.indicators.recipes import ROWS, Recipe, rate
from casetracker.indicators.sources import Raw, Sums, Tally


def fell(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """The day has come: nobody is late tomorrow, and today only who has answered is done."""
    done_today = and_(fact.day == ask.today, fact.other_day.is_not(None))
    return or_(fact.day < ask.today, done_today)


def in_time(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Done on or before the day it was due."""
    return and_(fact.other_day.is_not(None), fact.other_day <= fact.day)


def too_late(ask: Ask, fact: Any, frame: Frame) -> Condition:
    """Done after the day, or not at all."""
    return or_(fact.other_day.is_(None), fact.other_day > fact.day)


def _due(kind: str, all_of: str) -> Recipe:
    def finish(raw: Raw) -> Raw:
        return {**raw, "rate": rate(raw["on_time"], raw[all_of])}

    tallies = {"on_time": Tally(in_time), "late": Tally(too_late), all_of: ROWS}
    return Recipe((Sums((kind,), tallies, fell),), finish, {"rate": all_of})


RECIPES: dict[str, Recipe] = {
    "T04": _due("reply.due", "requests"),
    "T05": Recipe((Sums(("reply.late",), {"requests": ROWS}, span=True, last_day_is_today=True),)),
    "T06": _due("filing.due", "deadlines"),
}
