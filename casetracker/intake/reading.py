"""From a file and a map to rows, one at a time, however long the file is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from casetracker.intake import mojibake
from casetracker.intake.days import Day, DayReader, NotADate
from casetracker.intake.mapping import DATES, FieldRule, Map
from casetracker.intake.refusals import Refused
from casetracker.intake.returned import is_reason, without_reason
from casetracker.intake.rows import Row
from casetracker.intake.source import Source, open_source
from casetracker.kit.formulas import unguard
from casetracker.kit.saying import Sentence

BLANKS = " \t\r\n\u00a0\u200b\ufeff"
LONGEST = 100_000


def read(path: Path, rules: Map, zone: ZoneInfo | None = None) -> Iterator[Row]:
    """The rows of a file. Raises Refused for the file as a whole; what is wrong with one row stands in the row."""
    source = open_source(path, rules.file)
    return read_source(source, rules, zone)


def read_source(source: Source, rules: Map, zone: ZoneInfo | None = None) -> Iterator[Row]:
    """The rows of a file that is already open."""
    reader = RowReader(source, rules, zone)
    for number, cells in source.records():
        if any(cell.strip(BLANKS) for cell in cells):
            yield reader.row(number, cells)


class RowReader:
    """Applies one map to the rows of one file, and remembers the references it has seen."""

    def __init__(self, source: Source, rules: Map, zone: ZoneInfo | None = None) -> None:
        self.rules = rules
        self.width = len(source.heading)
        self.heading = source.heading
        self.delimiter = source.delimiter
        self.returned = any(is_reason(name) for name in source.heading)
        self.places = column_places(source.heading, rules)
        self.days = {name: DayReader(rule.dates, zone) for name, rule in rules.fields.items() if name in DATES}
        self.seen: dict[str, int] = {}

    def row(self, number: int, cells: list[str]) -> Row:
        original = tuple(unguard(cell, self.delimiter) for cell in cells) if self.returned else tuple(cells)
        problems = list(self._shape(original))
        texts: dict[str, str] = {}
        days: dict[str, Day] = {}
        padded = original + ("",) * (self.width - len(original))
        for name, rule in self.rules.fields.items():
            text = self._text(rule, padded)
            if name not in self.days:
                if text:
                    texts[name] = text
            elif text:
                try:
                    days[name] = self.days[name].read(text)
                except NotADate as error:
                    problems.append(named(rule, error.sentence))
        problems += self._reference(number, texts.get("reference", ""))
        return Row(number, without_reason(self.heading, original), texts, days, tuple(problems))

    def _text(self, rule: FieldRule, cells: tuple[str, ...]) -> str:
        if rule.constant is not None:
            return rule.constant
        parts = [cells[place].strip(BLANKS) for place in self.places[rule.name]]
        text = " ".join(part for part in parts if part and part not in self.rules.file.empty)
        if self.rules.file.mojibake == "repair" and not text.isascii():
            text = mojibake.repaired(text)
        return rule.translated(text)

    def _shape(self, cells: tuple[str, ...]) -> Iterator[Sentence]:
        if len(cells) != self.width:
            yield Sentence("The row has %(n)s cells and the heading has %(m)s.", n=len(cells), m=self.width)
        if any("\0" in cell for cell in cells):
            yield Sentence("A cell holds a character that is no text (NUL).")
        if any(len(cell) > LONGEST for cell in cells):
            yield Sentence("A cell holds more than %(n)s characters.", n=LONGEST)

    def _reference(self, number: int, reference: str) -> Iterator[Sentence]:
        if not reference:
            yield Sentence("The row has no reference.")
            return
        first = self.seen.setdefault(reference, number)
        if first != number:
            yield Sentence("The reference was already used in row %(row)s of this file.", row=first)


def named(rule: FieldRule, sentence: Sentence) -> Sentence:
    """A sentence that begins with the column it is about."""
    return Sentence("%(column)s: %(reason)s", column=rule.heading, reason=sentence)


def column_places(heading: tuple[str, ...], rules: Map) -> dict[str, tuple[int, ...]]:
    """Where each field stands in a row. Raises Refused for a column that is missing or there twice."""
    missing = [name for name in rules.columns() if name not in heading]
    if missing:
        raise Refused(Sentence(
            "The file has no column “%(missing)s”. Its columns are: %(columns)s.",
            missing="”, “".join(missing), columns=", ".join(name for name in heading if name),
        ))  # fmt: skip
    for name in rules.columns():
        if heading.count(name) > 1:
            raise Refused(Sentence("The column “%(column)s” is there more than once.", column=name))
    return {name: tuple(heading.index(one) for one in rule.columns) for name, rule in rules.fields.items()}
