"""What a map says: which column is which field, how its values and dates are read, what a closing date means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CASE_FIELDS = frozenset({
    "reference", "opened", "closed", "type", "outcome", "closure_reason", "institution", "facility",
    "district", "province", "channel", "client_kind", "sex", "age", "age_band", "heads", "name", "phone", "village",
    "narrative", "worker",
})  # fmt: skip
PLACE_FIELDS = frozenset({
    "reference", "country", "province", "district", "facility", "code", "unit_type", "population", "population_source",
    "population_year", "latitude", "longitude", "opened_on", "closed_on", "dhis2_uid", "national_code",
})  # fmt: skip
FIELDS = {"cases": CASE_FIELDS, "places": PLACE_FIELDS}
REQUIRED = {"cases": ("reference", "opened", "type"), "places": ("reference", "province", "facility")}
DATES = frozenset({"opened", "closed", "opened_on", "closed_on"})
CLOSINGS = ("resolved_in_full_and_closed", "closed_only", "as_the_outcome_says")
LANGUAGES = ("pt", "en", "es", "fr")


@dataclass(frozen=True, slots=True)
class FileRules:
    """How the file itself is read; what is not said is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int = 1
    mojibake: str = "report"
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where one field comes from. Several columns are joined by a blank; a constant stands for every row."""

    name: str
    columns: tuple[str, ...] = ()
    constant: str | None = None
    dates: tuple[str, ...] = ()
    exact: Mapping[str, str] = field(default_factory=dict)
    beginnings: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None

    @property
    def heading(self) -> str:
        """The column as a sentence names it."""
        return " + ".join(self.columns) or self.name

    def translated(self, text: str) -> str:
        """The code or label that a value stands for: exactly, by its beginning, else the rest, else itself."""
        text = text.replace("\u00a0", " ")
        if (found := self.exact.get(text)) is not None:
            return found
        for beginning, value in self.beginnings:
            if text.startswith(beginning):
                return value
        return text if self.otherwise is None or not text else self.otherwise


@dataclass(frozen=True, slots=True)
class LimitRule:
    """The time limit that each request of the register had, from the day it was opened to the day it was closed.

    `code` is one of the programme's; where it has none of it, `says` is what --new-codes may make.
    """

    code: str
    label: str = ""
    says: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Map:
    """A whole map, checked."""

    kind: str
    source: str
    fields: Mapping[str, FieldRule]
    file: FileRules = FileRules()
    title: str = ""
    language: str = "en"
    closing: str | None = None
    limit: LimitRule | None = None

    def columns(self) -> tuple[str, ...]:
        """Every column that the map reads."""
        return tuple(dict.fromkeys(name for rule in self.fields.values() for name in rule.columns))
