"""Finding editions: for those who make them, for those who read them, and all that ever left."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from casetracker.accounts.permissions import can, hidden_from
from casetracker.accounts.reader import Reader
from casetracker.indicators.disclosure import Key
from casetracker.indicators.disclosure.files import read
from casetracker.kit.db import db
from casetracker.reports.packs.edition import Edition, from_json
from casetracker.reports.packs.fold import DISCARDED, PUBLISHED
from casetracker.reports.packs.making import Before
from casetracker.reports.packs.models import EditionFile, EditionRow, EditionText
from casetracker.reports.packs.plans import INSIDE, THRESHOLDS

READS = {"funder": frozenset({"funder"})}
"""role -> audiences whose published editions it reads; who makes editions reads all"""


def editions(reader: Reader, programme_id: int) -> list[EditionRow]:
    """What the reader may see, the latest first: all but what was discarded, or what was published for them."""
    query = select(EditionRow).where(EditionRow.programme_id == programme_id, EditionRow.status != DISCARDED)
    if can(reader, "edition.make", programme_id):
        query = query.where(EditionRow.audience.in_(makes_for(reader, programme_id)))
    else:
        mine = EditionRow.audience.in_(_audiences(reader, programme_id))
        query = query.where(mine, EditionRow.status == PUBLISHED)
    return list(db.session.scalars(query.order_by(EditionRow.dossier_id.desc())))


def edition_row(reader: Reader, programme_id: int, edition_id: UUID) -> EditionRow | None:
    """One of them; None as if there were none."""
    found = db.session.get(EditionRow, edition_id)
    if found is None or found.programme_id != programme_id:
        return None
    if can(reader, "edition.make", programme_id):
        return found if found.audience in makes_for(reader, programme_id) else None
    mine = found.status == PUBLISHED and found.audience in _audiences(reader, programme_id)
    return found if mine else None


def makes_for(reader: Reader, programme_id: int) -> list[str]:
    """For whom the reader makes editions: what has true figures of the whole programme is for those who lead all of
    it; what leaves with small numbers withheld may be made by whoever leads a part."""
    whole = reader.operator or hidden_from(reader, programme_id) is not None
    return [audience for audience in THRESHOLDS if whole or audience not in INSIDE]


def _audiences(reader: Reader, programme_id: int) -> frozenset[str]:
    return frozenset().union(*(READS.get(role, frozenset()) for role in reader.roles(programme_id)))


def edition_of(edition_id: UUID) -> Edition | None:
    """The edition as it was checked or published; None of a draft."""
    row = db.session.get(EditionText, edition_id)
    return from_json(zlib.decompress(row.text).decode()) if row is not None else None


def file_of(edition_id: UUID, kind: str) -> EditionFile | None:
    """A file of a published edition."""
    return db.session.get(EditionFile, (edition_id, kind))


def formats_of(edition_id: UUID) -> list[tuple[str, str]]:
    """(format, SHA-256) of the files of a published edition."""
    query = select(EditionFile.format, EditionFile.sha256).where(EditionFile.dossier_id == edition_id)
    return [(kind, digest) for kind, digest in db.session.execute(query.order_by(EditionFile.format))]


def published(programme_id: int) -> list[UUID]:
    """Editions of a programme that ever left, in the order in which they did."""
    query = select(EditionRow.dossier_id).where(EditionRow.programme_id == programme_id, EditionRow.status == PUBLISHED)
    return list(db.session.scalars(query.order_by(EditionRow.published_at, EditionRow.dossier_id)))


def number_of(programme_id: int, pack: str, period: str, audience: str, language: str) -> int:
    """The number that the next edition of these gets."""
    query = select(EditionRow.number).where(
        EditionRow.programme_id == programme_id, EditionRow.pack == pack, EditionRow.period == period,
        EditionRow.audience == audience, EditionRow.language == language, EditionRow.status == PUBLISHED,
    )  # fmt: skip
    return max(db.session.scalars(query), default=0) + 1


def before(edition_ids: Iterable[UUID]) -> Before:
    """What an outsider has of these editions, and the last count behind each number of them."""
    releases, counts = [], dict[Key, int]()
    for edition_id in edition_ids:
        row, whom = db.session.get(EditionText, edition_id), db.session.get_one(EditionRow, edition_id).audience
        if row is None or row.release is None:
            continue
        releases += [(whom, release) for release in read(zlib.decompress(row.release).decode())]
        counts |= {tuple(key): value for key, value in json.loads(zlib.decompress(row.counts))}
    return Before(tuple(releases), counts)
