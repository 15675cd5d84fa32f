"""One list's file turned into codes, each key checked by itself: form, language, interval, kind of value."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from casetracker.presets.reading import Mistakes, Source
from casetracker.presets.schema import ANY_CODE, CODE, EVERY_LANGUAGE, LANGUAGES, LISTS, Field
from casetracker.presets.shapes import CodeDef

KIND_WORDS = {
    "text": "a text in quotes",
    "whole": "a whole number, 0 or more",
    "yes_no": "true or false",
    "day": "a day such as 2026-01-31, without quotes",
}


def codes_of(list_name: str, source: Source, locales: Collection[str], mistakes: Mistakes) -> tuple[CodeDef, ...]:
    """Every code of the file in its order; what is wrong is said and left out, so that the rest can still be checked."""
    seen: dict[str, str] = {}
    codes = []
    for position, (code, says) in enumerate(source.data.items()):
        line = source.line(code)
        if not isinstance(says, dict):
            mistakes.add(source.file, line, f"{code} stands before the first [code]; put it under the code it belongs to")
            continue
        if not CODE.fullmatch(code):
            mistakes.add(source.file, line, f"{code!r} cannot be a code: up to 40 letters A-Z, digits, - _ or +, no accents or spaces")
        if code.casefold() in seen:
            mistakes.add(source.file, line, f"{code} and {seen[code.casefold()]} differ only in capitals; choose another code")
        seen[code.casefold()] = code
        codes.append(_code(list_name, source, code, says, position, locales, mistakes))
    return tuple(codes)


def _code(
    list_name: str, source: Source, code: str, says: dict[str, Any], position: int, locales: Collection[str], mistakes: Mistakes
) -> CodeDef:
    fields = ANY_CODE | LISTS[list_name]
    languages = LANGUAGES.keys() | set(locales)
    values = {}
    for key, value in says.items():
        if key in fields:
            if fits(value, fields[key], source, (code, key), mistakes):
                values[key] = tuple(value) if fields[key].many else value
        elif key not in languages and key != EVERY_LANGUAGE:
            mistakes.add(source.file, source.line(code, key), f"{code}: unknown key {key}{_unknown_hint(key, value, fields)}")
    for key in (k for k, kind in fields.items() if kind.needed and k not in says):
        mistakes.add(source.file, source.line(code), f"{code} does not say its {key}")
    if list_name == "case_type":
        values.setdefault("tier", "normal")
    _interval(source, code, values, mistakes)
    return CodeDef(
        list=list_name,
        code=code,
        labels=labels_of(source, (code,), says, locales, mistakes),
        position=position,
        **{name: values.pop(name, None) for name in ("group", "tier", "valid_from", "valid_to")},
        more=values,
    )


def _unknown_hint(key: str, value: object, fields: Collection[str]) -> str:
    if isinstance(value, dict):
        return "; a code with a dot in it would need quotes, and codes have no dots"
    return nearest(key, [*fields, EVERY_LANGUAGE, *LANGUAGES])


def nearest(word: str, known: Collection[str]) -> str:
    """' (did you mean X?)' where something like it is known."""
    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def labels_of(
    source: Source, at: tuple[str, ...], says: dict[str, Any], locales: Collection[str], mistakes: Mistakes
) -> dict[str, str]:
    """The labels by language; `all_languages` stands in for each language of the locales that has none of its own."""
    labels = {}
    for key in (EVERY_LANGUAGE, *sorted(LANGUAGES.keys() | set(locales))):
        if key not in says:
            continue
        if not isinstance(says[key], str) or not says[key].strip():
            mistakes.add(source.file, source.line(*at, key), f"{'.'.join(at)}: the label in {key} must be a text that is not empty")
        else:
            labels[key] = says[key].strip()
    everywhere = labels.pop(EVERY_LANGUAGE, None)
    for locale in locales:
        if locale not in says and EVERY_LANGUAGE not in says:
            mistakes.add(source.file, source.line(*at), f"{'.'.join(at)} has no label in {LANGUAGES.get(locale, locale)} ({locale} = ...)")
        elif everywhere is not None:
            labels.setdefault(locale, everywhere)
    return labels


def _interval(source: Source, code: str, values: dict[str, Any], mistakes: Mistakes) -> None:
    for first, last in (("valid_from", "valid_to"), ("effective_from", "effective_to"), ("min", "max")):
        if first in values and last in values and values[last] < values[first]:
            mistakes.add(source.file, source.line(code, last), f"{code}: {last} {values[last]} is before {first} {values[first]}")


def fits(value: Any, kind: Field, source: Source, at: tuple[str, ...], mistakes: Mistakes) -> bool:
    """Whether the value has the form its key asks for; says so where it has not. (Whether a code it names exists comes later.)"""
    what = ".".join(at[:-1]) + ": " + at[-1] if len(at) > 1 else at[0]
    line = source.line(*at)
    if kind.many and not isinstance(value, list):
        mistakes.add(source.file, line, f'{what} must be a list of codes, such as ["one", "two"]')
        return False
    for one in value if kind.many else [value]:
        if not _is(one, kind):
            mistakes.add(source.file, line, f"{what} must be {KIND_WORDS[kind.kind]}, not {_shown(one)}")
            return False
        if kind.among and one not in kind.among:
            mistakes.add(source.file, line, f"{what} is {one!r}; it can be {', '.join(kind.among)}{nearest(one, kind.among)}")
            return False
    if kind.many and len(set(value)) < len(value):
        mistakes.add(source.file, line, f"{what} names the same code twice")
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
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, str) else str(value)
