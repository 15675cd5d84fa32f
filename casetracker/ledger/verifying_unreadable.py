"""Rows that cannot even be read: SQLite keeps whatever is put into a column, a word where a day should stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, TypeDecorator, inspect, select, text
from sqlalchemy.exc import OperationalError

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.findings import Finding
from casetracker.ledger.kinds import kinds
from casetracker.ledger.models import Dossier, EntryRow, FactRow, LedgerHead, LedgerTick, Programme

UNREADABLE = (ValueError, TypeError, ArithmeticError, AttributeError, OperationalError)
ENTRY = text(
    "select e.seq, d.reference, d.kind, hex(e.id) as id from entry e left join dossier d on d.id = e.dossier_id"
    " where e.rowid = :row"
)
FACT = text("select d.reference, d.kind from fact f left join dossier d on d.id = f.unit_id where f.rowid = :row")


def is_of_a_value(error: Exception) -> bool:
    """Is it a value that cannot be read, rather than the whole file? Bytes that are no text fail inside SQLite."""
    return not isinstance(error, OperationalError) or "decode" in str(error.orig)


def unreadable_findings() -> Iterator[Finding]:
    """Every row of the ledger that cannot be read, found one by one; only when reading them together failed."""
    if db.engine.dialect.name != "sqlite":
        return
    models = (EntryRow, Dossier, FactRow, LedgerTick, LedgerHead, Programme)
    names = [*(model.__tablename__ for model in models), *(name for kind in kinds().values() for name in kind.tables)]
    for name in names:
        table = db.metadata.tables[name]
        for row in db.session.execute(text(f"select rowid from {name} order by rowid")).scalars().all():  # noqa: S608
            if not _readable(table, row):
                yield _finding(name, row)


def _readable(table: Table, row: int) -> bool:
    try:
        found = db.session.execute(select(table).where(text("rowid = :row")), {"row": row}).one()
    except UNREADABLE as error:
        if not is_of_a_value(error):
            raise
        return False
    return all(_typed(column.type, getattr(found, column.key)) for column in inspect(table).columns)


def _typed(kind: Any, value: Any) -> bool:
    """A number where a number belongs; what has a type of its own was read through it."""
    if value is None or isinstance(kind, TypeDecorator):
        return True
    wanted = kind.python_type
    return wanted not in (int, str, bytes) or isinstance(value, wanted)


def _finding(table: str, row: int) -> Finding:
    if table == EntryRow.__tablename__:
        found = db.session.execute(ENTRY, {"row": row}).one()
        said = Sentence(
            "Entry %(seq)s of %(dossier)s (%(id)s): a value in it cannot be read.",
            seq=found.seq, dossier=found.reference or found.kind or "?", id=_uuid(found.id),
        )  # fmt: skip
        return Finding(said, 0, entry=True)
    if table == FactRow.__tablename__:
        found = db.session.execute(FACT, {"row": row}).one()
        name = found.reference or found.kind or "?"
        return Finding(Sentence("%(dossier)s: a value in its facts cannot be read.", dossier=name), 0)
    return Finding(Sentence("%(table)s, row %(row)s: a value in it cannot be read.", table=table, row=row), 0)


def _uuid(digits: str) -> str:
    low = digits.lower()
    return "-".join((low[:8], low[8:12], low[12:16], low[16:20], low[20:]))
