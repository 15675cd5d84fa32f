"""From the entries of a place to what it is now: pure, total."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from casetracker.ledger.entries import Entry
from casetracker.places.naming import name_key

LEVELS = ("country", "province", "district", "facility")
FIELDS = (
    *("name", "unit_type", "latitude", "longitude", "population", "population_source", "population_year"),
    *("opened_on", "dhis2_uid", "codes"),
)  # what a correction may change; where a place lies is moved, and its code is for ever
DAYS = ("opened_on", "closed_on")


@dataclass(frozen=True)
class PlaceState:
    """A place as its entries say. `district` and `province` are codes of places around it, never its own."""

    code: str = ""
    name: str = ""
    level: str = "facility"
    parent: str | None = None
    district: str | None = None
    province: str | None = None
    unit_type: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    population_source: str | None = None
    population_year: int | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    dhis2_uid: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    """field -> the last entry that said something about it"""
    anomalies: tuple[str, ...] = ()


def fold(entries: Sequence[Entry]) -> PlaceState:
    """In the order in which they were said: a place is what was said of it last."""
    state = PlaceState()
    for entry in sorted(entries, key=lambda one: one.seq):
        state = _told(state, entry)
    return state


def _told(state: PlaceState, entry: Entry) -> PlaceState:
    """What makes no sense is kept as an anomaly and changes nothing else."""
    tell = TELLS.get(entry.kind)
    if tell is not None and (entry.seq == 1) == (entry.kind == "place.opened"):
        try:
            return tell(state, entry)
        except (AttributeError, TypeError, ValueError):
            pass  # no page says such a thing; a damaged or foreign entry might
    return replace(state, anomalies=(*state.anomalies, f"{entry.seq} {entry.kind}"))


def _with(state: PlaceState, entry: Entry, said: Mapping[str, Any]) -> PlaceState:
    values = {name: _value(name, value) for name, value in said.items() if name in PlaceState.__dataclass_fields__}
    return replace(state, **values, changed={**state.changed, **dict.fromkeys(values, entry.seq)})


def _value(name: str, value: Any) -> Any:
    if name in ("code", "name", "level"):
        return str(value or "")
    if name in DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    return {} if name == "codes" and value is None else value


def _opened(state: PlaceState, entry: Entry) -> PlaceState:
    return _with(state, entry, entry.codes)


def _corrected(state: PlaceState, entry: Entry) -> PlaceState:
    said: Mapping[str, Any] = entry.codes.get("changed", {})
    return _with(state, entry, {name: said[name] for name in (*FIELDS, "closed_on") if name in said})


def _moved(state: PlaceState, entry: Entry) -> PlaceState:
    return _with(state, entry, {name: entry.codes.get(name) for name in ("parent", "district", "province")})


def _closed(state: PlaceState, entry: Entry) -> PlaceState:
    return _with(state, entry, {"closed_on": entry.happened_on})


TELLS: dict[str, Callable[[PlaceState, Entry], PlaceState]] = {
    "place.opened": _opened,
    "place.corrected": _corrected,
    "place.moved": _moved,
    "place.closed": _closed,
}


def rows_of(state: PlaceState) -> dict[str, list[dict[str, Any]]]:
    """The row that pages query; here a district is its own district, a province its own province."""
    row = {
        name: getattr(state, name) for name in PlaceState.__dataclass_fields__ if name not in ("changed", "anomalies")
    }
    row["name_key"] = name_key(state.name)[:200]
    row["codes"] = dict(state.codes)
    if state.level in ("district", "province"):
        row[state.level] = state.code
    return {"place": [row]}
