"""Programmes as data: a preset is a folder of TOML files, checked as a whole when it is loaded (docs/presets.md)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from casetracker.presets.limits import load_limits
from casetracker.presets.loading import load_folder
from casetracker.presets.reading import nearest
from casetracker.presets.shapes import (
    TIERS,
    CodeDef,
    DeadlineRule,
    ImportDefaults,
    Preset,
    PresetError,
    Rung,
    Standards,
)

__all__ = [
    "TIERS",
    "CodeDef",
    "DeadlineRule",
    "ImportDefaults",
    "Preset",
    "PresetError",
    "Rung",
    "Standards",
    "available",
    "letters",
    "load",
    "load_folder",
    "load_limits",
    "look_in",
]

_SHIPPED = Path(__file__).parent
_own: Path | None = None
_where: dict[tuple[Path | None, str], Path] = {}
"""where a preset was found: one that was loaded stays as it was until the next start"""


def look_in(folder: Path | None) -> None:
    """Find the organisation's own presets in this folder too; a shipped one of the same name comes first."""
    global _own
    _own = folder


def available() -> list[str]:
    """The names of the presets there are."""
    return sorted(_found())


def load(name: str) -> Preset:
    """The preset of this name, whole and checked; PresetError says everything that is wrong with it."""
    folder = _where.get((_own, name))
    if folder is None:
        found = _found()
        if name not in found:
            there = ", ".join(sorted(found))
            raise PresetError([f"there is no preset {name!r}{nearest(name, found)}; there are {there}"])
        folder = _where[_own, name] = found[name]
    return _loaded(folder)


def letters(name: str) -> dict[str, str]:
    """The plain texts of a preset's letters, "NAME.LANGUAGE" each; where it has none of that name, the shared one."""
    found = _found()
    folders = (_SHIPPED / "common", *([found[name]] if name in found else []))
    texts = (path for folder in folders for path in sorted((folder / "letters").glob("*.txt")))
    return {path.stem: path.read_text("utf-8") for path in texts}


def _found() -> dict[str, Path]:
    folders = (_own, _SHIPPED) if _own else (_SHIPPED,)
    return {p.parent.name: p.parent for folder in folders for p in folder.glob("*/preset.toml")}


@lru_cache(maxsize=16)
def _loaded(folder: Path) -> Preset:
    return load_folder(folder)
