"""Attachments on disk: sealed under their dossier's key, whole before the entry that names them is committed."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import current_app
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Model, after_commit, after_rollback, before_commit, db
from casetracker.kit.sealedfile import open_from, seal_into
from casetracker.kit.sealing import Broken
from casetracker.ledger.keys import keys

UNFINISHED = ".new"
AN_HOUR = 3600
SIZE = 4


class AttachmentRow(Model):
    """Which sealed file belongs to which entry, and nothing more: kind, name, size and hashes stand in the entry."""

    __tablename__ = "attachment"
    attachment_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(Id, index=True)
    programme_id: Mapped[int]
    stored: Mapped[str] = mapped_column(String(32), unique=True)


def folder() -> Path:
    """Where the sealed files of this instance lie."""
    return Path(current_app.config["INSTANCE"]) / "files"


def path_of(stored: str) -> Path:
    """The file of a stored name, which is random and says nothing."""
    return folder() / stored[:2] / stored


def keep(*, dossier_id: UUID, attachment_id: UUID, content: Iterable[bytes], preview: bytes = b"") -> str:
    """Write a sealed file inside the running transaction and return its stored name; rolled back, it is gone.

    `preview` is a small picture that is read without the rest.
    """
    key, stored = keys().get(dossier_id), secrets.token_hex(16)
    path = path_of(stored)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(stored + UNFINISHED)
    _noted("files_written").append(stored)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        seal_into(out, key, _bound(dossier_id, attachment_id), _framed(preview, content))
        out.flush()
        os.fsync(out.fileno())
    return stored


def content_of(*, dossier_id: UUID, attachment_id: UUID, stored: str) -> Iterator[bytes]:
    """The content, a piece at a time, read without the application; Broken where it is missing or altered. Erased, at
    once, where its key is destroyed."""
    return _after_preview(_Sealed.of(dossier_id, attachment_id, stored))


def preview_of(*, dossier_id: UUID, attachment_id: UUID, stored: str) -> bytes:
    """The small picture, empty where there is none; the rest of the file is not read."""
    with closing(_Sealed.of(dossier_id, attachment_id, stored).pieces()) as pieces:
        front = next(pieces)
        wanted = SIZE + int.from_bytes(front[:SIZE], "big")
        while len(front) < wanted:
            front += next(pieces)
        return front[SIZE:wanted]


def forget(dossier_id: UUID) -> None:
    """The files of a dossier go once the running transaction is committed; called by an erasure."""
    gone = select(AttachmentRow.stored).where(AttachmentRow.dossier_id == dossier_id)
    _noted("files_to_delete").extend(db.session.scalars(gone))


def sweep(older_than: int = AN_HOUR) -> int:
    """Delete files that no entry names: broken off before their commit, or erased since (seconds spare a running
    transaction). Returns how many."""
    known, swept = set(db.session.scalars(select(AttachmentRow.stored))), 0
    for path in folder().glob("??/*"):
        old = time.time() - path.stat().st_mtime >= older_than
        if path.name not in known and old:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


@dataclass(frozen=True)
class _Sealed:
    """A sealed file with all that opens it."""

    path: Path
    key: bytes
    bound_to: bytes

    @classmethod
    def of(cls, dossier_id: UUID, attachment_id: UUID, stored: str) -> _Sealed:
        path = path_of(stored)
        unfinished = path.with_name(stored + UNFINISHED)  # within the transaction that wrote it
        there = path if path.exists() else unfinished
        return cls(there, keys().get(dossier_id), _bound(dossier_id, attachment_id))

    def pieces(self) -> Generator[bytes]:
        try:
            with self.path.open("rb") as source:
                yield from open_from(source, self.key, self.bound_to)
        except OSError as error:
            raise Broken("a sealed file is missing") from error


def _after_preview(sealed: _Sealed) -> Iterator[bytes]:
    with closing(sealed.pieces()) as pieces:
        first = next(pieces)
        left = SIZE + int.from_bytes(first[:SIZE], "big")
        while len(first) < left:
            left -= len(first)
            first = next(pieces)
        yield first[left:]
        yield from pieces


def _bound(dossier_id: UUID, attachment_id: UUID) -> bytes:
    return dossier_id.bytes + attachment_id.bytes + b"file"


def _framed(preview: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    yield len(preview).to_bytes(SIZE, "big") + preview
    yield from content


def _noted(what: str) -> list[str]:
    names: list[str] = db.session.info.setdefault(what, [])
    return names


def _settle() -> None:
    """Under its own name before the database says that it is there. From here on only a sweep deletes it: a commit
    that failed may have succeeded all the same."""
    for stored in _noted("files_written"):
        path = path_of(stored)
        path.with_name(stored + UNFINISHED).replace(path)
        for parent in (path.parent, folder()):
            handle = os.open(parent, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
    _noted("files_written").clear()


def _undo() -> None:
    for stored in _noted("files_written"):
        path_of(stored).with_name(stored + UNFINISHED).unlink(missing_ok=True)


def _delete() -> None:
    for stored in _noted("files_to_delete"):
        path_of(stored).unlink(missing_ok=True)


def arm() -> None:
    """Files live and die with the transaction that wrote them."""
    before_commit(_settle)
    after_rollback(_undo)
    after_commit(_delete)
