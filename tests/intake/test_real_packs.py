"""The table that a town published is a pack for coordinators, cell by cell; for everybody it tells of nobody."""

from __future__ import annotations

import csv

import pytest

from casetracker.indicators.disclosure import attack
from casetracker.kit.ids import new_id
from casetracker.kit.periods import Period
from casetracker.ledger.models import Programme
from casetracker.reports.packs.actions import count_edition
from casetracker.reports.packs.edition import HIDDEN
from casetracker.reports.packs.making import Before, Made
from casetracker.reports.packs.models import EditionRow
from tests.intake.conftest import real
from tests.intake.test_real_registers import bring, labels

YEAR = Period.named("2022")


def pack(programme: Programme, audience: str) -> Made:
    row = EditionRow(
        dossier_id=new_id(), programme_id=programme.id, pack="coordinator_month", audience=audience, language="en",
        period=YEAR.code, first_day=YEAR.first, last_day=YEAR.last, number=1, status="draft", introduction="",
    )  # fmt: skip
    return count_edition(programme, row)[0]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_town_publishes_what_it_published(programme: Programme) -> None:
    assert bring(programme, "carmen_de_areco_2022/expanded_rows.csv", "carmen_de_areco").rows == {"new": 787}
    with real("carmen_de_areco_2022/published_table.csv").open(encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    months = [name for name in published[0] if name.startswith("2022-")]
    names = labels(programme, "case_type")
    inside = {
        (names[dict(one.by)["type"]], one.period): one.value for one in pack(programme, "coordinator").edition.data
        if one.indicator == "C01" and dict(one.by).get("type") and one.place is None and one.value
    }  # fmt: skip
    rows = {row["motivo"]: row for row in published}
    totals = rows.pop("TOTAL")
    expected = {(name, month): int(row[month]) for name, row in rows.items() for month in months if int(row[month])}
    expected |= {(name, "2022"): int(row["total_published"]) for name, row in rows.items()}
    assert inside == expected
    outside = pack(programme, "public")
    told = [one for one in outside.edition.data if one.indicator == "C01"]
    shown = [one for one in told if one.value != HIDDEN]
    assert not [one for one in shown if isinstance(one.value, int) and 0 < one.value < 11]
    assert next(one.value for one in shown if one.period == "2022" and not one.by) == int(totals["total_published"])
    assert 0 < len(told) - len(shown) < len(told)
    assert outside.release is not None
    assert attack([outside.release]) == []
    known = Before([("public", outside.release)], {}).known_to(programme, "public")
    assert attack(known) == []
