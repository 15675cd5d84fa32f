"""Which template a letter is written on: the organisation's own for the remedy or kind, else the shipped one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import say
from casetracker.presets import letters
from casetracker.reports.letters.checking import mistakes_in
from casetracker.reports.letters.texts import as_document
from casetracker.reports.models import LetterTemplate


def shipped(preset: str, kind: str, remedy: str, language: str) -> str:
    """The plain text: of the remedy where the preset has one, else of the kind."""
    texts = letters(preset)
    return texts.get(f"{remedy}.{language}") or texts[f"{kind}.{language}"]


def template_for(programme: Programme, kind: str, remedy: str, language: str) -> bytes:
    """The DOCX, its fields not filled yet; the organisation's own goes first, that of the remedy before all."""
    own = [one for one in standing(programme) if (one.kind, one.language) == (kind, language)]
    for wanted in (remedy, None):
        for one in own:
            if one.remedy == wanted:
                return one.content
    return as_document(shipped(programme.preset, kind, remedy, language), language)


def standing(programme: Programme) -> Sequence[LetterTemplate]:
    """The organisation's own that are in use, the newest first."""
    mine = (LetterTemplate.programme_id == programme.id, LetterTemplate.retired_at.is_(None))
    return db.session.scalars(select(LetterTemplate).where(*mine).order_by(LetterTemplate.uploaded_at.desc())).all()


def own_template(programme: Programme, template_id: UUID) -> LetterTemplate | None:
    """One of them, retired or not; None where it is not this programme's."""
    mine = (LetterTemplate.programme_id == programme.id, LetterTemplate.id == template_id)
    return db.session.scalar(select(LetterTemplate).where(*mine))


def add_template(
    *, by: Author, programme: Programme, kind: str, remedy: str | None, language: str, name: str, content: bytes,
    template_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Use this DOCX from now on; one for the same letter that stood before is retired.

    Refused beside `file`: a field that has no value, or anything else that a letter may not ask, each with its line.
    """
    if mistakes := mistakes_in(content):
        raise Refused({"file": mistakes[0], **{f"file {n}": one for n, one in enumerate(mistakes[1:10], start=2)}})
    for one in standing(programme):
        if (one.kind, one.remedy, one.language) == (kind, remedy, language):
            retire_template(by=by, programme=programme, template=one)
    new, digest = template_id or new_id(), hashlib.sha256(content).hexdigest()
    db.session.add(
        LetterTemplate(
            id=new, programme_id=programme.id, kind=kind, remedy=remedy, language=language, name=name[:120],
            content=content, sha256=digest, uploaded_by=by.code, uploaded_at=clock.now(),
        )
    )  # fmt: skip
    _record(by, programme, "template.added", {"template": str(new), "kind": kind, "remedy": remedy,
                                              "language": language, "sha256": digest})  # fmt: skip
    return new


def retire_template(*, by: Author, programme: Programme, template: LetterTemplate) -> None:
    """No letter is written on it any more; those that were stay as they are."""
    if template.retired_at is None:
        template.retired_at = clock.now()
        _record(by, programme, "template.retired", {"template": str(template.id)})


def _record(by: Author, programme: Programme, kind: str, codes: dict[str, str | None]) -> None:
    said = Said(kind, clock.today(programme.timezone), codes=codes)
    say([said], by=by, programme=programme, dossier_id=programme.dossier_id)
