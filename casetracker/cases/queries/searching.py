"""Search in SQL: the tokens of every word met on one case, from the rarest word on, within what the reader may open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, not_, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased

from casetracker.accounts.permissions import may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.rows import COLUMNS, ListRow
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import Id, db
from casetracker.kit.tokens import Token as Tokens
from casetracker.ledger.models import Dossier, Token

FEW = 300
"""a token in more dossiers than this is common: it is not counted further"""
TOLD = 3
Spot = tuple[UUID, UUID]
"""where a page ended: client and case; of what is told, the case twice"""


@dataclass(frozen=True)
class Sought:
    """One word as the index knows it: its tokens in names, way by way, those of them that occur at all, and in how
    many dossiers (at most FEW of each)."""

    tokens: Tokens
    counts: dict[int, int]

    def own(self, way: int) -> int | None:
        """The token of this way alone, if anything has it."""
        token = (self.tokens.exact, self.tokens.begins, self.tokens.sounds, self.tokens.told)[way]
        return token if token in self.counts else None

    def names(self, way: int) -> list[int]:
        """Tokens of names that satisfy `way` or a better one."""
        return [token for token in map(self.own, range(min(way, TOLD - 1) + 1)) if token is not None]

    def common(self, way: int) -> int:
        """In how many dossiers it may be met, roughly."""
        met = [*self.names(way), *([self.own(TOLD)] if way == TOLD else [])]
        return sum(self.counts.get(token or 0, 0) for token in met)


def sought(programme_id: int, tokens: Sequence[Tokens]) -> list[Sought]:
    """The words with what the index holds of them: one query."""
    every = {token for one in tokens for token in (one.exact, one.begins, one.sounds, one.told) if token is not None}
    pieces = []
    for token in sorted(every):
        some = select(literal(1)).where(Token.programme_id == programme_id, Token.token == token).limit(FEW).subquery()
        pieces.append(select(literal(token).label("token"), select(func.count()).select_from(some).scalar_subquery()))
    counts = {token: count for token, count in db.session.execute(union_all(*pieces)) if count} if pieces else {}
    return [Sought(one, counts) for one in tokens]


def found_in(
    reader: Reader, programme_id: int, words: Sequence[Sought], way: int, after: Spot | None, most: int
) -> list[ListRow]:
    """Cases met in this way and in no better one, the newest first, those before `after`."""
    if not all(word.common(way) for word in words) or not any(word.own(way) for word in words):
        return []
    query = (_told if way == TOLD else _named)(reader, programme_id, words, way, after)
    return [ListRow(*row) for row in db.session.execute(query.limit(most))]


def _named(reader: Reader, programme_id: int, words: Sequence[Sought], way: int, after: Spot | None) -> Select[Any]:
    """Every word in the client's name: from the index to the client, then to their cases."""
    rarest, first = min(words, key=lambda word: word.common(way)), aliased(Token)
    begun = [rarest.own(way)] if len(words) == 1 else rarest.names(way)
    query = _lines(reader, programme_id).join(first, first.dossier_id == CaseRow.client_id)
    query = query.where(first.programme_id == programme_id, opens(reader, programme_id, CaseRow.client_id))
    query = query.where(*(_is(first.dossier_id, programme_id, w.names(way)) for w in words if w is not rarest))
    if way and all(word.common(way - 1) for word in words):
        better = (_is(first.dossier_id, programme_id, word.names(way - 1)) for word in words)
        query = query.where(not_(and_(*better)))
    if after is not None:
        here = tuple_(literal(after[0], Id), literal(after[1], Id))
        query = query.where(first.dossier_id <= after[0], tuple_(first.dossier_id, CaseRow.dossier_id) < here)
    if len(begun) == 1:  # in the order of the index, so that a page of a common name ends early
        return query.where(first.token == begun[0]).order_by(first.dossier_id.desc(), CaseRow.dossier_id.desc())
    query = query.where(first.token.in_(begun)).distinct()
    return query.order_by(CaseRow.client_id.desc(), CaseRow.dossier_id.desc())


def _told(reader: Reader, programme_id: int, words: Sequence[Sought], _way: int, after: Spot | None) -> Select[Any]:
    """Every word in what is told of the case or in its client's name, and not all of them in the name."""
    rarest = min(words, key=lambda word: word.common(TOLD))
    client_opens = opens(reader, programme_id, CaseRow.client_id)
    query, here = _begun(_lines(reader, programme_id), programme_id, rarest, alone=len(words) == 1)
    for word in words if len(words) > 1 else ():
        told, named = word.own(TOLD), word.names(TOLD)
        either = [] if told is None else [_is(CaseRow.dossier_id, programme_id, [told])]
        query = query.where(
            or_(*either, *([and_(_is(CaseRow.client_id, programme_id, named), client_opens)] if named else ()))
        )
    if all(word.names(TOLD) for word in words):
        named_all = (_is(CaseRow.client_id, programme_id, word.names(TOLD)) for word in words)
        query = query.where(or_(CaseRow.client_id.is_(None), not_(and_(client_opens, *named_all))))
    return query.where(*([] if after is None else [here < after[1]])).order_by(here.desc())


def _begun(query: Select[Any], programme_id: int, rarest: Sought, *, alone: bool) -> tuple[Select[Any], Any]:
    """The query joined to where the rarest word is, and the column in whose order it is read."""
    if rarest.own(TOLD) is not None and (alone or not rarest.names(TOLD)):
        first = aliased(Token)
        query = query.join(first, first.dossier_id == CaseRow.dossier_id)
        return query.where(first.programme_id == programme_id, first.token == rarest.own(TOLD)), first.dossier_id
    met = _met(programme_id, rarest)
    return query.join(met, met.c.dossier_id == CaseRow.dossier_id), CaseRow.dossier_id


def _met(programme_id: int, word: Sought) -> Any:
    """Cases in whose story or in whose client's name a word is."""
    mine = Token.programme_id == programme_id
    named = (
        select(CaseRow.dossier_id)
        .join(Token, Token.dossier_id == CaseRow.client_id)
        .where(mine, Token.token.in_(word.names(TOLD)))
    )
    if word.own(TOLD) is None:
        return named.distinct().subquery()
    return named.union(select(Token.dossier_id).where(mine, Token.token == word.own(TOLD))).subquery()


def _is(dossier: Any, programme_id: int, tokens: Sequence[int]) -> ColumnElement[bool]:
    other = aliased(Token)
    return exists(
        select(literal(1)).where(
            other.programme_id == programme_id, other.token.in_(tokens), other.dossier_id == dossier
        )
    )


def _lines(reader: Reader, programme_id: int) -> Select[Any]:
    """Lines of cases that the reader may open, but the highly restricted ones. The law is asked of each line that the
    index leads to: a database that knows no statistics would rather begin with the programme, and read all of it."""
    query = select(*COLUMNS).select_from(CaseRow).join(Dossier, Dossier.id == CaseRow.dossier_id)
    return query.where(CaseRow.tier != HIGHLY_RESTRICTED, opens(reader, programme_id, CaseRow.dossier_id))


def opens(reader: Reader, programme_id: int, dossier: Any) -> ColumnElement[bool]:
    """May the reader open this one too? A case may be open to more people than its client."""
    asked = select(literal(1)).select_from(Dossier).where(Dossier.id == dossier, may_open(reader, programme_id))
    return asked.correlate(CaseRow).exists()
