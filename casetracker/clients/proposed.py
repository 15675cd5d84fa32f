"""Files that may be of one person: read from what the index holds together, compared, shown to who coordinates both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from sqlalchemy import or_, select

from casetracker.accounts.reader import Reader
from casetracker.clients.fold import ClientState
from casetracker.clients.likeness import Likeness, likeness, together
from casetracker.clients.models import Client, ClientPair
from casetracker.clients.pairs import coordinated
from casetracker.clients.queries import states_of
from casetracker.clients.sameness import DECLINED, DIFFERENT
from casetracker.kit.db import db
from casetracker.ledger.indexing import places_of, shared
from casetracker.ledger.models import Dossier

SHOWN, AT_ONCE, ROUNDS, MOST_ALIKE = 20, 40, 20, 12


@dataclass(frozen=True)
class Pair:
    """Two files that the reader may count as one person."""

    first: UUID
    second: UUID
    one: ClientState
    other: ClientState
    alike: Likeness


@dataclass(frozen=True)
class Proposed:
    """A page of pairs, and after which place of the index the next one begins (None: this is the last)."""

    pairs: tuple[Pair, ...]
    after: int | None


def proposed(reader: Reader, programme_id: int, after: int = 0) -> Proposed:
    """The next pairs, in an order that tells nothing: SHOWN and the rest of the last look, or what ROUNDS looks at
    AT_ONCE places of the index gave. Of more than MOST_ALIKE files at one place, the first."""
    found: list[Pair] = []
    at: int | None = after
    for _round in range(ROUNDS):
        places = shared(programme_id, at or 0, AT_ONCE)
        at = places[-1][0] if len(places) == AT_ONCE else None
        found += _pairs(reader, programme_id, places)
        if at is None or len(found) >= SHOWN:
            break
    return Proposed(tuple(found), at)


def _pairs(reader: Reader, programme_id: int, places: list[tuple[int, list[UUID]]]) -> list[Pair]:
    mine = _mine(reader, programme_id, {one for _place, ids in places for one in ids})
    groups = [(place, [one for one in ids if one in mine][:MOST_ALIKE]) for place, ids in places]
    states = states_of({one for _place, ids in groups if len(ids) > 1 for one in ids})
    standing = {one: places_of(programme_id, together(_words(state))) for one, state in states.items()}
    apart = _apart(states)
    return [
        pair for place, ids in groups for first, second in combinations([one for one in ids if one in states], 2)
        if min(standing[first] & standing[second], default=place) == place  # shown at the first place they share
        and frozenset((first, second)) not in apart
        and (pair := Pair(first, second, states[first], states[second],
                          likeness(states[first], states[second]))).alike.possible
    ]  # fmt: skip


def _words(state: ClientState) -> dict[str, str]:
    return {"name": state.name, "village": state.village, "phone": state.phone}


def _mine(reader: Reader, programme_id: int, ids: Iterable[UUID]) -> set[UUID]:
    """Files that the reader coordinates and that count as themselves."""
    query = select(Client.dossier_id).join(Dossier, Dossier.id == Client.dossier_id)
    mine = query.where(
        Client.dossier_id.in_(list(ids)), Client.merged_into.is_(None), coordinated(reader, programme_id)
    )
    return set(db.session.scalars(mine))


def _apart(ids: Iterable[UUID]) -> set[frozenset[UUID]]:
    """Pairs of whom it was said that they are two people."""
    some = list(ids)
    query = select(ClientPair.dossier_id, ClientPair.other_id).where(
        ClientPair.state.in_((DECLINED, DIFFERENT)),
        or_(ClientPair.dossier_id.in_(some), ClientPair.other_id.in_(some)),
    )
    return {frozenset(pair) for pair in db.session.execute(query)} if some else set()
