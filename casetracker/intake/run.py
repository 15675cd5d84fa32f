"""One import from beginning to end: survey, rows in pieces, what was given back, what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from casetracker.intake.mapping import Map
from casetracker.intake.pieces import Reasons, Taker, take_in_pieces
from casetracker.intake.progress import progress
from casetracker.intake.reading import RowReader, read_source
from casetracker.intake.returned import Returned
from casetracker.intake.rows import Row
from casetracker.intake.sources import Sources
from casetracker.intake.survey import Survey, survey
from casetracker.intake.tally import GIVEN_BACK, Tally
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.models import Dossier, Programme

Tell = Callable[[Sentence], None]


class SourceTaker(Taker, Protocol):
    """A taker that knows its source and keeps the tally."""

    sources: Sources
    tally: Tally

    def created(self) -> set[tuple[str, str]]: ...


def run_import(
    programme: Programme, path: Path, rules: Map, taker: SourceTaker, *, dry_run: bool, failed: Path | None,
    tell: Tell = lambda sentence: None,
) -> Tally:  # fmt: skip
    """Take or give back every row. Raises intake.refusals.Refused for the file as a whole."""
    found = survey(path, rules)
    for note in found.notes():
        tell(note)
    tally, returned_file = taker.tally, RowReader(found.source, rules).returned
    tally.dry_run = dry_run
    with Returned(failed, found.source.heading, found.source.delimiter) as returned:

        def done(row: Row, what: str, why: Reasons) -> None:
            tally.rows[what] += 1
            if what == GIVEN_BACK:
                returned.give_back(row, why)

        zone = ZoneInfo(programme.timezone)
        take_in_pieces(_watched(found, rules, zone, taker.sources), taker, done, dry_run)
    tally.created = taker.created()
    tally.failed = failed if returned.count and failed else None
    if not returned_file:
        tally.vanished = _names(taker.sources.vanished())
    return tally


def _watched(found: Survey, rules: Map, zone: ZoneInfo, sources: Sources) -> Iterator[Row]:
    for row in progress(read_source(found.source, rules, zone), found.rows, rules.source):
        sources.met(row)
        yield row


def _names(dossiers: list[UUID]) -> tuple[str, ...]:
    """The human references of cases, else the identifiers."""
    names: list[str] = []
    for start in range(0, len(dossiers), 500):
        part = dossiers[start : start + 500]
        rows = db.session.execute(select(Dossier.id, Dossier.reference).where(Dossier.id.in_(part)))
        names += [row.reference or str(row.id) for row in rows]
    return tuple(sorted(names))
