"""Deeds on places: open, correct, move, close; which team serves where. Nothing is committed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import update

from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import begin, say
from casetracker.places.fold import FIELDS, LEVELS
from casetracker.places.models import TeamPlace
from casetracker.places.naming import code_from
from casetracker.places.queries import PlaceRef, children, place_called, place_named, team_places, teams_of


def open_place(
    *, by: Author, programme: Programme, name: str, level: str = "facility", parent: str | None = None,
    code: str | None = None, **more: Any,
) -> PlaceRef:  # fmt: skip
    """A new place; its code is made from the name unless one is given, and never changes. `more`: fields of a place."""
    around = _parent(programme, level, parent)
    if place_called(programme.id, name, level, parent):
        raise Refused({"name": Sentence("There is a place with this name here already.")})
    if code and place_named(programme.id, code):
        raise Refused({"code": Sentence("There is a place with this code already.")})
    chosen = code or code_from(name, level, lambda one: place_named(programme.id, one) is not None, parent or "")
    _check_lists(programme, more)
    values = {"name": name.strip(), "code": chosen, "level": level, **lies_in(around), **plain(more)}
    begin([Said("place.opened", today(programme), codes=values)], kind="place", by=by, programme=programme)
    return _again(programme, chosen)


def correct_place(
    *, by: Author, programme: Programme, code: str, changes: Mapping[str, Any], seen_seq: int | None = None
) -> PlaceRef:
    """Other values for fields of a place (None empties one); what is the same already is left out."""
    place = _present(programme, code)
    _check_lists(programme, changes)
    fresh = differing(place, changes)
    namesake = place_called(programme.id, fresh["name"], place.level, place.parent) if fresh.get("name") else None
    if namesake and namesake.code != code:
        raise Refused({"name": Sentence("There is a place with this name here already.")})
    if fresh:
        said = Said("place.corrected", today(programme), codes={"changed": plain(fresh)}, seen_seq=seen_seq)
        say([said], by=by, programme=programme, dossier_id=place.dossier_id)
    return _again(programme, code)


def move_place(*, by: Author, programme: Programme, code: str, parent: str | None) -> PlaceRef:
    """It lies elsewhere now, and with it what lies in it. What was counted where it lay before stays counted there."""
    place = _present(programme, code)
    around = _parent(programme, place.level, parent)
    if place.parent == parent:
        raise Refused({"parent": Sentence("It lies there already.")})
    said = Said("place.moved", today(programme), codes=lies_in(around))
    say([said], by=by, programme=programme, dossier_id=place.dossier_id)
    moved = _again(programme, code)
    _carry(by, programme, moved)
    return moved


def _carry(by: Author, programme: Programme, around: PlaceRef) -> None:
    """What lies in a moved place lies with it in other places from now on."""
    for child in children(programme.id, around.code):
        said = Said("place.moved", today(programme), codes=lies_in(around))
        say([said], by=by, programme=programme, dossier_id=child.dossier_id)
        if child.level != "facility":
            _carry(by, programme, _again(programme, child.code))


def close_place(*, by: Author, programme: Programme, code: str, closed_on: date) -> PlaceRef:
    """It serves nobody after this day; what was recorded there stays."""
    place = _present(programme, code)
    if closed_on > today(programme):
        raise Refused({"closed_on": Sentence("This day has not come yet.")})
    say([Said("place.closed", closed_on)], by=by, programme=programme, dossier_id=place.dossier_id)
    return _again(programme, code)


def set_team_places(*, by: Author, programme: Programme, team: str, places: set[str]) -> None:
    """From now on the team serves exactly these places."""
    for code in places:
        _present(programme, code)
    had = set(team_places(programme.id, team))
    _end(programme, [(team, code) for code in had - places])
    _begin(by, programme, [(team, code) for code in sorted(places - had)])


def set_place_teams(*, by: Author, programme: Programme, code: str, teams: set[str]) -> None:
    """From now on exactly these teams serve the place."""
    _present(programme, code)
    had = set(teams_of(programme.id, code))
    _end(programme, [(team, code) for team in had - teams])
    _begin(by, programme, [(team, code) for team in sorted(teams - had)])


def _end(programme: Programme, pairs: Sequence[tuple[str, str]]) -> None:
    for team, place in pairs:
        db.session.execute(
            update(TeamPlace)
            .where(TeamPlace.programme_id == programme.id, TeamPlace.team == team, TeamPlace.place == place)
            .where(TeamPlace.until.is_(None))
            .values(until=clock.now())
        )


def _begin(by: Author, programme: Programme, pairs: Sequence[tuple[str, str]]) -> None:
    for team, place in pairs:
        row = TeamPlace(programme_id=programme.id, team=team, place=place, since=clock.now(), by_code=by.code)
        db.session.add(row)
    db.session.flush()


def today(programme: Programme) -> date:
    """The day it is where the programme works."""
    return clock.today(programme.timezone)


def lies_in(around: PlaceRef | None) -> dict[str, str | None]:
    """What an entry says of where a place lies."""
    if around is None:
        return {}
    return {"parent": around.code, "district": around.district, "province": around.province}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as entries hold them: days as text, nothing as None."""
    return {
        name: value.isoformat() if isinstance(value, date) else (value if value not in ("", {}) else None)
        for name, value in values.items()
    }


def differing(place: PlaceRef, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are not what stands already; nothing is the same as an empty text."""
    said = {name: None if value in ("", {}) else value for name, value in values.items()}
    here = {name: None if getattr(place, name) == {} else getattr(place, name) for name in said}
    return {name: value for name, value in said.items() if here[name] != value}


def _present(programme: Programme, code: str) -> PlaceRef:
    place = place_named(programme.id, code)
    if place is None:
        raise Refused({"place": Sentence("There is no such place.")})
    return place


def _again(programme: Programme, code: str) -> PlaceRef:
    place = place_named(programme.id, code)
    assert place is not None
    return place


def _parent(programme: Programme, level: str, parent: str | None) -> PlaceRef | None:
    if not parent:
        return None
    around = place_named(programme.id, parent)
    if around is None or level not in LEVELS or LEVELS.index(around.level) >= LEVELS.index(level):
        raise Refused({"parent": Sentence("Choose the place around it, of a higher level.")})
    return around


def _check_lists(programme: Programme, values: Mapping[str, Any]) -> None:
    unit = values.get("unit_type")
    if unit and unit not in codes(programme.id, "unit_type"):
        raise Refused({"unit_type": Sentence("Choose one of the answers offered.")})
    if unknown := set(values) - {*FIELDS, "closed_on"}:
        raise TypeError(f"a place has no {', '.join(sorted(unknown))}")
