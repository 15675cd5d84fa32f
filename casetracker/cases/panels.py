"""What higher rooms show on a case page, and the case as that page found it."""

from __future__ import annotations

from uuid import UUID

from flask import g

from casetracker.accounts.reader import Reader
from casetracker.cases.queries import CaseFile, case_file
from casetracker.kit.panels import Panels

CASE_PANELS = Panels()


def case_of_page(reader: Reader, case_id: UUID) -> CaseFile | None:
    """The case whose page is being made, as it was found for this reader; any other as `case_file`."""
    found: CaseFile | None = g.get("open_case")
    return found if found is not None and found.id == case_id else case_file(reader, case_id)
