"""DOCX of an edition: a narrative to work on, with headings, tables whose headings repeat, and pictures with words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Table
from casetracker.reports.formats.packs.archive import repacked
from casetracker.reports.formats.packs.pictured import below, drawn, picture, told
from casetracker.reports.formats.packs.prose import Prose
from casetracker.reports.formats.packs.words import (
    about,
    cover,
    defined,
    legend,
    paragraphs,
    shown,
    spoken,
    warning,
)
from casetracker.reports.packs.edition import Edition, Section

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIX = ".docx"


def write(edition: Edition) -> bytes:
    """The document, all of it text: nothing in it is a field, a link or a formula."""
    out = BytesIO()
    with spoken(edition):
        prose = Prose.begun(edition)
        _beginning(edition, prose)
        for section in edition.sections:
            _section(section, prose)
        _end(edition, prose)
        prose.document.save(out)
    return repacked(out.getvalue(), edition.made_at)


def _beginning(edition: Edition, prose: Prose) -> None:
    prose.heading(edition.title, 0)
    if warning(edition):
        prose.text(warning(edition), strong=True)
    prose.table(_("About this edition"), (), cover(edition))
    prose.heading(_("Introduction"))
    for text in (*paragraphs(edition.introduction), *edition.notes):
        prose.text(text)
    prose.heading(_("How to read the numbers"))
    prose.table(_("Signs"), (), legend(edition))


def _section(section: Section, prose: Prose) -> None:
    prose.heading(section.title)
    for note in section.notes:
        prose.text(note)
    what = drawn(section)
    if what is not None:
        prose.picture(picture(what), told(what))
        prose.text(below(what), small=True)
    for table in section.tables:
        _table(table, prose)


def _table(table: Table, prose: Prose) -> None:
    rows: list[Any] = [
        [shown(value, column.kind) for column, value in zip(table.columns, row, strict=True)] for row in table.rows
    ]
    numeric = [column.numeric for column in table.columns]
    prose.table(str(table.title), [str(column.label) for column in table.columns], rows, numeric)
    for name, value in about(table):
        prose.text(f"{name}: {value}", small=True)


def _end(edition: Edition, prose: Prose) -> None:
    if edition.stories:
        prose.heading(_("Stories, told with consent"))
        for text in edition.stories:
            prose.text(text)
    if edition.definitions:
        prose.heading(_("Definitions"))
    for one in edition.definitions:
        prose.table(f"{one.key} {one.title}", (), defined(one))
