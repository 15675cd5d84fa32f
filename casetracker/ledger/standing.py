"""Facts as they stand: what a dossier should contribute, compared with the rows that say what it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, or_, select, update

from casetracker.kit.db import db
from casetracker.ledger.entries import Entry
from casetracker.ledger.facts import COLUMNS, Fact, coarse
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind
from casetracker.ledger.models import Dossier, FactRow
from casetracker.ledger.ticks import OpenTick

table = cast(Table, FactRow.__table__)


def fact_of(row: Any) -> Fact:
    """The fact that a row says."""
    return Fact(**{name: getattr(row, name) for name in COLUMNS})


def columns_of(fact: Fact) -> dict[str, Any]:
    """The columns of a row that says this fact."""
    return {name: getattr(fact, name) for name in COLUMNS}


def facts_now(kind: Kind, state: Any, tier: str, unit_id: UUID) -> list[tuple[Fact, UUID]]:
    """What a dossier in this state contributes, each with the entry that brought it about."""
    found = sorted(kind.facts_of(state), key=lambda pair: (pair[0].kind, pair[0].day, pair[0].part_id, pair[0].turn))
    return [(coarse(fact, unit_id), entry) for fact, entry in found] if tier == HIGHLY_RESTRICTED else found


def difference(
    standing: Sequence[Fact], wanted: Sequence[tuple[Fact, UUID]]
) -> tuple[list[int], list[tuple[Fact, UUID]]]:
    """(places in `standing` of what no longer holds, what is new); bags, since coarse facts may be equal."""
    need = Counter(fact for fact, _ in wanted)
    gone = []
    for place, fact in enumerate(standing):
        if need[fact]:
            need[fact] -= 1
        else:
            gone.append(place)
    fresh = []
    for fact, entry in wanted:
        if need[fact]:
            need[fact] -= 1
            fresh.append((fact, entry))
    return gone, fresh


def compare_facts(
    dossier: Dossier, kind: Kind, state: Any, tick: OpenTick, added: Sequence[Entry], *, new: bool = False
) -> None:
    """What no longer holds gets known_to, what is new gets known_from; nothing else is touched. Of a dossier that has
    just begun (`new`) there are no facts yet.

    A dossier may be written several times in one transaction: rows end up as if it had been written once, so that the
    facts of any tick follow from the entries up to that tick.
    """
    cause = added[-1].id
    just_said = {entry.id for entry in added}
    rows = [] if new else _standing(dossier.id, tick.tick)
    before = [row for row in rows if row.known_from != tick.tick]
    gone, fresh = difference([fact_of(row) for row in before], facts_now(kind, state, dossier.tier, dossier.id))
    _close([before[place] for place in gone], tick.tick, cause)
    _leave([row for place, row in enumerate(before) if place not in set(gone) and row.known_to is not None])
    said_now = [row for row in rows if row.known_from == tick.tick]
    mistaken, first = difference([fact_of(row) for row in said_now], fresh)
    _unsay([said_now[place] for place in mistaken])
    _add(dossier, tick.tick, [(fact, entry if entry in just_said else cause) for fact, entry in first])


def _standing(unit_id: UUID, tick: int) -> Sequence[Any]:
    """What stands of a dossier, and what this transaction closed."""
    here = or_(table.c.known_to.is_(None), table.c.known_to == tick)
    return db.session.execute(select(table).where(table.c.unit_id == unit_id, here)).all()


def _close(rows: Collection[Any], tick: int, cause: UUID) -> None:
    ids = [row.id for row in rows if row.known_to is None]
    if ids:
        db.session.execute(update(table).where(table.c.id.in_(ids)).values(known_to=tick, to_entry=cause))


def _leave(rows: Collection[Any]) -> None:
    """Closed earlier in this transaction, and holding after all."""
    if rows:
        ids = [row.id for row in rows]
        db.session.execute(update(table).where(table.c.id.in_(ids)).values(known_to=None, to_entry=None))


def _unsay(rows: Collection[Any]) -> None:
    """New earlier in this transaction, and not holding at its end: nobody ever knew it."""
    if rows:
        db.session.execute(delete(table).where(table.c.id.in_([row.id for row in rows])))


def _add(dossier: Dossier, tick: int, facts: Sequence[tuple[Fact, UUID]]) -> None:
    known = {"programme_id": dossier.programme_id, "unit_id": dossier.id, "known_from": tick}
    rows = [{**known, "from_entry": entry, **columns_of(fact)} for fact, entry in facts]
    if rows:
        db.session.execute(insert(table), rows)


def coarsen_facts(dossier_id: UUID) -> None:
    """The one permitted update of facts: all that ever stood of a dossier show province, month and type group only."""
    for row in db.session.execute(select(table).where(table.c.unit_id == dossier_id)).all():
        plain = coarse(fact_of(row), dossier_id)
        if plain != fact_of(row):
            db.session.execute(update(table).where(table.c.id == row.id).values(**columns_of(plain)))
