"""One list's file turned into codes, each key checked by itself: form, language, interval, kind of value."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from casetracker.presets.reading import Source, nearest
from casetracker.presets.schema import ANY_CODE, CODE, EVERY_LANGUAGE, LANGUAGES, LISTS, Field
from casetracker.presets.shapes import CodeDef

KIND_WORDS = {
    "text": "a text in quotes",
    "whole": "a whole number, 0 or more",
    "yes_no": "true or false",
    "day": "a day such as 2026-01-31, without quotes",
}
INTERVALS = (("valid_from", "valid_to"), ("effective_from", "effective_to"), ("min", "max"))


def codes_of(list_name: str, source: Source, locales: Collection[str]) -> tuple[CodeDef, ...]:
    """Every code of the file in its order; what is wrong is said and left out, so that the rest is still checked."""
    seen: dict[str, str] = {}
    codes = []
    for position, (code, says) in enumerate(source.data.items()):
        if not isinstance(says, dict):
            source.refuse(f"{code} stands before the first [code]; put it under the code it belongs to", code)
            continue
        if not CODE.fullmatch(code):
            source.refuse(f"{code!r} cannot be a code: up to 40 of A-Z a-z 0-9 - _ +, no accents, dots or spaces", code)
        other = seen.setdefault(code.casefold(), code)
        if other != code:
            source.refuse(f"{code} and {other} differ only in capitals; choose another code", code)
        codes.append(_code(list_name, source, code, says, position, locales))
    return tuple(codes)


def _code(
    list_name: str, source: Source, code: str, says: dict[str, Any], position: int, locales: Collection[str]
) -> CodeDef:
    values = _values(source, code, says, LISTS[list_name] | ANY_CODE, LANGUAGES.keys() | set(locales))
    if list_name == "case_type":
        values.setdefault("tier", "normal")
    for first, last in INTERVALS:
        if first in values and last in values and values[last] < values[first]:
            source.refuse(f"{code}: {last} {values[last]} is before {first} {values[first]}", code, last)
    return CodeDef(
        list=list_name,
        code=code,
        labels=labels_of(source, (code,), says, locales),
        position=position,
        group=values.pop("group", None),
        tier=values.pop("tier", None),
        valid_from=values.pop("valid_from", None),
        valid_to=values.pop("valid_to", None),
        more=values,
    )


def _values(
    source: Source, code: str, says: dict[str, Any], fields: dict[str, Field], languages: Collection[str]
) -> dict[str, Any]:
    """What the code says besides its labels, as far as it has the right form."""
    values = {}
    for key, value in says.items():
        if key in fields:
            if fits(value, fields[key], source, (code, key)):
                values[key] = _kept(key, value)
        elif key not in languages and key != EVERY_LANGUAGE:
            source.refuse(f"{code}: unknown key {key}{_unknown_hint(key, value, fields)}", code, key)
    for key, kind in fields.items():
        if kind.needed and key not in says:
            source.refuse(f"{code} does not say its {key}", code)
    return values


def _kept(key: str, value: Any) -> Any:
    """Lists as tuples; days as ISO text but for the code's own interval, so that `more` can be stored as JSON."""
    if isinstance(value, list):
        return tuple(value)
    return value.isoformat() if isinstance(value, date) and key not in ANY_CODE else value


def _unknown_hint(key: str, value: object, fields: Collection[str]) -> str:
    if isinstance(value, dict):
        return "; a code has no dot in it"
    return nearest(key, [*fields, EVERY_LANGUAGE, *LANGUAGES])


def labels_of(source: Source, at: tuple[str, ...], says: dict[str, Any], locales: Collection[str]) -> dict[str, str]:
    """The labels by language; `all_languages` stands in for each language of the locales that has none of its own."""
    labels = {}
    for key in (EVERY_LANGUAGE, *sorted(LANGUAGES.keys() | set(locales))):
        if key not in says:
            continue
        if isinstance(says[key], str) and says[key].strip():
            labels[key] = says[key].strip()
        else:
            source.refuse(f"{'.'.join(at)}: the label in {key} must be a text that is not empty", *at, key)
    everywhere = labels.pop(EVERY_LANGUAGE, None)
    for locale in locales:
        if everywhere is not None:
            labels.setdefault(locale, everywhere)
        elif locale not in says and EVERY_LANGUAGE not in says:
            source.refuse(f"{'.'.join(at)} has no label in {LANGUAGES.get(locale, locale)}; write {locale} = ...", *at)
    return labels


def fits(value: Any, kind: Field, source: Source, at: tuple[str, ...]) -> bool:
    """Whether the value has the form its key asks for, saying so where not; whether a code exists is seen later."""
    what = f"{'.'.join(at[:-1])}: {at[-1]}" if len(at) > 1 else at[0]
    if kind.many and not isinstance(value, list):
        source.refuse(f'{what} must be a list, such as ["one", "two"]', *at)
        return False
    for one in value if kind.many else [value]:
        if not _is(one, kind):
            source.refuse(f"{what} must be {KIND_WORDS[kind.kind]}, not {_shown(one)}", *at)
            return False
        if kind.among and one not in kind.among:
            source.refuse(f"{what} is {one}; it can be {', '.join(kind.among)}{nearest(one, kind.among)}", *at)
            return False
    if kind.many and len(set(value)) < len(value):
        source.refuse(f"{what} names the same one twice", *at)
    return True


def _is(value: object, kind: Field) -> bool:
    match kind.kind:
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "whole":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case "yes_no":
            return isinstance(value, bool)
        case "day":
            return isinstance(value, date) and not isinstance(value, datetime)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
