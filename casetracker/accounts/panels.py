"""What higher rooms show on the page of a person, and why they may keep an account from being closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casetracker.kit.panels import Panel

PanelOf = Callable[[Any, str], Panel | None]
person_panels: list[PanelOf] = []
"""each is asked (reader, the person's code)"""
keeps_open: list[Callable[[str], Any]] = []
"""each says in a sentence why the account with this code is not closed yet; None where nothing keeps it"""
