"""CSV of an edition: a ZIP of one long table of its numbers, one of definitions, and what machines read of both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from casetracker.kit.formulas import guard
from casetracker.reports.formats.packs.archive import packed
from casetracker.reports.formats.packs.described import (
    CODES,
    DATA,
    DEFINITIONS,
    csvw,
    data_fields,
    datapackage,
    most_dimensions,
)
from casetracker.reports.formats.packs.words import period, spoken
from casetracker.reports.packs.edition import HIDDEN, Datum, Edition

MEDIA_TYPE = "application/zip"
SUFFIX = ".zip"


def write(edition: Edition) -> bytes:
    """Files for a spreadsheet and for a program: the same numbers, headings and codes in every language."""
    with spoken(edition):
        files = (
            (DATA, _rows([one.name for one in data_fields(edition)], _data(edition))),
            (DEFINITIONS, _rows(CODES, _definitions(edition))),
            ("csv-metadata.json", csvw(edition)),
            ("datapackage.json", datapackage(edition)),
        )
    return packed(files, edition.made_at)


def _rows(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([guard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _data(edition: Edition) -> Iterator[Sequence[object]]:
    width = 3 * most_dimensions(edition)
    for one in edition.data:
        days = period(one.period)
        name, level = edition.place(one.place)
        by = [part for pair in one.by for part in (*pair, edition.label(*pair))]
        by += [""] * (width - len(by))
        label = edition.measure(one.indicator, one.measure)
        yield (
            one.indicator, one.measure, label, one.period, str(days.first), str(days.last),
            one.place or "", name, level, *by, one.kind, *_value(one),
        )  # fmt: skip


def _value(one: Datum) -> tuple[object, str]:
    """The number, and beside it the mark where it is withheld: a column of numbers holds nothing else."""
    return ("", HIDDEN) if one.value == HIDDEN else (one.value, "")


def _definitions(edition: Edition) -> Iterator[Sequence[object]]:
    for one in edition.definitions:
        yield (
            one.key, one.title, one.meaning, one.rule, one.denominator, one.date_basis, one.unit, one.version,
            " ".join(one.sdg),
        )  # fmt: skip
