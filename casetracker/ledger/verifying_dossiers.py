"""Dossiers, in order: chain, codes, words, rows and facts, each compared with what the entries give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.erased import erased_findings
from casetracker.ledger.facts import COLUMNS
from casetracker.ledger.findings import Finding, bad_dossier
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind, Reach, kinds
from casetracker.ledger.models import Dossier, EntryRow, FactRow
from casetracker.ledger.replay import Replay, replay
from casetracker.ledger.verifying_chain import OpenChain, open_chain

Progress = Callable[[str, int, int], None]
AT_ONCE = 400
REACH = ("tier", "worker", "supervisor", "lawyer", "team", "place", "district", "province")
fact_columns = attrgetter(*COLUMNS)
standing_columns = attrgetter(*COLUMNS, "known_from", "known_to")


@dataclass
class Lot:
    """Some dossiers with all that belongs to them, by dossier."""

    dossiers: Sequence[Any]
    entries: dict[UUID, list[Any]]
    facts: dict[UUID, list[Any]]
    rows: dict[str, dict[UUID, list[Any]]] = field(default_factory=dict)


def lots(programme_id: int | None = None) -> Iterator[Lot]:
    """All dossiers in the order of their ids, a few hundred at a time, with whatever lies between them."""
    after: UUID | None = None
    while True:
        where = [] if after is None else [Dossier.id > after]
        if programme_id is not None:
            where.append(Dossier.programme_id == programme_id)
        table = Dossier.__table__
        dossiers = db.session.execute(select(table).where(*where).order_by(table.c.id).limit(AT_ONCE)).all()
        upto = dossiers[-1].id if len(dossiers) == AT_ONCE else None
        yield _lot(dossiers, after, upto)
        if upto is None:
            return
        after = upto


def _lot(dossiers: Sequence[Any], after: UUID | None, upto: UUID | None) -> Lot:
    entry, fact = EntryRow.__table__, FactRow.__table__
    lot = Lot(
        dossiers,
        _between(entry, entry.c.dossier_id, after, upto, entry.c.seq),
        _between(fact, fact.c.unit_id, after, upto),
    )
    for name in {name for kind in kinds().values() for name in kind.tables}:
        table = db.metadata.tables[name]
        lot.rows[name] = _between(table, table.c.dossier_id, after, upto)
    return lot


def _between(
    table: Any, column: Any, after: UUID | None, upto: UUID | None, *then: ColumnElement[Any]
) -> dict[UUID, list[Any]]:
    where = ([column > after] if after is not None else []) + ([column <= upto] if upto is not None else [])
    found: dict[UUID, list[Any]] = {}
    for row in db.session.execute(select(table).where(*where).order_by(column, *then)):
        found.setdefault(getattr(row, column.name), []).append(row)
    return found


def dossier_findings(total: int, progress: Progress) -> Iterator[Finding]:
    """What is not as the entries say, dossier by dossier."""
    done = 0
    for lot in lots():
        data_keys = keys().many(row.id for row in lot.dossiers)
        for dossier in lot.dossiers:
            yield from one_dossier(dossier, lot, data_keys.get(dossier.id))
        yield from _strays(lot)
        done += len(lot.dossiers)
        progress("dossiers", done, total)


def one_dossier(dossier: Any, lot: Lot, key: bytes | None) -> Iterator[Finding]:
    """One dossier: its chain first; where that is broken, what follows from it is not looked at."""
    entries, facts = lot.entries.get(dossier.id, []), lot.facts.get(dossier.id, [])
    kind = kinds().get(dossier.kind)
    if kind is None:
        yield bad_dossier(dossier, Sentence("no room knows its kind."))
        return
    chain: OpenChain = open_chain(dossier, kind, entries, key)
    yield from chain.findings
    if chain.findings:
        return
    if dossier.erased_at is not None:
        yield from erased_findings(
            dossier, chain, facts, {name: found.get(dossier.id) for name, found in lot.rows.items()}
        )
        return
    given = replay(kind, chain.entries, dossier.id)
    yield from _facts(dossier, given, facts, chain)
    yield from _reach(dossier, kind.reach_of(given.state))
    yield from _projection(dossier, kind, given.state, lot)


def _facts(dossier: Any, given: Replay, rows: Sequence[Any], chain: OpenChain) -> Iterator[Finding]:
    wanted = Counter((*fact_columns(one.fact), one.known_from, one.known_to) for one in given.known)
    present = Counter(standing_columns(row) for row in rows)
    if wanted != present:
        lacking, extra = wanted - present, present - wanted
        kinds_of = sorted({fact[0] for fact in (*lacking, *extra)})
        what = Sentence(
            "its facts are not what its entries give (%(lacking)s missing, %(extra)s too many: %(kinds)s).",
            lacking=lacking.total(), extra=extra.total(), kinds=", ".join(kinds_of),
        )  # fmt: skip
        yield bad_dossier(dossier, what)
        return
    ticks = {entry.id: tick for tick, entry in chain.entries}
    for row in rows:
        caused = ticks.get(row.from_entry) == row.known_from and ticks.get(row.to_entry) == row.known_to
        if not caused or row.programme_id != dossier.programme_id:
            yield bad_dossier(
                dossier, Sentence("a fact names an entry that did not cause it (%(kind)s).", kind=row.kind)
            )


def _reach(dossier: Any, reach: Reach) -> Iterator[Finding]:
    wanted = {name: getattr(reach, name) for name in REACH}
    if reach.tier == HIGHLY_RESTRICTED:
        wanted |= {"team": None, "place": None, "district": None}
    wrong = [name for name in REACH if getattr(dossier, name) != wanted[name]]
    if wrong:
        what = Sentence("who may open it is not what its entries give (%(columns)s).", columns=", ".join(wrong))
        yield bad_dossier(dossier, what)


def _projection(dossier: Any, kind: Kind, state: Any, lot: Lot) -> Iterator[Finding]:
    rows = kind.rows_of(state)
    for name in kind.tables:
        wanted, present = rows.get(name, []), lot.rows[name].get(dossier.id, [])
        if not _same(wanted, present, dossier):
            yield bad_dossier(dossier, Sentence("its row in %(table)s is not what its entries give.", table=name))


def _same(wanted: Sequence[dict[str, Any]], present: Sequence[Any], dossier: Any) -> bool:
    if len(wanted) != len(present) or any(
        getattr(row, "programme_id", dossier.programme_id) != dossier.programme_id for row in present
    ):
        return False
    left = [row._mapping for row in present]
    for one in wanted:
        place = next((n for n, row in enumerate(left) if all(row[key] == value for key, value in one.items())), None)
        if place is None:
            return False
        left.pop(place)
    return True


def _strays(lot: Lot) -> Iterator[Finding]:
    """Entries, facts and rows that hang on no dossier."""
    known = {row.id for row in lot.dossiers}
    for what, found in (("entry", lot.entries), ("fact", lot.facts), *lot.rows.items()):
        for dossier_id in found.keys() - known:
            named = Sentence("%(table)s: rows of a dossier that is not there (%(id)s).", table=what, id=str(dossier_id))
            yield Finding(named)
