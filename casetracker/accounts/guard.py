"""The door, closed by default: a view opens for whom its declared permission says, and is not there for others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, make_response, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from casetracker.accounts import actions, kept, queries
from casetracker.accounts.browser import DeskSessions, this_session
from casetracker.accounts.permissions import PERMISSIONS, can
from casetracker.accounts.reader import Reader
from casetracker.kit import errors
from casetracker.kit.languages import Sentence, hooks

PUBLIC = "public"
SAFE = ("GET", "HEAD", "OPTIONS")
WHILE_CHANGING = ("accounts.password", "accounts.sign_out", "accounts.stay")

_csrf = CSRFProtect()
V = TypeVar("V", bound=Callable[..., Any])


class SignedIn(UserMixin):  # type: ignore[misc]
    """The reader as Flask-Login wants to see one; its id is the key that turns with the password."""

    def __init__(self, reader: Reader, key: str) -> None:
        self.reader, self.key = reader, key

    def get_id(self) -> str:
        """The session key, never the account's number or name."""
        return self.key


def permission(name: str) -> Callable[[V], V]:
    """This view opens for readers who hold the permission in some programme; queries cut it to rows."""
    if name not in PERMISSIONS:
        raise ValueError(f"permissions.py knows no {name!r}")
    return _marked("declared_permission", name)


def public(view: V) -> V:
    """This view opens for everybody, signed in or not."""
    return _marked("declared_permission", PUBLIC)(view)


def quiet(view: V) -> V:
    """Asking this view (a poll, a timer) does not keep a session alive."""
    return _marked("is_quiet", True)(view)


def own_token_check(view: V) -> V:
    """This view looks at the form token itself."""
    _csrf.exempt(view)
    return view


def declare(app: Flask, endpoint: str, name: str) -> None:
    """Say what an endpoint needs whose view is not ours to mark."""
    app.extensions.setdefault("casetracker_doors", {})[endpoint] = name


def declared(app: Flask, endpoint: str) -> str | None:
    """The permission of an endpoint, `PUBLIC`, or None for one that nobody placed and that therefore does not open."""
    placed: dict[str, str] = app.extensions.get("casetracker_doors", {})
    return placed.get(endpoint) or getattr(app.view_functions.get(endpoint), "declared_permission", None)


def reader_or_none() -> Reader | None:
    """Who is signed in, if anybody."""
    if "reader" not in g:
        row = this_session().row
        known = row is not None and row.user_id is not None and row.user_key is not None
        g.reader = queries.reader_in(row.user_id, row.user_key) if row and known else None  # type: ignore[arg-type]
    found: Reader | None = g.reader
    return found


def current_reader() -> Reader:
    """Who is asking; only behind a permission."""
    reader = reader_or_none()
    if reader is None:
        abort(404)
    return reader


def require(name: str, programme_id: int | None = None) -> Reader:
    """The reader, if they hold the permission in this programme; otherwise the page is not there."""
    reader = current_reader()
    if not can(reader, name, programme_id):
        abort(404)
    return reader


def init_app(app: Flask) -> None:
    """Hang the door: sessions on the desk, then the declared permission, then the form token."""
    app.session_interface = DeskSessions()
    app.config.update(WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)  # a form may stand open overnight
    declare(app, "language", PUBLIC)
    declare(app, "static", PUBLIC)
    hooks(app, reader_locale=_reader_language, remember=_keep_language)
    manager = LoginManager(app)
    manager.session_protection = None  # it would tie a session to an address
    manager.request_loader(_signed_in)
    # We have no cookie that remembers; looking for one would read the session for every picture and style sheet.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)
    app.before_request(_check)
    _csrf.init_app(app)
    app.register_error_handler(CSRFError, _form_refused)
    app.after_request(kept.forget_when_saved)
    app.context_processor(_for_pages)


def _check() -> AnyResponse | None:
    if request.endpoint is None:
        return None  # Flask's own 404 or 405
    name = declared(current_app, request.endpoint)
    if name is None:
        current_app.logger.error("no permission declared for %s", request.endpoint)
        abort(404)
    this_session().renews = not getattr(current_app.view_functions[request.endpoint], "is_quiet", False)
    if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        abort(403)
    return None if name == PUBLIC else _admit(name)


def _admit(name: str) -> AnyResponse | None:
    reader = reader_or_none()
    if reader is None:
        return _ask_who()
    if not can(reader, name):
        abort(404)
    if reader.must_change and request.endpoint not in WHILE_CHANGING:
        return redirect(url_for("accounts.password"))
    return None


def _ask_who() -> AnyResponse:
    """Send a stranger to sign in. What somebody whose session is over had typed is kept for them."""
    if request.method in SAFE:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    return make_response(render_template("accounts/over.html", kept=kept.keep_typed()), 401)


def _form_refused(_error: CSRFError) -> AnyResponse:
    """A form from an earlier session of the same person comes back with all they typed; any other is refused."""
    reader = reader_or_none()
    if reader is not None and kept.is_ours(reader.user_id):
        again = Sentence("This page is older than your present session. Nothing is saved yet: send it again.")
        return errors.answer(errors.NotDone(again, 400))
    return errors.answer(errors.NotDone(Sentence("This form was not made for you here. Open its page again."), 403))


def _keep_language(chosen: str) -> None:
    reader = reader_or_none()
    if reader is not None:
        actions.choose_language(by=reader, locale=chosen)


def _reader_language() -> str | None:
    reader = reader_or_none()
    return reader.locale if reader is not None else None


def _signed_in(_request: Any) -> SignedIn | None:
    reader, row = reader_or_none(), this_session().row
    return SignedIn(reader, row.user_key or "") if reader is not None and row is not None else None


def _for_pages() -> dict[str, Any]:
    row = this_session().row
    return {"reader": reader_or_none(), "idle_minutes": row.idle_seconds // 60 if row is not None else None}


def _marked(mark: str, value: object) -> Callable[[V], V]:
    def marking(view: V) -> V:
        setattr(view, mark, value)
        return view

    return marking
