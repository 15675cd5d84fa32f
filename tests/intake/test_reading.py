"""Whatever spreadsheet somebody kept, its rows arrive as they were written, or the refusal says what to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casetracker.intake.days import Day
from casetracker.intake.reading import read
from casetracker.intake.refusals import Refused
from casetracker.intake.survey import survey
from tests.intake.writing import a_map, spreadsheet

ROWS = "No;Date;Problem\n1;2022-03-04;Falta de médico\n2;2022-03;Água\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_delimiter_and_encoding_gives_the_same_words(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = spreadsheet(tmp_path, ROWS.replace(";", delimiter), encoding)
    rows = list(read(path, a_map(tmp_path)))
    assert [row.text("type") for row in rows] == ["Falta de médico", "Água"]
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].cells == ("1", "2022-03-04", "Falta de médico")
    assert rows[0].day("opened") == Day(date(2022, 3, 4))
    assert rows[1].day("opened") == Day(date(2022, 3, 1), "month")


def test_cells_with_line_breaks_and_quotes_stay_one_row(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, 'No,Date,Problem\r\n1,2022,"two\nlines, ""quoted"""\r\n\r\n2,2023,b\r\n')
    rows = list(read(path, a_map(tmp_path)))
    assert [(row.number, row.text("type")) for row in rows] == [(2, 'two\nlines, "quoted"'), (4, "b")]
    assert rows[0].day("opened") == Day(date(2022, 1, 1), "year")


def test_an_open_quotation_mark_is_refused_with_its_line(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, 'No,Date,Problem\n1,2022,a\n2,2022,"never closed\n3,2022,c\n')
    with pytest.raises(Refused, match="line 4"):
        list(read(path, a_map(tmp_path)))


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, "No,Day,Problem\n1,2022,a\n")
    with pytest.raises(Refused, match=r"no column “Date”.*No, Day, Problem"):
        survey(path, a_map(tmp_path))


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="more than once"):
        survey(spreadsheet(tmp_path, "No,Date,Problem,Problem\n1,2022,a,b\n"), a_map(tmp_path))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2022", "2 cells"),
        ("1,2022,a,b", "4 cells"),
        (",2022,a", "no reference"),
        ("1,2022,a\0b", "NUL"),
        ("1,soon,a", "Date: “soon” is not a date"),
        ("1,2022-13-01,a", "not a day of the calendar"),
        ("1,0022-01-01,a", "not a day of the calendar"),
    ],
)
def test_what_is_wrong_with_one_row_stands_in_that_row(tmp_path: Path, line: str, reason: str) -> None:
    path = spreadsheet(tmp_path, f"No,Date,Problem\n{line}\n9,2022,fine\n")
    bad, fine = read(path, a_map(tmp_path))
    assert any(reason in problem.text() for problem in bad.problems)
    assert fine.problems == ()


def test_a_reference_used_twice_belongs_to_the_first_row(tmp_path: Path) -> None:
    rows = list(read(spreadsheet(tmp_path, "No,Date,Problem\n7,2022,a\n7,2022,b\n"), a_map(tmp_path)))
    assert rows[0].problems == ()
    assert "row 2" in rows[1].problems[0].text()


def test_values_become_codes_exactly_by_their_beginning_or_as_the_rest(tmp_path: Path) -> None:
    rules = a_map(tmp_path, values={"type": {"Water": "water", "Road*": "roads", "Road works": "works", "*": "other"}})
    path = spreadsheet(
        tmp_path, "No,Date,Problem\n1,2022,Water\n2,2022,Road A1\n3,2022,Road works\n4,2022,x\n5,2022,\n"
    )
    assert [row.text("type") for row in read(path, rules)] == ["water", "roads", "works", "other", ""]


def test_constants_stand_in_every_row_and_named_blanks_are_blank(tmp_path: Path) -> None:
    rules = a_map(tmp_path, constants={"facility": "Beira"}, file={"empty": ["N/A"]})
    row = next(read(spreadsheet(tmp_path, "No,Date,Problem\n1,2022,N/A\n"), rules))
    assert (row.text("facility"), row.text("type")) == ("Beira", "")


def test_mojibake_is_reported_with_an_example_and_repaired_only_when_the_map_says_so(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, "No,Date,Problem\n1,2022,ChokwÃ©\n2,2022,Chokwé\n3,2022,MoatÃ­ze\n")
    found = survey(path, a_map(tmp_path))
    assert found.spoilt == 2
    assert "ChokwÃ©" in found.notes()[0].text()
    assert next(read(path, a_map(tmp_path))).text("type") == "ChokwÃ©"
    repairing = a_map(tmp_path, file={"mojibake": "repair"})
    assert [row.text("type") for row in read(path, repairing)] == ["Chokwé", "Chokwé", "Moatíze"]
    assert next(read(path, repairing)).cells[2] == "ChokwÃ©"


def test_a_stated_encoding_that_is_not_so_is_refused(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, ROWS, "cp1252")
    with pytest.raises(Refused, match="not written in utf-8"):
        survey(path, a_map(tmp_path, file={"encoding": "utf-8"}))


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old excel", b"PK\x03\x04not a workbook"])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(content)
    with pytest.raises(Refused):
        survey(path, a_map(tmp_path))


def test_hashes_follow_what_is_read_and_the_key(tmp_path: Path) -> None:
    first = next(read(spreadsheet(tmp_path, "No,Date,Problem,Extra\n1,2022,a,x\n"), a_map(tmp_path)))
    same = next(read(spreadsheet(tmp_path, "No,Date,Problem,Extra\n1,2022,a,y\n"), a_map(tmp_path)))
    other = next(read(spreadsheet(tmp_path, "No,Date,Problem,Extra\n1,2022-01,a,x\n"), a_map(tmp_path)))
    assert first.row_hash(b"k") == same.row_hash(b"k") != other.row_hash(b"k")
    assert first.reference_hash(b"k") == other.reference_hash(b"k") != first.reference_hash(b"other key")
