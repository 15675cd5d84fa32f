"""The teams of the programmes one manages."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casetracker.accounts import actions, queries
from casetracker.accounts.forms import TeamForm, TeamNameForm
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.models import Team
from casetracker.accounts.views.blueprint import UNPROCESSABLE, bp
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.kinds import Refused


@bp.route("/teams", methods=["GET", "POST"])
@permission("teams.manage")
def teams() -> Response:
    """All teams, and a form for one more."""
    reader, form = current_reader(), TeamForm()
    form.offer(queries.managed_programmes(reader, "teams.manage"))
    if not form.validate_on_submit():
        return _page(form, UNPROCESSABLE if form.is_submitted() else 200)
    try:
        actions.add_team(
            by=reader, programme_id=int(form.programme.data or 0), code=form.code.data or "", name=form.name.data or ""
        )
    except Refused as refused:
        form.take(refused.problems)
        return _page(form, UNPROCESSABLE)
    return _back(_("The team is added."))


@bp.route("/teams/<int:team_id>", methods=["GET", "POST"])
@permission("teams.manage")
def team(team_id: int) -> Response:
    """One team: its name, and who is in it."""
    found = _team(team_id)
    form = TeamNameForm(obj=found)
    if not form.validate_on_submit():
        return _team_page(found, form, UNPROCESSABLE if form.is_submitted() else 200)
    actions.rename_team(by=current_reader(), team_id=team_id, name=form.name.data or "")
    return _back(_("Saved."))


@bp.post("/teams/<int:team_id>/retire")
@permission("teams.manage")
def retire_team(team_id: int) -> Response:
    """Offered no more; what was recorded under it stays counted."""
    actions.retire_team(by=current_reader(), team_id=team_id)
    return _back(_("The team is retired. What was recorded under it stays counted."))


def _team(team_id: int) -> Team:
    programmes = [one.id for one in queries.managed_programmes(current_reader(), "teams.manage")]
    found = next((one for one in queries.teams(programmes, retired=True) if one.id == team_id), None)
    if found is None:
        abort(404)
    return found


def _page(form: TeamForm, status: int) -> Response:
    programmes = {one.id: one.name for one in queries.managed_programmes(current_reader(), "teams.manage")}
    rows = queries.teams(programmes, retired=True)
    return make_response(render_template("accounts/teams.html", form=form, teams=rows, programmes=programmes), status)


def _team_page(team: Team, form: TeamNameForm, status: int) -> Response:
    people = queries.holders(team.programme_id, "paralegal", "coordinator", "lawyer", team_code=team.code)
    return make_response(render_template("accounts/team.html", form=form, team=team, people=people), status)


def _back(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("accounts.teams"), 303)
