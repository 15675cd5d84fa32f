"""What the intake page offers a reader: their places, their team, the one place they mostly work at."""

from __future__ import annotations

from casetracker.accounts.queries import team_names
from casetracker.accounts.reader import Reader
from casetracker.ledger.models import Programme
from casetracker.places.queries import PlaceRef, facilities, places, team_places

CASEWORK = ("paralegal", "coordinator", "manager", "lawyer")


def places_for(reader: Reader, programme: Programme) -> list[PlaceRef]:
    """Facilities that the reader's roles reach, then the districts these lie in; all where no role is cut to places."""
    within = facilities(programme.id, reader.grants_of(CASEWORK, programme.id))
    around = {place.district for place in within}
    return [*within, *(place for place in places(programme.id, "district") if place.code in around)]


def teams_for(reader: Reader, programme: Programme) -> dict[str, str]:
    """The reader's teams by code, by name; every team for whoever leads the whole programme."""
    mine = {grant.team_code for grant in reader.grants_of(CASEWORK, programme.id)}
    names = team_names(programme.id)
    return {code: name for code, name in names.items() if None in mine or code in mine}


def usual_place(programme: Programme, offered: list[PlaceRef], teams: dict[str, str]) -> str | None:
    """The team's place where it has one only."""
    facilities_ = [place.code for place in offered if place.level == "facility"]
    if len(facilities_) == 1:
        return facilities_[0]
    if len(teams) != 1:
        return None
    serves = team_places(programme.id, next(iter(teams)))
    return serves[0] if len(serves) == 1 and serves[0] in facilities_ else None
