"""The tables of an edition as each file has them, read back as text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import docx
from openpyxl import load_workbook
from pypdf import PdfReader

from casetracker.kit.tables import Table
from casetracker.reports.formats.packs.words import shown, spoken
from casetracker.reports.packs.edition import Edition

Rows = list[list[Any]]


def said(edition: Edition) -> list[Rows]:
    """Every table as people read it, heading first."""
    with spoken(edition):
        return [
            [[str(one.label) for one in table.columns]]
            + [[shown(v, c.kind) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
            for table in tables(edition)
        ]


def tables(edition: Edition) -> list[Table]:
    return [table for section in edition.sections for table in section.tables]


def of_docx(content: bytes) -> list[Rows]:
    """The tables with a heading."""
    found = docx.Document(io.BytesIO(content)).tables
    return [
        [[cell.text for cell in row.cells] for row in one.rows] for one in found if one._tbl.xpath(".//w:tblHeader")
    ]


def of_xlsx(content: bytes, table: Table) -> Rows:
    """The rows of the table of that title, as their values."""
    for sheet in load_workbook(io.BytesIO(content)).worksheets[1:-2]:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        for at, row in enumerate(rows[:-1]):
            heading = [str(one.label) for one in table.columns]
            if row[0] == table.title and rows[at + 1][: len(heading)] == heading:
                return [[_day(one) for one in found[: len(heading)]] for found in rows[at + 2 : at + 2 + len(table)]]
    raise AssertionError(table.title)


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def of_pdf(content: bytes) -> str:
    """All its words, without blanks: lines are broken where there is no blank."""
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
