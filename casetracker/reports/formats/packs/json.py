"""JSON of an edition: the edition itself, from which every other file can be written again."""

from __future__ import annotations

from casetracker.reports.formats.packs.words import text_of
from casetracker.reports.packs.edition import Edition

MEDIA_TYPE = "application/json"
SUFFIX = ".json"


def write(edition: Edition) -> bytes:
    """The public form, people by their roles."""
    return text_of(edition).encode()
