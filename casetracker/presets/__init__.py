"""Programmes as data: a preset is a folder of TOML files, checked as a whole when it is loaded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from casetracker.presets.crossing import Lists, check_lists, check_released
from casetracker.presets.entries import codes_of, nearest
from casetracker.presets.heading import DEFAULTS, heading_of, locales_of
from casetracker.presets.reading import Mistakes, Source, read
from casetracker.presets.schema import LISTS
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
    "TIERS", "CodeDef", "DeadlineRule", "ImportDefaults", "Preset", "PresetError", "Rung", "Standards",
    "available", "load", "load_folder", "look_in",
]  # fmt: skip

HERE = Path(__file__).parent
COMMON = "common"
_folders: list[Path] = [HERE]


def look_in(folder: Path) -> None:
    """Find presets in this folder too (an organisation's own); a name found here comes after the shipped ones."""
    if folder not in _folders:
        _folders.append(folder)


def available() -> list[str]:
    """The names of the presets there are."""
    return sorted({p.parent.name for folder in _folders for p in folder.glob("*/preset.toml")})


def load(name: str) -> Preset:
    """The preset of this name, whole and checked; PresetError says everything that is wrong with it."""
    for folder in _folders:
        if name in available() and (folder / name / "preset.toml").is_file():
            return _loaded(folder / name)
    raise PresetError([f"there is no preset {name!r}{nearest(name, available())}; there are {', '.join(available())}"])


@lru_cache(maxsize=16)
def _loaded(folder: Path) -> Preset:
    return load_folder(folder)


def load_folder(folder: Path, common: Path | None = None) -> Preset:
    """The preset in this folder. A list without a file of its own is the one in `common`, beside it or the shipped one."""
    common = common or next((c for c in (folder.parent / COMMON, HERE / COMMON) if c.is_dir()))
    mistakes = Mistakes()
    heading = read(folder / "preset.toml", mistakes) if (folder / "preset.toml").is_file() else None
    if heading is None:
        raise PresetError(mistakes.messages() or [f"{folder.name}/preset.toml:1: the file is missing"])
    parts = heading_of(heading, mistakes)
    lists = _read_lists(folder, common, locales_of(heading), mistakes)
    check_lists(lists, folder.name, mistakes)
    _check_defaults(heading, lists, mistakes)
    for place in (folder, common):
        if (place / "released.toml").is_file() and (released := read(place / "released.toml", mistakes)):
            check_released(released, lists, mistakes)
    if mistakes.found:
        raise PresetError(mistakes.messages())
    codes = {name: lists.codes.get(name, ()) for name in LISTS}
    return Preset(**parts, lists=codes, deadline_rules=tuple(_rule(c) for c in codes["deadline_rule"]))


def _read_lists(folder: Path, common: Path, locales: tuple[str, ...], mistakes: Mistakes) -> Lists:
    for place in (folder, common):
        for path in sorted(place.glob("*.toml")):
            if path.stem not in LISTS and path.stem not in ("preset", "released"):
                mistakes.add(f"{place.name}/{path.name}", 1, f"there is no list {path.stem}{nearest(path.stem, LISTS)}")
    codes: dict[str, tuple[CodeDef, ...]] = {}
    sources: dict[str, Source] = {}
    unreadable = set()
    for name in LISTS:
        path = next((p for p in (folder / f"{name}.toml", common / f"{name}.toml") if p.is_file()), None)
        if path is None:
            continue
        if (source := read(path, mistakes)) is None:
            unreadable.add(name)
            continue
        sources[name] = source
        codes[name] = codes_of(name, source, locales, mistakes)
    return Lists(codes, sources, frozenset(unreadable))


def _check_defaults(heading: Source, lists: Lists, mistakes: Mistakes) -> None:
    given = heading.data.get("import_defaults", {})
    for key, list_name in DEFAULTS.items() if isinstance(given, dict) else ():
        if key in given and list_name not in lists.unreadable and given[key] not in lists.known(list_name):
            hint = nearest(str(given[key]), lists.known(list_name))
            sentence = f"import_defaults: {key} names {given[key]}, and there is no such code in {list_name}{hint}"
            mistakes.add(heading.file, heading.line("import_defaults", key), sentence)


def _rule(code: CodeDef) -> DeadlineRule:
    says = code.more
    return DeadlineRule(
        code=code.code,
        labels=code.labels,
        side=says["side"],
        trigger=says["trigger"],
        amount=says.get("amount"),
        unit=says["unit"],
        day_kind=says.get("day_kind"),
        verified=says["verified"],
        day_kind_verified=says.get("day_kind_verified", says["verified"]),
        legal_source=says["legal_source"],
        source_url=says.get("source_url", ""),
        effective_from=says.get("effective_from"),
        effective_to=says.get("effective_to"),
        on_expiry=says.get("on_expiry"),
        note=says.get("note", ""),
    )
