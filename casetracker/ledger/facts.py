"""A fact: what one dossier contributes to a count; plain values, compared as sets."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.ledger.entries import coarse_day


@dataclass(frozen=True)
class Fact:
    """Codes as dimensions, null where one does not apply; `more` is canonical JSON of what only one kind has.

    `entry` is the entry that brought it about; it does not take part in comparison, since the same contribution
    brought about anew by a correction elsewhere is still the same contribution.
    """

    kind: str
    day: date
    rule: int = 1
    precision: str = "day"
    other_day: date | None = None
    until_day: date | None = None
    part_id: str = ""
    turn: int = 1
    amount: int = 1
    heads: int | None = None
    everyone: bool | None = None
    place: str | None = None
    district: str | None = None
    province: str | None = None
    worker: str | None = None
    team: str | None = None
    type: str | None = None
    type_group: str | None = None
    rung: str | None = None
    remedy: str | None = None
    channel: str | None = None
    sex: str | None = None
    age_band: str | None = None
    sensitivity: str | None = None
    grant_code: str | None = None
    outcome: str | None = None
    closure_reason: str | None = None
    client_kind: str | None = None
    estimated: bool | None = None
    person_id: UUID | None = None
    more: str | None = None

    def __hash__(self) -> int:
        # Enough to tell most apart: facts are compared by the million, and equality looks at every column.
        return hash((self.kind, self.day, self.part_id, self.turn))


COLUMNS = tuple(f.name for f in fields(Fact))
KEPT_WHEN_COARSE = frozenset(
    {"kind", "rule", "part_id", "turn", "amount", "province", "type_group", "sensitivity", "outcome"}
)


def coarse(fact: Fact, unit_id: UUID) -> Fact:
    """What a highly restricted dossier may show: province, month and type group only (LEDGER.md, sealed words).

    The person is that of this dossier alone, so that no other case of theirs can be joined to it. The outcome and the
    turn stay: without them a resolution could not be told from a closing without one.
    """
    blank: dict[str, Any] = {name: None for name in COLUMNS if name not in KEPT_WHEN_COARSE}
    blank["day"] = coarse_day(fact.day)
    blank["precision"] = "year" if fact.precision == "year" else "month"
    blank["other_day"] = coarse_day(fact.other_day) if fact.other_day else None
    blank["until_day"] = coarse_day(fact.until_day) if fact.until_day else None
    blank["person_id"] = unit_id if fact.person_id else None
    return replace(fact, **blank)
