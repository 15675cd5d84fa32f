"""Which rows of a source were taken before and what they said, by keyed hashes: a stolen database shows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import insert, select, update

from casetracker.intake.rows import Row
from casetracker.kit.db import db
from casetracker.kit.sealing import keyed
from casetracker.ledger.models import SourceRow


@dataclass(frozen=True)
class Before:
    """A row as it was when it was last taken."""

    dossier_id: UUID
    same: bool
    imported: Mapping[str, str]


class Sources:
    """The rows of one source in one programme."""

    def __init__(self, programme_id: int, source: str) -> None:
        self.programme_id, self.source = programme_id, source
        self.key = current_app.config["KEYRING"].derive("source rows")
        self.load()
        self.missing = set(self.known)

    def load(self) -> None:
        """Read which references were taken."""
        self.known = set(db.session.scalars(select(SourceRow.reference).where(*self._mine())))

    def find(self, row: Row) -> Before | None:
        """What this reference became; read inside the transaction that will write."""
        if row.reference_hash(self.key) not in self.known:
            return None
        found = db.session.execute(
            select(SourceRow.dossier_id, SourceRow.content, SourceRow.imported).where(*self._where(row))
        ).first()
        if found is None:
            return None
        return Before(found.dossier_id, found.content == row.row_hash(self.key), found.imported or {})

    def keep(self, row: Row, dossier_id: UUID, values: Mapping[str, Any]) -> None:
        """Remember a new row, field by field."""
        self.known.add(row.reference_hash(self.key))
        db.session.execute(
            insert(SourceRow).values(
                programme_id=self.programme_id, source=self.source, reference=row.reference_hash(self.key),
                content=row.row_hash(self.key), dossier_id=dossier_id, imported=self.prints(row, values),
            )
        )  # fmt: skip

    def keep_again(self, row: Row, values: Mapping[str, Any]) -> None:
        """Remember what the row says now."""
        db.session.execute(
            update(SourceRow)
            .where(*self._where(row))
            .values(content=row.row_hash(self.key), imported=self.prints(row, values))
        )

    def prints(self, row: Row, values: Mapping[str, Any]) -> dict[str, str]:
        """A hash of each field, bound to the row: equal values of two rows do not look equal."""
        bound = row.reference_hash(self.key)
        return {
            name: keyed(self.key, bound, name.encode(), str(value).encode("utf-8", "surrogatepass"))[:8].hex()
            for name, value in values.items()
            if value not in (None, "")
        }

    def differences(
        self, row: Row, before: Before, wanted: Mapping[str, Any], present: Mapping[str, Any]
    ) -> tuple[set[str], set[str]]:
        """(fields to correct, fields that somebody changed here since) among those that the row says otherwise now."""
        now, here = self.prints(row, wanted), self.prints(row, present)
        moved = {name for name in {*now, *before.imported} if now.get(name) != before.imported.get(name)}
        moved = {name for name in moved if here.get(name) != now.get(name)}
        theirs = {name for name in moved if here.get(name) != before.imported.get(name)}
        return moved - theirs, theirs

    def met(self, row: Row) -> None:
        """This reference is still in the file."""
        self.missing.discard(row.reference_hash(self.key))

    def vanished(self) -> list[UUID]:
        """What rows became that are no longer in the file, once all of it was met."""
        rows = db.session.execute(select(SourceRow.reference, SourceRow.dossier_id).where(*self._mine()))
        return [row.dossier_id for row in rows if row.reference in self.missing]

    def dossiers(self) -> set[UUID]:
        """What the rows of this source became."""
        return set(db.session.scalars(select(SourceRow.dossier_id).where(*self._mine())))

    def _mine(self) -> tuple[Any, ...]:
        return (SourceRow.programme_id == self.programme_id, SourceRow.source == self.source)

    def _where(self, row: Row) -> tuple[Any, ...]:
        return (*self._mine(), SourceRow.reference == row.reference_hash(self.key))
