"""XLSX is read by what its cells are, and measured before anything is built from it."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from casetracker.intake.days import Day
from casetracker.intake.reading import read
from casetracker.intake.refusals import Refused
from casetracker.intake.survey import survey
from tests.intake.writing import a_map


def workbook(folder: Path, rows: list[list[object]], first_row: int = 0, name: str = "Sheet1") -> Path:
    path = folder / "old.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows, first_row):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    return path


def rewritten(path: Path, entry: str, old: bytes, new: bytes, place: str | None = None) -> Path:
    """The same workbook with one entry changed, as somebody with bad intent would."""
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            content = content.replace(old, new) if name == entry else content
            copy.writestr(place if place and name == entry else name, content)
    return target


def test_days_numbers_and_text_are_read_by_their_own_type(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["No", "Date", "Problem"],
        [1020206, datetime.fromisoformat("2018-06-26T10:58:00"), "Água"],
        [2.5, "2018", True],
    ]
    first, second = read(workbook(tmp_path, rows), a_map(tmp_path))
    assert (first.reference, first.text("type"), first.day("opened")) == ("1020206", "Água", Day(date(2018, 6, 26)))
    assert (second.reference, second.text("type"), second.day("opened")) == (
        "2.5",
        "TRUE",
        Day(date(2018, 1, 1), "year"),
    )


def test_typed_days_need_no_order_and_typed_text_does(tmp_path: Path) -> None:
    survey(workbook(tmp_path, [["No", "Date", "Problem"], [1, date(2018, 4, 3), "a"]]), a_map(tmp_path))
    with pytest.raises(Refused, match="04/03/2018"):
        survey(workbook(tmp_path, [["No", "Date", "Problem"], [1, "04/03/2018", "a"]]), a_map(tmp_path))


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["No", "Date", "Problem"], [1, "2018", "a"]], first_row=3)
    assert [row.number for row in read(path, a_map(tmp_path, file={"header_row": 4}))] == [5]


def test_another_sheet_can_be_named_and_a_missing_one_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["No", "Date", "Problem"], [1, "2018", "a"]], name="Casos")
    assert survey(path, a_map(tmp_path, file={"sheet": "Casos"})).rows == 1
    with pytest.raises(Refused, match="it has: Casos"):
        survey(path, a_map(tmp_path, file={"sheet": "Other"}))


@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/other/hidden.bin"])
@pytest.mark.parametrize("far", [b'r="XFD1048576"', b'r="xfd1048576"', b'r="A1048577"', b'r="ZZZ9"'])
def test_a_cell_at_the_end_of_the_sheet_is_refused_before_anything_is_built(
    tmp_path: Path, far: bytes, entry: str
) -> None:
    path = workbook(tmp_path, [["No", "Date", "Problem"], [1, "2018", "a"]])
    changed = rewritten(path, "xl/worksheets/sheet1.xml", b'r="C2"', far, entry)
    before = time.monotonic()
    with pytest.raises(Refused, match="reaches to row"):
        survey(changed, a_map(tmp_path))
    assert time.monotonic() - before < 2


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(Refused, match="unpacks to more"):
        survey(path, a_map(tmp_path))


def test_entities_and_broken_cells_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["No", "Date", "Problem"], [1, "2018", "a"]])
    sheet = "xl/worksheets/sheet1.xml"
    for old, new in ((b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), (b'r="C2"', b'r="$C$2"')):
        with pytest.raises(Refused, match="damaged"):
            survey(rewritten(path, sheet, old, new), a_map(tmp_path))


def test_a_large_claimed_dimension_costs_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["No", "Date", "Problem"], [1, "2018", "a"]])
    changed = rewritten(path, "xl/worksheets/sheet1.xml", b'ref="A1:C2"', b'ref="A1:XFD1048576"')
    assert survey(changed, a_map(tmp_path)).rows == 1
