"""Deeds on editions: draft, reword, check, publish, discard. Nothing is committed here."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from casetracker.indicators.disclosure import Refused as GivesAway
from casetracker.indicators.disclosure.files import write
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.errors import NotDone
from casetracker.kit.periods import Period
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import REGIONS, speaking
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import LedgerHead, Programme
from casetracker.ledger.rows import entries_of
from casetracker.ledger.writing import Written, begin, say
from casetracker.reports.formats import PACK_FORMATS
from casetracker.reports.packs.checks import Checked, checked
from casetracker.reports.packs.edition import Edition, Person, from_json, public, to_json
from casetracker.reports.packs.making import Before, Made, Order, Tells, make
from casetracker.reports.packs.models import EditionFile, EditionRow, EditionText
from casetracker.reports.packs.plans import PLANS, THRESHOLDS
from casetracker.reports.packs.queries import before, number_of, published

Done = Callable[[int, int], None]
MOST_TOLD = 5


def draft(
    *, by: Author, programme: Programme, pack: str, audience: str, language: str, period: Period,
    introduction: str = "", dossier_id: UUID | None = None,
) -> Written:  # fmt: skip
    """A new edition of a pack for whole periods of the pack's units that are over."""
    plan = PLANS.get(pack)
    if plan is None or audience not in THRESHOLDS or language not in REGIONS:
        raise Refused({"": Sentence("Choose one.")})
    if period.unit not in plan.units:
        raise Refused({"period": Sentence("This pack is made for whole months, quarters or years that are over.")})
    codes = {
        "pack": pack, "audience": audience, "language": language, "period": period.code,
        "first_day": period.first.isoformat(), "last_day": period.last.isoformat(), "introduction": introduction,
        "number": number_of(programme.id, pack, period.code, audience, language),
    }  # fmt: skip
    said = Said("edition.drafted", clock.today(programme.timezone), codes=codes)
    return begin([said], kind="edition", by=by, programme=programme, dossier_id=dossier_id)


def reword(*, by: Author, programme: Programme, edition_id: UUID, introduction: str) -> Written:
    """Another introduction; the edition is then to be checked again."""
    return _say("edition.reworded", {"introduction": introduction}, by, programme, edition_id)


def count_edition(
    programme: Programme, row: EditionRow, done: Done = lambda d, t: None
) -> tuple[Made, Checked, list[UUID]]:
    """(the edition as it would be published, what was looked at, beside which published editions): written nowhere.

    NotDone where, with all withheld that can be, something could still be worked out: it says what by which tables.
    """
    head = db.session.get_one(LedgerHead, programme.id)
    earlier = published(programme.id)
    period, language = Period(row.first_day, row.last_day), REGIONS[row.language]
    with speaking(language):
        found = checked(programme, period, head.tick, row.audience)
    order = Order(
        row.dossier_id, row.number, PLANS[row.pack], programme, period, row.language, row.audience, head.tick,
        row.introduction,
    )  # fmt: skip
    known = before(earlier) if THRESHOLDS[row.audience] else Before()
    try:
        return make(order, found, known, done), found, earlier
    except GivesAway as refused:
        raise NotDone(_held_back(refused)) from None
    except Tells as refused:
        raise NotDone(str(refused)) from None


def _held_back(refused: GivesAway) -> str:
    """Why, in the reader's language: the first of what could be worked out, and by which tables."""
    told = str(GivesAway(refused.table, refused.exposed[:MOST_TOLD]))
    more = len(refused.exposed) - MOST_TOLD
    return told if more <= 0 else f"{told} {_('And %(number)s more.', number=more)}"


def check_edition(
    *, by: Author, programme: Programme, edition_id: UUID, counted: tuple[Made, Checked, list[UUID]]
) -> Written:
    """Freeze what was counted: the time of knowledge, the rules, what is withheld."""
    made, found, earlier = counted
    text = to_json(made.edition)
    codes = {"tick": made.edition.tick, "sha256": _digest(text), "stops": list(found.stops), "held": made.held,
             "beside": [str(one) for one in earlier]}  # fmt: skip
    written = _say("edition.checked", codes, by, programme, edition_id)
    _keep(edition_id, text, made)
    return written


@dataclass(frozen=True)
class Ready:
    """A checked edition as it will stand: its text, its files, and the check that it rests on."""

    edition: Edition
    files: Mapping[str, bytes]
    checked: str


def make_ready(programme: Programme, row: EditionRow, *, by: Person, checker: Person) -> Ready:
    """All files, which takes seconds and so is done before anything is written. NotDone where it was not checked."""
    kept = db.session.get(EditionText, row.dossier_id)
    if kept is None or row.sha256 is None:
        raise NotDone(str(Sentence("Check it first.")))
    at = clock.now().astimezone(ZoneInfo(programme.timezone)).replace(microsecond=0)
    edition = from_json(zlib.decompress(kept.text).decode())
    edition = replace(edition, published_at=at, made_at=at, checked_by=checker, published_by=by)
    return Ready(edition, files_of(edition), row.sha256)


def publish(*, by: Author, programme: Programme, edition_id: UUID, ready: Ready) -> Written:
    """By somebody else than whoever drafted or checked it. From here on its text and its files never change."""
    row = db.session.get_one(EditionRow, edition_id, populate_existing=True)
    if row.sha256 != ready.checked:
        raise Refused({"": Sentence("It was checked again meanwhile. Look at it once more.")})
    if by.code in (row.checked_by, row.drafted_by):
        raise Refused({"": Sentence("Somebody else must publish it: not who drafted or checked it.")})
    if _beside(edition_id) != [str(one) for one in published(programme.id)]:
        raise Refused({"": Sentence("Another edition was published since this one was checked. Check it again.")})
    digests = {kind: hashlib.sha256(content).hexdigest() for kind, content in ready.files.items()}
    text = to_json(ready.edition)
    written = _say("edition.published", {"sha256": _digest(text), "files": digests}, by, programme, edition_id)
    db.session.get_one(EditionText, edition_id).text = zlib.compress(text.encode())
    db.session.add_all(
        EditionFile(dossier_id=edition_id, format=kind, sha256=digests[kind], content=content)
        for kind, content in ready.files.items()
    )
    db.session.flush()
    return written


def discard(*, by: Author, programme: Programme, edition_id: UUID, why: str) -> Written:
    """It will not be published."""
    written = _say("edition.discarded", {"why": why}, by, programme, edition_id)
    db.session.execute(delete(EditionText).where(EditionText.dossier_id == edition_id))
    return written


def files_of(edition: Edition) -> dict[str, bytes]:
    """The edition in every format in which it can be written: IATI waits until the organisation is described."""
    found: dict[str, bytes] = {}
    for kind, one in PACK_FORMATS.items():
        try:
            found[kind] = one.write(public(edition))
        except NotDone:
            if kind != "iati":
                raise
    return found


def _say(kind: str, codes: dict[str, Any], by: Author, programme: Programme, edition_id: UUID) -> Written:
    said = Said(kind, clock.today(programme.timezone), codes=codes)
    return say([said], by=by, programme=programme, dossier_id=edition_id)


def _keep(edition_id: UUID, text: str, made: Made) -> None:
    db.session.execute(delete(EditionText).where(EditionText.dossier_id == edition_id))
    release = write([made.release]).encode() if made.release else None
    counts = json.dumps([[list(key), value] for key, value in sorted(made.counts.items())])
    db.session.add(
        EditionText(
            dossier_id=edition_id, text=zlib.compress(text.encode()), counts=zlib.compress(counts.encode()),
            release=None if release is None else zlib.compress(release),
        )
    )  # fmt: skip
    db.session.flush()


def _beside(edition_id: UUID) -> list[str]:
    """Beside which published editions it was checked last."""
    said = [entry.codes for entry in entries_of(edition_id, words=False, sealed=False)
            if entry.kind == "edition.checked"]  # fmt: skip
    return list(said[-1]["beside"]) if said else []


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
