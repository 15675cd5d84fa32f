"""A folder of files becomes a Preset, or one PresetError with everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from casetracker.presets.crossing import Lists, check_lists, check_released
from casetracker.presets.entries import codes_of
from casetracker.presets.heading import check_defaults, heading_of, locales_of
from casetracker.presets.limits import rule_of
from casetracker.presets.reading import Mistakes, Source, nearest, read
from casetracker.presets.schema import LISTS
from casetracker.presets.shapes import Preset, PresetError

SHARED = Path(__file__).parent / "common"


def load_folder(folder: Path) -> Preset:
    """The preset in this folder; a list it has no file for is the shared one, in `common` beside it or as shipped."""
    mistakes = Mistakes()
    heading = read(folder / "preset.toml", mistakes)
    if heading is None:
        raise PresetError(mistakes.messages())
    parts = heading_of(heading)
    beside = folder.parent / SHARED.name
    places = (folder, beside if beside.is_dir() else SHARED)
    lists = _lists(places, locales_of(heading), mistakes)
    check_lists(lists, folder, mistakes)
    check_defaults(heading, lists)
    for place in places:
        if (place / "released.toml").is_file() and (released := read(place / "released.toml", mistakes)):
            check_released(released, lists)
    if mistakes.found:
        raise PresetError(mistakes.messages())
    codes = {name: lists.codes.get(name, ()) for name in LISTS}
    return Preset(**parts, lists=codes, deadline_rules=tuple(map(rule_of, codes["deadline_rule"])))


def _lists(places: tuple[Path, ...], locales: tuple[str, ...], mistakes: Mistakes) -> Lists:
    _strangers(places, mistakes)
    sources: dict[str, Source] = {}
    unreadable = set()
    for name in LISTS:
        path = next((p for place in places if (p := place / f"{name}.toml").is_file()), None)
        if path is None:
            continue
        if source := read(path, mistakes):
            sources[name] = source
        else:
            unreadable.add(name)
    codes = {name: codes_of(name, source, locales) for name, source in sources.items()}
    return Lists(codes, sources, frozenset(unreadable))


def _strangers(places: tuple[Path, ...], mistakes: Mistakes) -> None:
    """A file that nobody would read is a list misspelt."""
    for place in places:
        for path in place.glob("*.toml"):
            if path.stem not in LISTS and path.stem not in ("preset", "released"):
                mistakes.add(path, 1, f"there is no list {path.stem}{nearest(path.stem, LISTS)}")
