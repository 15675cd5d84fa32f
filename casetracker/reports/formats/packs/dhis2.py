"""DHIS2 data value sets of an edition: its numbers under a ministry's own identifiers, one set a period and place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from casetracker.kit.errors import NotDone
from casetracker.kit.periods import Period
from casetracker.kit.saying import Sentence
from casetracker.reports.formats.packs.words import period
from casetracker.reports.packs.edition import HIDDEN, Datum, Edition

MEDIA_TYPE = "application/json"
SUFFIX = ".json"
UID = re.compile(r"[A-Za-z][A-Za-z0-9]{10}")
WHOLE = ""
"""the place of a programme as a whole, and the codes of a number that is not broken down"""
FINANCIAL = {4: "April", 7: "July", 10: "Oct"}
"""the months in which DHIS2 lets a year begin, by the names it gives such years"""
Sets = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Element:
    """A data element; `combos`: category option combination by codes such as `sex=f` or `age_band=u5,sex=f`."""

    uid: str
    combos: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapped:
    """Their identifiers for ours: `elements` by indicator.measure, `places` by code, WHOLE for the programme."""

    data_set: str
    elements: Mapping[str, Element]
    places: Mapping[str, str]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """From {"dataSet", "dataElements": {"R01.breaches": uid | {"uid", "combos"}}, "orgUnits": {code: uid}}."""
        try:
            elements = {
                name: Element(one) if isinstance(one, str) else Element(one["uid"], dict(one.get("combos", {})))
                for name, one in given["dataElements"].items()
            }
            found = cls(given["dataSet"], elements, dict(given["orgUnits"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise NotDone(Sentence("A mapping to DHIS2 has dataSet, dataElements and orgUnits.")) from None
        found._check()
        return found

    def _check(self) -> None:
        combos = [uid for one in self.elements.values() for uid in one.combos.values()]
        for uid in (self.data_set, *(one.uid for one in self.elements.values()), *combos, *self.places.values()):
            if not isinstance(uid, str) or not UID.fullmatch(uid):
                raise NotDone(Sentence("%(uid)s is not an identifier of DHIS2.", uid=str(uid)[:40]))


@dataclass(frozen=True)
class Prepared:
    """What can be sent, what has no identifier there (each once), and how many numbers are withheld."""

    sets: Sets
    unmapped: tuple[str, ...]
    withheld: int


def prepare(edition: Edition, mapped: Mapped) -> Prepared:
    """The data value sets. A withheld number is never sent, nor is one that does not exist."""
    sets: dict[tuple[str, str], list[dict[str, str]]] = {}
    unmapped: dict[str, None] = {}
    for one in edition.data:
        if not isinstance(one.value, int | float):
            continue
        value, missing = _value(one, mapped), _missing(one, mapped)
        unmapped.update(dict.fromkeys(missing))
        if not missing:
            key = code_of(period(one.period)) or "", mapped.places[one.place or WHOLE]
            sets.setdefault(key, []).append(value)
    completed = (edition.published_at or edition.made_at).date()
    made = tuple(_set(mapped, completed, *key, values) for key, values in sorted(sets.items()))
    return Prepared(made, tuple(unmapped), sum(one.value == HIDDEN for one in edition.data))


def _set(mapped: Mapped, completed: date, when: str, unit: str, values: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "dataSet": mapped.data_set, "completeDate": completed.isoformat(), "period": when, "orgUnit": unit,
        "dataValues": values,
    }  # fmt: skip


def _codes(one: Datum) -> str:
    return ",".join(sorted(f"{name}={code}" for name, code in one.by))


def _missing(one: Datum, mapped: Mapped) -> list[str]:
    """Which of its identifiers are not known there, as a person reads them."""
    name, codes = f"{one.indicator}.{one.measure}", _codes(one)
    element = mapped.elements.get(name)
    missing = [] if element else [name]
    if element and codes and codes not in element.combos:
        missing.append(f"{name} [{codes}]")
    if (one.place or WHOLE) not in mapped.places:
        missing.append(one.place or "*")
    return missing if code_of(period(one.period)) else [*missing, one.period]


def _value(one: Datum, mapped: Mapped) -> dict[str, str]:
    """As text, a percentage from 0 to 100."""
    element = mapped.elements.get(f"{one.indicator}.{one.measure}", Element(""))
    exact = Decimal(repr(one.value)) * (100 if one.kind == "percent" else 1)
    combo = element.combos.get(_codes(one))
    said = {"dataElement": element.uid, "value": f"{exact.normalize():f}" if exact else "0"}
    return said | ({"categoryOptionCombo": combo} if combo else {})


def code_of(days: Period) -> str | None:
    """202601, 2026Q1, 2026S1, 2026, 20260115, 2026April; None where DHIS2 has no name for such a period."""
    first, last = days.first, days.last
    if days.unit:
        return days.code.replace("-", "")
    if days.days == 1:
        return f"{first:%Y%m%d}"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if days != Period(first.replace(day=1), Period.month(last.year, last.month).last):
        return None
    if months == 6 and first.month in (1, 7):
        return f"{first.year}S{1 if first.month == 1 else 2}"
    return f"{first.year}{FINANCIAL[first.month]}" if months == 12 and first.month in FINANCIAL else None


def write(edition: Edition, mapped: Mapped) -> bytes:
    """One file for DHIS2's own import page: a set as it is, several as one with period and place beside each value."""
    sets = prepare(edition, mapped).sets
    file = (
        sets[0]
        if len(sets) == 1
        else {"dataValues": [_alone(one, value) for one in sets for value in one["dataValues"]]}
    )
    return (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _alone(of: Mapping[str, Any], value: Mapping[str, str]) -> dict[str, str]:
    return {**value, "period": of["period"], "orgUnit": of["orgUnit"]}
