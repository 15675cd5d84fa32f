"""A row that is given back can be mended in a spreadsheet and fed in again."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest
from openpyxl import Workbook

from casetracker.intake.reading import RowReader, read, read_source
from casetracker.intake.refusals import Refused
from casetracker.intake.returned import REASON, Returned
from casetracker.intake.source import open_source
from casetracker.kit.saying import Sentence
from tests.intake.writing import a_map, spreadsheet

WORDS = ["=1+1", "'quoted", "a;=b", "+258 84 123", "-5", "two\nlines", 'say "yes"', "São Tomé", "@x", "'=x", "'-5"]


def given_back(folder: Path, text: str, delimiter: str = ",") -> Path:
    """Every row of a file, given back."""
    rules = a_map(folder)
    source = open_source(spreadsheet(folder, text), rules.file)
    with Returned(folder / "failed.csv", source.heading, source.delimiter) as failed:
        for row in read_source(source, rules):
            failed.give_back(row, row.problems or [Sentence("No such place.")])
    return folder / "failed.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_same_columns_come_back_with_the_reason_and_read_as_before(tmp_path: Path, delimiter: str) -> None:
    lines = [["No", "Date", "Problem"], *([str(number), "2022", word] for number, word in enumerate(WORDS))]
    with (tmp_path / "old.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    failed = given_back(tmp_path, (tmp_path / "old.csv").read_bytes().decode())
    with failed.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    assert rows[0] == ["No", "Date", "Problem", REASON]
    assert all(row[3] == "No such place." for row in rows[1:])
    assert not any(cell.lstrip(' "').startswith(("=", "@")) for row in rows for cell in row)
    again = list(read(failed, a_map(tmp_path)))
    assert [row.text("type") for row in again] == WORDS
    assert [row.cells for row in again] == [tuple(line) for line in lines[1:]]
    assert not any(row.problems for row in again)


def test_its_owner_alone_may_read_it(tmp_path: Path) -> None:
    assert stat.S_IMODE(given_back(tmp_path, "No,Date,Problem\n1,2022,a\n").stat().st_mode) == 0o600


def test_a_row_that_was_too_long_loses_nothing(tmp_path: Path) -> None:
    failed = given_back(tmp_path, "No,Date,Problem\n1,2022,a,surplus\n")
    assert "surplus" in failed.read_text("utf-8-sig")


def test_a_file_given_back_can_itself_be_the_file_that_is_read(tmp_path: Path) -> None:
    failed = given_back(tmp_path, "No,Date,Problem\n1,2022,a\n2,2022,b\n")
    rules = a_map(tmp_path, file={"header_row": 3, "delimiter": ";"})
    source = open_source(failed, rules.file)
    with Returned(failed, source.heading) as again:
        for row in read_source(source, rules):
            if row.reference == "2":
                again.give_back(row, [Sentence("Still wrong.")])
    assert [row.reference for row in read(failed, rules)] == ["2"]
    assert failed.read_text("utf-8-sig").count(REASON) == 1


def test_nothing_given_back_leaves_no_file(tmp_path: Path) -> None:
    with Returned(tmp_path / "failed.csv", ("No",)):
        pass
    assert not (tmp_path / "failed.csv").exists()


def test_a_workbook_is_given_back_as_csv(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"ends in \.csv"):
        Returned(tmp_path / "failed.xlsx", ("No",))
    book = Workbook()
    book.active.append(["No", "Date", "Problem"])
    book.active.append([1, "2022", "=x"])
    book.active["C2"].data_type = "s"
    book.save(tmp_path / "old.xlsx")
    rules = a_map(tmp_path)
    source = open_source(tmp_path / "old.xlsx", rules.file)
    with Returned(tmp_path / "failed.csv", source.heading, source.delimiter) as failed:
        for row in read_source(source, rules):
            failed.give_back(row, [Sentence("No.")])
    assert [row.text("type") for row in read(tmp_path / "failed.csv", rules)] == ["=x"]
    assert RowReader(source, rules).returned is False
