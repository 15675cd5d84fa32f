"""The synthetic year many times over: its cases copied in bulk through the same fold, chain, seal and facts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from casetracker.cases.kind import CASE
from casetracker.clients.kind import KIND as CLIENT
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger import chain
from casetracker.ledger.entries import Entry
from casetracker.ledger.indexing import index
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.reserved import reference_of
from casetracker.ledger.rows import entries_of_many
from casetracker.ledger.standing import columns_of, facts_now
from casetracker.ledger.ticks import OpenTick, next_number, take_tick
from casetracker.ledger.writing import sealed_rows

PIECE = 100
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class File:
    """The entries of a case and of its client."""

    case: list[Entry]
    client: list[Entry]


def multiply(programme_id: int, cases: int, progress: Progress) -> None:
    """Copy cases until there are `cases` of them; each copy has its own client, keys, entries, facts and rows."""
    found = list(
        db.session.scalars(
            select(Dossier.id).where(Dossier.programme_id == programme_id, Dossier.kind == "case").order_by(Dossier.id)
        )
    )
    wanted = cases - len(found)
    files = list(_files(found)) if wanted > 0 else []
    stream = enumerate(itertools.islice(itertools.cycle(files), max(0, wanted)))
    done = len(found)
    while piece := list(itertools.islice(stream, PIECE)):
        with transaction():
            _copy(programme_id, piece)
        done += len(piece)
        progress(done, cases)


def _files(ids: Sequence[UUID]) -> Iterator[File]:
    for start in range(0, len(ids), 200):
        files = list(entries_of_many(ids[start : start + 200], words=True).values())
        clients = [UUID(file[0].codes["client"]) for file in files if file[0].codes.get("client")]
        people = entries_of_many(clients, words=True)
        for file in files:
            client = file[0].codes.get("client")
            yield File(_plain(file), people[UUID(client)] if client else [])


def _plain(entries: list[Entry]) -> list[Entry]:
    """The file without its reporter, who has a file of their own."""
    first = entries[0]
    return [replace(first, codes={k: v for k, v in first.codes.items() if k != "reporter"}), *entries[1:]]


def _again(file: File, number: int) -> tuple[list[Entry], list[Entry]]:
    """(the case, its client) under new ids. One copy in a hundred has the same batch of goods in its story."""
    client = file.client[0] if file.client else None
    ids = {str(entry.id): new_id() for entry in (*file.client, *file.case)}
    first = file.case[0]
    for name in ("person", "client"):
        if first.codes.get(name):
            ids.setdefault(first.codes[name], ids[str(client.id)] if client else new_id())
    told = first.words.get("narrative", "") + f" lote{number % 100:02d} volume{number:06d}"
    case = [replace(first, words={**first.words, "narrative": told}), *file.case[1:]]
    return _under(case, ids), _under(file.client, ids)


def _under(entries: Sequence[Entry], ids: dict[str, UUID]) -> list[Entry]:
    return [replace(entry, id=ids[str(entry.id)], codes=_exchange(entry.codes, ids)) for entry in entries]


def _exchange(codes: Any, ids: dict[str, UUID]) -> dict[str, Any]:
    return {k: str(ids[v]) if isinstance(v, str) and v in ids else v for k, v in codes.items()}


def _copy(programme_id: int, piece: Sequence[tuple[int, File]]) -> None:
    programme = db.session.get_one(Programme, programme_id)
    tick = take_tick(programme_id)
    rows: dict[str, list[Any]] = {}
    for number, file in piece:
        case, client = _again(file, number)
        if client:
            _one(CLIENT, programme, tick, client, rows, UUID(case[0].codes["client"]))
        _one(CASE, programme, tick, case, rows, new_id())
    for name in ("dossier", "entry", "fact", *CLIENT.tables, *CASE.tables):
        if rows.get(name):
            db.session.execute(insert(db.metadata.tables[name]), rows[name])
    for dossier, kind, words in rows["words"]:
        index(dossier, kind, words)


def _one(
    kind: Kind, programme: Programme, tick: OpenTick, entries: list[Entry], rows: dict[str, list[Any]], new: UUID
) -> None:
    state = kind.fold(entries)
    reach = kind.reach_of(state)
    secret = reach.tier == HIGHLY_RESTRICTED
    key = keys().make(new)
    numbered = kind.referenced
    reference = reference_of(programme, next_number(programme.id), tick.recorded_at.year) if numbered else None
    whose = {
        "dossier_id": new, "dossier_kind": kind.name, "programme_id": programme.id,
        "preset_version": programme.preset_version, "device_id": "",
    }  # fmt: skip
    start = chain.start(new, kind.name, programme.id, reference)
    written, last = sealed_rows(entries, whose, tick, start, key, secret=secret)
    hidden = {"team": None, "place": None, "district": None} if secret else {}
    dossier = {
        "id": new, "programme_id": programme.id, "kind": kind.name, "reference": reference, "last_seq": len(entries),
        "last_digest": last, "tier": reach.tier, "worker": reach.worker, "supervisor": reach.supervisor,
        "lawyer": reach.lawyer, "team": reach.team, "place": reach.place, "district": reach.district,
        "province": reach.province, "erased_at": None, **hidden,
    }  # fmt: skip
    rows.setdefault("dossier", []).append(dossier)
    rows.setdefault("entry", []).extend(written)
    known = {"programme_id": programme.id, "unit_id": new, "known_from": tick.tick}
    rows.setdefault("fact", []).extend(
        {**known, "from_entry": entry, **columns_of(fact)} for fact, entry in facts_now(kind, state, reach.tier, new)
    )
    for name, projected in kind.rows_of(state).items():
        rows.setdefault(name, []).extend({"programme_id": programme.id, "dossier_id": new, **row} for row in projected)
    shown = Dossier(id=new, programme_id=programme.id, tier=reach.tier)
    rows.setdefault("words", []).append((shown, kind, [entry.words for entry in entries]))
