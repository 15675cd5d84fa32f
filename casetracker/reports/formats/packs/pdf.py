"""PDF of an edition: a document that a screen reader can read (PDF/UA-1), each picture told in words and as a table."""

from __future__ import annotations

import base64
from typing import Any

from flask import current_app

from casetracker.kit.paper import pdf
from casetracker.kit.sentences import gettext as _
from casetracker.reports.charts import draw
from casetracker.reports.formats.packs.pictured import below, drawn, picture, told
from casetracker.reports.formats.packs.words import about, cover, defined, legend, paragraphs, shown, spoken, warning
from casetracker.reports.packs.edition import HIDDEN, Edition, Section

MEDIA_TYPE = "application/pdf"
SUFFIX = ".pdf"
MOST_UPRIGHT = 8
"""columns that fit a page standing upright"""


def write(edition: Edition) -> bytes:
    """The document. NotDone where this machine cannot draw one."""
    with spoken(edition):
        # without what pages are told of their reader: a pack is written for nobody in particular, and at night
        page = current_app.jinja_env.get_template("paper/pack.html").render(
            edition=edition, language=edition.language, made=edition.made_at.isoformat(),
            warning=warning(edition), cover=cover(edition), legend=legend(edition), contents=_contents(edition),
            paragraphs=paragraphs(edition.introduction), sections=[_section(one) for one in edition.sections],
            definitions=[{"title": f"{one.key} {one.title}", "lines": defined(one)} for one in edition.definitions],
            shown=shown, hidden=HIDDEN,
        )  # fmt: skip
    return pdf(page, "pack.css")


def _contents(edition: Edition) -> list[tuple[str, str]]:
    """Address and title of each chapter that is there."""
    chapters = [
        ("introduction", _("Introduction"), edition.introduction.strip() or edition.notes),
        ("reading", _("How to read the numbers"), True),
        *((f"section-{number}", one.title, True) for number, one in enumerate(edition.sections, 1)),
        ("stories", _("Stories, told with consent"), edition.stories),
        ("definitions", _("Definitions"), edition.definitions),
    ]
    return [(key, title) for key, title, there in chapters if there]


def _section(section: Section) -> dict[str, Any]:
    what = drawn(section)
    return {
        "title": section.title, "notes": section.notes,
        "wide": any(len(table.columns) > MOST_UPRIGHT for table in section.tables),
        "tables": [{"table": table, "about": about(table)} for table in section.tables],
        "picture": what and {"source": _source(str(draw(picture(what)))), "told": told(what), "below": below(what)},
    }  # fmt: skip


def _source(svg: str) -> str:
    """A little smaller letters: those of this machine may be wider than those the picture was measured with."""
    svg = svg.replace('font-size="13px"', 'font-size="11px"')
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
