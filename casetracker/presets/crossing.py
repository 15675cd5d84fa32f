"""What only shows when the lists are held against each other: references, fixed codes, released codes, the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from casetracker.presets.reading import Mistakes, Source, nearest
from casetracker.presets.schema import AT_LEAST, EXACTLY, LISTS, MAY_BE_ABSENT
from casetracker.presets.shapes import CodeDef


@dataclass(frozen=True)
class Lists:
    """The lists that could be read; one that could not is neither here nor complained about again."""

    codes: dict[str, tuple[CodeDef, ...]]
    sources: dict[str, Source]
    unreadable: frozenset[str]

    def known(self, list_name: str) -> dict[str, CodeDef]:
        return {c.code: c for c in self.codes.get(list_name, ())}


def check_lists(lists: Lists, folder: Path, mistakes: Mistakes) -> None:
    """Everything that is between lists rather than inside one."""
    for name in LISTS.keys() - lists.sources.keys() - lists.unreadable - MAY_BE_ABSENT:
        mistakes.add(folder / f"{name}.toml", 1, f"the list {name} is missing")
    for name, source in lists.sources.items():
        codes = lists.codes[name]
        if not codes:
            source.refuse(f"the list {name} has no code")
        _references(name, source, codes, lists)
        _relied_on(name, source, codes)
        _told_apart(source, codes)
        if name == "age_band":
            _ages(source, codes)
    if "institution" in lists.sources:
        _answering(lists)


def _references(name: str, source: Source, codes: tuple[CodeDef, ...], lists: Lists) -> None:
    for key, kind in LISTS[name].items():
        if kind.of is None or kind.of in lists.unreadable:
            continue
        known = lists.known(kind.of)
        for code in codes:
            for one in _named(code, key):
                if one not in known:
                    wrong = f"which is no code of {kind.of}{nearest(one, known)}"
                    source.refuse(f"{code.code}: {key} names {one}, {wrong}", code.code, key)
                elif _retired_before(known[one], code):
                    wrong = f"which may not be chosen after {known[one].valid_to}"
                    source.refuse(f"{code.code}: {key} names {one}, {wrong}", code.code, key)


def _named(code: CodeDef, key: str) -> Iterator[str]:
    value = code.group if key == "group" else code.more.get(key)
    if isinstance(value, str):
        yield value
    elif value:
        yield from value


def _retired_before(target: CodeDef, code: CodeDef) -> bool:
    """A retired code may be named by what is retired no later, not by what can still be chosen."""
    return target.valid_to is not None and (code.valid_to is None or code.valid_to > target.valid_to)


def _relied_on(name: str, source: Source, codes: tuple[CodeDef, ...]) -> None:
    exactly, at_least = EXACTLY.get(name, frozenset()), AT_LEAST.get(name, frozenset())
    has = {c.code for c in codes}
    for code in sorted((exactly | at_least) - has):
        source.refuse(f"{code} is missing from {name}; the application relies on it")
    for code in sorted(has - exactly) if exactly else ():
        source.refuse(f"{code} is unknown: the application counts by exactly {', '.join(sorted(exactly))}", code)
    for retired in (c.code for c in codes if c.valid_to and c.code in exactly | at_least):
        source.refuse(f"{retired} of {name} cannot be retired; the application relies on it", retired, "valid_to")


def _told_apart(source: Source, codes: tuple[CodeDef, ...]) -> None:
    """Two codes that can both be chosen and read the same cannot be told apart on a page."""
    first: dict[tuple[str, str], str] = {}
    for code in (c for c in codes if c.valid_to is None):
        for language, label in code.labels.items():
            other = first.setdefault((language, label.casefold()), code.code)
            if other != code.code:
                source.refuse(f"{code.code} reads the same as {other} in {language}: {label}", code.code, language)


def _ages(source: Source, codes: tuple[CodeDef, ...]) -> None:
    """A person belongs to one age band."""
    bands = sorted((c for c in codes if c.valid_to is None and c.more), key=lambda c: int(c.more.get("min", 0)))
    for lower, upper in pairwise(bands):
        if "max" not in lower.more or upper.more.get("min", 0) <= lower.more["max"]:
            source.refuse(f"{upper.code} overlaps {lower.code}; an age must belong to one band", upper.code)


def _answering(lists: Lists) -> None:
    """Who answers to whom goes up the ladder and never round."""
    source, known = lists.sources["institution"], lists.known("institution")
    height = {c.code: c.position for c in lists.codes.get("rung", ())}
    for code in known.values():
        above = known.get(str(code.more.get("answers_to")))
        if above is None:
            continue
        here, there = (height.get(str(i.more.get("rung"))) for i in (code, above))
        if here is not None and there is not None and there < here:
            sentence = f"{code.code} answers to {above.code}, which stands on a lower rung"
            source.refuse(sentence, code.code, "answers_to")
        elif _goes_round(code, known):
            source.refuse(f"{code.code} answers, through others, to itself", code.code, "answers_to")


def _goes_round(code: CodeDef, known: dict[str, CodeDef]) -> bool:
    here: CodeDef | None = code
    for _ in range(len(known)):
        here = known.get(str(here.more.get("answers_to"))) if here else None
        if here is code:
            return True
    return False


def check_released(source: Source, lists: Lists) -> None:
    """What was once given out stays: a released code may be retired, reworded and regrouped, not removed."""
    for name, released in source.data.items():
        if name not in LISTS or not isinstance(released, list):
            source.refuse(f"{name} is no list of codes of a preset{nearest(name, LISTS)}", name)
            continue
        # A list that the preset words itself is answered for by the preset's own released.toml, not by the shared one.
        if name in lists.sources and lists.sources[name].path.parent == source.path.parent:
            for code in sorted(set(map(str, released)) - lists.known(name).keys()):
                source.refuse(f"{code} of {name} was given out before; put it back, with valid_to to retire it", name)
