"""Programmes and their codes: begun from a preset, changed by entries in the programme's own dossier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from casetracker.kit import clock
from casetracker.kit.db import EPOCH, db
from casetracker.kit.ids import new_id
from casetracker.kit.saying import Sentence
from casetracker.kit.typed import LINE, refusal, tidy
from casetracker.ledger.chain import START
from casetracker.ledger.codes import all_codes, forget_codes, seed_codes
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.guarding import remember_keys
from casetracker.ledger.kinds import Kind, Refused
from casetracker.ledger.models import Code, LedgerHead, Programme
from casetracker.ledger.ticks import take_tick
from casetracker.ledger.writing import begin, say
from casetracker.presets import load

KEY = re.compile(r"[a-z][a-z0-9_-]{1,38}[a-z0-9]")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,59}")
KIND = Kind(name="programme", fold=lambda entries: len(entries), sealed=False)


def programme_named(key: str) -> Programme | None:
    """The programme with this key."""
    return db.session.scalar(select(Programme).where(Programme.key == key))


def programmes() -> list[Programme]:
    """Every programme, in order of name."""
    return list(db.session.scalars(select(Programme).order_by(Programme.name)))


def key_refusal(key: str) -> Sentence | None:
    """Why no programme can be begun under this key; None where one can."""
    if not KEY.fullmatch(key):
        return Sentence("A key has 3 to 40 small letters, digits, - or _, and begins with a letter.")
    if programme_named(key):
        return Sentence("There is a programme with the key %(key)s already.", key=key)
    return None


def new_programme(*, by: Author, key: str, preset: str, name: str, synthetic: bool = False) -> Programme:
    """A programme with its head, its codes and its own dossier. Refused: a key that is taken or ill-formed."""
    if problem := key_refusal(key):
        raise Refused({"key": problem})
    name = tidy(name, lines=False)
    if problem := refusal(name, LINE):
        raise Refused({"name": problem})
    shape = load(preset)
    remember_keys()
    programme = Programme(
        key=key, name=name or key, preset=preset, preset_version=shape.version, timezone=shape.timezone,
        default_locale=shape.default_locale, country=shape.country, currency=shape.currency, settings={},
        synthetic=synthetic, dossier_id=new_id(), created_at=clock.now(),
    )  # fmt: skip
    db.session.add(programme)
    db.session.flush()
    db.session.execute(
        insert(LedgerHead).values(
            programme_id=programme.id, tick=0, recorded_at=EPOCH + timedelta(seconds=programme.id), head=START
        )
    )
    seed_codes(programme, shape)
    opened = Said("programme.opened", clock.today(programme.timezone), codes={"preset": preset, "key": key})
    begin([opened], kind="programme", by=by, programme=programme, dossier_id=programme.dossier_id)
    return programme


def _record(programme: Programme, by: Author, kind: str, codes: Mapping[str, Any]) -> int:
    said = Said(kind, clock.today(programme.timezone), codes=codes)
    say([said], by=by, programme=programme, dossier_id=programme.dossier_id)
    forget_codes(programme.id)
    return take_tick(programme.id).tick


def add_code(
    *, by: Author, programme: Programme, list_name: str, code: str, labels: Mapping[str, str],
    group: str | None = None, tier: str | None = None, more: Mapping[str, Any] | None = None,
    origin: str = "organisation",
) -> None:  # fmt: skip
    """A new code at the end of its list. Refused: a code ever used in this list, an ill-formed one, no label."""
    used = db.session.scalar(
        select(Code.id).where(Code.programme_id == programme.id, Code.list_name == list_name, Code.code == code)
    )
    if used:
        raise Refused({"code": Sentence("The code %(code)s was used before; a code is never given twice.", code=code)})
    if not CODE.fullmatch(code):
        raise Refused({"code": Sentence("A code has letters, digits, - . + or _, at most 60, and no spaces.")})
    if not any(text.strip() for text in labels.values()):
        raise Refused({"labels": Sentence("Give the code a label in at least one language.")})
    tick = _record(
        programme, by, "code.added",
        {"list": list_name, "code": code, "labels": dict(labels), "group": group, "tier": tier, "origin": origin},
    )  # fmt: skip
    position = db.session.scalar(
        select(func.max(Code.position)).where(Code.programme_id == programme.id, Code.list_name == list_name)
    )
    db.session.execute(
        insert(Code).values(
            programme_id=programme.id, list_name=list_name, code=code, position=(position or 0) + 1,
            labels=dict(labels), group=group, tier=tier, origin=origin, more=dict(more or {}), known_from=tick,
        )
    )  # fmt: skip
    forget_codes(programme.id)


def _present(programme: Programme, list_name: str, code: str) -> Code:
    row = db.session.scalar(
        select(Code).where(
            Code.programme_id == programme.id, Code.list_name == list_name, Code.code == code, Code.known_to.is_(None)
        )
    )
    if row is None:
        raise Refused({"code": Sentence("There is no code %(code)s in this list.", code=code)})
    return row


def _replace(programme: Programme, row: Code, tick: int, **changed: Any) -> None:
    kept = {c.key: getattr(row, c.key) for c in Code.__mapper__.column_attrs if c.key not in {"id", "known_from"}}
    db.session.execute(update(Code).where(Code.id == row.id).values(known_to=tick))
    db.session.execute(insert(Code).values(**(kept | changed | {"known_from": tick, "known_to": None})))
    db.session.expire(row)
    forget_codes(programme.id)


def relabel_code(*, by: Author, programme: Programme, list_name: str, code: str, labels: Mapping[str, str]) -> None:
    """Other labels for a code; its meaning stays. What was given for one language leaves the others as they are."""
    row = _present(programme, list_name, code)
    fresh = {k: v for k, v in (dict(row.labels) | dict(labels)).items() if v.strip() and not k.startswith("?")}
    if not fresh:
        raise Refused({"labels": Sentence("Give the code a label in at least one language.")})
    tick = _record(programme, by, "code.relabelled", {"list": list_name, "code": code, "labels": fresh})
    _replace(programme, row, tick, labels=fresh)


def amend_code(*, by: Author, programme: Programme, list_name: str, code: str, says: Mapping[str, Any]) -> None:
    """Other values of what a code says besides its labels (None takes one away): the amount of a time limit, say."""
    row = _present(programme, list_name, code)
    more = {name: value for name, value in ({**row.more} | dict(says)).items() if value is not None}
    if more == row.more:
        raise Refused({"": Sentence("Nothing was changed.")})
    tick = _record(programme, by, "code.amended", {"list": list_name, "code": code, "says": dict(says)})
    _replace(programme, row, tick, more=more)


def retire_code(*, by: Author, programme: Programme, list_name: str, code: str, last_day: date) -> None:
    """The code cannot be chosen for anything after `last_day`; what was recorded under it stays counted."""
    row = _present(programme, list_name, code)
    tick = _record(programme, by, "code.retired", {"list": list_name, "code": code, "valid_to": last_day.isoformat()})
    _replace(programme, row, tick, valid_to=last_day)


def labels_to_translate(programme: Programme, locales: tuple[str, ...]) -> list[tuple[str, str, list[str]]]:
    """(list, code, languages that lack a label) for every code that is not complete in the preset's languages."""
    found = []
    for list_name, rows in all_codes(programme.id).items():
        for row in rows.values():
            lacking = [one for one in locales if not row.labels.get(one) and "*" not in row.labels]
            if lacking and row.valid_to is None:
                found.append((list_name, row.code, lacking))
    return found
