"""XLSX of an edition: a cover, a sheet to read for each section with its chart, the definitions, and all numbers."""

from __future__ import annotations

import re
from datetime import UTC
from io import BytesIO
from typing import Any

from casetracker.kit.sentences import gettext as _
from casetracker.reports.formats.packs.sheet import Looks, Sheet
from casetracker.reports.formats.packs.words import cover, defined, legend, paragraphs, period, spoken, warning
from casetracker.reports.packs.edition import Edition, Section

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def write(edition: Edition) -> bytes:
    """The workbook. Text stays text: nothing in it runs and nothing leads elsewhere."""
    import xlsxwriter  # a tenth of the time of a start, for what most days never ask

    out = BytesIO()
    with spoken(edition), xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({
            "title": edition.title, "subject": edition.programme, "comments": warning(edition),
            "created": edition.made_at.astimezone(UTC).replace(tzinfo=None),
        })  # fmt: skip
        book.set_size(2400, 1500)
        _sheets(edition, book)
    return out.getvalue()


def _sheets(edition: Edition, book: Any) -> None:
    looks, names = Looks.of(book), set[str]()

    def sheet(title: str, widths: tuple[int, ...] = ()) -> Sheet:
        return Sheet(book, book.add_worksheet(_name(title, names)), looks, edition.title, widths)

    _cover(edition, sheet(_("Cover"), (34, 90)))
    for section in edition.sections:
        _section(edition, section, sheet(section.title))
    _definitions(edition, sheet(_("Definitions"), (12, 34, 90)))
    _data(edition, sheet(_("Data")))


def _name(title: str, taken: set[str]) -> str:
    """A name that Excel allows and no sheet has yet."""
    base = FORBIDDEN.sub(" ", title).strip(" '")[:LONGEST_NAME].strip(" '") or "–"
    name, number = base, 2
    while name.casefold() in taken or name.casefold() == "history":
        end = f" {number}"
        name, number = base[: LONGEST_NAME - len(end)] + end, number + 1
    taken.add(name.casefold())
    return name


def _cover(edition: Edition, sheet: Sheet) -> None:
    sheet.heading(edition.title)
    if warning(edition):
        sheet.alert(warning(edition))
    for line in cover(edition):
        sheet.pair(*line)
    sheet.gap()
    sheet.subheading(_("How to read the numbers"))
    for line in legend(edition):
        sheet.pair(*line)
    told = [*paragraphs(edition.introduction), *edition.notes, *edition.stories]
    for number, text in enumerate(told):
        if number == 0:
            sheet.gap()
        sheet.text(text)


def _section(edition: Edition, section: Section, sheet: Sheet) -> None:
    sheet.heading(section.title)
    if warning(edition):
        sheet.alert(warning(edition))
    sheet.widen(section.tables)
    for note in section.notes:
        sheet.text(note)
    for number, table in enumerate(section.tables):
        sheet.table(table, frozen=number == 0 and len(section.tables) == 1)
    sheet.chart(section)


def _definitions(edition: Edition, sheet: Sheet) -> None:
    rows = [
        (one.key if number == 0 else "", name, value)
        for one in edition.definitions
        for number, (name, value) in enumerate([(_("Title"), one.title), *defined(one)])
    ]
    sheet.plain((_("Indicator"), "", _("Definition")), rows, wrapped=True)


def _data(edition: Edition, sheet: Sheet) -> None:
    """The same long table as the CSV, with words for people."""
    most = max([1, *(len(one.by) for one in edition.data)])
    heading = (
        _("Indicator"), _("Title"), _("Measure"), _("Period"), _("First day"), _("Last day"), _("Place (code)"),
        _("Place"), *(word for _at in range(most) for word in (_("Broken down by"), _("Code"), _("Label"))), _("Value"),
    )  # fmt: skip
    titles = {one.key: one.title for one in edition.definitions}
    rows = []
    for one in edition.data:
        days = period(one.period)
        by = [part for name, code in one.by for part in (edition.dimension(name), code, edition.label(name, code))]
        rows.append((
            one.indicator, titles.get(one.indicator, ""), edition.measure(one.indicator, one.measure), one.period,
            days.first, days.last, one.place or "", edition.place(one.place)[0], *by,
            *[""] * (3 * most - len(by)), (one.value, one.kind),
        ))  # fmt: skip
    sheet.plain(heading, rows)
