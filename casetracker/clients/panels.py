"""What higher rooms show on a client's page: their cases."""

from __future__ import annotations

from casetracker.kit.panels import Panels

CLIENT_PANELS = Panels()
