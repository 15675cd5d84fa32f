"""One edition of a report pack as it was published: all its numbers and words, and nothing that can still change."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casetracker.kit.tables import Kind, Table
from casetracker.reports.packs.plain import built, plain

HIDDEN = "s"
"""the one mark of a withheld number, in any numeric column of a table and as the value of a Datum"""

Number = int | float | str | None
"""`str` is HIDDEN and nothing else; None is no number at all, such as a rate of too few"""

TARGET_OF_AGENDA = re.compile(r"\d{1,2}(\.(\d{1,2}|[a-d]))?")


@dataclass(frozen=True)
class Datum:
    """One printed number. `period` is a code such as 2026-Q1 or 2026-01-01/2026-03-31; `place` None is the whole
    programme; `by` pairs of dimension and code; a `percent` is a fraction."""

    indicator: str
    measure: str
    period: str
    place: str | None
    by: tuple[tuple[str, str], ...]
    value: Number
    kind: Kind = "int"

    def __post_init__(self) -> None:
        if isinstance(self.value, str) and self.value != HIDDEN:
            raise ValueError(f"{self.indicator}: {self.value!r} is no number")


@dataclass(frozen=True)
class Defined:
    """An indicator as it was defined that day. `iati_type`: 1 output, 2 outcome, 3 impact; `iati_measure`: unit or
    percentage; `ascending`: more is better, None where that cannot be said. `sdg`: goals and targets it contributes to,
    such as 16.3, never a global indicator such as 16.3.3: those are measured by surveys of everybody."""

    key: str
    title: str
    meaning: str
    rule: str
    denominator: str
    date_basis: str
    unit: str
    version: str
    iati_type: int = 1
    iati_measure: str = "unit"
    ascending: bool | None = True
    sdg: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for code in self.sdg:
            if not TARGET_OF_AGENDA.fullmatch(code):
                raise ValueError(f"{self.key}: {code} is neither a goal nor a target of the 2030 Agenda")


@dataclass(frozen=True)
class Section:
    """A chapter: what must be said before its tables. `chart`: its first table is drawn as well."""

    key: str
    title: str
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    chart: bool = False

    def __post_init__(self) -> None:
        """Sentences that wait for a reader are said now, in the language of whoever makes the edition."""
        object.__setattr__(self, "tables", tuple(built(Table, plain(table)) for table in self.tables))


@dataclass(frozen=True)
class Target:
    """What was agreed with a funder; a `percent` measure's numbers are fractions, as in Datum."""

    indicator: str
    measure: str
    period: str
    place: str | None
    baseline: int | float | None
    baseline_year: int | None
    target: int | float | None
    note: str = ""


@dataclass(frozen=True)
class Organisation:
    """Who reports and who pays, as registered with IATI; empty where nobody has said.

    `kind` is a code of IATI's OrganisationType (22: national NGO), `sector` one of the DAC's purposes (15130: legal and
    judicial development); `begun` the day the activity began."""

    name: str = ""
    ref: str = ""
    activity_id: str = ""
    activity_title: str = ""
    country: str = ""
    funder_name: str = ""
    funder_ref: str = ""
    provider_activity_id: str = ""
    kind: str = "22"
    sector: str = "15130"
    begun: date | None = None


@dataclass(frozen=True)
class Person:
    """Who did something to the edition: outside only the role is told."""

    role: str
    name: str = ""


@dataclass(frozen=True)
class Edition:
    """All texts are in the edition's `language` already; moments carry the programme's own offset. `threshold`: counts
    below it are withheld. `places`: code -> (name, level). `labels`: dimension -> code -> label; the code "" holds the
    name of the dimension itself, and the dimension "measure" the labels of measures as R03.rate."""

    id: str
    number: int
    pack: str
    title: str
    programme: str
    programme_key: str
    language: str
    audience: str
    first: date
    last: date
    known_at: datetime
    tick: int
    made_at: datetime
    published_at: datetime | None = None
    checked_by: Person | None = None
    published_by: Person | None = None
    introduction: str = ""
    notes: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    data: tuple[Datum, ...] = ()
    definitions: tuple[Defined, ...] = ()
    targets: tuple[Target, ...] = ()
    organisation: Organisation | None = None
    threshold: int = 0
    checks: tuple[str, ...] = ()
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    synthetic: bool = False

    def label(self, dimension: str, code: str) -> str:
        """What a code of a dimension is called; the code where nobody has said."""
        return self.labels.get(dimension, {}).get(code) or code

    def dimension(self, name: str) -> str:
        """What the dimension itself is called."""
        return self.labels.get(name, {}).get("") or name

    def measure(self, indicator: str, measure: str) -> str:
        """What a measure of an indicator is called."""
        return self.labels.get("measure", {}).get(f"{indicator}.{measure}") or measure

    def place(self, code: str | None) -> tuple[str, str]:
        """Name and level of a place; the programme itself for None."""
        return (self.programme, "") if code is None else self.places.get(code, (code, ""))


def to_json(edition: Edition) -> str:
    """The one text of an edition: equal editions give equal texts, and `from_json` takes it back."""
    text = json.dumps(plain(edition), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()  # half a character is written as its escape


def from_json(text: str) -> Edition:
    """The edition of a text that `to_json` wrote."""
    edition: Edition = built(Edition, json.loads(text))
    return edition


def public(edition: Edition) -> Edition:
    """The edition as it leaves the house: people by their roles only, and where small numbers are withheld, without
    what was checked, which says some of them."""
    checked, published = (one and Person(one.role) for one in (edition.checked_by, edition.published_by))
    checks = () if edition.threshold else edition.checks
    return replace(edition, checked_by=checked, published_by=published, checks=checks)
