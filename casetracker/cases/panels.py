"""What higher rooms show on a case page."""

from __future__ import annotations

from casetracker.kit.panels import Panels

CASE_PANELS = Panels()
