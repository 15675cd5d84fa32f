"""What only shows when the lists are held against each other: references, fixed codes, released codes, the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casetracker.presets.entries import nearest
from casetracker.presets.reading import Mistakes, Source
from casetracker.presets.schema import AT_LEAST, EXACTLY, LISTS, MAY_BE_ABSENT
from casetracker.presets.shapes import CodeDef


@dataclass(frozen=True)
class Lists:
    """The lists that could be read; a list that could not is neither here nor complained about again."""

    codes: dict[str, tuple[CodeDef, ...]]
    sources: dict[str, Source]
    unreadable: frozenset[str]

    def known(self, list_name: str) -> dict[str, CodeDef]:
        return {c.code: c for c in self.codes.get(list_name, ())}

    def each(self) -> Iterator[tuple[str, Source, tuple[CodeDef, ...]]]:
        for name, source in self.sources.items():
            yield name, source, self.codes[name]


def check_lists(lists: Lists, folder: str, mistakes: Mistakes) -> None:
    """Everything that is between lists rather than inside one."""
    for name in LISTS.keys() - lists.sources.keys() - lists.unreadable - MAY_BE_ABSENT:
        mistakes.add(f"{folder}/{name}.toml", 1, f"the list {name} is missing")
    for name, source, codes in lists.each():
        if not codes:
            mistakes.add(source.file, 1, f"the list {name} has no code")
        _references(name, source, codes, lists, mistakes)
        _relied_on(name, source, codes, mistakes)
        _told_apart(source, codes, mistakes)
    if "institution" in lists.sources:
        _answering(lists, mistakes)


def _references(name: str, source: Source, codes: tuple[CodeDef, ...], lists: Lists, mistakes: Mistakes) -> None:
    for key, kind in LISTS[name].items():
        if kind.of is None or kind.of in lists.unreadable:
            continue
        known = lists.known(kind.of)
        for code in codes:
            value = code.group if key == "group" else code.more.get(key, ())
            for one in (value,) if isinstance(value, str) else value or ():
                if one not in known:
                    sentence = f"{code.code}: {key} names {one}, and there is no such code in {kind.of}{nearest(one, known)}"
                    mistakes.add(source.file, source.line(code.code, key), sentence)
                elif _retired_before(known[one], code):
                    sentence = f"{code.code}: {key} names {one}, which is retired since {known[one].valid_to}"
                    mistakes.add(source.file, source.line(code.code, key), sentence)


def _retired_before(target: CodeDef, code: CodeDef) -> bool:
    """A retired code may be named by what is retired no later, not by what can still be chosen."""
    return target.valid_to is not None and (code.valid_to is None or code.valid_to > target.valid_to)


def _relied_on(name: str, source: Source, codes: tuple[CodeDef, ...], mistakes: Mistakes) -> None:
    has = {c.code: c for c in codes}
    for code in sorted((EXACTLY.get(name, frozenset()) | AT_LEAST.get(name, frozenset())) - has.keys()):
        mistakes.add(source.file, 1, f"{code} is missing from {name}; the application relies on it")
    if name in EXACTLY:
        for code in has.keys() - EXACTLY[name]:
            wanted = ", ".join(sorted(EXACTLY[name]))
            mistakes.add(source.file, source.line(code), f"{code} is unknown: {name} has exactly {wanted}, as the application counts by them")
        for code, fixed in has.items():
            if fixed.valid_to is not None:
                mistakes.add(source.file, source.line(code, "valid_to"), f"{code} of {name} cannot be retired; the application counts by it")


def _told_apart(source: Source, codes: tuple[CodeDef, ...], mistakes: Mistakes) -> None:
    """Two codes that can both be chosen and read the same cannot be told apart on a page."""
    first: dict[tuple[str, str], str] = {}
    for code in (c for c in codes if c.valid_to is None):
        for language, label in code.labels.items():
            other = first.setdefault((language, label.casefold()), code.code)
            if other != code.code:
                line = source.line(code.code, language)
                mistakes.add(source.file, line, f"{code.code} reads the same as {other} in {language}: {label}")


def _answering(lists: Lists, mistakes: Mistakes) -> None:
    """Who answers to whom goes up the ladder and never round."""
    source, known = lists.sources["institution"], lists.known("institution")
    height = {c.code: c.position for c in lists.codes.get("rung", ())}
    for code in known.values():
        above = known.get(str(code.more.get("answers_to")))
        if above is None:
            continue
        here, there = (height.get(str(i.more.get("rung"))) for i in (code, above))
        line = source.line(code.code, "answers_to")
        if here is not None and there is not None and there < here:
            sentence = f"{code.code} answers to {above.code}, which stands on a lower rung"
            mistakes.add(source.file, line, sentence)
        elif _goes_round(code, known):
            mistakes.add(source.file, line, f"{code.code} answers, through others, to itself")


def _goes_round(code: CodeDef, known: dict[str, CodeDef]) -> bool:
    here: CodeDef | None = code
    for _ in range(len(known)):
        here = known.get(str(here.more.get("answers_to"))) if here else None
        if here is code:
            return True
    return False


def check_released(source: Source, lists: Lists, mistakes: Mistakes) -> None:
    """What was once given out stays: a released code may be retired, reworded and regrouped, not removed."""
    for name, released in source.data.items():
        if name not in LISTS or not isinstance(released, list):
            mistakes.add(source.file, source.line(name), f"{name} is no list of codes of this preset{nearest(name, LISTS)}")
            continue
        # A list that the preset took over from `common` is answered for by the preset's own released.toml.
        if name not in lists.sources or lists.sources[name].path.parent != source.path.parent:
            continue
        for code in released:
            if code not in lists.known(name):
                sentence = f"{code} of {name} was given out before; put it back, with valid_to if it is not to be chosen any more"
                mistakes.add(source.file, source.line(name), sentence)
