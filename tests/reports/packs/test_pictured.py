"""A picture draws parts without their total, says what it leaves out, and never draws a withheld number as zero."""

from __future__ import annotations

from casetracker.kit.tables import Column, Table, Value
from casetracker.reports.formats.packs.pictured import below, drawn, picture, told
from casetracker.reports.packs.edition import HIDDEN, Section

NAMES, COUNT = Column("district", "District"), Column("n", "Cases", "int")


def section(columns: tuple[Column, ...], rows: list[tuple[Value, ...]], chart: bool = True) -> Section:
    return Section("a", "A", (), (Table("T", columns, rows),), chart)


def test_a_withheld_number_is_no_mark_and_its_name_says_why() -> None:
    what = drawn(section((NAMES, COUNT), [("A", 7), ("B", HIDDEN), ("C", 0), ("Total", 9)]))
    assert what is not None
    assert [(one.at, one.value) for one in picture(what).marks] == [("A", 7), ("B (s)", None), ("C", 0)]
    assert told(what) == "T. Cases: A 7, B s, C 0."
    assert "Withheld" in below(what)


def test_the_first_are_drawn_and_that_is_said() -> None:
    columns = (NAMES, *(Column(f"type:{at}", f"Type {at}", "int") for at in range(20)), Column("total", "Total", "int"))
    rows: list[tuple[Value, ...]] = [(f"Place {at}", *range(1, 22)) for at in range(30)]
    what = drawn(section(columns, rows))
    assert what is not None
    assert (len(what.rows), len(what.series), what.left_out) == (12, 12, 26)
    assert picture(what).shape == "grid" and "Only the first" in below(what)


def test_a_long_time_is_drawn_whole() -> None:
    months: list[tuple[Value, ...]] = [(f"Month {at}", at) for at in range(40)]
    what = drawn(section((Column("month", "Month"), COUNT), months))
    assert what is not None
    assert (len(what.rows), what.left_out, picture(what).shape) == (40, 0, "columns")


def test_what_has_nothing_to_see_is_not_drawn() -> None:
    assert drawn(section((NAMES, COUNT), [("A", HIDDEN), ("B", 0)])) is None
    assert drawn(section((NAMES,), [("A",)])) is None
    assert drawn(section((COUNT,), [(3,)])) is None
    assert drawn(section((NAMES, COUNT), [("A", 3)], chart=False)) is None
    assert drawn(Section("a", "A", (), (), True)) is None
