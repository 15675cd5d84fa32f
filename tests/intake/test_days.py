"""A date is read in the order that the map states, and in no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casetracker.intake.days import BadPattern, Day, DayReader, NotADate
from casetracker.intake.refusals import Refused
from casetracker.intake.survey import survey
from tests.intake.writing import a_map, spreadsheet


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("DD/MM/YYYY", "04/03/2015", Day(date(2015, 3, 4))),
        ("MM/DD/YYYY", "04/03/2015", Day(date(2015, 4, 3))),
        ("DD/MM/YYYY", "4-3-2015", Day(date(2015, 3, 4))),
        ("DD/MM/YYYY", "04/03/2015 23:59", Day(date(2015, 3, 4))),
        ("MM/DD/YYYY hh:mm:ss AM", "06/26/2018 12:50:01 PM", Day(date(2018, 6, 26))),
        ("MM/DD/YYYY hh:mm:ss AM", "06/26/2018 12:00:00 AM", Day(date(2018, 6, 26))),
        ("DD MON YYYY", "12 março 2020", Day(date(2020, 3, 12))),
        ("DD-MON-YY", "12-dez-21", Day(date(2021, 12, 12))),
        ("DD/MM/YYYY", "2015-03-04", Day(date(2015, 3, 4))),
        ("DD/MM/YYYY", "03/2015", Day(date(2015, 3, 1), "month")),
        ("DD/MM/YYYY", "2015-03", Day(date(2015, 3, 1), "month")),
        ("DD/MM/YYYY", "2015", Day(date(2015, 1, 1), "year")),
    ],
)
def test_dates_in_a_stated_order(pattern: str, text: str, expected: Day) -> None:
    assert DayReader((pattern,)).read(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("MM/DD/YYYY", "26/06/2018"),
        ("DD/MM/YYYY", "30/02/2018"),
        ("MM/DD/YYYY hh:mm:ss AM", "06/26/2018 13:50:01 PM"),
        ("MM/DD/YYYY hh:mm:ss AM", "06/26/2018 10:50:01"),
        ("DD/MM/YYYY", "01/02/2018 25:00"),
        ("DD/MM/YYYY", "43277"),
        ("DD/MM/YYYY", "1/2/18"),
        ("DD/MM/YYYY", "01/02/20188"),
        ("DD MON YYYY", "12 xyz 2020"),
    ],
)
def test_what_does_not_fit_is_no_date(pattern: str, text: str) -> None:
    with pytest.raises(NotADate):
        DayReader((pattern,)).read(text)


@pytest.mark.parametrize("pattern", ["DD/MM", "DD/DD/YYYY", "%d/%m/%Y", "", "DD/MM/YYYY hh"])
def test_an_order_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        DayReader((pattern,))


def test_a_time_with_its_own_offset_is_put_on_the_programmes_calendar() -> None:
    maputo = ZoneInfo("Africa/Maputo")
    assert DayReader(zone=maputo).read("2018-06-26T23:30:00Z") == Day(date(2018, 6, 27))
    assert DayReader(zone=maputo).read("2018-06-26 23:30") == Day(date(2018, 6, 26))


def test_an_unstated_order_is_refused_with_the_column_and_examples(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, "No,Date,Problem\n1,04/03/2015,a\n2,05/06/2015,b\n")
    with pytest.raises(Refused, match=r"“Date”.*04/03/2015, 05/06/2015.*opened = \"DD/MM/YYYY\""):
        survey(path, a_map(tmp_path))


def test_an_order_that_the_dates_themselves_deny_is_refused(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, "No,Date,Problem\n1,04/03/2015,a\n2,25/06/2015,b\n")
    with pytest.raises(Refused, match="25/06/2015"):
        survey(path, a_map(tmp_path, dates={"opened": "MM/DD/YYYY"}))
    survey(path, a_map(tmp_path, dates={"opened": "DD/MM/YYYY"}))
