"""What a preset is once it has been read: codes, service standards, time limits, the ladder of institutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

TIERS = ("normal", "restricted", "highly_restricted")


class PresetError(Exception):
    """A preset cannot be used; `messages` holds every mistake found, each as `folder/file.toml:line: sentence`."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


@dataclass(frozen=True)
class CodeDef:
    """One code of one list, as the preset's file gives it.

    `labels` holds every language of the preset's locales. `more` holds what only this list has (docs/presets.md), with
    lists as tuples; a key that was not given is absent.
    """

    list: str
    code: str
    labels: dict[str, str]
    position: int
    group: str | None = None
    tier: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def stands(self, on: date) -> bool:
        """Whether the code may be chosen on a day; `valid_to` is the last day it may."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Standards:
    """What the organisation promises itself, in days; its own defaults, not law."""

    first_contact_days: int
    follow_up_days: int
    escalate_after_days: int
    monitoring_days: int
    stale_after_days: int
    tell_within_days: int


@dataclass(frozen=True)
class DeadlineRule:
    """A time limit set by law.

    `side` says whom it binds: institution (must answer), client (we or the client must file) or eligibility (how long a
    way is open). `trigger` is the event that starts it; with `after` it starts when one of those limits is answered
    or ends. `met_by` are the remedies that meet it, `on_expiry` the one that comes next.
    """

    code: str
    labels: dict[str, str]
    side: str
    trigger: str
    amount: int | None
    unit: str
    day_kind: str | None
    verified: bool
    day_kind_verified: bool
    legal_source: str
    source_url: str
    effective_from: date | None
    effective_to: date | None
    on_expiry: str | None
    note: str
    after: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    extendable_to: int | None = None
    rolls: bool = False
    needs_recheck: bool = False

    @property
    def runs(self) -> bool:
        """Only a limit that somebody confirmed, with its number, may start a clock."""
        return self.verified and self.amount is not None


@dataclass(frozen=True)
class ImportDefaults:
    """What an import puts where old records say nothing, and under which codes it puts what it creates."""

    case_type: str | None = None
    type_group: str | None = None
    institution_rung: str | None = None
    institution_kind: str | None = None
    closure_reason: str | None = None
    intake_channel: str | None = None


@dataclass(frozen=True)
class Rung:
    """One step of the ladder, lowest first, with the institutions that stand on it."""

    code: str
    labels: dict[str, str]
    institutions: tuple[CodeDef, ...]


@dataclass(frozen=True)
class Preset:
    """A programme as data: everything that differs by country, sector and language."""

    key: str
    version: str
    name: dict[str, str]
    country: str
    timezone: str
    default_locale: str
    locales: tuple[str, ...]
    currency: str
    terminology: dict[str, dict[str, str]]
    standards: Standards
    open_lists: tuple[str, ...]
    import_defaults: ImportDefaults
    lists: dict[str, tuple[CodeDef, ...]]
    deadline_rules: tuple[DeadlineRule, ...]

    def find(self, list_name: str, code: str) -> CodeDef | None:
        """The code of a list, retired or not; None where there is none."""
        return next((c for c in self.lists[list_name] if c.code == code), None)

    def code(self, list_name: str, code: str) -> CodeDef:
        """The code of a list; LookupError where there is none."""
        found = self.find(list_name, code)
        if found is None:
            raise LookupError(f"{self.key}: {list_name} has no code {code}")
        return found

    def codes(self, list_name: str, on: date | None = None) -> tuple[CodeDef, ...]:
        """A list in its own order; with a day, only what may be chosen on that day."""
        return tuple(c for c in self.lists[list_name] if on is None or c.stands(on))

    @property
    def ladder(self) -> tuple[Rung, ...]:
        """The rungs from the nearest to the furthest, each with its institutions."""
        institutions = self.lists["institution"]
        return tuple(
            Rung(rung.code, rung.labels, tuple(i for i in institutions if i.more["rung"] == rung.code))
            for rung in self.lists["rung"]
        )

    def above(self, institution: str) -> tuple[CodeDef, ...]:
        """Whom an institution answers to, and whom that one answers to, up to the top."""
        chain: list[CodeDef] = []
        here = self.code("institution", institution)
        while here.more.get("answers_to"):
            here = self.code("institution", here.more["answers_to"])
            chain.append(here)
        return tuple(chain)

    def monitoring_days(self, case_type: str) -> int:
        """For how many days after a resolution of this type a relapse reopens the case."""
        found = self.find("case_type", case_type)
        own = found.more.get("monitoring_days") if found else None
        return self.standards.monitoring_days if own is None else int(own)
