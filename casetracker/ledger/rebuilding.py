"""Remaking what is derived: the rows that pages query, who may open a dossier, and, when asked, its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from casetracker.kit.db import db, transaction
from casetracker.ledger import indexing
from casetracker.ledger.findings import name_of
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import kind_named
from casetracker.ledger.models import Dossier, FactRow
from casetracker.ledger.replay import Known, replay
from casetracker.ledger.rows import entries_of, open_entry, rows_of
from casetracker.ledger.standing import columns_of, fact_of
from casetracker.ledger.writing import project, set_reach

AT_ONCE = 50
Progress = Callable[[str, int, int], None]


def rebuild(
    progress: Progress = lambda what, done, total: None, *, facts: bool = False, search: bool = False
) -> list[str]:
    """Remake the rows of every dossier from its entries, in short transactions while others go on writing.

    With `facts`, also the facts of every dossier whose facts are not what its entries give, tick by tick as they were
    known; the names of those dossiers are returned. With `search`, or where an earlier release had other rules for it,
    the index of words is emptied first: until it is done, a search finds less. Of an erased dossier nothing can be
    remade.
    """
    anew = search or not indexing.follows_the_rules()
    if anew:
        _forget_index()
    total = db.session.scalar(select(func.count()).select_from(Dossier)) or 0
    done, after, mended = 0, None, []
    while ids := _next(after):
        with transaction():
            for dossier_id in ids:
                mended += _one(dossier_id, facts=facts)
        done, after = done + len(ids), ids[-1]
        progress("dossiers", done, total)
    if anew:
        with transaction():
            indexing.remember_rules(rewritten=True)
    return mended


def _forget_index() -> None:
    some = True
    while some:
        with transaction():
            some = indexing.forget_some()


def _next(after: UUID | None) -> list[UUID]:
    where = [] if after is None else [Dossier.id > after]
    return list(db.session.scalars(select(Dossier.id).where(*where).order_by(Dossier.id).limit(AT_ONCE)))


def _one(dossier_id: UUID, *, facts: bool) -> list[str]:
    dossier = db.session.get_one(Dossier, dossier_id, populate_existing=True, with_for_update=True)
    if dossier.erased_at is not None:
        return []
    kind = kind_named(dossier.kind)
    key = keys().get(dossier_id) if kind.sealed else None
    entries = [(row.tick, open_entry(row, key, words=False)) for row in rows_of(dossier_id)]
    state = kind.fold([entry for _, entry in entries])
    set_reach(dossier, kind.reach_of(state))
    indexing.index(dossier, kind, [one.words for one in entries_of(dossier_id, words=True)])
    project(dossier_id, kind, state)
    return [name_of(dossier)] if facts and _facts(dossier, replay(kind, entries, dossier.id).known) else []


def _facts(dossier: Dossier, known: Sequence[Known]) -> bool:
    table = FactRow.__table__
    rows = db.session.execute(select(table).where(table.c.unit_id == dossier.id)).all()
    if Counter((one.fact, one.known_from, one.known_to) for one in known) == Counter(
        (fact_of(row), row.known_from, row.known_to) for row in rows
    ):
        return False
    db.session.execute(delete(FactRow).where(FactRow.unit_id == dossier.id))
    fresh: list[dict[str, Any]] = [
        {
            "programme_id": dossier.programme_id, "unit_id": dossier.id, "known_from": one.known_from,
            "known_to": one.known_to, "from_entry": one.from_entry, "to_entry": one.to_entry, **columns_of(one.fact),
        }
        for one in known
    ]  # fmt: skip
    if fresh:
        db.session.execute(insert(FactRow), fresh)
    return True
