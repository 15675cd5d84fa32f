"""A name compared with colleagues, clients and those complained of in other cases: by keyed hashes, then by unsealing
what may fit. The machine looks, not the reader: nothing that it finds leaves this file but yes, ask or no."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from casetracker.accounts.permissions import ROLES
from casetracker.accounts.queries import holders
from casetracker.cases.fold import fold
from casetracker.clients.queries import states_of
from casetracker.kit.tokens import spelt, words_of
from casetracker.ledger.indexing import candidates, of_whole_name
from casetracker.ledger.rows import entries_of_many

LOOKED_AT = 300
"""clients and cases that are unsealed to answer once, the newest"""


def interest_in(programme_id: int, case_id: UUID, name: str) -> str:
    """yes: the same whole name is a colleague's, a client's or stands in another case; ask: one that sounds the same.

    Highly restricted files are in no index and so in no answer.
    """
    if not words_of(name):
        return "no"
    colleagues = [user.name for user in holders(programme_id, *ROLES)]
    if _same(name, colleagues) or _same(name, _clients(programme_id, name, "word")):
        return "yes"
    if _same(name, _complained_of(programme_id, case_id, name)):
        return "yes"
    alike = [*colleagues, *_clients(programme_id, name, "sound")]
    return "ask" if _sounds(name) in [_sounds(one) for one in alike] else "no"


def _same(name: str, others: Iterable[str]) -> bool:
    return words_of(name) in [words_of(other) for other in others]


def _sounds(name: str) -> list[str]:
    return [word.sound or word.text for word in spelt(name)]


def _clients(programme_id: int, name: str, how: str) -> list[str]:
    newest = sorted(candidates(programme_id, name, how=how), reverse=True)[:LOOKED_AT]
    return [state.name for state in states_of(newest).values()]


def _complained_of(programme_id: int, case_id: UUID, name: str) -> list[str]:
    newest = sorted(set(of_whole_name(programme_id, name)) - {case_id}, reverse=True)[:LOOKED_AT]
    opened = entries_of_many(newest, words=True)
    return [fold(entries).words.get("accused_name", "") for entries in opened.values() if entries]
