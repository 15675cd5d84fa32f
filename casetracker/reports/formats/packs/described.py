"""What machines read about the CSV files of an edition: CSV on the Web, and a data package with Table Schemas."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from casetracker.kit.sentences import gettext as _
from casetracker.reports.formats.packs.words import cover, fingerprint, legend, warning
from casetracker.reports.packs.edition import Edition

DATA, DEFINITIONS = "data.csv", "definitions.csv"
CODES = (
    "indicator", "title", "meaning", "rule", "denominator", "date_basis", "unit", "version", "sdg",
)  # fmt: skip
KINDS = ("int", "number", "percent")


@dataclass(frozen=True)
class Field:
    """A column: its name in every language, what it holds, whether it may be empty."""

    name: str
    about: str
    kind: str = "string"
    needed: bool = False


def most_dimensions(edition: Edition) -> int:
    """How many dimensions any number is broken down by, at least one."""
    return max([1, *(len(one.by) for one in edition.data)])


def data_fields(edition: Edition) -> list[Field]:
    """The columns of the numbers; three for each dimension."""
    ends = ["", *(f"_{at}" for at in range(2, most_dimensions(edition) + 1))]
    by = [field for end in ends for field in _dimension(end)]
    return [
        Field("indicator", _("Key of the indicator, as in definitions.csv"), needed=True),
        Field("measure", _("Which of its measures"), needed=True),
        Field("measure_label", _("What the measure is called")),
        Field("period", _("Code of the period"), needed=True),
        Field("first_day", _("First day of the period"), "date", True),
        Field("last_day", _("Last day of the period, included"), "date", True),
        Field("place", _("Code of the place; empty is the whole programme")),
        Field("place_name", _("Name of the place")),
        Field("place_level", _("Level of the place")),
        *by,
        Field("kind", _("int: a count; number: with decimals; percent: a fraction, 0.25 for a quarter"), needed=True),
        Field("value", _("The number; empty where it is withheld or there is none"), "number"),
        Field("note", _("s where the number is withheld")),
    ]


def _dimension(end: str) -> tuple[Field, ...]:
    return (
        Field(f"dimension{end}", _("What it is broken down by; empty is everything together")),
        Field(f"code{end}", _("Code of the part")),
        Field(f"label{end}", _("What the part is called")),
    )


def _tables(edition: Edition) -> tuple[tuple[str, list[Field]], ...]:
    definitions = [Field(name, name, needed=name in ("indicator", "title")) for name in CODES]
    return (DATA, data_fields(edition)), (DEFINITIONS, definitions)


def _said(edition: Edition) -> str:
    """Everything that stands on the cover of the other files, and that text is guarded."""
    lines = [f"{name}: {value}" for name, value in (*cover(edition), *legend(edition))]
    guarded = _("A text that a spreadsheet might run has an apostrophe before it.")
    return "\n".join([one for one in (warning(edition), *edition.notes, *lines, guarded) if one])


def _dumped(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def csvw(edition: Edition) -> bytes:
    """https://www.w3.org/TR/tabular-metadata/"""
    points = {"columnReference": "indicator", "reference": {"resource": DEFINITIONS, "columnReference": "indicator"}}
    keys: dict[str, dict[str, Any]] = {DATA: {"foreignKeys": [points]}, DEFINITIONS: {"primaryKey": "indicator"}}
    tables = [
        {"url": name, "tableSchema": {"columns": [_column(one) for one in fields], **keys[name]}}
        for name, fields in _tables(edition)
    ]
    return _dumped(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": edition.language}],
            "dc:title": edition.title,
            "dc:description": _said(edition),
            "dc:identifier": edition.id,
            "dc:modified": edition.made_at.isoformat(),
            "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\r\n"]},
            "tables": tables,
        }
    )


def _column(one: Field) -> dict[str, Any]:
    return {
        "name": one.name, "titles": one.name, "dc:description": one.about, "datatype": one.kind, "required": one.needed,
    }  # fmt: skip


def datapackage(edition: Edition) -> bytes:
    """https://specs.frictionlessdata.io/data-package/"""
    points = {"fields": "indicator", "reference": {"resource": "definitions", "fields": "indicator"}}
    keys: dict[str, dict[str, Any]] = {DATA: {"foreignKeys": [points]}, DEFINITIONS: {"primaryKey": "indicator"}}
    resources = [
        {
            "name": name.removesuffix(".csv"), "path": name, "profile": "tabular-data-resource", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
            "schema": {"fields": [_field(one) for one in fields], "missingValues": [""], **keys[name]},
        }
        for name, fields in _tables(edition)
    ]  # fmt: skip
    name = re.sub(r"[^a-z0-9._-]+", "-", f"{edition.pack}-{edition.programme_key}-{edition.number}".lower())
    return _dumped(
        {
            "profile": "tabular-data-package", "name": name, "id": edition.id,
            "title": edition.title, "description": _said(edition), "version": str(edition.number),
            "created": edition.made_at.isoformat(), "fingerprint": fingerprint(edition), "resources": resources,
        }
    )  # fmt: skip


def _field(one: Field) -> dict[str, Any]:
    limits = {"required": one.needed, **({"enum": list(KINDS)} if one.name == "kind" else {})}
    return {"name": one.name, "type": one.kind, "description": one.about, "constraints": limits}
