"""One's own account: password, and the sessions in which one is signed in."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from casetracker.accounts import actions, attempts, kept, labels, queries, sessions
from casetracker.accounts.browser import this_session
from casetracker.accounts.forms import PasswordForm
from casetracker.accounts.guard import current_reader, own_token_check, permission
from casetracker.accounts.models import User
from casetracker.accounts.views.blueprint import UNPROCESSABLE, bp
from casetracker.accounts.views.door import begin_session
from casetracker.kit.db import db, transaction
from casetracker.kit.door import outside_transaction
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.kinds import Refused


@bp.get("/me")
@permission("account.own")
def me() -> str:
    """Who I am here, and where I am signed in."""
    reader, here = current_reader(), this_session().row
    return render_template(
        "accounts/me.html", roles=labels.roles(), programmes=queries.programme_names(reader.programme_ids),
        sessions=sessions.standing(reader.user_id), here=here.id if here else None,
    )  # fmt: skip


@bp.route("/me/password", methods=["GET", "POST"])
@permission("account.own")
@outside_transaction
def password() -> Response:
    """Change it; every other session of mine ends, and this one goes on under a new cookie."""
    reader, form = current_reader(), PasswordForm()
    if not form.validate_on_submit():
        return _password_page(form, UNPROCESSABLE if form.is_submitted() else 200)
    here = this_session().row
    try:
        attempt = attempts.admit(reader.code)
        with transaction():
            changed = actions.change_password(
                by=reader, present=form.present_password.data or "", password=form.password.data or "",
                keep=here.id if here else None,
            )  # fmt: skip
            user_id = changed.id
    except attempts.TooMany:
        form.form_errors.append(_("Too many tries. Wait a few minutes and try again."))
        return _password_page(form, 429)
    except Refused as refused:
        if "present_password" not in refused.problems:
            attempts.succeeded(attempt)
        form.take(refused.problems)
        return _password_page(form, UNPROCESSABLE)
    attempts.succeeded(attempt)
    begin_session(db.session.get_one(User, user_id))
    flash(_("Your password is changed. You were signed out everywhere else."), "success")
    return redirect(url_for("accounts.me"), 303)


@bp.post("/me/sessions/<uuid:session_id>/end")
@permission("account.own")
def end_session(session_id: UUID) -> Response:
    """End one of my sessions, perhaps on a machine I no longer have."""
    if not sessions.end(session_id, current_reader().user_id, "ended"):
        abort(404)
    flash(_("That session is ended."), "success")
    return redirect(url_for("accounts.me"), 303)


@bp.post("/me/sessions/end-others")
@permission("account.own")
def end_others() -> Response:
    """End all my sessions but this one."""
    here = this_session().row
    sessions.end_all(current_reader().user_id, "ended", but=here.id if here else None)
    flash(_("You are signed out everywhere else."), "success")
    return redirect(url_for("accounts.me"), 303)


@bp.post("/me/stay")
@permission("account.own")
@own_token_check
@outside_transaction
def stay() -> Response:
    """Somebody is at work on this page. A page from an earlier session of the same person may say so too."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        if not kept.is_ours(current_reader().user_id):
            abort(403)
    row = this_session().row
    if row is not None:
        sessions.touch(row)
    return make_response("", 204)


def _password_page(form: PasswordForm, status: int) -> Response:
    return make_response(render_template("accounts/password.html", form=form), status)
