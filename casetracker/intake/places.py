"""Lists of facilities brought in: country, province, district and facility, each once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casetracker.intake.gazetteer import Ambiguous, Gazetteer
from casetracker.intake.mapping import Map
from casetracker.intake.numbers import decimal, whole
from casetracker.intake.pieces import GiveBack
from casetracker.intake.rows import Row
from casetracker.intake.run import Tell, run_import
from casetracker.intake.sources import Before, Sources
from casetracker.intake.tally import CHANGED, KNOWN, NEW, SAME, Tally
from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.places.actions import correct_place, move_place, open_place
from casetracker.places.queries import PlaceRef

NATIONAL = "national"


def import_places(
    programme: Programme, path: Path, rules: Map, *, by: Author, dry_run: bool = False, failed: Path | None = None,
    tell: Tell = lambda sentence: None,
) -> Tally:  # fmt: skip
    """Take every row of a list of places, or give it back. Raises intake.refusals.Refused."""
    taker = PlaceTaker(programme, rules, by)
    return run_import(programme, path, rules, taker, dry_run=dry_run, failed=failed, tell=tell)


class PlaceTaker:
    """Takes one facility, with the places around it."""

    def __init__(self, programme: Programme, rules: Map, by: Author) -> None:
        self.programme, self.rules, self.by = programme, rules, by
        self.sources = Sources(programme.id, rules.source)
        self.gazetteer = Gazetteer(programme, by)
        self.tally = Tally()
        self.ours = self.sources.dossiers()
        self.unit_types = frozenset(codes(programme.id, "unit_type"))
        self.touched = False

    def created(self) -> set[tuple[str, str]]:
        """Places opened around the facilities."""
        return self.gazetteer.opened

    def renew(self) -> None:
        """After a piece was rolled back."""
        self.sources.load()
        if self.touched:
            self.gazetteer.load()
            self.ours = self.sources.dossiers()
            self.touched = False

    def take(self, row: Row) -> str:
        """new, changed, same or known. GiveBack with the reasons."""
        if row.problems:
            raise GiveBack(*row.problems)
        values = self._values(row)
        before = self.sources.find(row)
        if before is not None and before.same:
            return SAME
        self.touched = True
        around = self._around(row)
        wanted = {"parent": around.code, **values}
        if before is not None:
            return self._changed(row, before, wanted)
        return self._new(row, around, wanted)

    def _values(self, row: Row) -> dict[str, Any]:
        unit, opened, closed = row.text("unit_type"), row.day("opened_on"), row.day("closed_on")
        if unit and unit not in self.unit_types:
            note = Sentence("the kind of facility “%(unit)s” is not known here; left open.", unit=unit[:40])
            self.tally.notes.add((note, row.number))
            unit = ""
        return {
            "name": row.text("facility"),
            "unit_type": unit or None,
            "latitude": decimal(row, "latitude"),
            "longitude": decimal(row, "longitude"),
            "population": whole(row, "population"),
            "population_source": row.text("population_source") or None,
            "population_year": whole(row, "population_year", 2100),
            "opened_on": opened.day if opened else None,
            "closed_on": closed.day if closed else None,
            "dhis2_uid": row.text("dhis2_uid") or None,
            "codes": {NATIONAL: row.text("national_code")} if row.text("national_code") else {},
        }

    def _around(self, row: Row) -> PlaceRef:
        """The district, else the province, in which the facility lies."""
        if not row.text("province") or not row.text("facility"):
            raise GiveBack(Sentence("A place needs a province and a name."))
        around: PlaceRef | None = None
        try:
            for level in ("country", "province", "district"):
                if row.text(level):
                    around = self.gazetteer.find_or_open(level, row.text(level), around)
        except Ambiguous as error:
            raise GiveBack(error.sentence) from None
        assert around is not None
        return around

    def _new(self, row: Row, around: PlaceRef, wanted: dict[str, Any]) -> str:
        known = self.gazetteer.find("facility", wanted["name"], around)
        if known is not None and (known.dossier_id in self.ours or known.parent != around.code):
            raise GiveBack(Sentence("There is a place with this name here already: it was in another row."))
        if known is None:
            more = {name: value for name, value in wanted.items() if name not in ("parent", "name")}
            place = open_place(
                by=self.by, programme=self.programme, name=wanted["name"], parent=around.code,
                code=row.text("code") or None, **more,
            )  # fmt: skip
        else:
            blank = {name: value for name, value in wanted.items() if value and not _present(known)[name]}
            place = correct_place(by=self.by, programme=self.programme, code=known.code, changes=blank)
        self.gazetteer.add(place)
        self.ours.add(place.dossier_id)
        self.sources.keep(row, place.dossier_id, wanted)
        return NEW if known is None else KNOWN

    def _changed(self, row: Row, before: Before, wanted: dict[str, Any]) -> str:
        place = next((one for one in self.gazetteer.codes.values() if one.dossier_id == before.dossier_id), None)
        if place is None:
            raise GiveBack(Sentence("What this row became is not here any more."))
        correct, theirs = self.sources.differences(row, before, wanted, _present(place))
        if theirs:
            raise GiveBack(Sentence("Changed here since the last import, so left as it is: %(fields)s.",
                                    fields=", ".join(sorted(theirs))))  # fmt: skip
        changes = {name: wanted[name] for name in correct if name != "parent"}
        if "parent" in correct:
            place = move_place(by=self.by, programme=self.programme, code=place.code, parent=wanted["parent"])
        if changes:
            place = correct_place(by=self.by, programme=self.programme, code=place.code, changes=changes)
        self.gazetteer.add(place)
        self.sources.keep_again(row, wanted)
        return CHANGED if correct else SAME


def _present(place: PlaceRef) -> Mapping[str, Any]:
    """A place's values under the names that a row has."""
    names = ("parent", "name", "unit_type", "latitude", "longitude", "population", "population_source",
             "population_year", "opened_on", "closed_on", "dhis2_uid", "codes")  # fmt: skip
    return {name: getattr(place, name) for name in names}
