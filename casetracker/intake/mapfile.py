"""A map read from its TOML file; whatever is wrong with it is said by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from casetracker.intake.days import BadPattern, DayReader
from casetracker.intake.maplimit import limit_of
from casetracker.intake.mapping import (
    CLOSINGS,
    DATES,
    FIELDS,
    LANGUAGES,
    REQUIRED,
    FieldRule,
    FileRules,
    LimitRule,
    Map,
)
from casetracker.intake.refusals import Refused
from casetracker.kit.saying import Sentence

SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
SECTIONS = {"kind", "source", "title", "language", "file", "columns", "constants", "dates", "values", "cases", "limit"}
FILE_KEYS = {"encoding", "delimiter", "sheet", "header_row", "mojibake", "empty"}
MAP_BYTES = 1_000_000


def load_map(path: Path, kind: str) -> Map:
    """The map in a file, for an import of `kind` ("cases" or "places"). Raises Refused."""
    if not path.is_file() or path.stat().st_size > MAP_BYTES:
        raise Refused(Sentence("There is no map at %(path)s.", path=str(path)))
    try:
        text = path.read_text("utf-8-sig")
        return MapText(path.name, text).map(kind)
    except UnicodeDecodeError:
        raise Refused(Sentence("The map %(path)s is not written in UTF-8.", path=path.name)) from None


class MapText:
    """One map being checked."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        try:
            self.toml: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise Refused(Sentence("%(file)s is not TOML: %(reason)s.", file=name, reason=str(error))) from None

    def map(self, kind: str) -> Map:
        for section in self.toml:
            if section not in SECTIONS:
                self.refuse(section, Sentence("“%(word)s” is not a part of a map.", word=section))
        if self.toml.get("kind") != kind:
            self.refuse("kind", Sentence('the map must say kind = "%(kind)s".', kind=kind))
        source, language = self.toml.get("source", ""), self.toml.get("language", "en")
        if not isinstance(source, str) or not SOURCE.fullmatch(source):
            self.refuse("source", Sentence("source must be a name in small letters, figures, _ . or -, kept for good."))
        if language not in LANGUAGES:
            self.refuse("language", Sentence("language must be one of %(known)s.", known=", ".join(LANGUAGES)))
        fields = self.fields(kind)
        title = str(self.toml.get("title", ""))
        return Map(kind, source, fields, self.file(), title, language, self.closing(fields), self.limit())

    def limit(self) -> LimitRule | None:
        found = limit_of(self.section("limit"))
        if isinstance(found, tuple):
            self.refuse(*found)
        return found

    def fields(self, kind: str) -> dict[str, FieldRule]:
        columns, constants = self.section("columns"), self.section("constants")
        for section in ("columns", "constants", "dates", "values"):
            for name in self.section(section):
                if name not in FIELDS[kind]:
                    self.refuse(name, Sentence("“%(word)s” is not a field of %(kind)s.", word=name, kind=kind))
        both = sorted(set(columns) & set(constants))
        if both:
            self.refuse(both[0], Sentence("“%(word)s” has a column and a constant: give one.", word=both[0]))
        for name in REQUIRED[kind]:
            if name not in columns and (name not in constants or name == "reference"):
                self.refuse("columns", Sentence("the map must name the column of “%(word)s”.", word=name))
        return {name: self.rule(name, columns.get(name), constants.get(name)) for name in [*columns, *constants]}

    def rule(self, name: str, column: Any, constant: Any) -> FieldRule:
        columns = tuple(column) if isinstance(column, list) else (column,) if column is not None else ()
        if not all(isinstance(one, str) and one.strip() for one in columns) or (column is not None and not columns):
            self.refuse(name, Sentence("“%(word)s” must be given the heading of a column, in quotes.", word=name))
        exact, beginnings, otherwise = self.values(name)
        return FieldRule(
            name, tuple(" ".join(one.split()) for one in columns), None if constant is None else str(constant),
            self.dates(name), exact, beginnings, otherwise,
        )  # fmt: skip

    def values(self, name: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...], str | None]:
        values = self.section("values").get(name, {})
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            self.refuse(name, Sentence("the values of “%(word)s” must each be given a text.", word=name))
        exact = {key: value for key, value in values.items() if not key.endswith("*")}
        starts = [(key[:-1], value) for key, value in values.items() if key.endswith("*") and key != "*"]
        return exact, tuple(sorted(starts, key=lambda pair: -len(pair[0]))), values.get("*")

    def dates(self, name: str) -> tuple[str, ...]:
        stated = self.section("dates").get(name, [])
        patterns = (stated,) if isinstance(stated, str) else tuple(stated) if isinstance(stated, list) else (0,)
        if patterns and name not in DATES:
            self.refuse(name, Sentence("“%(word)s” is not a date.", word=name))
        try:
            DayReader(tuple(pattern if isinstance(pattern, str) else "" for pattern in patterns))
        except BadPattern as error:
            self.refuse(name, Sentence(
                "“%(order)s” is no order of a date: write DD, MM or MON and YYYY, as in DD/MM/YYYY.", order=str(error)
            ))  # fmt: skip
        orders = {re.sub("[^DM]", "", pattern)[:1] for pattern in patterns if "MON" not in pattern and "DD" in pattern
                  and not pattern.startswith("Y")}  # fmt: skip
        if len(orders) > 1:
            self.refuse(name, Sentence("“%(word)s” cannot be day first and month first at once.", word=name))
        return patterns

    def file(self) -> FileRules:
        rules = self.section("file")
        for name in rules:
            if name not in FILE_KEYS:
                self.refuse(name, Sentence("“%(word)s” is not a part of [file].", word=name))
        if rules.get("mojibake", "report") not in ("report", "repair"):
            self.refuse("mojibake", Sentence('mojibake must be "report" or "repair".'))
        if not isinstance(rules.get("header_row", 1), int) or rules.get("header_row", 1) < 1:
            self.refuse("header_row", Sentence("header_row must be a number from 1."))
        if len(rules.get("delimiter", ",")) != 1:
            self.refuse("delimiter", Sentence("delimiter must be one character."))
        return FileRules(**{**rules, "empty": frozenset(rules.get("empty", ()))})

    def closing(self, fields: Mapping[str, FieldRule]) -> str | None:
        cases = self.section("cases")
        for name in cases:
            if name != "closing":
                self.refuse(name, Sentence("“%(word)s” is not a part of [cases].", word=name))
        closing = cases.get("closing")
        if "closed" not in fields and closing is None:
            return None
        if closing not in CLOSINGS or "closed" not in fields:
            self.refuse("closed", Sentence(
                "a map with a closing date must say under [cases] what it means: closing = one of %(known)s.",
                known=", ".join(CLOSINGS),
            ))  # fmt: skip
        if (closing == "as_the_outcome_says") != ("outcome" in fields):
            self.refuse("closing", Sentence('closing = "as_the_outcome_says" and the field “outcome” go together.'))
        return str(closing)

    def section(self, name: str) -> dict[str, Any]:
        section = self.toml.get(name, {})
        if not isinstance(section, dict):
            self.refuse(name, Sentence("“%(word)s” must be a section: [%(word)s].", word=name))
        return section

    def refuse(self, word: str, sentence: Sentence) -> NoReturn:
        """The sentence, with the first line on which the word stands."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if re.match(rf"""\s*\[?["']?(?:\w+\.)?{re.escape(word)}\b""", line):
                raise Refused(Sentence("%(file)s, line %(line)s: %(reason)s", file=self.name, line=number,
                                       reason=sentence))  # fmt: skip
        raise Refused(Sentence("%(file)s: %(reason)s", file=self.name, reason=sentence))
