"""Which language the reader reads: their own choice, else the cookie's, else the browser's, else the installation's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, current_app, has_request_context, redirect, request
from flask_babel import Babel
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from casetracker.kit.sentences import (
    LOCALES,
    REGIONS,
    Sentence,
    default_locale,
    gettext,
    label,
    locale,
    region,
    said,
    speak_anew,
    tongue,
)
from casetracker.kit.spoken import FILTERS
from casetracker.paths import TRANSLATIONS

__all__ = [
    "LOCALES",
    "Sentence",
    "default_locale",
    "hooks",
    "init_app",
    "label",
    "locale",
    "own_path",
    "region",
    "said",
    "timezone",
]

NAMES = {"pt": "Português", "en": "English"}
COOKIE = "language"
YEAR = 365 * 24 * 3600


@dataclass
class Hooks:
    """What accounts say about the reader: their language, how to keep a new choice, their time zone."""

    reader_locale: Callable[[], str | None] = lambda: None
    remember: Callable[[str], None] = lambda chosen: None
    timezone: Callable[[], str | None] = lambda: None


def hooks(app: Flask, **given: Callable[..., Any]) -> None:
    """Fill one or more of `Hooks`."""
    for name, function in given.items():
        setattr(app.extensions["casetracker.languages"], name, function)


def _hooks() -> Hooks:
    found: Hooks = current_app.extensions["casetracker.languages"]
    return found


def _choose() -> str:
    if not has_request_context():
        return REGIONS[default_locale()]
    own = None
    with suppress(SQLAlchemyError):  # the page that says the database is away must find a language too
        own = _hooks().reader_locale()
    own = own or request.cookies.get(COOKIE)
    if own not in LOCALES:
        own = request.accept_languages.best_match(LOCALES)
    return REGIONS[own or default_locale()]


def timezone() -> str:
    """The time zone in which the reader counts days; the command line has no reader and takes the installation's."""
    own = _hooks().timezone() if has_request_context() else None
    return own or str(current_app.config.get("DEFAULT_TIMEZONE", "Africa/Maputo"))


def own_path(target: str) -> str:
    """A path on this very site; anything else becomes the first page, so that no form can send a reader elsewhere."""
    inside = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if inside else "/"


def change() -> Response:
    """Remember the language asked for and go back to the page."""
    chosen = request.form.get("locale", "")
    if chosen not in LOCALES:
        abort(400)
    _hooks().remember(chosen)
    response = redirect(own_path(request.form.get("next", "")), 303)
    response.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    speak_anew()
    return response


def _one(said: str, **values: Any) -> Markup:
    """A sentence of a template: our own markup, in which values are escaped."""
    text = Markup(gettext(said))  # noqa: S704
    return text % values if values else text


def _many(said: str, plural: str, num: int, **values: Any) -> Markup:
    """The same where a number chooses the form."""
    return Markup(tongue().many(said, plural, num)) % {"num": num, **values}  # noqa: S704


def init_app(app: Flask) -> None:
    """Translations, the reader's language, and what templates need to say a day, a number or a code."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(TRANSLATIONS))
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "en")
    app.extensions["casetracker.languages"] = Hooks()
    Babel(app, locale_selector=_choose, timezone_selector=timezone)
    app.add_url_rule("/language", "language", change, methods=["POST"])
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(locale=locale, language_names=NAMES, _=_one, gettext=_one, ngettext=_many)
