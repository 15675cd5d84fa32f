"""What higher rooms show on a case page: app.py fills the list, so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casetracker.accounts.reader import Reader


@dataclass(frozen=True)
class Panel:
    """A part of the page: its heading, and markup that its own room has drawn."""

    heading: str
    markup: Any


PanelOf = Callable[[Reader, UUID], Panel | None]
panels: list[PanelOf] = []


def panels_of(reader: Reader, case_id: UUID) -> list[Panel]:
    """Every panel that has something to show of this case to this reader."""
    found = (panel(reader, case_id) for panel in panels)
    return [one for one in found if one is not None]
