"""One box: a reference, a name, a phone or words; a page of cases, every one opened and checked before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_

from casetracker.accounts.reader import Reader
from casetracker.cases.kind import CASE
from casetracker.cases.queries.rows import ListRow, openable, rows, unsealed
from casetracker.cases.queries.searching import TOLD, Sought, Spot, found_in, sought
from casetracker.cases.queries.secret import SecretFile, secret_files
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.cases.wanted import NAMES, NUMBERS, WAYS, Numbered, Wanted, match
from casetracker.clients.fold import name_in
from casetracker.clients.queries import entries_of_openable
from casetracker.kit import clock
from casetracker.ledger.entries import Entry
from casetracker.ledger.indexing import tokens_for
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.reserved import reference_of
from casetracker.ledger.rows import words_of_many

SIZE = 25
CALLED = {"name": "file"}
"""fields of a case's words that are called as a client's are"""
Clients = Mapping[UUID, Sequence[Entry]]
Stories = Mapping[UUID, Iterable[Mapping[str, str]]]


@dataclass(frozen=True)
class Hit:
    """A case, its client's name where the reader may know it, and the fields in which the words were found."""

    row: ListRow
    way: int = 0
    fields: tuple[str, ...] = ("reference",)
    client: str = ""


@dataclass(frozen=True)
class Found:
    """One page, the best first. `sealed`: of highly restricted cases, on the first page only."""

    hits: tuple[Hit, ...]
    sealed: tuple[Hit, ...]
    next_key: str
    opened: tuple[UUID, ...]
    """dossiers of which something is shown: to be recorded"""
    read_sealed: bool
    """were highly restricted files read through, whether or not they hold the words?"""
    whole: bool
    """was the whole index written under the rules of this release?"""


def search(reader: Reader, programme: Programme, asked: Wanted, key: str = "") -> Found:
    """A page of what the reader may open and that holds every word; `key` is the end of the page before."""
    begin = _spot(key)
    numbered = [] if begin or asked.reference is None else _by_reference(reader, programme, asked.reference)
    known = {row.dossier_id for row in numbered}
    tokens = tokens_for(programme.id, asked.words, asked.numbers)
    words, whole = sought(programme.id, tokens)
    lines, next_key = _lines(reader, programme.id, words, begin or (0, None))
    lines = [(way, row) for way, row in lines if row.dossier_id not in known]
    clients = _clients_of(reader, (row for _way, row in lines))
    stories = words_of_many([row.dossier_id for way, row in lines if way == TOLD])
    hits = [Hit(row) for row in numbered] + _checked(asked, lines, clients, stories)
    files, read_sealed = ([], False) if begin else secret_files(reader, programme.id, tokens)
    secret = [hit for file in files if (hit := _secret(asked, file)) and hit.row.dossier_id not in known]
    shown = [hit.row.dossier_id for hit in (*hits, *secret)]
    shown += [hit.row.client_id for hit in (*hits, *secret) if hit.client and hit.row.client_id]
    secret.sort(key=lambda hit: hit.way)
    return Found(tuple(hits), tuple(secret[:SIZE]), next_key, tuple(dict.fromkeys(shown)), read_sealed, whole)


def _lines(
    reader: Reader, programme_id: int, words: Sequence[Sought], begin: tuple[int, Spot | None]
) -> tuple[list[tuple[int, ListRow]], str]:
    """(what the index gives, at most a page of it; where the next page begins), the better ways first."""
    way, after = begin
    lines: list[tuple[int, ListRow]] = []
    for here in range(way, len(WAYS)) if words else ():
        spot = after if here == way else None
        lines += [(here, row) for row in found_in(reader, programme_id, words, here, spot, SIZE + 1 - len(lines))]
        if len(lines) > SIZE:
            last = lines[SIZE - 1]
            return lines[:SIZE], f"{last[0]}~{last[1].client_id or last[1].dossier_id}~{last[1].dossier_id}"
    return lines, ""


def _spot(key: str) -> tuple[int, Spot] | None:
    """A key as it came in a form; one that is no key begins at the beginning."""
    way, _, rest = key.partition("~")
    client, _, case = rest.partition("~")
    try:
        return range(len(WAYS)).index(int(way)), (UUID(client), UUID(case))
    except ValueError:
        return None


def _by_reference(reader: Reader, programme: Programme, numbered: Numbered) -> list[ListRow]:
    """The cases with this number, whatever their sensitivity."""
    today = clock.today(programme.timezone)
    prefix = reference_of(programme, 0, today.year).split("-")[0]
    whole, begun = numbered.of(prefix, range(programme.created_at.year - 1, today.year + 1))
    starts = [Dossier.reference.between(start, f"{start}99999") for start in begun]
    if not whole and not begun:
        return []
    query = openable(reader, programme.id).where(
        Dossier.programme_id == programme.id, or_(Dossier.reference.in_(whole), *starts)
    )
    found = rows(query.order_by(Dossier.reference.desc()).limit(SIZE))
    secret = {row.dossier_id: row for row in unsealed([row for row in found if row.tier == HIGHLY_RESTRICTED])}
    return [secret.get(row.dossier_id, row) for row in found]


def _clients_of(reader: Reader, shown: Iterable[ListRow]) -> Clients:
    """The files of their clients, as far as the reader may open them."""
    return entries_of_openable(reader, (row.client_id for row in shown if row.client_id))


def _checked(asked: Wanted, lines: Iterable[tuple[int, ListRow]], clients: Clients, stories: Stories) -> list[Hit]:
    """Those that truly hold the words: a token may be that of another word."""
    alone = len(asked.words) + len(asked.numbers) == 1
    hits = (
        _hit(
            asked, row, clients.get(row.client_id, ()) if row.client_id else (), stories.get(row.dossier_id, ()),
            named=way != TOLD or not alone,
        )
        for way, row in lines
    )  # fmt: skip
    return [hit for hit in hits if hit is not None]


def _secret(asked: Wanted, file: SecretFile) -> Hit | None:
    found = _hit(asked, file.row, file.client, file.stories)
    indexed = found is not None and not file.stories and not {*found.fields} & {*NAMES, *NUMBERS}
    return None if indexed else found


def _hit(
    asked: Wanted, row: ListRow, client: Sequence[Entry], told: Iterable[Mapping[str, str]], *, named: bool = True
) -> Hit | None:
    """`named`: may the words be in the client's name? One word that the index met in a story is not."""
    said = list(told)
    stories = {CALLED.get(field, field): [one[field] for one in said if field in one] for field in CASE.stories}
    found = match(asked, [entry.words for entry in client] if named else [], stories)
    if found is None:
        return None
    return Hit(row, found.way, found.fields, name_in(client))
