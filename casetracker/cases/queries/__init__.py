"""Reading cases, always starting from what this reader may open."""

from __future__ import annotations

from casetracker.cases.queries.naming import Naming
from casetracker.cases.queries.reading import CaseFile, case_file, case_files

__all__ = ["CaseFile", "Naming", "case_file", "case_files"]
