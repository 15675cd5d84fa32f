"""Many places at once, as an importer or the first beginning brings them: the same entries as the pages make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import begin
from casetracker.places.actions import correct_place, differing, lies_in, move_place, plain, today
from casetracker.places.fold import FIELDS, LEVELS
from casetracker.places.naming import code_from, name_key
from casetracker.places.queries import PlaceRef, place_named, places

Result = Literal["opened", "same", "corrected", "moved", "refused"]


@dataclass(frozen=True)
class Coming:
    """One place as a list brings it. `path`: names of the places around it, the widest first, each (level, name)."""

    name: str
    level: str = "facility"
    path: tuple[tuple[str, str], ...] = ()
    code: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """fields of a place, as `open_place` takes them; what is empty says nothing"""


@dataclass(frozen=True)
class Came:
    """What became of one of them; of a refused one, the sentences by field."""

    code: str
    result: Result
    problems: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Known:
    """The programme's places in memory, so that thousands are compared without asking for each."""

    by_code: dict[str, PlaceRef]
    by_name: dict[tuple[str, str | None, str], PlaceRef]
    by_uid: dict[str, PlaceRef]

    @classmethod
    def of(cls, programme_id: int) -> Known:
        known = cls({}, {}, {})
        for place in places(programme_id):
            known.add(place)
        return known

    def add(self, place: PlaceRef) -> None:
        self.by_code[place.code] = place
        self.by_name[place.level, place.parent, name_key(place.name)[:200]] = place
        if place.dhis2_uid:
            self.by_uid[place.dhis2_uid] = place

    def find(self, coming: Coming, parent: str | None) -> PlaceRef | None:
        """The same place by its code, else by its DHIS2 identifier, else by its name where it lies."""
        uid = coming.values.get("dhis2_uid")
        if coming.code and coming.code in self.by_code:
            return self.by_code[coming.code]
        if uid and uid in self.by_uid:
            return self.by_uid[uid]
        named = self.by_name.get((coming.level, parent, name_key(coming.name)[:200]))
        return None if named and uid and named.dhis2_uid not in (None, uid) else named


def open_places(
    *, by: Author, programme: Programme, coming: Sequence[Coming], known: Known | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Came]:  # fmt: skip
    """Open what is not there, with the places around it; correct what is there and differs; one result for each.

    A place that is refused is left out and the rest goes on. Keep `known` between calls that commit in pieces.
    """
    known = known or Known.of(programme.id)
    found = []
    for number, one in enumerate(coming, 1):
        try:
            found.append(_take(by, programme, one, known))
        except Refused as refused:
            found.append(Came("", "refused", refused.problems))
        progress(number)
    return found


def _take(by: Author, programme: Programme, coming: Coming, known: Known) -> Came:
    _check(programme, coming)
    parent = _around(by, programme, coming.path, known)
    present = known.find(coming, parent.code if parent else None)
    if present is None:
        return Came(_open(by, programme, coming, parent, known).code, "opened")
    return _compare(by, programme, coming, present, parent, known)


def _check(programme: Programme, coming: Coming) -> None:
    if unknown := set(coming.values) - set(FIELDS):
        raise TypeError(f"a place has no {', '.join(sorted(unknown))}")
    levels = [*(level for level, _name in coming.path), coming.level]
    if set(levels) - set(LEVELS) or [*map(LEVELS.index, levels)] != sorted(set(map(LEVELS.index, levels))):
        raise Refused({"level": Sentence("Choose one of the levels offered.")})
    for name in (coming.name, *(name for _level, name in coming.path)):
        if not 1 <= len(name.strip()) <= 200:
            raise Refused({"name": Sentence("Give the place a name of at most 200 letters.")})
    unit = coming.values.get("unit_type")
    if unit and unit not in codes(programme.id, "unit_type"):
        raise Refused({"unit_type": Sentence("There is no code %(code)s in this list.", code=unit)})


def _around(by: Author, programme: Programme, path: Sequence[tuple[str, str]], known: Known) -> PlaceRef | None:
    parent: PlaceRef | None = None
    for level, name in path:
        here = known.by_name.get((level, parent.code if parent else None, name_key(name)[:200]))
        parent = here or _open(by, programme, Coming(name, level), parent, known)
    return parent


def _open(by: Author, programme: Programme, coming: Coming, parent: PlaceRef | None, known: Known) -> PlaceRef:
    within = parent.code if parent else ""
    code = coming.code or code_from(coming.name, coming.level, known.by_code.__contains__, within)
    values = {
        "name": coming.name.strip(), "code": code, "level": coming.level, **lies_in(parent), **plain(coming.values),
    }  # fmt: skip
    written = begin([Said("place.opened", today(programme), codes=values)], kind="place", by=by, programme=programme)
    place = _ref_of(written.dossier_id, written.state)
    known.add(place)
    return place


def _ref_of(dossier_id: Any, state: Any) -> PlaceRef:
    values = {name: getattr(state, name) for name in PlaceRef.__dataclass_fields__ if name != "dossier_id"}
    if state.level in ("district", "province"):
        values[state.level] = state.code
    return PlaceRef(dossier_id=dossier_id, **values)


def _compare(
    by: Author, programme: Programme, coming: Coming, present: PlaceRef, parent: PlaceRef | None, known: Known
) -> Came:
    result: Result = "same"
    said = {"name": coming.name.strip(), **{name: v for name, v in coming.values.items() if v not in (None, "", {})}}
    if changes := differing(present, said):
        correct_place(by=by, programme=programme, code=present.code, changes=changes)
        result = "corrected"
    if parent is not None and present.parent != parent.code:
        move_place(by=by, programme=programme, code=present.code, parent=parent.code)
        result = "moved"
    if result != "same" and (fresh := place_named(programme.id, present.code)):
        known.add(fresh)
    return Came(present.code, result)
