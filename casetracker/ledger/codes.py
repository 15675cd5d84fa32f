"""Codes of a programme: seeded from its preset, added, relabelled and retired by its manager, never repurposed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, insert, select

from casetracker.kit.db import db
from casetracker.kit.sentences import label
from casetracker.ledger.models import Code, Dossier, Programme
from casetracker.presets import Preset

KEPT = 64
LAST_CHANGE = (
    select(Dossier.last_seq)
    .join(Programme, Programme.dossier_id == Dossier.id)
    .where(Programme.id == bindparam("programme"))
)


@dataclass(frozen=True)
class CodeRow:
    """One coded value, as pages and checks use it."""

    list_name: str
    code: str
    labels: dict[str, str]
    group: str | None
    tier: str | None
    origin: str
    valid_from: date | None
    valid_to: date | None
    more: dict[str, Any]

    @property
    def label(self) -> str:
        """In the reader's language."""
        return label(self.labels)

    def valid_on(self, day: date) -> bool:
        """May it be chosen for something that happened on this day?"""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def seed_codes(programme: Programme, preset: Preset) -> None:
    """Write the preset's codes that the programme does not have yet; an upgrade never overwrites one."""
    rows_now = db.session.execute(select(Code.list_name, Code.code).where(Code.programme_id == programme.id))
    have = {(row.list_name, row.code) for row in rows_now}
    rows = [
        {
            "programme_id": programme.id, "list_name": name, "code": one.code, "position": position,
            "labels": dict(one.labels), "group": one.group, "tier": one.tier, "origin": "preset",
            "valid_from": one.valid_from, "valid_to": one.valid_to, "more": dict(one.more), "known_from": 0,
        }
        for name, codes in preset.lists.items()
        for position, one in enumerate(codes)
        if (name, one.code) not in have
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Code), rows)


def all_codes(programme_id: int) -> dict[str, dict[str, CodeRow]]:
    """Every list of a programme as it stands now, in order.

    Codes change by entries in the programme's own dossier: what was read at its last entry holds until its next, so
    one short query a request tells whether it has to be read anew.
    """
    asked: dict[int, dict[str, dict[str, CodeRow]]] = db.session.info.setdefault("codes", {})
    if programme_id in db.session.info.get("own_codes", ()):
        # This transaction changed codes that nobody else may see before it is committed.
        if programme_id not in asked:
            asked[programme_id] = _read_codes(programme_id)
    elif programme_id not in asked:
        known: OrderedDict[tuple[str, int, int], dict[str, dict[str, CodeRow]]] = current_app.extensions.setdefault(
            "casetracker.codes", OrderedDict()
        )
        at = (str(db.engine.url), programme_id, _last_change(programme_id))
        if at not in known:
            known[at] = _read_codes(programme_id)
            if len(known) > KEPT:
                known.popitem(last=False)
        asked[programme_id] = known[at]
    return asked[programme_id]


def stand_at(programme_id: int, last_seq: int) -> None:
    """The last entry of a programme's own dossier, where a page has just read it with something else."""
    db.session.info.setdefault("codes_at", {})[programme_id] = last_seq


def _last_change(programme_id: int) -> int:
    known: int | None = db.session.info.get("codes_at", {}).get(programme_id)
    if known is not None:
        return known
    return db.session.scalar(LAST_CHANGE, {"programme": programme_id}) or 0


def _read_codes(programme_id: int) -> dict[str, dict[str, CodeRow]]:
    found: dict[str, dict[str, CodeRow]] = {}
    # Columns and not objects: an import that makes codes reads thousands of them.
    rows = db.session.execute(
        select(
            Code.list_name, Code.code, Code.labels, Code.group, Code.tier, Code.origin, Code.valid_from, Code.valid_to,
            Code.more,
        )
        .where(Code.programme_id == programme_id, Code.known_to.is_(None))
        .order_by(Code.list_name, Code.position, Code.id)
    )  # fmt: skip
    for name, code, labels, group, tier, origin, first, last, more in rows:
        found.setdefault(name, {})[code] = CodeRow(name, code, labels, group, tier, origin, first, last, more or {})
    return found


def forget_codes(programme_id: int) -> None:
    """After a change of codes in this transaction, read them anew."""
    db.session.info.get("codes", {}).pop(programme_id, None)
    db.session.info.setdefault("own_codes", set()).add(programme_id)


def codes(programme_id: int, list_name: str, on: date | None = None) -> dict[str, CodeRow]:
    """The codes of one list, those valid on a day where one is given."""
    found = all_codes(programme_id).get(list_name, {})
    return found if on is None else {code: row for code, row in found.items() if row.valid_on(on)}


def label_of(programme_id: int, list_name: str, code: str | None) -> str:
    """The label of a code in the reader's language; the code itself where nobody knows it, "" for none."""
    row = all_codes(programme_id).get(list_name, {}).get(code or "")
    return row.label if row else (code or "")
