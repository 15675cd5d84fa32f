"""What the codes of places, workers and teams are called in figures."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from casetracker.accounts.models import RoleGrant, User
from casetracker.accounts.queries import team_names
from casetracker.indicators import names
from casetracker.indicators.dimensions import PLACES
from casetracker.kit.db import db
from casetracker.places.queries import labels, populations


def worker_names(programme_id: int) -> dict[str, str]:
    """Everybody who holds or held a role in the programme, by name."""
    held = select(RoleGrant.user_id).where(RoleGrant.programme_id == programme_id)
    rows = db.session.execute(select(User.code, User.name).where(User.id.in_(held)).order_by(User.name, User.code))
    return {code: name for code, name in rows}  # noqa: C416 - a row is not a pair to the type checker


def place_names(programme_id: int, level: str) -> dict[str, str]:
    """Every place of a level, by name; read once a request."""
    cache: dict[tuple[int, str], dict[str, str]] = db.session.info.setdefault("place names", {})
    if (programme_id, level) not in cache:
        cache[programme_id, level] = labels(programme_id, level)
    return cache[programme_id, level]


def arm() -> None:
    """Tell the catalogue of figures."""
    for level in PLACES:
        names.register(level, partial(place_names, level=level))
    names.register("worker", worker_names)
    names.register("team", team_names)
    names.register_populations(populations)
