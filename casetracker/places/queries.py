"""Finding places: one by its code, those of a list, their names and populations; no secret within a programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, func, or_, select, tuple_

from casetracker.accounts.reader import Grant
from casetracker.kit.db import db
from casetracker.kit.paging import SIZE
from casetracker.places.models import Place, TeamPlace
from casetracker.places.naming import name_key


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as other rooms know it. `code` is the `place` of facts; a district is its own district."""

    dossier_id: UUID
    code: str
    name: str
    level: str
    parent: str | None
    district: str | None
    province: str | None
    unit_type: str | None
    latitude: float | None
    longitude: float | None
    population: int | None
    population_source: str | None
    population_year: int | None
    opened_on: date | None
    closed_on: date | None
    dhis2_uid: str | None
    codes: Mapping[str, str]

    def is_open_on(self, day: date) -> bool:
        """Did it serve people on this day, as far as is known?"""
        return (self.opened_on is None or self.opened_on <= day) and (self.closed_on is None or day <= self.closed_on)


_TABLE = cast(Table, Place.__table__)
COLUMNS = [_TABLE.c[one.name] for one in fields(PlaceRef)]
_ALL = select(*COLUMNS).where(_TABLE.c.programme_id == bindparam("programme"))
# Written once: a page asks them several times.
_ONE = _ALL.where(_TABLE.c.code == bindparam("code"))
_NAMES = (
    select(_TABLE.c.code, _TABLE.c.name)
    .where(_TABLE.c.programme_id == bindparam("programme"))
    .order_by(_TABLE.c.name_key, _TABLE.c.code)
)
_OF_TEAM = (
    select(TeamPlace.place)
    .where(TeamPlace.programme_id == bindparam("programme"), TeamPlace.team == bindparam("team"))
    .where(TeamPlace.until.is_(None))
    .order_by(TeamPlace.place)
)
_SEVERAL = _ALL.where(_TABLE.c.code.in_(bindparam("codes", expanding=True)))


def _ref(row: Row[Any]) -> PlaceRef:
    return PlaceRef(*tuple(row))


def _all(programme_id: int) -> Select[Any]:
    return select(*COLUMNS).where(Place.programme_id == programme_id)


def place_named(programme_id: int, code: str | None) -> PlaceRef | None:
    """The place with this code."""
    row = db.session.execute(_ONE, {"programme": programme_id, "code": code}).first() if code else None
    return _ref(row) if row else None


def places_named(programme_id: int, codes: Iterable[str]) -> dict[str, PlaceRef]:
    """Several places in one query."""
    rows = db.session.execute(_SEVERAL, {"programme": programme_id, "codes": list(set(codes))})
    return {row.code: _ref(row) for row in rows}


def place_called(programme_id: int, name: str, level: str = "facility", parent: str | None = None) -> PlaceRef | None:
    """The place with this name, however it is accented, on this level (in this parent where one is given)."""
    query = _all(programme_id).where(Place.level == level, Place.name_key == name_key(name)[:200])
    row = db.session.execute((query.where(Place.parent == parent) if parent else query).order_by(Place.code)).first()
    return _ref(row) if row else None


def places(programme_id: int, *levels: str, open_on: date | None = None) -> list[PlaceRef]:
    """Every place of these levels (of all when none is given), by name."""
    asked = {"programme": programme_id, "levels": levels, "day": open_on}
    return [_ref(row) for row in db.session.execute(_by_name(bool(levels), open_on is not None), asked)]


@cache
def _by_name(of_levels: bool, open_on: bool) -> Select[Any]:
    query = _ALL.order_by(Place.name_key, Place.code)
    if of_levels:
        query = query.where(_TABLE.c.level.in_(bindparam("levels", expanding=True)))
    if open_on:
        query = query.where(or_(_TABLE.c.closed_on.is_(None), _TABLE.c.closed_on >= bindparam("day")))
    return query


def children(programme_id: int, code: str) -> list[PlaceRef]:
    """The places that lie directly in a place, by name."""
    query = _all(programme_id).where(Place.parent == code).order_by(Place.name_key, Place.code)
    return [_ref(row) for row in db.session.execute(query)]


def areas(programme_id: int) -> list[tuple[str, str]]:
    """(code, name) of provinces and districts, to which a role can be cut."""
    found = places(programme_id, "province", "district")
    names = {place.code: place.name for place in found}
    return [(p.code, f"{p.name}, {names[p.parent]}" if p.parent in names else p.name) for p in found]


def facilities(programme_id: int, grants: Iterable[Grant] | None = None, open_on: date | None = None) -> list[PlaceRef]:
    """Facilities by name; with grants, those that one of these roles reaches: its place, else its team's places."""
    found = places(programme_id, "facility", open_on=open_on)
    if grants is None:
        return found
    reached = [_reached(programme_id, grant) for grant in grants if grant.programme_id == programme_id]
    if any(codes is None for codes in reached):
        return found
    within = frozenset().union(*(codes for codes in reached if codes is not None))
    return [place for place in found if within & {place.code, place.district, place.province}]


def _reached(programme_id: int, grant: Grant) -> frozenset[str] | None:
    """Codes that bound a role; None where nothing does."""
    if grant.place_code is not None:
        return frozenset({grant.place_code})
    return frozenset(team_places(programme_id, grant.team_code)) or None if grant.team_code else None


def labels(programme_id: int, *levels: str) -> dict[str, str]:
    """The name of every place (of these levels, where any is given) by code, by name: for tables and selects."""
    query = _NAMES.where(_TABLE.c.level.in_(levels)) if levels else _NAMES
    return dict(db.session.execute(query, {"programme": programme_id}).all())


def populations(programme_id: int) -> dict[str, tuple[int, str, int | None]]:
    """Catchment populations with their source and year, where somebody gave one."""
    query = select(Place.code, Place.population, Place.population_source, Place.population_year)
    rows = db.session.execute(query.where(Place.programme_id == programme_id, Place.population.is_not(None)))
    return {row.code: (row.population, row.population_source or "", row.population_year) for row in rows}


def _matches(text: str) -> ColumnElement[bool]:
    """Every word typed occurs in the name, or the whole is one of the place's codes."""
    words = [Place.name_key.contains(word, autoescape=True) for word in name_key(text).split()]
    named = or_(Place.code == text.strip(), Place.dhis2_uid == text.strip())
    return or_(named, and_(*words)) if words else named


def search(
    programme_id: int,
    text: str = "",
    *,
    level: str = "",
    within: str = "",
    after: str = "",
    before: str = "",
    size: int = SIZE,
) -> list[PlaceRef]:
    """Places by name, one more than a page holds, after (or, nearest first, before) a key of `page_key`."""
    query = _all(programme_id)
    if text.strip():
        query = query.where(_matches(text))
    if level:
        query = query.where(Place.level == level)
    if within:
        query = query.where(or_(Place.district == within, Place.province == within), Place.code != within)
    key, order = tuple_(Place.name_key, Place.code), (Place.name_key, Place.code)
    if before:
        query = query.where(key < tuple_(*_key(before))).order_by(*(column.desc() for column in order))
    else:
        query = (query.where(key > tuple_(*_key(after))) if after else query).order_by(*order)
    return [_ref(row) for row in db.session.execute(query.limit(size + 1))]


def page_key(place: PlaceRef) -> str:
    """Where a place stands in the list."""
    return f"{place.code}~{name_key(place.name)[:200]}"


def _key(text: str) -> tuple[str, str]:
    code, _, name = text.partition("~")
    return name, code


def count_by_level(programme_id: int) -> dict[str, int]:
    """How many places there are on each level."""
    query = select(Place.level, func.count()).where(Place.programme_id == programme_id).group_by(Place.level)
    return dict(db.session.execute(query).all())


def team_places(programme_id: int, team: str) -> list[str]:
    """Codes of the places a team serves now."""
    return list(db.session.scalars(_OF_TEAM, {"programme": programme_id, "team": team}))


def teams_of(programme_id: int, place: str) -> list[str]:
    """Codes of the teams that serve exactly this place."""
    query = select(TeamPlace.team).where(
        TeamPlace.programme_id == programme_id, TeamPlace.place == place, TeamPlace.until.is_(None)
    )
    return list(db.session.scalars(query.order_by(TeamPlace.team)))


def teams_serving(programme_id: int, place: PlaceRef) -> list[str]:
    """Codes of the teams that serve a place itself, its district or its province."""
    around = {code for code in (place.code, place.district, place.province) if code}
    query = select(TeamPlace.team).where(
        TeamPlace.programme_id == programme_id, TeamPlace.place.in_(around), TeamPlace.until.is_(None)
    )
    return sorted(set(db.session.scalars(query)))
