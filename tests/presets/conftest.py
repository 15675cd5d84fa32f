"""A preset somebody is writing: a copy of the Mozambican one that a test may spoil, line by line."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import casetracker.presets
from casetracker.presets import PresetError, load_folder

SHIPPED = Path(casetracker.presets.__file__).parent


@dataclass(frozen=True)
class Draft:
    """The draft's folder; `common` lies beside it."""

    folder: Path

    def path(self, file: str) -> Path:
        """`case_type` is the draft's own; `common/sex` the shared one."""
        return (self.folder.parent if "/" in file else self.folder) / f"{file}.toml"

    def replace(self, file: str, old: str, new: str) -> int:
        """Change the first place where `old` stands; the line it is on."""
        text = self.path(file).read_text("utf-8")
        before, found, after = text.partition(old)
        assert found, f"{file} does not say {old}"
        self.path(file).write_text(before + new + after, "utf-8")
        return before.count("\n") + 1

    def add(self, file: str, text: str) -> int:
        """Write at the end; the line where the text begins."""
        before = self.path(file).read_text("utf-8")
        self.path(file).write_text(f"{before}\n{text}\n", "utf-8")
        return before.count("\n") + 2

    def mistakes(self) -> tuple[str, ...]:
        """What the loader says about the draft; nothing where it is sound."""
        try:
            load_folder(self.folder)
        except PresetError as error:
            return error.messages
        return ()


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    for name in ("common", "health_mozambique"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    return Draft(tmp_path / "health_mozambique")
