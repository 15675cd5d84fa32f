"""The index of sealed words: written with the entries, deletable, and silent about highly restricted dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import aliased

from casetracker.kit.db import db
from casetracker.kit.tokens import (
    RULES,
    TOGETHER,
    Word,
    joint_tokens,
    name_tokens,
    number_tokens,
    numbers_of,
    spelt,
    story_tokens,
    token_of,
    token_of_number,
    whole_tokens,
)
from casetracker.kit.tokens import Token as Tokens
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Kind
from casetracker.ledger.models import Dossier, KeyUse, Token
from casetracker.ledger.rows import entries_of

MOST = 60
"""tokens that one entry adds: of a very long story, its first words"""


PURPOSE = "search"
AT_ONCE = 2000
FOLLOWED = select(func.count()).where(KeyUse.purpose == bindparam("purpose"), KeyUse.key_id == bindparam("rules"))
FOLLOWING = {"purpose": PURPOSE, "rules": str(RULES)}


def _key(programme_id: int, what: str) -> bytes:
    # Tokens of other rules are never met by chance: they were made under another key.
    return keys().keyring.derive(f"search {what} {programme_id} rules {RULES}")


def tokens_of(programme_id: int, kind: Kind, words: Iterable[Mapping[str, str]]) -> dict[int, None]:
    """The tokens of what was said in words, as far as the kind lets it be found, in the order in which it was said."""
    said = list(words)
    names = _key(programme_id, "names")
    found = name_tokens(names, _said(said, kind.names)) | number_tokens(names, _said(said, kind.numbers))
    whole = whole_tokens(_key(programme_id, "whole"), _said(said, kind.whole))
    return whole | found | story_tokens(_key(programme_id, "stories"), _said(said, kind.stories))


def _said(words: Iterable[Mapping[str, str]], fields: Sequence[str]) -> Iterator[str]:
    return (one[name] for one in words for name in fields if name in one)


def joined(programme_id: int, kind: Kind, words: Iterable[Mapping[str, str]]) -> dict[int, None]:
    """The tokens of what the words say together, after each entry in turn: what is said later replaces its field."""
    key, standing = _key(programme_id, "names"), dict[str, str]()
    found: dict[int, None] = {}
    for one in words:
        standing |= one
        found |= joint_tokens(key, kind.together(standing))
    return found


def index(dossier: Dossier, kind: Kind, words: Sequence[Mapping[str, str]], *, whole: bool = True) -> None:
    """Add what was just said to the index; a highly restricted dossier leaves it.

    `whole`: nothing was said in words before.
    """
    if dossier.tier == HIGHLY_RESTRICTED or not words:
        return
    every = words
    if not whole and any(name in one for one in words for name in (*kind.names, *kind.numbers)):
        every = [one.words for one in entries_of(dossier.id, words=True)]
    tokens = dict.fromkeys(t for one in words for t in islice(tokens_of(dossier.programme_id, kind, [one]), MOST))
    rows = [
        {"programme_id": dossier.programme_id, "token": token, "dossier_id": dossier.id}
        for token in tokens | joined(dossier.programme_id, kind, every)
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
    words = [one.words for one in entries_of(dossier.id, words=True)]
    said = tokens_of(dossier.programme_id, kind, words) | joined(dossier.programme_id, kind, words)
    where = (Token.programme_id == dossier.programme_id, Token.dossier_id == dossier.id)
    for start in range(0, len(said), 500):
        db.session.execute(delete(Token).where(*where, Token.token.in_(sorted(said)[start : start + 500])))


def tokens_for(programme_id: int, words: Iterable[Word], numbers: Iterable[str] = ()) -> list[Tokens]:
    """The tokens under which these words, then these phone numbers, are looked for."""
    names, stories = _key(programme_id, "names"), _key(programme_id, "stories")
    return [
        *(token_of(names, stories, word) for word in words),
        *(token_of_number(names, number) for number in numbers),
    ]


def candidates(programme_id: int, text: str, *, how: str = "") -> list[UUID]:
    """Dossiers that may hold every word of `text`, for the caller to narrow to its reader, decrypt and check.

    `how`: "" looks in what is told; word, beginning, sound or number look in names.
    """
    way = {"": "told", "word": "exact", "beginning": "begins", "sound": "sounds", "number": "exact"}[how]
    numbers = how == "number"
    asked = tokens_for(programme_id, () if numbers else spelt(text), numbers_of(text) if numbers else ())
    if not asked:
        return []
    first, *others = (aliased(Token) for _ in asked)
    query = select(first.dossier_id).order_by(first.dossier_id)
    for token, row in zip(asked, (first, *others), strict=True):
        query = query.where(row.programme_id == programme_id, row.token == getattr(token, way))
        if row is not first:
            query = query.where(row.dossier_id == first.dossier_id)
    return list(db.session.scalars(query))


def said_together(programme_id: int, texts: Iterable[str]) -> list[UUID]:
    """Dossiers of which any of these is said together, those of which most are first."""
    tokens = list(joint_tokens(_key(programme_id, "names"), texts))
    if not tokens:
        return []
    query = select(Token.dossier_id).where(Token.programme_id == programme_id, Token.token.in_(tokens))
    query = query.group_by(Token.dossier_id).order_by(func.count().desc(), Token.dossier_id.desc())
    return list(db.session.scalars(query.limit(AT_ONCE)))


def of_whole_name(programme_id: int, name: str) -> list[UUID]:
    """Dossiers in which this whole name may stand sealed, for the caller to decrypt and compare."""
    asked = list(whole_tokens(_key(programme_id, "whole"), [name]))
    where = (Token.programme_id == programme_id, Token.token.in_(asked))
    return list(db.session.scalars(select(Token.dossier_id).where(*where).order_by(Token.dossier_id)))


def places_of(programme_id: int, texts: Iterable[str]) -> set[int]:
    """Where in the index stands what was said together."""
    return set(joint_tokens(_key(programme_id, "names"), texts))


def shared(programme_id: int, after: int, most: int) -> list[tuple[int, list[UUID]]]:
    """(place, dossiers) of what several dossiers say together: the next `most` places of the index after one."""
    here = (Token.programme_id == programme_id, Token.token > max(after, TOGETHER - 1))
    several = select(Token.token).where(*here).group_by(Token.token).having(func.count() > 1)
    found: dict[int, list[UUID]] = {one: [] for one in db.session.scalars(several.order_by(Token.token).limit(most))}
    query = select(Token.token, Token.dossier_id).where(
        Token.programme_id == programme_id, Token.token.in_(list(found))
    )
    for place, dossier_id in db.session.execute(query.order_by(Token.token, Token.dossier_id)) if found else ():
        found[place].append(dossier_id)
    return list(found.items())


def follows_the_rules() -> bool:
    """Was the whole index written under the rules of this release? If not, `casetracker rebuild` writes it anew."""
    return bool(db.session.scalar(FOLLOWED, FOLLOWING))


def remember_rules(*, rewritten: bool = False) -> None:
    """Write down which rules the index follows: those of now where it is still empty, or was written anew."""
    if rewritten:
        db.session.execute(delete(KeyUse).where(KeyUse.purpose == PURPOSE))
    elif follows_the_rules() or db.session.scalar(select(Token.token).limit(1)) is not None:
        return
    db.session.add(KeyUse(purpose=PURPOSE, key_id=str(RULES)))


def forget_some() -> bool:
    """Take a piece out of the index, small enough for others to go on writing; False when nothing is left."""
    first = select(Token.programme_id, Token.token).order_by(Token.programme_id, Token.token)
    begin = db.session.execute(first.limit(1)).first()
    if begin is None:
        return False
    here = Token.programme_id == begin.programme_id
    end = db.session.scalar(select(Token.token).where(here).order_by(Token.token).offset(AT_ONCE).limit(1))
    db.session.execute(delete(Token).where(here, *([] if end is None else [Token.token <= end])))
    return True
