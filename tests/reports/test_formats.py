"""Every format holds the same table, says what it is, and runs nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import overload

import defusedcsv.csv
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from casetracker.kit.formulas import INNER, NUMBER, guard, unguard
from casetracker.kit.languages import init_app
from casetracker.kit.sentences import speaking
from casetracker.kit.tables import Column, Kind, Table, Value
from casetracker.reports.formats import FORMATS, write

KINDS: tuple[Kind, ...] = ("text", "int", "number", "percent", "date")
EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\u200b=1+1", " \t=1", "x;=cmd", 'x;"=cmd"', "x\n=1", "%0"]
ROW: tuple[Value, ...] = ("Água; e luz", 12, 1.5, 0.25, date(2026, 1, 31))


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    """Enough of an application for labels to be said."""
    app = Flask(__name__)
    init_app(app)
    with app.app_context(), speaking("en"):
        yield


def a_table(rows: Sequence[tuple[Value, ...]]) -> Table:
    return Table(
        "Breaches resolved", tuple(Column(kind, kind.title(), kind) for kind in KINDS), rows,
        rule="latest resolution in the period", filters={"Province": "Gaza"}, n=41,
        known_at=datetime(2026, 2, 1, 8, tzinfo=UTC), notes=("Months do not add up.",),
    )  # fmt: skip


def written(table: Table, key: str) -> bytes:
    out = io.BytesIO()
    write(table, key, out)
    return out.getvalue()


def as_csv(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(table, "csv").decode("utf-8-sig"))))


def test_csv_has_the_rows_first_and_what_they_are_below() -> None:
    lines = as_csv(a_table([ROW, (None,) * 5]))
    assert lines[0] == ["Text", "Int", "Number", "Percent", "Date"]
    assert lines[1] == ["Água; e luz", "12", "1.5", "0.25", "2026-01-31"]
    assert lines[2] == [""] * 5
    assert lines[3] == []
    below = dict(lines[4:])
    assert set(below.values()) == {
        "Breaches resolved", "latest resolution in the period", "Gaza", "2026-02-01T08:00:00+00:00", "41",
        "Months do not add up.",
    }  # fmt: skip


def test_json_has_keys_that_no_language_changes() -> None:
    data = json.loads(written(a_table([ROW, (None,) * 5]), "json"))
    assert data["rows"] == [dict(zip(KINDS, ["Água; e luz", 12, 1.5, 0.25, "2026-01-31"], strict=True)),
                            dict.fromkeys(KINDS)]  # fmt: skip
    assert (data["title"], data["n"], data["filters"]) == ("Breaches resolved", 41, {"Province": "Gaza"})
    assert data["known_at"] == "2026-02-01T08:00:00+00:00"
    assert (data["rule"], data["notes"]) == ("latest resolution in the period", ["Months do not add up."])
    assert json.loads(written(a_table([]), "json"))["rows"] == []


def test_xlsx_has_typed_cells_and_a_sheet_about_them() -> None:
    book = load_workbook(io.BytesIO(written(a_table([ROW, (None,) * 5]), "xlsx")))
    data, about = book.worksheets
    assert [cell.value for cell in data[2]] == ["Água; e luz", 12, 1.5, 0.25, datetime.fromisoformat("2026-01-31")]
    assert [cell.data_type for cell in data[2]] == ["s", "n", "n", "n", "d"]
    assert [row[1].value for row in about.rows] == [
        "Breaches resolved", "latest resolution in the period", "Gaza", "2026-02-01T08:00:00+00:00", "41",
        "Months do not add up.",
    ]  # fmt: skip


def test_text_that_looks_like_a_formula_or_an_address_is_text_in_xlsx() -> None:
    words = [*EVIL, "https://example.org", "007", "1e5", "a" * 40_000, "bell\x07"]
    book = load_workbook(io.BytesIO(written(a_table([(word, None, None, None, None) for word in words]), "xlsx")))
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:4]] == EVIL[:4]
    assert len(str(cells[-2].value)) == 32_767
    assert "long texts are cut" in str(list(book.worksheets[1].values)[-1][1])


def runs(cell: str, separators: str) -> bool:
    """Would any part of this cell be read as a formula, by a reader that splits and strips in the worst way?"""
    parts = [part.strip(' "\u200b\u00a0\ufeff') for part in re.split(f"[{separators}]", cell)]
    return any(part[0] in "=+-@|%" for part in parts if part)


@pytest.mark.parametrize("word", EVIL)
def test_no_cell_of_a_csv_runs_even_where_it_is_split_at_semicolons(word: str) -> None:
    table = a_table([(word, -12, -1.5, None, None)])
    cell, whole, part = as_csv(table)[1][:3]
    assert not runs(cell, ";\t\r\n")
    assert unguard(cell) == word
    assert (whole, part) == ("-12", "-1.5")
    assert not any(runs(line, ";") for line in written(table, "csv").decode("utf-8-sig").splitlines())


@given(st.text(alphabet=";,|\t\n\r '\"=+-@%a1.\u200b\u00a0", max_size=14), st.sampled_from(sorted(INNER)))
def test_the_guard_can_be_taken_off_and_nothing_runs_while_it_is_on(text: str, delimiter: str) -> None:
    guarded = guard(text, delimiter)
    assert unguard(guarded, delimiter) == text
    assert NUMBER.fullmatch(text) or not runs(guarded, re.escape(INNER[delimiter]))


@given(st.text(alphabet=";,|\t\n\r '\"=+-@%.09\u0661a\u200b", max_size=10))
def test_another_guard_finds_nothing_left_to_do(text: str) -> None:
    cell, out = guard(text), io.StringIO()
    defusedcsv.csv.writer(out).writerow([cell])
    plain = io.StringIO()
    csv.writer(plain).writerow([cell])
    assert out.getvalue() == plain.getvalue()


def test_a_phone_number_keeps_its_plus() -> None:
    assert as_csv(a_table([("+258841234567", None, None, None, None)]))[1][0] == "'+258841234567"


def test_equal_values_of_two_kinds_stay_two_cells() -> None:
    rows: list[tuple[Value, ...]] = [("1", 1, 1.0, None, date(2026, 1, 1)), ("", 1.0, 1, 0, None)]
    assert as_csv(a_table(rows * 2))[1:5] == [["1", "1", "1.0", "", "2026-01-01"], ["", "1.0", "1", "0", ""]] * 2


def test_a_file_of_more_texts_than_are_remembered_is_still_whole() -> None:
    rows: list[tuple[Value, ...]] = [(f"={number}", number, None, None, date(2026, 1, 31)) for number in range(9_000)]
    rows += [("=" + "a" * 200, 1, None, None, None), *rows]
    told = [line[0] for line in as_csv(a_table(rows))[1 : len(rows) + 1]]
    assert [unguard(cell) for cell in told] == [row[0] for row in rows]
    assert {cell[:2] for cell in told} == {"'="}


class Many(Sequence[tuple[Value, ...]]):
    """Rows that are made when they are asked for."""

    def __init__(self, count: int) -> None:
        self.total = count

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, at: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[Value, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Value, ...] | list[tuple[Value, ...]]:
        if isinstance(at, slice) or at >= self.total:
            raise IndexError
        return (f"text number {at}", *ROW[1:])


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_any_number_of_rows_leaves_in_pieces(key: str) -> None:
    tracemalloc.start()
    size = sum(len(piece) for piece in FORMATS[key].stream(a_table(Many(20_000))))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 100_000
    assert most < 4_000_000


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_words_are_said_before_the_first_piece_is_asked_for(key: str) -> None:
    asked: list[str] = []

    class Lazy:
        def __str__(self) -> str:
            asked.append("said")
            return "Title"

    table = Table(Lazy(), (Column("a", "A"),), [("b",)])
    FORMATS[key].stream(table)
    assert asked
