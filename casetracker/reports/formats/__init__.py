"""One module a format; each writes any Table, and knows nothing of what the table is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from casetracker.kit.tables import Table
from casetracker.reports.formats import csv, json, xlsx
from casetracker.reports.formats.packs import csv as pack_csv
from casetracker.reports.formats.packs import docx as pack_docx
from casetracker.reports.formats.packs import iati as pack_iati
from casetracker.reports.formats.packs import json as pack_json
from casetracker.reports.formats.packs import pdf as pack_pdf
from casetracker.reports.formats.packs import xlsx as pack_xlsx
from casetracker.reports.packs.edition import Edition


@dataclass(frozen=True)
class Format:
    """`stream(table)` says every word at once and gives the file in pieces afterwards."""

    key: str
    media_type: str
    suffix: str
    stream: Callable[[Table], Iterator[bytes]]


@dataclass(frozen=True)
class PackFormat:
    """`write(edition)` gives the whole file in the edition's language: equal editions give equal bytes."""

    key: str
    media_type: str
    suffix: str
    write: Callable[[Edition], bytes]


FORMATS = {
    one.key: one
    for one in (
        Format("csv", csv.MEDIA_TYPE, csv.SUFFIX, csv.stream),
        Format("xlsx", xlsx.MEDIA_TYPE, xlsx.SUFFIX, xlsx.stream),
        Format("json", json.MEDIA_TYPE, json.SUFFIX, json.stream),
    )
}

PACK_FORMATS = {
    one.key: one
    for one in (
        PackFormat("pdf", pack_pdf.MEDIA_TYPE, pack_pdf.SUFFIX, pack_pdf.write),
        PackFormat("docx", pack_docx.MEDIA_TYPE, pack_docx.SUFFIX, pack_docx.write),
        PackFormat("xlsx", pack_xlsx.MEDIA_TYPE, pack_xlsx.SUFFIX, pack_xlsx.write),
        PackFormat("csv", pack_csv.MEDIA_TYPE, pack_csv.SUFFIX, pack_csv.write),
        PackFormat("json", pack_json.MEDIA_TYPE, pack_json.SUFFIX, pack_json.write),
        PackFormat("iati", pack_iati.MEDIA_TYPE, pack_iati.SUFFIX, pack_iati.write),
    )
}
"""those that need nothing but the edition; `packs.dhis2` needs a ministry's identifiers as well"""


def write(table: Table, key: str, out: BinaryIO) -> None:
    """One table into an open file."""
    out.writelines(FORMATS[key].stream(table))
