"""An anonymous dump of what was said: codes and days of every entry about cases, no word, numbers for names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from casetracker.kit.db import db
from casetracker.ledger.models import Dossier, EntryRow, Programme
from casetracker.ledger.rows import entries_of_many
from casetracker.places.models import Place


def dump_entries(programme: Programme, into: Path) -> int:
    """Write a line for each entry of each case and each place with its population; returns how many entries."""
    tiers = dict(db.session.execute(select(Dossier.id, Dossier.tier).where(Dossier.kind == "case")).all())
    recorded = dict(db.session.execute(select(EntryRow.id, EntryRow.recorded_at)).all())
    lines: list[dict[str, Any]] = []
    for number, (dossier_id, entries) in enumerate(sorted(entries_of_many(list(tiers), words=False).items())):
        for one in entries:
            lines.append(
                {
                    "case": number, "tier": tiers[dossier_id], "seq": one.seq, "id": str(one.id), "kind": one.kind,
                    "on": one.happened_on.isoformat(), "precision": one.precision, "author": one.author,
                    "recorded": recorded[one.id].date().isoformat(), "codes": dict(one.codes),
                }
            )  # fmt: skip
    places = db.session.scalars(select(Place).where(Place.programme_id == programme.id))
    peopled = [{"place": one.code, "population": one.population} for one in places if one.population]
    into.write_text("\n".join(json.dumps(line, default=str) for line in [*lines, *peopled]))
    return len(lines)
