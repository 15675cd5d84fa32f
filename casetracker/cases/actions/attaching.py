"""Attaching a file to a case, and withdrawing one: the one door for pages, letters and programs."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import IO
from uuid import UUID

from flask import current_app

from casetracker.cases.actions.common import record, said
from casetracker.kit import clock
from casetracker.kit.files import Fit, Unfit, made_here, taken
from casetracker.kit.ids import new_id
from casetracker.ledger.attachments import keep
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written


def attach(
    *, by: Author, programme: Programme, case_id: UUID, name: str, content: Fit | bytes | IO[bytes], caption: str = "",
    made_by_us: bool = False, on: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Keep a file in the case, sealed; the id of the entry is the id of the file.

    `content` is what came, or what `examined` made of it before the transaction began. `made_by_us`: our own
    letter or receipt, kept byte for byte. Refused beside `file`: too large, of a kind that is not kept, broken,
    holding a program.
    """
    fit = content if isinstance(content, Fit) else examined(name, content, made_by_us=made_by_us)
    attachment_id = entry_id or new_id()
    stored = keep(dossier_id=case_id, attachment_id=attachment_id, content=[fit.content], preview=fit.preview)
    codes = {"media": fit.media, "size": len(fit.content), "stored": stored, "ours": made_by_us or None}
    words = {
        "name": fit.name, "caption": caption.strip(), "came": fit.came,
        "kept": hashlib.sha256(fit.content).hexdigest(),
    }  # fmt: skip
    one = said(
        programme, "file.attached", on or clock.today(programme.timezone), codes=codes, words=words,
        entry_id=attachment_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def examined(name: str, content: bytes | IO[bytes], *, made_by_us: bool = False) -> Fit:
    """The file as it may be kept; it takes a second for a large photo, so a page does it before it holds the ledger.
    Refused as `attach` says."""
    most, scanner = current_app.config["MAX_UPLOAD_BYTES"], current_app.config["CLAMD"]
    read = content if isinstance(content, bytes) else content.read(-1 if made_by_us else most + 1)
    try:
        return made_here(name, read) if made_by_us else taken(name, read, most, scanner)
    except Unfit as unfit:
        raise Refused({"file": unfit.sentence}) from unfit


def withdraw_file(
    *, by: Author, programme: Programme, case_id: UUID, file: UUID, why: str, entry_id: UUID | None = None
) -> Written:
    """A file that does not belong here: no longer shown or handed out. Withdrawing the withdrawal brings it back."""
    one = said(
        programme, "file.withdrawn", clock.today(programme.timezone), codes={"file": str(file)}, words={"why": why},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])
