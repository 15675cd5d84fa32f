"""How many letters fit in what is typed of a case: the same on every page and in every import."""

from __future__ import annotations

from casetracker.kit.typed import TEXT

MOST = {"narrative": TEXT, "department": 300, "accused": 300, "accused_name": 200, "next_step": 300}
