"""The kinds of letter, and which of them a remedy usually takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.presets import Preset

KINDS: Mapping[str, Any] = {
    "request": _l("Request"),
    "complaint": _l("Complaint"),
    "petition": _l("Petition"),
    "appeal": _l("Appeal"),
    "follow_up": _l("Reminder"),
    "thanks": _l("Thanks"),
}
WAITS = frozenset(KINDS) - {"thanks"}
"""after these the institution is expected to answer"""


def usual_remedy(preset: Preset, kind: str) -> str | None:
    """The first remedy that says it takes this kind of letter."""
    return next((code.code for code in preset.lists["remedy"] if code.more.get("letter") == kind), None)


def kind_for(preset: Preset, remedy: str) -> str | None:
    """The kind of letter that a remedy takes, where it takes one."""
    return next((code.more.get("letter") for code in preset.lists["remedy"] if code.code == remedy), None)
