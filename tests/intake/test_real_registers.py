"""Real registers, imported and counted: the numbers are those that others counted from the same rows."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casetracker.indicators.counting import count
from casetracker.indicators.opening import open_number
from casetracker.intake import pieces
from casetracker.intake.cases import import_cases
from casetracker.intake.mapfile import load_map
from casetracker.intake.places import import_places
from casetracker.intake.tally import Tally
from casetracker.kit.db import transaction
from casetracker.kit.periods import Period
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import new_programme
from casetracker.places.queries import count_by_level
from casetracker.places.queries import labels as place_labels
from tests.intake.conftest import DATA, real

MAPS = Path(__file__).parents[2] / "examples"
on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def bring(programme: Programme, path: str, map_name: str, failed: Path | None = None) -> Tally:
    rules = load_map(MAPS / f"{map_name}.toml", "cases")
    return import_cases(programme, real(path), rules, by=MACHINE, failed=failed, new_codes=True)


def answers(folder: str) -> Any:
    return json.loads((DATA / folder / "answers.json").read_text("utf-8"))


def table(programme: Programme, key: str, first: int, last: int, *by: str) -> dict[tuple[str | None, ...], Any]:
    """The cells of an indicator over whole years, empty ones left out."""
    period = Period(date(first, 1, 1), date(last, 12, 31))
    figure = count(key, programme_id=programme.id, period=period, by=by)
    return {tuple(cell.keys): cell.value for cell in figure.cells if cell.value}


def one_key(found: dict[tuple[str | None, ...], Any]) -> dict[str | None, Any]:
    return {keys[0]: value for keys, value in found.items()}


def labels(programme: Programme, list_name: str) -> dict[str | None, str]:
    return {code: next(iter(row.labels.values())) for code, row in codes(programme.id, list_name).items()}


def test_the_sites_of_a_country(programme: Programme) -> None:
    sites = real("facilities_sisma_moz/sites.csv")
    with transaction():
        health = new_programme(by=MACHINE, key="clinics", preset="health_mozambique", name="Saúde")
    rules = load_map(MAPS / "sisma_places.toml", "places")
    assert import_places(health, sites, rules, by=MACHINE).rows == {"new": 2241}
    assert count_by_level(health.id) == {"country": 1, "province": 11, "district": 161, "facility": 2241}
    again = import_places(health, sites, rules, by=MACHINE)
    assert (again.rows, again.created) == ({"same": 2241}, set())


def test_a_town_counts_what_it_published(programme: Programme) -> None:
    assert bring(programme, "carmen_de_areco_2022/expanded_rows.csv", "carmen_de_areco").rows == {"new": 787}
    names = labels(programme, "case_type")
    ours = {
        (names[kind], month): n for (kind, month), n in table(programme, "C01", 2022, 2022, "type", "month").items()
    }
    with real("carmen_de_areco_2022/published_table.csv").open(encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    months = [name for name in published[0] if name.startswith("2022-")]
    rows = [row for row in published if row["motivo"] != "TOTAL"]
    assert ours == {(row["motivo"], month): int(row[month]) for row in rows for month in months if int(row[month])}
    by_month = one_key(table(programme, "C01", 2022, 2022, "month"))
    assert by_month == {month: int(published[-1][month]) for month in months}
    by_type = one_key(table(programme, "C01", 2022, 2022, "type"))
    assert {names[kind]: n for kind, n in by_type.items()} == {
        row["motivo"]: int(row["total_published"]) for row in rows
    }
    assert bring(programme, "carmen_de_areco_2022/expanded_rows.csv", "carmen_de_areco").rows == {"same": 787}


def test_a_city_whose_rows_close_before_they_open(programme: Programme, tmp_path: Path) -> None:
    path, failed = "nyc311_2018/311_2018_socrata.csv", tmp_path / "failed.csv"
    assert bring(programme, path, "nyc311", failed).rows == {"new": 990, "given_back": 10}
    with failed.open(encoding="utf-8-sig", newline="") as file:
        back = list(csv.DictReader(file))
    assert all("before it was opened" in row["casetracker: reason"] for row in back)
    known = answers("nyc311_2018")
    for key, column in (("C01", "Created Date"), ("C03", "Closed Date")):
        less = Counter(f"{row[column][6:10]}-{row[column][:2]}" for row in back)
        expected = Counter(known["opened_by_month" if key == "C01" else "closed_by_month"])
        assert one_key(table(programme, key, 2014, 2019, "month")) == dict(+(expected - less))
    days = count("R05", programme_id=programme.id, period=Period(date(2014, 1, 1), date(2019, 12, 31))).total.values
    assert (days["median"], days["n"]) == (1.0, 976)
    for by, name in (("province", "days_by_borough"), ("type", "days_by_complaint_type")):
        wanted = {key: one for key, one in known[name].items() if one["n"]}  # of kinds, the most frequent are known
        assert wanted
        assert wanted.items() <= _medians(programme, by).items()
    flow = _flow(programme, 2014, 2019)
    assert all(one["start"] + one["opened"] - one["closed"] == one["end"] for one in flow.values())
    assert list(flow.values())[-1]["end"] == 14
    assert {month: one["closed"] for month, one in flow.items() if one["closed"]} == dict(+(expected - less))
    again = bring(programme, path, "nyc311", failed)
    assert again.rows == {"same": 990, "given_back": 10}
    assert again.created == set()


def _medians(programme: Programme, by: str) -> dict[str, Any]:
    """n and median days by the name of a borough or a kind of complaint."""
    period = Period(date(2014, 1, 1), date(2019, 12, 31))
    names = labels(programme, "case_type") if by == "type" else place_labels(programme.id, by)
    figure = count("R05", programme_id=programme.id, period=period, by=(by,))
    return {
        names[cell.keys[0] or ""]: {"n": cell.values["n"], "median": cell.values["median"]}
        for cell in figure.cells if cell.values["n"]
    }  # fmt: skip


def _flow(programme: Programme, first: int, last: int) -> dict[str, dict[str, Any]]:
    """C04 month by month."""
    period = Period(date(first, 1, 1), date(last, 12, 31))
    figure = count("C04", programme_id=programme.id, period=period, by=("month",))
    return {cell.keys[0] or "": dict(cell.values) for cell in figure.cells}


@pytest.mark.long
@on_sqlite
def test_a_government_that_answers_requests(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 1)  # nobody else is waiting here
    path = "rti_brazil_lai/pedidos_amostra.csv"
    assert bring(programme, path, "rti_brazil").rows == {"new": 19956}
    known = answers("rti_brazil_lai")
    by_year = {year: sum(decisions.values()) for year, decisions in known["by_year_and_decision"].items()}
    assert one_key(table(programme, "C01", 2015, 2021, "year")) == by_year
    assert one_key(table(programme, "C01", 2015, 2021, "month")) == known["opened_by_month"]
    assert one_key(table(programme, "C03", 2015, 2021, "month")) == known["closed_by_month"]
    names = labels(programme, "closure_reason")
    reasons = one_key(table(programme, "C03", 2015, 2021, "closure_reason"))
    assert {names[code]: n for code, n in reasons.items()} == known["by_decisao"]
    assert _by_year_opened(programme, reasons, names) == known["by_year_and_decision"]
    assert one_key(table(programme, "C03", 2015, 2021, "outcome")) == {
        "resolved_full": 14103, "resolved_partial": 962, "not_resolved": 19956 - 14103 - 962,
    }  # fmt: skip
    assert _answers_in_time(programme) == {"requests": 19956, "on_time": 15311, "late": 4645}
    flow = _flow(programme, 2015, 2021)
    assert {year: flow[f"{year}-12"]["end"] for year in known["pending_at_year_end"]} == known["pending_at_year_end"]
    closing = known["flow_last"]
    assert {name: flow[closing["month"]][name] for name in closing if name != "month"} == {
        name: n for name, n in closing.items() if name != "month"
    }
    assert bring(programme, path, "rti_brazil").rows == {"same": 19956}


def _answers_in_time(programme: Programme) -> dict[str, Any]:
    values = count("T04", programme_id=programme.id, period=Period(date(2015, 1, 1), date(2022, 12, 31))).total.values
    return {name: values[name] for name in ("requests", "on_time", "late")}


@on_sqlite
def test_ten_days_more_make_other_answers_timely(
    programme: Programme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was in time within 20 days is in time within 30: only the 4,645 others are judged anew."""
    monkeypatch.setattr(pieces, "PIECE_SECONDS", 1)
    wider, slow = tmp_path / "wider.toml", tmp_path / "slow.csv"
    of_twenty = (MAPS / "rti_brazil.toml").read_text("utf-8")
    wider.write_text(of_twenty.replace("BR-LAI-20", "BR-LAI-30").replace("amount = 20", "amount = 30"), "utf-8")
    head, *lines = real("rti_brazil_lai/pedidos_amostra.csv").read_text("utf-8").splitlines(keepends=True)
    slow.write_text("".join([head, *(line for line in lines if _days_taken(line) > 20)]), "utf-8")
    import_cases(programme, slow, load_map(wider, "cases"), by=MACHINE, new_codes=True)
    assert _answers_in_time(programme) == {"requests": 4645, "on_time": 18250 - 15311, "late": 1706}


def _days_taken(line: str) -> int:
    asked, answered = (date(*reversed([int(part) for part in text.split("/")])) for text in line.split(";")[-2:])
    return (answered - asked).days


def _by_year_opened(programme: Programme, reasons: dict[str | None, Any], names: dict[str | None, str]) -> Any:
    """The rows behind the closings, by the year in which each was opened and the decision."""
    found: dict[str, Counter[str]] = {}
    period = Period(date(2015, 1, 1), date(2021, 12, 31))
    for code in reasons:
        rows = open_number("C03", programme_id=programme.id, period=period, cell={"closure_reason": code})
        for row in rows:
            assert row.other_day is not None
            found.setdefault(str(row.other_day.year), Counter())[names[code]] += 1
    return found
