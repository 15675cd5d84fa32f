"""One module a format; each writes any Table, and knows nothing of what the table is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from casetracker.kit.tables import Table
from casetracker.reports.formats import csv, json, xlsx


@dataclass(frozen=True)
class Format:
    """`stream(table)` says every word at once and gives the file in pieces afterwards."""

    key: str
    media_type: str
    suffix: str
    stream: Callable[[Table], Iterator[bytes]]


FORMATS = {
    one.key: one
    for one in (
        Format("csv", csv.MEDIA_TYPE, csv.SUFFIX, csv.stream),
        Format("xlsx", xlsx.MEDIA_TYPE, xlsx.SUFFIX, xlsx.stream),
        Format("json", json.MEDIA_TYPE, json.SUFFIX, json.stream),
    )
}


def write(table: Table, key: str, out: BinaryIO) -> None:
    """One table into an open file."""
    out.writelines(FORMATS[key].stream(table))
