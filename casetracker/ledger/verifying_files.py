"""Files of dossiers: is each there, whole, and the one whose hash its entry holds?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.kit.sealing import Broken
from casetracker.ledger.attachments import AttachmentRow, content_of, path_of
from casetracker.ledger.findings import Finding, bad_entry
from casetracker.ledger.keys import Erased, keys
from casetracker.ledger.models import Dossier, EntryRow
from casetracker.ledger.rows import open_entry

AT_ONCE = 200
KEPT = "kept"
"""the sealed word of an entry that holds the SHA-256 of its file"""
Progress = Callable[[str, int, int], None]


def file_findings(progress: Progress) -> Iterator[Finding]:
    """What is missing or altered; a file without its entry is found with the rows of its dossier."""
    total = db.session.scalar(select(func.count()).select_from(AttachmentRow)) or 0
    for done, (row, dossier, entry) in enumerate(_files(), start=1):
        what = _problem(row, entry)
        if what is not None:
            yield bad_entry(dossier, entry.seq, entry.id, entry.tick, what)
        progress("files", done, total)


def _files() -> Iterator[tuple[Any, Any, Any]]:
    """(row, dossier, entry) of every file, a few hundred at a time."""
    file, dossier, entry = AttachmentRow.__table__, Dossier.__table__, EntryRow.__table__
    after: UUID | None = None
    while True:
        where = [] if after is None else [file.c.attachment_id > after]
        found = db.session.execute(
            select(file).where(*where).order_by(file.c.attachment_id).limit(AT_ONCE)
        ).all()  # fmt: skip
        if not found:
            return
        ids = [row.attachment_id for row in found]
        entries = {row.id: row for row in db.session.execute(select(entry).where(entry.c.id.in_(ids)))}
        owners = {row.dossier_id for row in found}
        dossiers = {row.id: row for row in db.session.execute(select(dossier).where(dossier.c.id.in_(owners)))}
        for row in found:
            if row.attachment_id in entries and row.dossier_id in dossiers:
                yield row, dossiers[row.dossier_id], entries[row.attachment_id]
        after = ids[-1]


def _problem(row: Any, entry: Any) -> Sentence | None:
    if not path_of(row.stored).exists():
        return Sentence("its file is missing.")
    try:
        expected = open_entry(entry, keys().get(row.dossier_id), words=True).words.get(KEPT)
        found = hashlib.sha256()
        for piece in content_of(
            dossier_id=row.dossier_id, attachment_id=row.attachment_id, stored=row.stored
        ):  # fmt: skip
            found.update(piece)
    except (Broken, Erased):
        return Sentence("its file was altered, or is another's.")
    return None if found.hexdigest() == expected else Sentence("its file is not the one that was kept.")
