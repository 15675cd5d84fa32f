"""Codes of a programme beside the entries that added, relabelled and retired them; a preset's own have no entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.findings import Finding
from casetracker.ledger.models import Code, EntryRow, Programme

SHOWN = 10
CHANGES = ("code.added", "code.relabelled", "code.retired")
Key = tuple[str, str]
Version = tuple[Any, ...]
"""(labels, last day, known from, known to) of a code; group, tier and origin too where it was added here"""


def code_findings(programme: Programme) -> Iterator[Finding]:
    """One finding a programme, naming the codes."""
    rows, said = _rows(programme.id), _said(programme)
    wrong = [f"{key[0]} {key[1]}" for key in sorted(rows.keys() | said.keys()) if not _right(rows, said, key)]
    if wrong:
        named = ", ".join(wrong[:SHOWN]) + (" ..." if len(wrong) > SHOWN else "")
        what = Sentence("The codes of the programme are not as its entries say (%(codes)s).", codes=named)
        yield Finding(Sentence("%(dossier)s: %(what)s", dossier=programme.key, what=what))


def _rows(programme_id: int) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = {}
    table = Code.__table__
    asked = select(table).where(table.c.programme_id == programme_id).order_by(table.c.known_from)
    for row in db.session.execute(asked):
        found.setdefault((row.list_name, row.code), []).append(row)
    return found


def _said(programme: Programme) -> dict[Key, list[tuple[int, str, dict[str, Any]]]]:
    found: dict[Key, list[tuple[int, str, dict[str, Any]]]] = {}
    asked = select(EntryRow.tick, EntryRow.kind, EntryRow.codes).where(
        EntryRow.dossier_id == programme.dossier_id, EntryRow.kind.in_(CHANGES)
    )
    for tick, kind, text in db.session.execute(asked.order_by(EntryRow.seq)):
        codes = json.loads(text or "{}")
        found.setdefault((codes["list"], codes["code"]), []).append((tick, kind, codes))
    return found


def _right(rows: dict[Key, list[Any]], said: dict[Key, list[tuple[int, str, dict[str, Any]]]], key: Key) -> bool:
    present, changes = rows.get(key, []), list(said.get(key, []))
    if not present:
        return False
    first = present[0]
    if changes and changes[0][1] == "code.added":
        tick, _kind, codes = changes.pop(0)
        kept = (first.labels, first.group_code, first.tier, first.origin)
        if kept != tuple(codes.get(name) for name in ("labels", "group", "tier", "origin")) or first.known_from != tick:
            return False
    elif first.known_from != 0:
        return False
    wanted = _versions(first, changes)
    return [(row.labels, row.valid_to, row.known_from, row.known_to) for row in present] == wanted


def _versions(first: Any, changes: list[tuple[int, str, dict[str, Any]]]) -> list[Version]:
    """What a code was called and until when, version by version."""
    labels, last, since = first.labels, first.valid_to, first.known_from
    found: list[Version] = []
    for tick, kind, codes in changes:
        found.append((labels, last, since, tick))
        since = tick
        if kind == "code.relabelled":
            labels = codes["labels"]
        else:
            last = _day(codes["valid_to"])
    return [*found, (labels, last, since, None)]


def _day(text: str) -> date:
    return date.fromisoformat(text)
