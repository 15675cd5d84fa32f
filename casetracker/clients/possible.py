"""Who may be the person somebody is typing: files of the reader's own area by what they say, others by tokens alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, true

from casetracker.accounts.permissions import NORMAL, may_open, may_write
from casetracker.accounts.reader import Reader
from casetracker.clients.actions import ClientValues
from casetracker.clients.fold import ClientState
from casetracker.clients.likeness import Likeness, likeness, together
from casetracker.clients.looks import record_look
from casetracker.clients.models import Client
from casetracker.clients.queries import states_of
from casetracker.kit.db import db
from casetracker.kit.tokens import numbers_of, spelt
from casetracker.ledger.indexing import candidates, said_together
from casetracker.ledger.models import Dossier
from casetracker.ledger.openings import record_opening

SHOWN, OPENED, LOOKED_AT = 5, 60, 2000  # shown; unsealed to be compared; narrowed to what the reader may open


@dataclass(frozen=True)
class Match:
    """One file that may be of the same person, and how far it agrees."""

    id: UUID
    state: ClientState
    alike: Likeness


@dataclass(frozen=True)
class Possible:
    """What is told: files that the reader may add to; that there is one elsewhere; that no more is told this hour."""

    known: tuple[Match, ...] = ()
    elsewhere: bool = False
    withheld: bool = False

    def __bool__(self) -> bool:
        return bool(self.known or self.elsewhere or self.withheld)


def possible_same(reader: Reader, programme_id: int, typed: ClientValues) -> Possible:
    """Compare what was typed; files that are shown, and looks beyond the reader's area, are on record.

    Highly restricted clients are in no index, and restricted ones are never told of to who may not open them.
    """
    known = _known(reader, programme_id, typed)
    if known:
        record_opening(by=reader.author, programme_id=programme_id, dossiers=[one.id for one in known], what="list")
    asked = together({"name": typed.name, "village": typed.village, "phone": typed.phone})
    if not asked:
        return Possible(known)
    found = elsewhere(reader, programme_id, typed) is not None
    told = record_look(by=reader.author, programme_id=programme_id, asked=asked, known=found)
    return Possible(known, found and told, not told)


def elsewhere(reader: Reader, programme_id: int, typed: ClientValues) -> UUID | None:
    """The file that most likely is of this person where the reader opens none; for asking, never for showing."""
    asked = together({"name": typed.name, "village": typed.village, "phone": typed.phone})
    ids = said_together(programme_id, asked)[:LOOKED_AT]
    if not ids:
        return None
    query = select(Dossier.id).where(
        Dossier.id.in_(ids), Dossier.kind == "client", Dossier.tier == NORMAL, Dossier.erased_at.is_(None),
        may_open(reader, programme_id).is_not(true()),
    )  # fmt: skip
    theirs = set(db.session.scalars(query))
    return next((one for one in ids if one in theirs), None)


def _known(reader: Reader, programme_id: int, typed: ClientValues) -> tuple[Match, ...]:
    ids = _writable(reader, programme_id, _candidates(programme_id, typed)[:LOOKED_AT])[:OPENED]
    states = states_of(ids)
    found = [Match(one, state, likeness(typed, state)) for one, state in states.items()]
    alike = sorted((one for one in found if one.alike.possible), key=lambda one: -one.alike.points)
    roots = {one.id for one in alike}
    return tuple([one for one in alike if one.state.merged_into not in roots][:SHOWN])


def _candidates(programme_id: int, typed: ClientValues) -> list[UUID]:
    """By phone, by names and village together, then by at least two names (by the one, if it is all there is)."""
    names = [word.text for word in spelt(typed.name)]
    named: Counter[UUID] = Counter()
    for name in dict.fromkeys(names):
        named.update(candidates(programme_id, name, how="sound") or candidates(programme_id, name, how="beginning"))
    several = min(2, len(set(names)))
    first = [one for number in numbers_of(typed.phone) for one in candidates(programme_id, number, how="number")]
    first += said_together(programme_id, together({"name": typed.name, "village": typed.village}))
    rest = sorted((one for one, words in named.items() if words >= several), key=lambda one: (-named[one], one.bytes))
    return list(dict.fromkeys([*first, *rest]))


def _writable(reader: Reader, programme_id: int, ids: list[UUID]) -> list[UUID]:
    query = select(Client.dossier_id).join(Dossier, Dossier.id == Client.dossier_id)
    mine = query.where(Client.dossier_id.in_(ids), Dossier.erased_at.is_(None), may_write(reader, programme_id))
    found = set(db.session.scalars(mine)) if ids else set()
    return [one for one in ids if one in found]
