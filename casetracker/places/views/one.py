"""One place: what is known of it, what lies in it, who serves it, which institutions stand there."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.queries import names_of, team_names, teams
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import all_codes
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of
from casetracker.places import actions, queries
from casetracker.places.forms.placing import ServingForm, lines_of
from casetracker.places.institutions import institutions_for
from casetracker.places.queries import PlaceRef
from casetracker.places.views.blueprint import asked, page, places_bp


def found(programme: Programme, code: str) -> PlaceRef:
    """The place in the address."""
    place = queries.place_named(programme.id, code)
    if place is None:
        abort(404)
    return place


@places_bp.get("/programmes/<key>/places/<code>")
@permission("places.manage")
def place(key: str, code: str) -> Response:
    """All of it on one page."""
    programme = asked(key, "places.manage")
    here = found(programme, code)
    entries = entries_of(here.dossier_id, words=False, sealed=False)
    return page(
        "places/place.html", programme=programme, place=here, codes=all_codes(programme.id), entries=entries,
        names=queries.labels(programme.id), inside=queries.children(programme.id, code),
        institutions=institutions_for(programme.id, here, actions.today(programme)), form=_serving(programme, here),
        people=names_of(entry.author for entry in entries), wider=_wider(programme, here),
        other_codes=", ".join(lines_of(here.codes).splitlines()),
    )  # fmt: skip


@places_bp.post("/programmes/<key>/places/<code>/teams")
@permission("places.manage")
def serving(key: str, code: str) -> Response:
    """From now on exactly these teams serve it."""
    programme = asked(key, "places.manage")
    here = found(programme, code)
    form = _serving(programme, here)
    if not form.validate_on_submit():
        abort(400)
    by = current_reader().author
    actions.set_place_teams(by=by, programme=programme, code=code, teams=set(form.teams.data or ()))
    flash(_("Saved."), "success")
    return redirect(url_for("places.place", key=key, code=code), 303)


def _wider(programme: Programme, here: PlaceRef) -> list[str]:
    """Names of the teams that serve it because they serve its district or province."""
    names, own = team_names(programme.id), set(queries.teams_of(programme.id, here.code))
    return [names.get(team, team) for team in queries.teams_serving(programme.id, here) if team not in own]


def _serving(programme: Programme, here: PlaceRef) -> ServingForm:
    form = ServingForm(teams=queries.teams_of(programme.id, here.code))
    form.teams.offer({team.code: team.name for team in teams([programme.id])})
    return form
