"""The people of the programmes one manages: made, given roles, given a code, closed."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casetracker.accounts import actions, labels, queries
from casetracker.accounts.forms import NewPersonForm, PersonForm, RoleForm
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.panels import person_panels
from casetracker.accounts.queries import Person
from casetracker.accounts.reader import Reader
from casetracker.accounts.views.blueprint import UNPROCESSABLE, bp
from casetracker.kit.db import db
from casetracker.kit.panels import Panel
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.kinds import Refused


@bp.get("/users")
@permission("users.manage")
def users() -> str:
    """Everybody with a role, past or present, in my programmes."""
    people = queries.people(current_reader())
    return render_template("accounts/users.html", people=people, **_names(current_reader()))


@bp.route("/users/new", methods=["GET", "POST"])
@permission("users.manage")
def new_user() -> Response:
    """A new account with its first role; the code for its first password is shown once."""
    reader, form = current_reader(), NewPersonForm()
    _offer(form, reader)
    if not form.validate_on_submit():
        return _new_page(form, UNPROCESSABLE if form.is_submitted() else 200)
    try:
        with db.session.begin_nested():
            user = actions.create_user(
                by=reader, username=form.username.data or "", name=form.name.data or "", locale=form.locale.data or ""
            )
            actions.grant_role(by=reader, user_id=user.id, **form.grant())
    except Refused as refused:
        form.take(refused.problems)
        return _new_page(form, UNPROCESSABLE)
    code = actions.make_code(by=reader, user_id=user.id)
    return make_response(render_template("accounts/code.html", user=user, code=code))


@bp.route("/users/<int:user_id>", methods=["GET", "POST"])
@permission("users.manage")
def user(user_id: int) -> Response:
    """One person: name, language, roles; saving changes name and language."""
    reader, person = current_reader(), _person(user_id)
    form, roles = PersonForm(obj=person), RoleForm()
    if not form.validate_on_submit():
        return _user_page(person, form, roles, UNPROCESSABLE if form.is_submitted() else 200)
    try:
        actions.rename_user(by=reader, user_id=user_id, name=form.name.data or "", locale=form.locale.data or "")
    except Refused as refused:
        form.take(refused.problems)
        return _user_page(person, form, roles, UNPROCESSABLE)
    return _back(user_id, _("Saved."))


@bp.post("/users/<int:user_id>/roles")
@permission("users.manage")
def add_role(user_id: int) -> Response:
    """One more role."""
    person, form = _person(user_id), RoleForm()
    _offer(form, current_reader())
    if not form.validate_on_submit():
        return _user_page(person, PersonForm(formdata=None, obj=person), form, UNPROCESSABLE)
    try:
        actions.grant_role(by=current_reader(), user_id=user_id, **form.grant())
    except Refused as refused:
        form.take(refused.problems)
        return _user_page(person, PersonForm(formdata=None, obj=person), form, UNPROCESSABLE)
    return _back(user_id, _("The role is given."))


@bp.post("/users/<int:user_id>/roles/<int:grant_id>/end")
@permission("users.manage")
def end_role(user_id: int, grant_id: int) -> Response:
    """One role less, from now."""
    actions.end_role(by=current_reader(), user_id=user_id, grant_id=grant_id)
    return _back(user_id, _("The role is ended."))


@bp.post("/users/<int:user_id>/code")
@permission("users.manage")
def make_code(user_id: int) -> Response:
    """A code for a new password, shown this once."""
    person = _person(user_id)
    code = actions.make_code(by=current_reader(), user_id=user_id)
    return make_response(render_template("accounts/code.html", user=person, code=code))


@bp.post("/users/<int:user_id>/close")
@permission("users.manage")
def close_account(user_id: int) -> Response:
    """Nobody comes in with it, from now."""
    try:
        actions.close_account(by=current_reader(), user_id=user_id)
    except Refused as refused:
        form = PersonForm(formdata=None, obj=_person(user_id))
        form.take(refused.problems)
        return _user_page(_person(user_id), form, RoleForm(formdata=None), UNPROCESSABLE)
    return _back(user_id, _("The account is closed, and whoever was signed in with it is out."))


@bp.post("/users/<int:user_id>/reopen")
@permission("users.manage")
def reopen_account(user_id: int) -> Response:
    """It may be used again."""
    actions.reopen_account(by=current_reader(), user_id=user_id)
    return _back(user_id, _("The account is open again."))


def _person(user_id: int) -> Person:
    found = queries.person(current_reader(), user_id)
    if found is None:
        abort(404)
    return found


def _offer(form: RoleForm, reader: Reader) -> None:
    programmes = queries.managed_programmes(reader)
    form.offer(programmes, queries.teams([programme.id for programme in programmes]))


def _names(reader: Reader) -> dict[str, object]:
    programmes = queries.managed_programmes(reader)
    teams = queries.teams([programme.id for programme in programmes], retired=True)
    return {
        "roles": labels.roles(),
        "programmes": {programme.id: programme.name for programme in programmes},
        "teams": {(team.programme_id, team.code): team.name for team in teams},
    }


def _new_page(form: NewPersonForm, status: int) -> Response:
    return make_response(render_template("accounts/new_user.html", form=form), status)


def _user_page(person: Person, form: PersonForm, roles_form: RoleForm, status: int) -> Response:
    reader = current_reader()
    _offer(roles_form, reader)
    page = render_template(
        "accounts/user.html", person=person, form=form, role_form=roles_form, own=person.id == reader.user_id,
        wholly=queries.is_wholly_managed(reader, person.id), panels=_panels(reader, person), **_names(reader),
    )  # fmt: skip
    return make_response(page, status)


def _panels(reader: Reader, person: Person) -> list[Panel]:
    found = (panel(reader, person.code) for panel in person_panels)
    return [one for one in found if one is not None]


def _back(user_id: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("accounts.user", user_id=user_id), 303)
