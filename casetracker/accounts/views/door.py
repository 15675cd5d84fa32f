"""Coming in and going out: password, or a code for a new one."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts import actions, attempts, kept, labels, passwords, sessions
from casetracker.accounts.browser import is_plain, this_session
from casetracker.accounts.forms import CodeForm, SignInForm
from casetracker.accounts.guard import public, reader_or_none
from casetracker.accounts.models import User
from casetracker.accounts.queries import reader_of, user_named
from casetracker.accounts.views.blueprint import UNPROCESSABLE, bp
from casetracker.kit.db import db, transaction
from casetracker.kit.door import outside_transaction
from casetracker.kit.forms import Form
from casetracker.kit.languages import own_path
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import ngettext
from casetracker.ledger.kinds import Refused

SHARPER_MINUTES = 15  # for whoever looks after other people's accounts


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@outside_transaction
def sign_in() -> Response:
    """The same answer, in the same time, for a wrong password and for a name nobody bears."""
    form = SignInForm()
    if request.method == "GET" and reader_or_none() is not None:
        return redirect(own_path(request.args.get("next", "")))
    if not form.validate_on_submit():
        return _door(form, UNPROCESSABLE if form.is_submitted() else 200)
    try:
        attempt = attempts.admit(form.username.data or "")
    except attempts.TooMany as wait:
        return _too_many(form, wait.seconds)
    user = user_named(form.username.data or "")
    open_account = user is not None and user.disabled_at is None
    if not passwords.matches(user.password_hash if user and open_account else None, form.password.data or ""):
        form.form_errors.append(_("The sign-in name or the password is not right."))
        return _door(form, 401)
    assert user is not None
    attempts.succeeded(attempt)
    _rehash(user.id, form.password.data or "")
    return _let_in(user.id)


@bp.route("/new-password", methods=["GET", "POST"])
@public
@outside_transaction
def new_password() -> Response:
    """Choose a password with a code; tries are counted as at the door."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _code_page(form, UNPROCESSABLE if form.is_submitted() else 200)
    try:
        attempt = attempts.admit(form.username.data or "")
        with transaction():
            user = actions.choose_with_code(
                username=form.username.data or "", code=form.code.data or "", password=form.password.data or ""
            )
            user_id = user.id if user is not None else None
    except attempts.TooMany as wait:
        return _too_many(form, wait.seconds)
    except Refused as refused:
        form.take(refused.problems)
        return _code_page(form, UNPROCESSABLE)
    if user_id is None:
        form.form_errors.append(
            _("The sign-in name or the code is not right, or the code was used or is over a day old.")
        )
        return _code_page(form, 401)
    attempts.succeeded(attempt)
    return _let_in(user_id)


@bp.post("/sign-out")
@public
@outside_transaction
def sign_out() -> Response:
    """End this session; it is dead on every copy of its cookie. What a page left in a hurry held is kept."""
    row = this_session().row
    if row is not None and row.user_id is not None:
        kept.keep_left(row.user_id)
        sessions.end(row.id, row.user_id, "signed_out")
    this_session().close()
    return redirect(url_for("accounts.sign_in"), 303)


def begin_session(user: User) -> None:
    """Put this browser into a new session of the user's."""
    minutes = int(current_app.config.get("IDLE_MINUTES", 30))
    if "manager" in reader_of(user).roles():
        minutes = min(minutes, SHARPER_MINUTES)
    this_session().sign_in(user.id, user.session_key, timedelta(minutes=minutes))
    g.pop("reader", None)
    g.pop("csrf_token", None)


def _let_in(user_id: int) -> Response:
    user = db.session.get_one(User, user_id)
    begin_session(user)
    target = own_path(request.args.get("next", ""))
    return redirect(url_for("accounts.kept", next=target) if kept.of(user_id) else target, 303)


def _rehash(user_id: int, password: str) -> None:
    user = db.session.get_one(User, user_id)
    if user.password_hash and passwords.is_dated(user.password_hash):
        fresh = passwords.hashed(password)
        with transaction():
            db.session.get_one(User, user_id).password_hash = fresh


def _door(form: Form, status: int) -> Response:
    demonstration = current_app.config.get("DEMONSTRATION_SIGN_INS", ()) if current_app.config["DEMONSTRATION"] else ()
    dead = this_session().dead
    over = dead.why_over if dead is not None and dead.user_id is not None and request.method == "GET" else None
    page = render_template(
        "accounts/sign_in.html", form=form, roles=labels.roles(), demonstration=demonstration, over=over,
        unsafe=_is_unsafe(), action=request.full_path.rstrip("?"),
    )  # fmt: skip
    return make_response(page, status)


def _code_page(form: Form, status: int) -> Response:
    return make_response(render_template("accounts/new_password.html", form=form), status)


def _too_many(form: Form, seconds: int) -> Response:
    minutes = -(-seconds // 60)
    if seconds < 60:
        wait = ngettext("Wait %(num)s second and try again.", "Wait %(num)s seconds and try again.", seconds)
    else:
        wait = ngettext("Wait %(num)s minute and try again.", "Wait %(num)s minutes and try again.", minutes)
    form.form_errors.append(_("Too many tries for this sign-in name.") + " " + wait)
    answer = _code_page(form, 429) if isinstance(form, CodeForm) else _door(form, 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _is_unsafe() -> bool:
    """Over the network without TLS the browser will not keep the cookie, and the page says so."""
    return not request.is_secure and not is_plain(request)
