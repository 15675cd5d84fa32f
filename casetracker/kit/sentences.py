"""The reader's language where a sentence, a label or a number is said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from flask import current_app
from flask_babel import get_locale, gettext, ngettext

from casetracker.kit.saying import VOICE, Sentence, said

__all__ = ["LOCALES", "REGIONS", "Sentence", "default_locale", "label", "locale", "region", "said"]

LOCALES = ("pt", "en")
# CLDR has Portuguese as written in Mozambique: its digits and dates, with the catalogue of `pt`.
REGIONS = {"pt": "pt_MZ", "en": "en_GB"}

VOICE.one = gettext
VOICE.many = ngettext


def locale() -> str:
    """The reader's language, one of LOCALES; off a page, the one the installation starts in."""
    found = get_locale()
    return found.language if found is not None and found.language in LOCALES else default_locale()


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
    for wanted in (locale(), default_locale()):
        if labels.get(wanted):
            return labels[wanted]
    return next((text for text in labels.values() if text), "")
