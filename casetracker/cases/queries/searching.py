"""Search in SQL: the tokens of every word met on one case, from the rarest word on, within what the reader may open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from casetracker.accounts.permissions import may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.rows import COLUMNS, ListRow
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import Id, db
from casetracker.kit.tokens import Token as Tokens
from casetracker.ledger.indexing import FOLLOWED, FOLLOWING
from casetracker.ledger.models import Dossier, Token

FEW = 300
"""a token in more dossiers than this is common: it is not counted further"""
TOLD = 3
WHOLE = -1
"""no token: under it stands whether the index follows the rules"""
PROGRAMME: Any = bindparam("programme")
_TOKEN = cast(Table, Token.__table__)
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


@dataclass(frozen=True)
class Shape:
    """All that the SQL of a search depends on, but the tokens themselves: it is written once for each."""

    way: int
    rarest: int
    told: tuple[bool, ...]
    """word by word: does anything told hold it?"""
    named: tuple[int, ...]
    """word by word: how many tokens of names satisfy the way, or a better one"""
    better: bool
    """may all words be met in a better way, which an earlier page has shown?"""
    goes_on: bool

    @property
    def alone(self) -> bool:
        """Is it one word?"""
        return len(self.named) == 1


def sought(programme_id: int, tokens: Sequence[Tokens]) -> tuple[list[Sought], bool]:
    """(the words with what the index holds of them; was the whole index written under the rules of this release?): one
    query."""
    every = {token for one in tokens for token in (one.exact, one.begins, one.sounds, one.told) if token is not None}
    values: dict[str, Any] = {f"token{number}": token for number, token in enumerate(sorted(every))}
    found = db.session.execute(_counts(len(every)), {"programme": programme_id, **FOLLOWING, **values})
    counts = {token: count for token, count in found if count}
    return [Sought(one, counts) for one in tokens], counts.pop(WHOLE, 0) > 0


@lru_cache(maxsize=64)
def _counts(number: int) -> Any:
    pieces = [select(literal(WHOLE, BigInteger).label("token"), FOLLOWED.scalar_subquery())]
    for each in range(number):
        token = bindparam(f"token{each}", type_=BigInteger)
        here = (_TOKEN.c.programme_id == PROGRAMME, _TOKEN.c.token == token)
        some = select(literal(1)).where(*here).limit(FEW).subquery()
        pieces.append(select(token.label("token"), select(func.count()).select_from(some).scalar_subquery()))
    return union_all(*pieces)


def found_in(
    reader: Reader, programme_id: int, words: Sequence[Sought], way: int, after: Spot | None, most: int
) -> list[ListRow]:
    """Cases met in this way and in no better one, the newest first, those before `after`."""
    if not all(word.common(way) for word in words) or not any(word.own(way) for word in words):
        return []
    shape = _shape(words, way, goes_on=after is not None)
    rarest = words[shape.rarest]
    begun = rarest.own(way) if shape.alone else next(iter(rarest.names(way)), None)
    values: dict[str, Any] = {"programme": programme_id, "most": most, "begun": begun}
    for number, word in enumerate(words):
        values |= {f"told{number}": word.own(TOLD), f"names{number}": word.names(way)}
        values |= {f"better{number}": word.names(way - 1)}
    values |= {} if after is None else {"client": after[0], "case": after[1]}
    query = (_told if way == TOLD else _named)(reader, programme_id, shape)
    return [ListRow(*row) for row in db.session.execute(query, values)]


def _shape(words: Sequence[Sought], way: int, *, goes_on: bool) -> Shape:
    better = all(word.names(TOLD) for word in words) if way == TOLD else (
        way > 0 and all(word.common(way - 1) for word in words)
    )  # fmt: skip
    rarest = min(range(len(words)), key=lambda number: words[number].common(way))
    told = tuple(word.own(TOLD) is not None for word in words)
    return Shape(way, rarest, told, tuple(len(word.names(way)) for word in words), better, goes_on)


@lru_cache(maxsize=512)
def _named(reader: Reader, programme_id: int, shape: Shape) -> Select[Any]:
    """Every word in the client's name: from the index to the client, then to their cases."""
    first, others = aliased(Token), [n for n in range(len(shape.named)) if n != shape.rarest]
    query = _lines(reader, programme_id).join(first, first.dossier_id == CaseRow.client_id)
    query = query.where(first.programme_id == PROGRAMME, opens(reader, programme_id, CaseRow.client_id))
    query = query.where(*(_is(first.dossier_id, _list(f"names{number}")) for number in others))
    if shape.better:
        better = (_is(first.dossier_id, _list(f"better{number}")) for number in range(len(shape.named)))
        query = query.where(not_(and_(*better)))
    if shape.goes_on:
        here = tuple_(bindparam("client", type_=Id), bindparam("case", type_=Id))
        before = first.dossier_id <= bindparam("client", type_=Id)
        query = query.where(before, tuple_(first.dossier_id, CaseRow.dossier_id) < here)
    query = query.limit(bindparam("most"))
    if shape.alone or shape.named[shape.rarest] == 1:  # in the order of the index: a page of a common name ends early
        query = query.where(first.token == bindparam("begun", type_=BigInteger))
        return query.order_by(first.dossier_id.desc(), CaseRow.dossier_id.desc())
    query = query.where(first.token.in_(_list(f"names{shape.rarest}"))).distinct()
    return query.order_by(CaseRow.client_id.desc(), CaseRow.dossier_id.desc())


@lru_cache(maxsize=512)
def _told(reader: Reader, programme_id: int, shape: Shape) -> Select[Any]:
    """Every word in what is told of the case or in its client's name, and not all of them in the name."""
    client_opens = opens(reader, programme_id, CaseRow.client_id)
    query, here = _begun(_lines(reader, programme_id), shape)
    for number in range(len(shape.named)) if not shape.alone else ():
        told = [_is(CaseRow.dossier_id, [_one(f"told{number}")])] if shape.told[number] else []
        named = [and_(_is(CaseRow.client_id, _list(f"names{number}")), client_opens)] if shape.named[number] else []
        query = query.where(or_(*told, *named))
    if shape.better:
        named_all = (_is(CaseRow.client_id, _list(f"names{number}")) for number in range(len(shape.named)))
        query = query.where(or_(CaseRow.client_id.is_(None), not_(and_(client_opens, *named_all))))
    query = query.where(here < bindparam("case", type_=Id)) if shape.goes_on else query
    return query.order_by(here.desc()).limit(bindparam("most"))


def _begun(query: Select[Any], shape: Shape) -> tuple[Select[Any], Any]:
    """The query joined to where the rarest word is, and the column in whose order it is read."""
    told, named = f"told{shape.rarest}", f"names{shape.rarest}"
    if shape.told[shape.rarest] and (shape.alone or not shape.named[shape.rarest]):
        first = aliased(Token)
        query = query.join(first, first.dossier_id == CaseRow.dossier_id)
        return query.where(first.programme_id == PROGRAMME, first.token == _one(told)), first.dossier_id
    met = _met(named, told if shape.told[shape.rarest] else None)
    return query.join(met, met.c.dossier_id == CaseRow.dossier_id), CaseRow.dossier_id


def _met(names: str, told: str | None) -> Any:
    """Cases in whose story or in whose client's name a word is."""
    mine = Token.programme_id == PROGRAMME
    named = (
        select(CaseRow.dossier_id)
        .join(Token, Token.dossier_id == CaseRow.client_id)
        .where(mine, Token.token.in_(_list(names)))
    )
    if told is None:
        return named.distinct().subquery()
    return named.union(select(Token.dossier_id).where(mine, Token.token == _one(told))).subquery()


def _is(dossier: Any, tokens: Any) -> ColumnElement[bool]:
    other = aliased(Token)
    return exists(
        select(literal(1)).where(other.programme_id == PROGRAMME, other.token.in_(tokens), other.dossier_id == dossier)
    )


def _one(name: str) -> Any:
    return bindparam(name, type_=BigInteger)


def _list(name: str) -> Any:
    return bindparam(name, expanding=True, type_=BigInteger)


def _lines(reader: Reader, programme_id: int) -> Select[Any]:
    """Lines of cases that the reader may open, but the highly restricted ones. The law is asked of each line that the
    index leads to: a database that knows no statistics would rather begin with the programme, and read all of it."""
    query = select(*COLUMNS).select_from(CaseRow).join(Dossier, Dossier.id == CaseRow.dossier_id)
    return query.where(CaseRow.tier != HIGHLY_RESTRICTED, opens(reader, programme_id, CaseRow.dossier_id))


@lru_cache(maxsize=512)
def opens(reader: Reader, programme_id: int, dossier: Any) -> ColumnElement[bool]:
    """May the reader open this one too? A case may be open to more people than its client."""
    asked = select(literal(1)).select_from(Dossier).where(Dossier.id == dossier, may_open(reader, programme_id))
    return asked.correlate(CaseRow).exists()
