"""The reader's language where a sentence, a label or a number is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from flask import current_app, g
from flask_babel import force_locale, get_domain, get_locale, refresh
from flask_babel.speaklater import LazyString

from casetracker.kit.saying import VOICE, Sentence, said

__all__ = [
    "LOCALES", "REGIONS", "Sentence", "default_locale", "gettext", "label", "lazy_gettext", "locale", "ngettext",
    "region", "said", "speak_anew", "speaking",
]  # fmt: skip

LOCALES = ("pt", "en")
# CLDR has Portuguese as written in Mozambique: its digits and dates, with the catalogue of `pt`.
REGIONS = {"pt": "pt_MZ", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one reader is spoken to."""

    language: str
    one: Callable[[str], str]
    many: Callable[[str, str, int], str]


OFF_ANY_PAGE = Tongue(LOCALES[0], lambda said: said, lambda said, plural, num: said if num == 1 else plural)


def tongue() -> Tongue:
    """The reader's, found once a page: a page says several hundred sentences, days and labels."""
    try:
        # past the proxy, which looks its object up for every attribute: what is said hundreds of times a page
        found: Tongue | None = g._get_current_object().get("tongue")
    except RuntimeError:
        return OFF_ANY_PAGE
    if found is None:
        spoken, catalogue = get_locale(), get_domain().get_translations()
        language = spoken.language if spoken is not None and spoken.language in LOCALES else default_locale()
        found = g.tongue = Tongue(language, catalogue.ugettext, catalogue.ungettext)
    return found


def gettext(said: str, **values: Any) -> str:
    """The sentence in the reader's language, with its values."""
    text = tongue().one(said)
    return text % values if values else text


def ngettext(said: str, plural: str, num: int, **values: Any) -> str:
    """The same where a number, the value `num`, chooses the form."""
    return tongue().many(said, plural, num) % {"num": num, **values}


def lazy_gettext(said: str, **values: Any) -> LazyString:
    """A sentence that is translated where it is read."""
    return LazyString(gettext, said, **values)


def speak_anew() -> None:
    """After the reader chose another language: find out again."""
    refresh()
    g.pop("tongue", None)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak one language in the block, whoever reads."""
    with force_locale(code):
        before = g.pop("tongue", None)
        try:
            yield
        finally:
            g.tongue = before


VOICE.one = gettext
VOICE.many = ngettext


def locale() -> str:
    """The reader's language, one of LOCALES; off a page, the one the installation starts in."""
    return tongue().language


def default_locale() -> str:
    """The language of the installation where nobody has said otherwise."""
    chosen = str(current_app.config.get("DEFAULT_LOCALE", LOCALES[0])) if current_app else LOCALES[0]
    return chosen if chosen in LOCALES else LOCALES[0]


@cache
def _parsed(code: str) -> Locale:
    return Locale.parse(code)


def region() -> Locale:
    """How the reader writes digits and dates."""
    return _parsed(REGIONS[locale()])


def label(labels: Mapping[str, str]) -> str:
    """The label in the reader's language, else in the installation's, else in any."""
    return labels.get(locale()) or labels.get(default_locale()) or next((text for text in labels.values() if text), "")
