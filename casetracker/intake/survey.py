"""A first walk through the whole file before any row is taken: what it is, and what must be said about it first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from casetracker.intake import mojibake
from casetracker.intake.days import two_ways
from casetracker.intake.mapping import DATES, FieldRule, Map
from casetracker.intake.reading import column_places
from casetracker.intake.refusals import Refused
from casetracker.intake.source import Source, open_source
from casetracker.kit.saying import Sentence

EXAMPLES = 3


@dataclass
class Survey:
    """What the walk found. `notes()` are the sentences shown before the import begins."""

    source: Source
    rows: int = 0
    spoilt: int = 0
    spoilt_example: tuple[str, str] = ("", "")
    repair: bool = False
    unread: tuple[str, ...] = field(default_factory=tuple)

    def notes(self) -> list[Sentence]:
        found = []
        if self.spoilt and self.repair:
            found.append(Sentence(
                "%(n)s cells were spoilt by an earlier wrong decoding and are repaired, as the map says: “%(before)s” "
                "becomes “%(after)s”.", n=self.spoilt, before=self.spoilt_example[0], after=self.spoilt_example[1],
            ))  # fmt: skip
        elif self.spoilt:
            found.append(Sentence(
                "%(n)s cells look spoilt by an earlier wrong decoding, for example “%(before)s” for “%(after)s”. They "
                "are taken as they are; mojibake = \"repair\" in [file] mends them.",
                n=self.spoilt, before=self.spoilt_example[0], after=self.spoilt_example[1],
            ))  # fmt: skip
        if self.unread:
            found.append(Sentence("Columns that the map does not read: %(columns)s.", columns=", ".join(self.unread)))
        return found


def survey(path: Path, rules: Map) -> Survey:
    """Walk the file once. Raises Refused, also where dates can be read in two ways and the map is silent."""
    source = open_source(path, rules.file)
    places = column_places(source.heading, rules)
    dates = [_Dates(rule, places[name][0]) for name, rule in rules.fields.items() if name in DATES and rule.columns]
    read = {place for columns in places.values() for place in columns}
    unread = tuple(name for place, name in enumerate(source.heading) if name and place not in read)
    found = Survey(source, repair=rules.file.mojibake == "repair", unread=unread)
    for _number, cells in source.records():
        found.rows += 1
        for column in dates:
            column.look(cells)
        for place in read:
            if place < len(cells) and mojibake.spoilt(cells[place]):
                found.spoilt += 1
                if not found.spoilt_example[0]:
                    found.spoilt_example = (cells[place][:60], mojibake.repaired(cells[place])[:60])
    for column in dates:
        column.judge()
    return found


class _Dates:
    """One column of dates: how many could only be day first, how many only month first."""

    def __init__(self, rule: FieldRule, place: int) -> None:
        self.rule, self.place = rule, place
        self.day_first = self.month_first = 0
        self.examples: list[str] = []
        self.proof: str = ""

    def look(self, cells: list[str]) -> None:
        numbers = two_ways(cells[self.place]) if self.place < len(cells) else None
        if numbers is None:
            return
        first, second = numbers
        if len(self.examples) < EXAMPLES and first != second and cells[self.place] not in self.examples:
            self.examples.append(cells[self.place])
        if first > 12 >= second:
            self.day_first += 1
            self.proof = self.proof or cells[self.place]
        elif second > 12 >= first:
            self.month_first += 1
            self.proof = self.proof or cells[self.place]

    def judge(self) -> None:
        order = next((one for one in self.rule.dates if "DD" in one and "MM" in one and not one.startswith("Y")), "")
        if not order and self.examples:
            raise Refused(self._unstated())
        against = self.month_first if order.startswith("DD") else self.day_first
        if order and against > self.day_first + self.month_first - against:
            raise Refused(Sentence(
                "The map says that “%(column)s” is written %(order)s, but most of its dates that can be read in one "
                "way only are the other way round, for example %(example)s.",
                column=self.rule.heading, order=order, example=self.proof,
            ))  # fmt: skip

    def _unstated(self) -> Sentence:
        examples = ", ".join(dict.fromkeys([*self.examples, *([self.proof] if self.proof else [])]))
        return Sentence(
            "The dates in “%(column)s” do not say which number is the day, for example %(examples)s. State it in the "
            "map: under [dates], %(field)s = \"DD/MM/YYYY\" or %(field)s = \"MM/DD/YYYY\".",
            column=self.rule.heading, examples=examples, field=self.rule.name,
        )  # fmt: skip
