"""Who counts as whom, beside the entries that say so: replayed tick by tick, as a count at any tick would read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.findings import Finding
from casetracker.ledger.keys import Erased, keys
from casetracker.ledger.kinds import kinds
from casetracker.ledger.models import EntryRow, PersonAlias, Programme
from casetracker.ledger.rows import true_codes

SHOWN = 10
# Not the words: nobody reads a file to verify its links.
COLUMNS = (
    EntryRow.id, EntryRow.dossier_id, EntryRow.tick, EntryRow.kind, EntryRow.codes, EntryRow.sealed_codes,
    EntryRow.happened_on, EntryRow.precision,
)  # fmt: skip
Link = tuple[UUID, UUID, int, int | None]
"""(person, counts as, from this tick, until before that one)"""
Change = tuple[int, UUID, UUID | None]
"""(tick, who, whose file they are merged into; None where they are apart again)"""
UNKNOWN = UUID(int=0)
"""into whom an erased file was merged: its codes are gone"""


def root(into: Mapping[UUID, UUID], person: UUID) -> UUID:
    """As whom a person counts; a ring, which only entries from elsewhere could make, ends where it closes."""
    seen, here = {person}, person
    while (up := into.get(here)) is not None and up not in seen:
        seen.add(up)
        here = up
    return here


def replay(changes: list[Change]) -> set[Link]:
    """What stands in `person_alias` after these changes, which come in order of their ticks."""
    into: dict[UUID, UUID] = {}
    present: dict[UUID, tuple[UUID, int]] = {}
    links: set[Link] = set()
    for tick, together in groupby(changes, key=lambda change: change[0]):
        for _, who, up in together:
            into.pop(who, None)
            if up is not None:
                into[who] = up
        for person in into.keys() | present.keys():
            counts_as, before = root(into, person), present.get(person)
            if counts_as == (before[0] if before else person):
                continue
            if before:
                links.add((person, before[0], before[1], tick))
                del present[person]
            if counts_as != person:
                present[person] = (counts_as, tick)
    return links | {(person, counts_as, since, None) for person, (counts_as, since) in present.items()}


def alias_findings(programme: Programme) -> Iterator[Finding]:
    """One finding a programme, naming the files whose links are not as their entries say."""
    rows = db.session.execute(
        select(PersonAlias.person_id, PersonAlias.root_id, PersonAlias.known_from, PersonAlias.known_to).where(
            PersonAlias.programme_id == programme.id
        )
    )
    # A link that began and ended in one transaction was never known.
    standing = {tuple(row) for row in rows if row.known_from != row.known_to}
    wanted = replay(_changes(programme.id))
    gone = {link[0] for link in wanted if link[1] == UNKNOWN}
    wrong = {link[0] for link in standing ^ wanted} - gone
    if wrong:
        named = ", ".join(sorted(map(str, wrong))[:SHOWN]) + (" ..." if len(wrong) > SHOWN else "")
        what = Sentence("Who counts as one person with whom is not as the entries say (%(people)s).", people=named)
        yield Finding(Sentence("%(dossier)s: %(what)s", dossier=programme.key, what=what))


def _changes(programme_id: int) -> list[Change]:
    said = {name: kind.merges for kind in kinds().values() for name in kind.merges}
    rows = db.session.execute(
        select(*COLUMNS)
        .where(EntryRow.programme_id == programme_id, EntryRow.kind.in_(said))
        .order_by(EntryRow.tick, EntryRow.dossier_id, EntryRow.seq)
    )
    return [(row.tick, row.dossier_id, _into(row) if row.kind == said[row.kind][0] else None) for row in rows]


def _into(row: Any) -> UUID | None:
    if row.codes is None and row.sealed_codes is None:
        return UNKNOWN
    try:
        key = keys().get(row.dossier_id) if row.sealed_codes is not None else None
    except Erased:
        return UNKNOWN  # its key is gone, its codes will be when the erasure is caught up with
    said = json.loads(true_codes(row, key)[0]).get("into")
    return UUID(said) if said else None
