"""Places as a kind of dossier: public knowledge, so without a key and open to every reader of the programme."""

from __future__ import annotations

from casetracker.ledger.kinds import Kind
from casetracker.places.check import check
from casetracker.places.fold import fold, rows_of
from casetracker.places.models import Place

KIND = Kind(name="place", fold=fold, check=check, rows_of=rows_of, tables=(Place.__tablename__,), sealed=False)
