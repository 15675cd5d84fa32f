"""The synthetic year many times over: its cases copied in bulk through the same fold, chain, seal and facts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from casetracker.cases.kind import CASE
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger import chain
from casetracker.ledger.entries import Entry
from casetracker.ledger.indexing import index
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import HIGHLY_RESTRICTED
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.rows import entries_of_many
from casetracker.ledger.standing import columns_of, facts_now
from casetracker.ledger.ticks import OpenTick, next_number, take_tick
from casetracker.ledger.writing import reference_of, sealed_rows

PIECE = 100
Progress = Callable[[int, int], None]


def multiply(programme_id: int, cases: int, progress: Progress) -> None:
    """Copy cases until there are `cases` of them; each copy has its own key, entries, facts and rows."""
    found = list(
        db.session.scalars(
            select(Dossier.id).where(Dossier.programme_id == programme_id, Dossier.kind == "case").order_by(Dossier.id)
        )
    )
    files = [_plain(entries) for entries in _files(found)]
    wanted = cases - len(found)
    stream = itertools.islice(itertools.cycle(files), max(0, wanted))
    done = len(found)
    while piece := list(itertools.islice(stream, PIECE)):
        with transaction():
            _copy(programme_id, piece)
        done += len(piece)
        progress(done, cases)


def _files(ids: Sequence[UUID]) -> Iterator[list[Entry]]:
    for start in range(0, len(ids), 200):
        yield from entries_of_many(ids[start : start + 200], words=True).values()


def _plain(entries: list[Entry]) -> list[Entry]:
    """The file without its client: nobody's client page belongs to a copy."""
    first = entries[0]
    codes = {k: v for k, v in first.codes.items() if k not in {"client", "reporter"}}
    return [replace(first, codes=codes), *entries[1:]]


def _again(entries: Sequence[Entry]) -> list[Entry]:
    ids = {str(entry.id): new_id() for entry in entries}
    person = entries[0].codes.get("person")
    if person:
        ids[person] = new_id()
    return [replace(entry, id=ids[str(entry.id)], codes=_exchange(entry.codes, ids)) for entry in entries]


def _exchange(codes: Any, ids: dict[str, UUID]) -> dict[str, Any]:
    return {k: str(ids[v]) if isinstance(v, str) and v in ids else v for k, v in codes.items()}


def _copy(programme_id: int, piece: Sequence[list[Entry]]) -> None:
    programme = db.session.get_one(Programme, programme_id)
    tick = take_tick(programme_id)
    rows: dict[str, list[Any]] = {}
    for entries in piece:
        _one(programme, tick, _again(entries), rows)
    for name in ("dossier", "entry", "fact", *CASE.tables):
        if rows.get(name):
            db.session.execute(insert(db.metadata.tables[name]), rows[name])
    for dossier, words in rows["words"]:
        index(dossier, CASE, words)


def _one(programme: Programme, tick: OpenTick, entries: list[Entry], rows: dict[str, list[Any]]) -> None:
    state, new = CASE.fold(entries), new_id()
    reach = CASE.reach_of(state)
    secret = reach.tier == HIGHLY_RESTRICTED
    key = keys().make(new)
    reference = reference_of(programme, next_number(programme.id), tick.recorded_at.year)
    whose = {
        "dossier_id": new, "dossier_kind": "case", "programme_id": programme.id,
        "preset_version": programme.preset_version, "device_id": "",
    }  # fmt: skip
    start = chain.start(new, "case", programme.id, reference)
    written, last = sealed_rows(entries, whose, tick, start, key, secret=secret)
    hidden = {"team": None, "place": None, "district": None} if secret else {}
    dossier = {
        "id": new, "programme_id": programme.id, "kind": "case", "reference": reference, "last_seq": len(entries),
        "last_digest": last, "tier": reach.tier, "worker": reach.worker, "supervisor": reach.supervisor,
        "lawyer": reach.lawyer, "team": reach.team, "place": reach.place, "district": reach.district,
        "province": reach.province, "erased_at": None, **hidden,
    }  # fmt: skip
    rows.setdefault("dossier", []).append(dossier)
    rows.setdefault("entry", []).extend(written)
    known = {"programme_id": programme.id, "unit_id": new, "known_from": tick.tick}
    rows.setdefault("fact", []).extend(
        {**known, "from_entry": entry, **columns_of(fact)} for fact, entry in facts_now(CASE, state, reach.tier, new)
    )
    for name, projected in CASE.rows_of(state).items():
        rows.setdefault(name, []).extend({"programme_id": programme.id, "dossier_id": new, **row} for row in projected)
    shown = Dossier(id=new, programme_id=programme.id, tier=reach.tier)
    rows.setdefault("words", []).append((shown, [entry.words for entry in entries]))
