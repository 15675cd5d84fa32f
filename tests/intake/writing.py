"""Small files and maps of our own, written for one test each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli_w

from casetracker.intake.mapfile import load_map
from casetracker.intake.mapping import Map

BASIC: dict[str, Any] = {
    "kind": "cases",
    "source": "old_register",
    "columns": {"reference": "No", "opened": "Date", "type": "Problem"},
}


def spreadsheet(folder: Path, text: str, encoding: str = "utf-8", name: str = "old.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def a_map(folder: Path, *, only_columns: bool = False, **sections: Any) -> Map:
    """The basic map, with sections laid over it; `only_columns`: no other columns than those given."""
    parts = {
        name: {**({} if only_columns else BASIC.get(name, {})), **value} if isinstance(value, dict) else value
        for name, value in sections.items()
    }
    path = folder / "map.toml"
    path.write_bytes(tomli_w.dumps({**BASIC, **parts}).encode())
    return load_map(path, str(parts.get("kind", "cases")))
