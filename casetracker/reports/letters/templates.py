"""Which template a letter is written on: the organisation's own for the remedy or kind, else the shipped one."""

from __future__ import annotations

from casetracker.ledger.models import Programme
from casetracker.presets import letters
from casetracker.reports.letters.texts import as_document

LANGUAGES = ("pt", "en")


def shipped(preset: str, kind: str, remedy: str, language: str) -> str:
    """The plain text: of the remedy where the preset has one, else of the kind."""
    texts = letters(preset)
    return texts.get(f"{remedy}.{language}") or texts[f"{kind}.{language}"]


def template_for(programme: Programme, kind: str, remedy: str, language: str) -> bytes:
    """The DOCX, its fields not filled yet."""
    return as_document(shipped(programme.preset, kind, remedy, language), language)
