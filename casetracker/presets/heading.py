"""The first page of a preset, preset.toml: its name, country, languages, words and service standards."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import available_timezones

from casetracker.presets.entries import fits, labels_of, nearest
from casetracker.presets.reading import Mistakes, Source
from casetracker.presets.schema import MAY_BE_OPEN, STANDARDS, TERMS, Field
from casetracker.presets.shapes import ImportDefaults, Standards

TEXT = Field(needed=True)
KEYS: dict[str, Field] = {
    "key": TEXT,
    "version": TEXT,
    "timezone": TEXT,
    "default_locale": TEXT,
    "locales": Field(many=True, needed=True),
    "open_lists": Field(many=True, among=MAY_BE_OPEN),
}
MAY_BE_EMPTY = ("country", "currency")
TABLES = ("name", "terminology", "standards", "import_defaults")
DEFAULTS = {"case_type": "case_type", "type_group": "type_group", "institution_rung": "rung", "institution_kind": "institution_kind"}


def locales_of(source: Source) -> tuple[str, ...]:
    """The preset's languages as far as they can be made out, so that the lists can be checked whatever else is wrong."""
    locales = source.data.get("locales")
    return tuple(x for x in locales if isinstance(x, str)) if isinstance(locales, list) else ()


def heading_of(source: Source, mistakes: Mistakes) -> dict[str, Any]:
    """The checked parts of preset.toml, named as Preset names them."""
    data, folder = source.data, source.path.parent.name
    for key in data.keys() - KEYS.keys() - set(MAY_BE_EMPTY) - set(TABLES):
        mistakes.add(source.file, source.line(key), f"unknown key {key}{nearest(key, [*KEYS, *MAY_BE_EMPTY, *TABLES])}")
    for key, kind in KEYS.items():
        if key in data:
            fits(data[key], kind, source, (key,), mistakes)
        elif kind.needed:
            mistakes.add(source.file, 1, f"{key} is missing")
    if data.get("key", folder) != folder:
        mistakes.add(source.file, source.line("key"), f"key must be the name of the folder, {folder}")
    _region(source, mistakes)
    locales = locales_of(source)
    return {
        "key": folder,
        "version": str(data.get("version", "")),
        "name": labels_of(source, ("name",), _table(source, "name", mistakes), locales, mistakes),
        **{key: str(data.get(key, "")) for key in ("country", "timezone", "default_locale", "currency")},
        "locales": locales,
        "terminology": _terminology(source, locales, mistakes),
        "standards": _standards(source, mistakes),
        "open_lists": tuple(data.get("open_lists", ())),
        "import_defaults": _import_defaults(source, mistakes),
    }


def _region(source: Source, mistakes: Mistakes) -> None:
    data, locales = source.data, locales_of(source)
    for key, pattern, means in (
        ("country", r"([A-Z]{2})?", 'a two-letter country code in capitals, or "" for none'),
        ("currency", r"([A-Z]{3})?", 'a three-letter currency code in capitals, or "" for none'),
    ):
        if not re.fullmatch(pattern, str(data.get(key, "-"))):
            mistakes.add(source.file, source.line(key), f"{key} must be given: {means}")
    if "timezone" in data and data["timezone"] not in available_timezones():
        mistakes.add(source.file, source.line("timezone"), f"there is no time zone {data['timezone']}, write one such as Africa/Maputo")
    if data.get("default_locale") not in locales and locales:
        mistakes.add(source.file, source.line("default_locale"), f"default_locale must be one of locales: {', '.join(locales)}")
    for locale in locales:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", locale):
            mistakes.add(source.file, source.line("locales"), f"{locale} is no language code; write pt, en, fr or the like")


def _table(source: Source, key: str, mistakes: Mistakes) -> dict[str, Any]:
    found = source.data.get(key)
    if isinstance(found, dict):
        return found
    mistakes.add(source.file, source.line(key), f"the part [{key}] is missing")
    return {}


def _terminology(source: Source, locales: tuple[str, ...], mistakes: Mistakes) -> dict[str, dict[str, str]]:
    words = _table(source, "terminology", mistakes)
    for term in words.keys() - set(TERMS):
        mistakes.add(source.file, source.line("terminology", term), f"unknown word {term}{nearest(term, TERMS)}")
    for term in (t for t in TERMS if not isinstance(words.get(t), dict)):
        mistakes.add(source.file, source.line("terminology"), f"[terminology.{term}] is missing: what this programme calls it")
    known = {term: words[term] for term in TERMS if isinstance(words.get(term), dict)}
    return {term: labels_of(source, ("terminology", term), says, locales, mistakes) for term, says in known.items()}


def _standards(source: Source, mistakes: Mistakes) -> Standards:
    days = _table(source, "standards", mistakes)
    for key in days.keys() - set(STANDARDS):
        mistakes.add(source.file, source.line("standards", key), f"unknown standard {key}{nearest(key, STANDARDS)}")
    given = {}
    for key in STANDARDS:
        if key not in days:
            mistakes.add(source.file, source.line("standards"), f"standards: {key} is missing")
        given[key] = days[key] if key in days and fits(days[key], Field("whole"), source, ("standards", key), mistakes) else 0
    return Standards(**given)


def _import_defaults(source: Source, mistakes: Mistakes) -> ImportDefaults:
    """Needed only where a list is open; whether the codes exist is checked against the lists."""
    given = source.data.get("import_defaults", {})
    if not isinstance(given, dict):
        mistakes.add(source.file, source.line("import_defaults"), "import_defaults must be a part of its own, [import_defaults]")
        return ImportDefaults()
    for key in given.keys() - DEFAULTS.keys():
        mistakes.add(source.file, source.line("import_defaults", key), f"unknown key {key}{nearest(key, DEFAULTS)}")
    opened = source.data.get("open_lists", ())
    for key, needs in (("type_group", "case_type"), ("institution_rung", "institution"), ("institution_kind", "institution")):
        if needs in opened and key not in given:
            mistakes.add(source.file, source.line("open_lists"), f"{needs} is open to imports, so [import_defaults] must say {key}")
    return ImportDefaults(**{key: str(given[key]) for key in DEFAULTS if key in given})
