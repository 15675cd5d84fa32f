"""What a row says of a case, once its values are codes: plain values, ready for the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casetracker.clients.actions import ClientValues
from casetracker.intake.days import Day

ENDING = frozenset({"closed", "outcome", "closure_reason", "institution"})
CLIENT = ("client_kind", "sex", "age_band", "heads", "name", "phone", "village")
RESOLVED_IN_FULL, CLOSED_ONLY = "resolved_in_full_and_closed", "closed_only"
OUTCOMES = ("resolved_full", "resolved_partial", "not_resolved", "transferred")


@dataclass(frozen=True)
class CaseValues:
    """A case as an old register tells it."""

    opened: Day
    type: str
    place: str | None = None
    closed: Day | None = None
    outcome: str | None = None
    closure_reason: str | None = None
    institution: str | None = None
    office: str = ""
    """the institution as the register names it: words, said of a case that no ending tells whose it was"""
    channel: str | None = None
    narrative: str = ""
    worker: str | None = None
    team: str | None = None
    client: ClientValues | None = None

    def compared(self) -> dict[str, Any]:
        """What is remembered of the row, field by field, to tell later what changed."""
        ended = self.closed is not None
        found: dict[str, Any] = {
            "opened": day_text(self.opened.day, self.opened.precision),
            "type": self.type, "place": self.place, "channel": self.channel, "narrative": self.narrative,
            "worker": self.worker,
            "closed": day_text(self.closed.day, self.closed.precision) if self.closed else None,
            "outcome": self.outcome if ended else None,
            "closure_reason": self.closure_reason if ended else None,
            "institution": self.institution if ended else None,
        }  # fmt: skip
        if self.client is not None:
            found |= {name: getattr(self.client, name) for name in CLIENT}
        return {name: value for name, value in found.items() if value not in (None, "")}


def day_text(day: date, precision: str) -> str:
    return f"{day.isoformat()} {precision}"


def before(one: Day, other: Day) -> bool:
    """Did all of one lie before the other began, as far as both are known?"""
    return _last(one) < other.day


def _last(one: Day) -> date:
    if one.precision == "day":
        return one.day
    if one.precision == "year":
        return date(one.day.year, 12, 31)
    following = date(one.day.year + one.day.month // 12, one.day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def client_of(given: Mapping[str, Any]) -> ClientValues | None:
    """The person a row speaks of; None where it says nothing of one."""
    told = {name: value for name, value in given.items() if value not in (None, "")}
    if not told or told == {"client_kind": "anonymous"}:
        return None
    kind = told.pop("client_kind", None) or ("individual" if told.get("name") else "anonymous")
    return ClientValues(client_kind=kind, **told)
