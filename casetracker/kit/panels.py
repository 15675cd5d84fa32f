"""What higher rooms show on a lower room's page: app.py fills the list, so that the lower room need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Panel:
    """A part of the page: its heading, and markup that its own room has drawn."""

    heading: str
    markup: Any


PanelOf = Callable[[Any, UUID], Panel | None]


@dataclass(frozen=True)
class Panels:
    """The panels of one kind of page, in the order in which they were added; each is asked (reader, dossier's id)."""

    added: list[PanelOf] = field(default_factory=list)

    def add(self, panel: PanelOf) -> None:
        """Show this too; the same panel is shown once, however many applications are made."""
        if panel not in self.added:
            self.added.append(panel)

    def of(self, reader: Any, dossier_id: UUID) -> list[Panel]:
        """Every panel that has something to show of this dossier to this reader."""
        found = (panel(reader, dossier_id) for panel in self.added)
        return [one for one in found if one is not None]
