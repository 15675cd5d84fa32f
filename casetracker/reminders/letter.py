"""The weekly letter: plain text and simple HTML of references and counts, in the language of whoever gets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import speaking
from casetracker.reminders.queries.week import Part


@dataclass(frozen=True)
class Letter:
    """What leaves the house: a subject that tells nothing, and the same contents twice."""

    subject: str
    text: str
    html: str


def letter(parts: Sequence[Part], locale: str) -> Letter:
    """The letter of a week. The link leads to the pages, where signing in decides what is seen."""
    site = str(current_app.config["SITE_URL"]).rstrip("/")
    with speaking(locale):
        sections = [(f"{_heading(part)} ({part.total})", _listed(part)) for part in parts]
        subject, closing = _("Notes for the week"), _closing(site)
        text = "\n\n".join([subject, *(f"{heading}\n{listed}" for heading, listed in sections), *closing]) + "\n"
        page = current_app.jinja_env.get_template("reminders/letter.html")  # not a page: nobody is signed in
        html = page.render(subject=subject, sections=sections, closing=closing, site=site, language=locale)
    return Letter(subject, text, html)


def _heading(part: Part) -> str:
    mine = {
        "owing": _("Asked of you"), "overdue": _("Overdue"), "this_week": _("This week"),
        "untouched": _("Untouched for 30 days"), "sixty": _("Untouched for 60 days"), "help": _("Help is asked for"),
    }  # fmt: skip
    return mine[part.name] if part.mine else _("Team: %(what)s", what=mine[part.name])


def _listed(part: Part) -> str:
    more = part.total - len(part.references)
    listed = ", ".join(part.references)
    return _("%(references)s and %(number)s more", references=listed, number=more) if more else listed


def _closing(site: str) -> list[str]:
    lines = [f"{site}/"] if site else []
    return [*lines, _("You can switch this summary off on the page of your inbox.")]
