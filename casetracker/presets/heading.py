"""The first page of a preset, preset.toml: its name, country, languages, words and service standards."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from casetracker.presets.crossing import Lists
from casetracker.presets.entries import fits, labels_of
from casetracker.presets.reading import Source, nearest
from casetracker.presets.schema import HEADING, IMPORT_DEFAULTS, STANDARDS, TERMS, Field
from casetracker.presets.shapes import ImportDefaults, Standards

PARTS = ("name", "terminology", "standards", "import_defaults")
# A preset for no one country leaves these empty, but says so.
MAY_BE_EMPTY = {
    "country": (r"([A-Z]{2})?", "a two-letter country code in capitals"),
    "currency": (r"([A-Z]{3})?", "a three-letter currency code in capitals"),
}


def locales_of(source: Source) -> tuple[str, ...]:
    """The preset's languages as far as they can be made out, so that the lists are checked whatever else is wrong."""
    locales = source.data.get("locales")
    return tuple(x for x in locales if isinstance(x, str)) if isinstance(locales, list) else ()


def heading_of(source: Source) -> dict[str, Any]:
    """The checked parts of preset.toml, named as Preset names them."""
    data, locales = source.data, locales_of(source)
    _keys(source)
    _region(source, locales)
    return {
        "key": source.path.parent.name,
        "version": str(data.get("version", "")),
        "name": labels_of(source, ("name",), _part(source, "name"), locales),
        **{key: str(data.get(key, "")) for key in ("country", "timezone", "default_locale", "currency")},
        "locales": locales,
        "terminology": _terminology(source, locales),
        "standards": _standards(source),
        "open_lists": open_lists_of(source),
        "import_defaults": _import_defaults(source),
    }


def _keys(source: Source) -> None:
    data, folder = source.data, source.path.parent.name
    known = (*HEADING, *MAY_BE_EMPTY, *PARTS)
    for key in data.keys() - set(known):
        source.refuse(f"unknown key {key}{nearest(key, known)}", key)
    for key, kind in HEADING.items():
        if key in data:
            fits(data[key], kind, source, (key,))
        elif kind.needed:
            source.refuse(f"{key} is missing")
    if data.get("key", folder) != folder:
        source.refuse(f"key must be the name of the folder, {folder}", "key")
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", folder):
        source.refuse(f"a preset's folder has small letters, digits and _ in its name: {folder!r} has not", "key")


def _region(source: Source, locales: tuple[str, ...]) -> None:
    data = source.data
    for key, (pattern, means) in MAY_BE_EMPTY.items():
        if not re.fullmatch(pattern, str(data.get(key, "-"))):
            source.refuse(f'{key} must be {means}, or "" for none', key)
    if isinstance(zone := data.get("timezone"), str) and not _is_zone(zone):
        source.refuse(f"there is no time zone {zone}{nearest(zone, available_timezones())}", "timezone")
    if locales and data.get("default_locale") not in locales:
        source.refuse(f"default_locale must be one of locales: {', '.join(locales)}", "default_locale")
    for locale in locales:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", locale):
            source.refuse(f"{locale} is no language code; write pt, en, fr or the like", "locales")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def open_lists_of(source: Source) -> tuple[str, ...]:
    """The lists an import may extend, as far as they can be made out."""
    opened = source.data.get("open_lists")
    return tuple(x for x in opened if isinstance(x, str)) if isinstance(opened, list) else ()


def _part(source: Source, key: str) -> dict[str, Any]:
    found = source.data.get(key)
    if isinstance(found, dict):
        return found
    source.refuse(f"the part [{key}] is missing", key)
    return {}


def _terminology(source: Source, locales: tuple[str, ...]) -> dict[str, dict[str, str]]:
    words = _part(source, "terminology")
    for term in words.keys() - set(TERMS):
        source.refuse(f"unknown word {term}{nearest(term, TERMS)}", "terminology", term)
    terminology = {}
    for term in TERMS:
        if isinstance(says := words.get(term), dict):
            terminology[term] = labels_of(source, ("terminology", term), says, locales)
        else:
            source.refuse(f"[terminology.{term}] is missing: what this programme calls it", "terminology")
    return terminology


def _standards(source: Source) -> Standards:
    days = _part(source, "standards")
    for key in days.keys() - set(STANDARDS):
        source.refuse(f"unknown standard {key}{nearest(key, STANDARDS)}", "standards", key)
    given = dict.fromkeys(STANDARDS, 0)
    for key in STANDARDS:
        if key not in days:
            source.refuse(f"standards: {key} is missing", "standards")
        elif fits(days[key], Field("whole"), source, ("standards", key)):
            given[key] = days[key]
    return Standards(**given)


def _import_defaults(source: Source) -> ImportDefaults:
    """Needed where a list is open; whether the codes exist is seen when the lists are known."""
    given = source.data.get("import_defaults", {})
    if not isinstance(given, dict):
        source.refuse("import_defaults must be a part of its own, [import_defaults]", "import_defaults")
        return ImportDefaults()
    for key in given.keys() - IMPORT_DEFAULTS.keys():
        source.refuse(f"unknown key {key}{nearest(key, IMPORT_DEFAULTS)}", "import_defaults", key)
    for key, (_, needed_by) in IMPORT_DEFAULTS.items():
        if needed_by in open_lists_of(source) and key not in given:
            source.refuse(f"{needed_by} is open to imports, so [import_defaults] must say {key}", "open_lists")
    return ImportDefaults(**{key: str(given[key]) for key in IMPORT_DEFAULTS if key in given})


def check_defaults(source: Source, lists: Lists) -> None:
    """The codes under which an import puts what it creates exist."""
    given = source.data.get("import_defaults", {})
    for key, (list_name, _) in IMPORT_DEFAULTS.items() if isinstance(given, dict) else ():
        code = str(given.get(key, ""))
        if key in given and list_name not in lists.unreadable and code not in lists.known(list_name):
            hint = nearest(code, lists.known(list_name))
            source.refuse(f"{key} names {code}, which is no code of {list_name}{hint}", "import_defaults", key)
