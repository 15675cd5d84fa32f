"""Are published editions the bytes that were published? Their entries say so by hash."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.findings import Finding
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import entries_of
from casetracker.ledger.verifying import besides
from casetracker.reports.packs.fold import PUBLISHED, EditionState, fold
from casetracker.reports.packs.models import EditionFile, EditionText


def arm() -> None:
    """Tell `casetracker verify`."""
    besides(edition_findings)


def edition_findings() -> Iterator[Finding]:
    """Every published edition whose text or file is not what its entry vouches for."""
    ids = list(db.session.scalars(select(Dossier.id).where(Dossier.kind == "edition").order_by(Dossier.id)))
    for edition_id in ids:
        state = fold(entries_of(edition_id, words=False, sealed=False))
        if state.status == PUBLISHED:
            yield from _findings(edition_id, state)
            db.session.expunge_all()  # editions are large, and there may be many


def _findings(edition_id: UUID, state: EditionState) -> Iterator[Finding]:
    kept = db.session.get(EditionText, edition_id)
    found = {"text": _digest(_plain(kept.text)) if kept else ""}
    files = db.session.scalars(select(EditionFile).where(EditionFile.dossier_id == edition_id))
    found |= {one.format: _digest(one.content) for one in files}
    vouched = {"text": state.sha256, **state.files}
    for what in sorted(vouched.keys() | found.keys()):
        if vouched.get(what) != found.get(what):
            yield Finding(
                Sentence("Report %(pack)s %(period)s, edition %(number)s: its %(what)s is not what was published.",
                         pack=state.pack, period=state.period, number=state.number, what=what)
            )  # fmt: skip


def _plain(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
