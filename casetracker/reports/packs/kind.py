"""Editions as a kind of dossier: what was published, and by whom, stands in the chain; nothing in it is sealed."""

from __future__ import annotations

from casetracker.ledger.kinds import Kind
from casetracker.reports.packs.check import check
from casetracker.reports.packs.fold import fold, rows_of
from casetracker.reports.packs.models import EditionRow

KIND = Kind(name="edition", fold=fold, check=check, rows_of=rows_of, tables=(EditionRow.__tablename__,), sealed=False)
