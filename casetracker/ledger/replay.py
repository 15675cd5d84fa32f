"""The facts of a dossier at every tick, worked out again from its entries alone; no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from casetracker.ledger.entries import Entry
from casetracker.ledger.facts import Fact, coarse
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind
from casetracker.ledger.standing import difference, facts_now


@dataclass(slots=True)
class Known:
    """A fact, and the ticks from which and until which it was known."""

    fact: Fact
    known_from: int
    from_entry: UUID
    known_to: int | None = None
    to_entry: UUID | None = None


@dataclass
class Replay:
    """What the entries give: the last state, the last tier, every fact that was ever known."""

    state: Any
    tier: str
    known: list[Known]


def replay(kind: Kind, entries: Sequence[tuple[int, Entry]], unit_id: UUID) -> Replay:
    """Fold tick by tick and compare facts as the writer did (`entries`: (tick, entry) in chain order)."""
    done, said = Replay(None, "normal", []), [entry for _, entry in entries]
    for tick, upto, added in _ticks(entries):
        done.state = kind.fold(said[:upto])
        tier = kind.reach_of(done.state).tier
        if tier == HIGHLY_RESTRICTED != done.tier:
            for one in done.known:
                one.fact = coarse(one.fact, unit_id)
        done.tier = tier
        _compare(done.known, facts_now(kind, done.state, tier, unit_id), tick, added)
    return done


def _ticks(entries: Iterable[tuple[int, Entry]]) -> Iterator[tuple[int, int, list[UUID]]]:
    upto = 0
    for tick, group in groupby(entries, key=lambda pair: pair[0]):
        added = [entry.id for _, entry in group]
        upto += len(added)
        yield tick, upto, added


def _compare(known: list[Known], wanted: Sequence[tuple[Fact, UUID]], tick: int, added: Sequence[UUID]) -> None:
    standing = [one for one in known if one.known_to is None]
    gone, fresh = difference([one.fact for one in standing], wanted)
    for place in gone:
        standing[place].known_to, standing[place].to_entry = tick, added[-1]
    known.extend(Known(fact, tick, entry if entry in added else added[-1]) for fact, entry in fresh)
