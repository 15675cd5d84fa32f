"""The places of a programme by level and name, kept at hand during an import and opened where they are missing."""

from __future__ import annotations

from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.places.actions import open_place
from casetracker.places.naming import name_key
from casetracker.places.queries import PlaceRef, places

LEVELS = ("country", "province", "district", "facility")


class Ambiguous(Exception):
    """Several places bear this name here."""

    def __init__(self, name: str) -> None:
        self.sentence = Sentence("There are several places called “%(name)s”: name the district too.", name=name[:80])


class Gazetteer:
    """Finds by code or by name, however it is accented; within the place around it where one is given."""

    def __init__(self, programme: Programme, by: Author) -> None:
        self.programme, self.by = programme, by
        self.opened: set[tuple[str, str]] = set()
        """every place opened, also in a piece that was rolled back: (level, where and what)"""
        self.load()

    def load(self) -> None:
        """Read the places anew."""
        self.touched = False
        self.codes: dict[str, PlaceRef] = {}
        self.named: dict[tuple[str, str], list[PlaceRef]] = {}
        for place in places(self.programme.id):
            self.add(place)

    def add(self, place: PlaceRef) -> None:
        """Know one more place, or the same one as it is now."""
        known = self.codes.get(place.code)
        if known is not None:
            self.named[known.level, name_key(known.name)].remove(known)
        self.codes[place.code] = place
        self.named.setdefault((place.level, name_key(place.name)), []).append(place)

    def find(self, level: str, text: str, around: PlaceRef | None = None) -> PlaceRef | None:
        """The place of this level with this code or name. Ambiguous where several fit."""
        known = self.codes.get(text)
        if known is not None and known.level == level:
            return known
        found = [one for one in self.named.get((level, name_key(text)), ()) if _inside(one, around)]
        if len(found) > 1:
            raise Ambiguous(text)
        return found[0] if found else None

    def find_or_open(self, level: str, text: str, around: PlaceRef | None = None) -> PlaceRef:
        """The place, opened within the one around it where it is missing."""
        found = self.find(level, text, around)
        if found is None:
            found = open_place(
                by=self.by, programme=self.programme, name=text, level=level, parent=around.code if around else None
            )
            self.touched = True
            self.opened.add((level, f"{found.parent or ''} {name_key(text)}"))
            self.add(found)
        return found


def _inside(place: PlaceRef, around: PlaceRef | None) -> bool:
    return around is None or around.level == "country" or around.code in (place.parent, place.district, place.province)
