"""Finding a client who came before, by name, phone or village as they were typed, or as they sound."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casetracker.accounts.permissions import may_open
from casetracker.accounts.reader import Reader
from casetracker.clients.fold import ClientState
from casetracker.clients.queries import openable, states_of
from casetracker.kit.db import db
from casetracker.kit.tokens import Word, apart, numbers_of, spelt
from casetracker.ledger.indexing import candidates
from casetracker.ledger.kinds import HIGHLY_RESTRICTED
from casetracker.ledger.models import Dossier

MOST, OPENED, LOOKED_AT = 30, 500, 5000  # shown; unsealed to see whether they fit; asked for, the newest
WAYS = ("word", "beginning", "sound")


def find_clients(reader: Reader, programme_id: int, text: str) -> list[tuple[UUID, ClientState]]:
    """Clients the reader may open in whose name, phone or village every word occurs; those that only sound so, last."""
    words, numbers = apart(text)
    if not words and not numbers:
        return []
    called = [set(candidates(programme_id, number, how="number")) for number in numbers]
    indexed = set.intersection(*called, *(_indexed(programme_id, word.text) for word in words))
    mine = openable(reader, sorted(indexed, reverse=True)[:LOOKED_AT])[:OPENED]
    states = states_of([*mine, *_never_indexed(reader, programme_id)])
    ranked = [(_rank(state, words, numbers), client_id, state) for client_id, state in states.items()]
    found = sorted((rank, state.name.casefold(), client_id.bytes) for rank, client_id, state in ranked if rank)
    return [(UUID(bytes=raw), states[UUID(bytes=raw)]) for _rank_, _name, raw in found[:MOST]]


def _indexed(programme_id: int, word: str) -> set[UUID]:
    return {one for way in WAYS for one in candidates(programme_id, word, how=way)}


def _never_indexed(reader: Reader, programme_id: int) -> list[UUID]:
    """Highly restricted clients who name the reader: a few, read one by one."""
    query = select(Dossier.id).where(
        Dossier.programme_id == programme_id, Dossier.kind == "client", Dossier.tier == HIGHLY_RESTRICTED
    )
    return list(
        db.session.scalars(query.where(may_open(reader, programme_id)).order_by(Dossier.id.desc()).limit(OPENED))
    )


def _rank(state: ClientState, words: list[Word], numbers: list[str]) -> int:
    """1: every word begins one of theirs; 2: every word at least sounds like one; 0: neither."""
    theirs = spelt(f"{state.name} {state.village}")
    if not set(numbers) <= set(numbers_of(state.phone)):
        return 0
    begun = [any(one.text.startswith(word.text) for one in theirs) for word in words]
    if all(begun):
        return 1
    sounds = {one.sound for one in theirs}
    return (
        2
        if all(begins or (word.sound and word.sound in sounds) for begins, word in zip(begun, words, strict=True))
        else 0
    )
