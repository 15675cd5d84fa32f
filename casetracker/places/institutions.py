"""Which institution stands at which place, and who answers to whom: derived from the programme's ladder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casetracker.kit.languages import label
from casetracker.ledger.codes import CodeRow, codes
from casetracker.places.fold import LEVELS
from casetracker.places.queries import PlaceRef, places_named


@dataclass(frozen=True, slots=True)
class Institution:
    """An office to which a step may be addressed, where it stands for one place."""

    code: str
    labels: Mapping[str, str]
    rung: str
    level: str
    at: PlaceRef | None
    """None: one for the whole country, or nobody knows the place on its level"""
    answers_to: str | None

    @property
    def label(self) -> str:
        """In the reader's language, with the name of the place where it stands."""
        return f"{label(self.labels)}, {self.at.name}" if self.at else label(self.labels)


def rung_of(programme_id: int, institution: str) -> str | None:
    """The rung an institution stands on; None where there is no such institution."""
    row = codes(programme_id, "institution").get(institution)
    return str(row.more["rung"]) if row else None


def institutions_for(programme_id: int, place: PlaceRef, on: date | None = None) -> list[Institution]:
    """Every institution at or above a place, the nearest rung first. `on`: only those that stand on that day."""
    rungs = codes(programme_id, "rung")
    order = {code: number for number, code in enumerate(rungs)}
    around = _around(programme_id, place)
    found = [
        Institution(
            row.code, row.labels, row.more["rung"], level, around.get(level) if level != "country" else None,
            row.more.get("answers_to"),
        )
        for row in codes(programme_id, "institution", on).values()
        if LEVELS.index(level := _level(rungs, row)) <= LEVELS.index(place.level)
    ]  # fmt: skip
    return sorted(found, key=lambda one: order.get(one.rung, len(order)))


def _level(rungs: Mapping[str, CodeRow], institution: CodeRow) -> str:
    rung = rungs.get(str(institution.more["rung"]))
    return str(rung.more.get("level", "country")) if rung else "country"


def _around(programme_id: int, place: PlaceRef) -> dict[str, PlaceRef]:
    wanted = {place.district, place.province} - {None, place.code}
    found = places_named(programme_id, (code for code in wanted if code)) if wanted else {}
    return {one.level: one for one in (*found.values(), place)}


def above(programme_id: int, institution: str) -> Iterator[CodeRow]:
    """Whom an institution answers to, and whom that one answers to, up to the top; a ring is walked once."""
    rows, seen = codes(programme_id, "institution"), {institution}
    here = rows.get(institution)
    while here is not None and (up := here.more.get("answers_to")) and up not in seen:
        seen.add(up)
        here = rows.get(up)
        if here is not None:
            yield here
