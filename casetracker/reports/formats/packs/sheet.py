"""One sheet of a workbook, filled from the top: headings, texts, tables with their charts, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casetracker.kit.spoken import NOTHING
from casetracker.kit.tables import Table
from casetracker.reports.charts import COLOURS
from casetracker.reports.formats.packs.pictured import drawn, notes, told
from casetracker.reports.formats.packs.words import about, shown
from casetracker.reports.packs.edition import HIDDEN, Section

LONGEST_CELL = 32_767
NARROWEST, WIDEST, USUAL, READABLE = 10, 42, 8, 90
LINE = 15
"""points: the height of a line"""
A4 = 9
NUMBERS = {"int": "#,##0", "number": "#,##0.0##", "percent": "0.0%", "date": "yyyy-mm-dd"}


@dataclass(frozen=True)
class Looks:
    """How cells look, made once a workbook."""

    styles: dict[str, Any]

    @classmethod
    def of(cls, book: Any) -> Looks:
        line, top = {"bottom": 1, "bottom_color": "#B9CCCB"}, {"text_wrap": True, "valign": "top"}
        looks = {
            "heading": {"bold": True, "font_size": 16, "font_color": "#12645F"},
            "subheading": {"bold": True, "font_size": 12, "font_color": "#12645F"},
            "alert": {"bold": True, "font_color": "#8A2A5B"},
            "text": top, "name": {"bold": True, **top}, "title": {"bold": True},
            "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#E6F1F0", "bottom": 2},
            "head_n": {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#E6F1F0", "bottom": 2,
                       "align": "right"},
            "cell": {**top, **line}, "hidden": {"align": "right", "italic": True, "valign": "top", **line},
            "small": {"italic": True, "font_color": "#505A5F", **top},
            **{kind: {"num_format": form, "align": "right", "valign": "top", **line} for kind, form in NUMBERS.items()},
        }  # fmt: skip
        return cls({name: book.add_format(look) for name, look in looks.items()})


@dataclass
class Sheet:
    """`widths` of the first columns in characters, where they do not follow from what is written."""

    book: Any
    sheet: Any
    looks: Looks
    foot: str
    widths: tuple[int, ...] = ()
    row: int = 0
    places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        self.sheet.hide_gridlines(2)
        self.sheet.set_footer(f"&L{self.foot[:100].replace('&', '&&')}&R&P / &N")
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)

    def write(self, place: int, value: str, look: str) -> None:
        self.sheet.write_string(self.row, place, value[:LONGEST_CELL], self.looks.styles[look])

    def gap(self) -> None:
        self.row += 1

    def line(self, value: str, look: str) -> None:
        """One line of words that may run over the cells beside it."""
        self.write(0, value, look)
        self.row += 1

    def heading(self, value: str) -> None:
        self.line(value, "heading")

    def subheading(self, value: str) -> None:
        self.line(value, "subheading")

    def alert(self, value: str) -> None:
        self.line(value, "alert")

    def pair(self, name: str, value: str) -> None:
        self.write(0, name, "name")
        self.write(1, value, "text")
        self._high([value], self.widths[1:2])
        self.row += 1

    def text(self, value: str, look: str = "text") -> None:
        """A paragraph, wrapped over the columns in use, which are merged for it."""
        across = len(self.widths) + max(0, READABLE - sum(self.widths)) // USUAL
        if across > 1:
            self.sheet.merge_range(self.row, 0, self.row, across - 1, "", self.looks.styles[look])
        self.write(0, value, look)
        self._high([value], [sum(self.widths) + USUAL * (across - len(self.widths))])
        self.row += 1

    def _high(self, values: Sequence[str], widths: Sequence[int]) -> None:
        """High enough for its longest text: merged cells never grow by themselves."""
        lines = max(
            ((len(value) - 1) // max(width - 1, 1) + 1 for value, width in zip(values, widths, strict=False)), default=1
        )
        if lines > 1:
            self.sheet.set_row(self.row, LINE * min(lines, 26))

    def table(self, table: Table, frozen: bool) -> None:
        """Title, heading, rows, and what the table says of itself; `frozen` keeps the heading in sight."""
        self.gap()
        self.line(str(table.title), "title")
        for place, column in enumerate(table.columns):
            self.write(place, str(column.label), "head_n" if column.numeric else "head")
        self.places.append(self.row)
        self._head(frozen)
        for row in table.rows:
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                self._cell(place, NOTHING if value is None and column.numeric else value, column.kind)
            self._high([str(value or "") for value in row], self.widths)
            self.row += 1
        for name, value in about(table):
            self.text(f"{name}: {value}", "small")

    def _head(self, frozen: bool) -> None:
        """The row of headings just written: repeated on each printed page, in sight while others move. Of several
        tables only the names at the left stay."""
        if not frozen:
            self.sheet.freeze_panes(0, 1)
        else:
            self.sheet.freeze_panes(self.row + 1, 1)
            self.sheet.repeat_rows(self.row)
        self.row += 1

    def widen(self, tables: Iterable[Table]) -> None:
        """Columns as wide as the widest of all the tables that will stand here."""
        for table in tables:
            self._wide([_width([column.label, *table.column(column.key)], column.kind) for column in table.columns])

    def _wide(self, widths: Iterable[int]) -> None:
        old = [*self.widths, *[0] * 100]
        self.widths = (
            tuple(max(width, old[place]) for place, width in enumerate(widths)) + self.widths[len(list(widths)) :]
        )
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, width)

    def _cell(self, place: int, value: Any, kind: str) -> None:
        if value is None:
            self.sheet.write_blank(self.row, place, None, self.looks.styles["cell"])
        elif isinstance(value, date):
            day = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
            self.sheet.write_datetime(self.row, place, day, self.looks.styles["date"])
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, place, value, self.looks.styles[kind if kind in NUMBERS else "number"])
        else:
            self.write(place, str(value), "hidden" if value in (HIDDEN, NOTHING) and kind in NUMBERS else "cell")

    def plain(self, heading: Sequence[str], rows: Sequence[Sequence[Any]], wrapped: bool = False) -> None:
        """Rows alone, with a filter; a value of (value, kind) is written by its kind."""
        for place, label in enumerate(heading):
            self.write(place, label, "head")
        if not wrapped:
            self._wide([_width([row[place] for row in [heading, *rows]], "text") for place in range(len(heading))])
            self.sheet.autofilter(0, 0, len(rows), len(heading) - 1)
        self._head(True)
        for row in rows:
            for place, value in enumerate(row):
                self._cell(place, *(value if isinstance(value, tuple) else (value, "text")))
            if wrapped:
                self._high([str(value) for value in row], self.widths)
            self.row += 1

    def chart(self, section: Section) -> None:
        """The native chart of the first table below all of it; a withheld number bears its mark where no bar stands."""
        what = drawn(section)
        if what is None:
            return
        many = len(what.series) > 1
        chart = self.book.add_chart({"type": "column" if what.over_time else "bar"})
        name, head = self.sheet.get_name(), self.places[0]
        first, last = head + 1 + what.rows[0], head + 1 + what.rows[-1]
        for number, (place, column) in enumerate(zip(what.series, what.columns, strict=True)):
            marks = [_label(what.table.rows[row][place], column.kind) for row in what.rows]
            chart.add_series({
                "name": [name, head, place], "categories": [name, first, what.at, last, what.at],
                "values": [name, first, place, last, place], "fill": {"color": COLOURS[number % len(COLOURS)]},
                "data_labels": {"value": True, "custom": marks},
            })  # fmt: skip
        chart.set_title({"name": str(what.table.title), "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"} if many else {"none": True})
        if not what.over_time:
            chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 720, "height": max(320, 40 * len(what.rows) * len(what.series))})
        self.gap()
        for note in notes(what):
            self.text(note, "small")
        self.sheet.insert_chart(self.row, 0, chart, {"description": told(what)})


def _label(value: Any, kind: str) -> dict[str, str]:
    return {"value": shown(value, kind)}


def _width(values: Iterable[Any], kind: str) -> int:
    """Characters: of the longest, within bounds; a day and a number have theirs."""
    longest = max((len(shown(one, kind) if not isinstance(one, tuple) else str(one[0])) for one in values), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)
