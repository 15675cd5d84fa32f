"""The index of sealed words: written with the entries, deletable, and silent about highly restricted dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import sqlite

from casetracker.kit.db import db
from casetracker.kit.tokens import name_tokens, story_tokens, token_for_name
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind
from casetracker.ledger.models import Dossier, Token
from casetracker.ledger.rows import entries_of

MOST = 60
"""tokens that one entry adds: of a very long story, its first words"""


def _key(programme_id: int, what: str) -> bytes:
    return keys().keyring.derive(f"search {what} {programme_id}")


def tokens_of(programme_id: int, kind: Kind, words: Iterable[Mapping[str, str]]) -> set[int]:
    """The tokens of what was said in words, as far as the kind lets it be found."""
    said = list(words)
    found = name_tokens(_key(programme_id, "names"), (one[name] for one in said for name in kind.names if name in one))
    told = (one[name] for one in said for name in kind.stories if name in one)
    return found | story_tokens(_key(programme_id, "stories"), told)


def index(dossier: Dossier, kind: Kind, words: Sequence[Mapping[str, str]]) -> None:
    """Add what was just said to the index; a highly restricted dossier leaves it."""
    if dossier.tier == HIGHLY_RESTRICTED:
        return
    rows = [
        {"programme_id": dossier.programme_id, "token": token, "dossier_id": dossier.id}
        for token in dict.fromkeys(
            t for one in words for t in sorted(tokens_of(dossier.programme_id, kind, [one]))[:MOST]
        )
    ]
    if rows:
        db.session.execute(_insert().on_conflict_do_nothing(), rows)


def _insert() -> Any:
    """An INSERT that may leave out what is there; the dialect with its drivers is loaded where it is spoken."""
    if db.engine.dialect.name == "sqlite":
        return sqlite.insert(Token)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(Token)


def withdraw(dossier: Dossier, kind: Kind) -> None:
    """No search finds this dossier any more. Its words say where its tokens are: there is no index of dossiers."""
    said = tokens_of(dossier.programme_id, kind, [one.words for one in entries_of(dossier.id, words=True)])
    where = (Token.programme_id == dossier.programme_id, Token.dossier_id == dossier.id)
    for start in range(0, len(said), 500):
        db.session.execute(delete(Token).where(*where, Token.token.in_(sorted(said)[start : start + 500])))


def candidates(programme_id: int, text: str, *, how: str = "") -> list[UUID]:
    """Dossiers that may hold every word of `text`, for the caller to narrow to its reader, decrypt and check.

    `how`: "" looks in what is told; word, beginning or sound look in names.
    """
    if how:
        wanted = token_for_name(_key(programme_id, "names"), text, how=how)
    else:
        wanted = sorted(story_tokens(_key(programme_id, "stories"), [text]))
    found: set[UUID] | None = None
    for token in wanted:
        where = (Token.programme_id == programme_id, Token.token == token)
        ids = set(db.session.scalars(select(Token.dossier_id).where(*where)))
        found = ids if found is None else found & ids
    return sorted(found or ())
