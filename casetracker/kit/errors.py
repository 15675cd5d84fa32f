"""Pages for what went wrong: what happened, what to do; what was typed can be sent again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from flask import Flask, current_app, jsonify, render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, ServiceUnavailable
from werkzeug.wrappers import Response

from casetracker.kit.languages import Sentence, locale
from casetracker.kit.sentences import gettext as _

# Never written back into a page: what must not be seen, and what belongs to the first sending only.
NOT_HELD = ("password", "secret", "csrf_token", "one_time", "totp", "recovery")
MAY_SEND_AGAIN = (400, 429, 500, 503)


class NotDone(HTTPException):
    """The deed was refused, with a sentence for the person who asked."""

    code = 400

    def __init__(self, sentence: Sentence | str, status: int = 400) -> None:
        super().__init__()
        self.code = status
        self.sentence = sentence


def words(code: int) -> tuple[str, str]:
    """A heading and what to do, in the reader's language."""
    table = {
        400: (_("This could not be read"), _("Something in the request was missing or cut off. Nothing was saved.")),
        401: (_("Sign in to go on"), _("You are not signed in, or your session has ended.")),
        403: (_("You may not do this"), _("Your role does not allow it. Ask your coordinator if you need it.")),
        404: (
            _("Page not found"),
            _("There is nothing here for you. Check the address, or go back to the first page."),
        ),
        405: (_("This does not work here"), _("Open the page again and use its buttons. Nothing was saved.")),
        409: (_("Somebody was here before you"), _("This was changed since you opened it. Nothing was saved.")),
        413: (_("Too much at once"), _("What you sent is too large. Nothing was saved. Send less, or a smaller file.")),
        429: (_("Too many tries"), _("Wait a few minutes and try again. Nothing was saved.")),
        500: (_("Something went wrong here"), _("It is our fault, not yours. Nothing was saved. Try again.")),
        503: (
            _("Busy at the moment"),
            _("The records could not be reached. Nothing was saved. Try again in a minute."),
        ),
    }
    return table.get(code, table[500] if code >= 500 else table[400])


def held() -> list[tuple[str, str]]:
    """What was typed, to be sent again; nothing when it came cut off or holds a password."""
    if request.method != "POST":
        return []
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:
        return []
    names = {name for name, _value in pairs}
    if "whole" not in names or any(part in name for name in names - {"csrf_token"} for part in NOT_HELD):
        return []
    return [(name, value) for name, value in pairs if name != "csrf_token"]


def _token() -> str:
    """A fresh form token, unless the place where sessions are kept is what failed."""
    with suppress(SQLAlchemyError):
        return generate_csrf() if "csrf" in current_app.extensions else ""
    return ""


def plain_page(code: int, heading: str, sentence: str, pairs: Iterable[tuple[str, str]] = ()) -> str:
    """A page made of text alone, for when templates, database or disk cannot be relied on."""
    return str(
        Markup(
            '<!doctype html><html class="govuk-template" lang="{}"><head><meta charset="utf-8"><title>Notes</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">{}</head>'
            '<body class="govuk-template__body"><div class="govuk-width-container">'
            '<main class="govuk-main-wrapper"><h1 class="govuk-heading-l">{}</h1><p class="govuk-body">{}</p>{}'
            '<p class="govuk-body"><a class="govuk-link" href="/">{}</a></p>'
            '<p class="govuk-body-s muted">{}</p></main></div></body></html>'
        ).format(locale(), _clothes(), heading, sentence, _again(pairs), _("Go to the first page"), code)
    )


def _clothes() -> Markup:
    """The stylesheets; the page is as readable without them."""
    link = Markup('<link rel="stylesheet" href="/static/{}/{}">')
    version = current_app.extensions.get("casetracker.statics", "0")
    return Markup().join(link.format(version, name) for name in ("vendor/vendor.css", "css/page.css"))


def _again(pairs: Iterable[tuple[str, str]]) -> Markup:
    """What was typed, with a button that sends it again; nothing where nothing is held."""
    fields = Markup().join(Markup('<input type="hidden" name="{}" value="{}">').format(*pair) for pair in pairs)
    if not fields:
        return Markup()
    form = Markup('<form method="post" action="{}">{}<input type="hidden" name="csrf_token" value="{}">{}</form>')
    button = Markup('<button type="submit" class="govuk-button">{}</button>').format(_("Send again"))
    return form.format(request.full_path.rstrip("?"), fields, _token(), button)


def page(code: int, sentence: str = "") -> str:
    """The error page in our own clothes, or in none when they cannot be found."""
    heading, otherwise = words(code)
    sentence = sentence or otherwise
    pairs = held() if code in MAY_SEND_AGAIN else []
    if code < 500:
        try:
            return render_template("error.html", code=code, heading=heading, sentence=sentence, pairs=pairs)
        except Exception:
            current_app.logger.exception("the error page could not be drawn")
    return plain_page(code, heading, sentence, pairs)


def wants_json() -> bool:
    """Programs get an answer for programs."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" and request.accept_mimetypes["text/html"] < 1


def answer(error: HTTPException) -> Response:
    """Any refusal as a page (or JSON), with the status and headers it came with."""
    if error.code is None or error.code < 400:
        return error.get_response()
    sentence = str(getattr(error, "sentence", ""))  # our own; a library's English description is not shown
    response: Response
    if wants_json():
        response = jsonify(error=words(error.code)[0], detail=sentence or words(error.code)[1])
        response.status_code = error.code
    else:
        response = current_app.response_class(page(error.code, sentence), status=error.code, mimetype="text/html")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    retry = getattr(error, "retry_after", None)
    if retry and not hasattr(retry, "isoformat"):
        response.headers["Retry-After"] = str(retry)
    return response


def unreachable(error: OperationalError) -> Response:
    """The database is locked, away or its disk is full: nothing was saved, and that is said."""
    current_app.logger.error("database could not be reached: %s", type(error.orig).__name__)
    if "full" not in str(error.orig).lower():
        return answer(ServiceUnavailable())
    return answer(
        NotDone(_("The disk of this computer is full. Nothing was saved. Make room, then send it again."), 503)
    )


def crashed(error: Exception) -> Response:
    """Whatever nobody foresaw; the stack trace is in the log, the page says nothing of it."""
    return answer(InternalServerError())


def init_app(app: Flask) -> None:
    """Answer every refusal and every crash in the reader's language."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(OperationalError, unreachable)
    app.register_error_handler(InternalServerError, crashed)
