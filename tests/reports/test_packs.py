"""A report pack is published by a second person and never changes; what leaves gives nobody away."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree
from sqlalchemy import select, update

from casetracker.accounts import actions as accounts
from casetracker.accounts.queries import reader_by_code
from casetracker.accounts.reader import OPERATOR
from casetracker.cases import actions as cases
from casetracker.cases.models import BreachRow, CaseRow
from casetracker.indicators.catalogue import CATALOGUE
from casetracker.indicators.counting import count
from casetracker.indicators.disclosure import attack
from casetracker.kit.db import db, transaction
from casetracker.kit.errors import NotDone
from casetracker.kit.periods import Period
from casetracker.ledger.kinds import Refused
from casetracker.ledger.verifying import verify
from casetracker.reports.formats import PACK_FORMATS
from casetracker.reports.packs import actions
from casetracker.reports.packs.aims import targets_of
from casetracker.reports.packs.changes import changed_since_published
from casetracker.reports.packs.counting import scope_of
from casetracker.reports.packs.edition import HIDDEN, Edition
from casetracker.reports.packs.models import EditionFile, EditionRow, EditionText
from casetracker.reports.packs.plans import PLANS, THRESHOLDS
from casetracker.reports.packs.queries import before, published
from casetracker.reports.packs.sending import dhis2_command
from tests.people import Browser, World
from tests.reports.packs.dhis2_server import running as dhis2
from tests.reports.packs.test_iati import SCHEMA
from tests.reports.publishing import SPRING, checked, drafted, edition, files, publish, recounted
from tests.reports.year import Teller

FILES = {"pdf", "docx", "xlsx", "csv", "json"}
INSIDE = (
    "/reports", "/reports/new", "/reports/targets", "/reports/organisation", "/cases", "/numbers/R01",
    "/numbers/R01/open", "/numbers/R01/changes", "/search", "/clients",
)  # fmt: skip


def totals(made: Edition) -> dict[tuple[str, str], object]:
    """The totals of the whole period."""
    return {
        (datum.indicator, datum.measure): datum.value for datum in made.data
        if not datum.by and not datum.place and datum.period == SPRING.code
    }  # fmt: skip


def attacked(world: World, audience: str) -> list[str]:
    """What a reader of this audience can work out from all that left."""
    return [str(one) for one in attack(before(published(world.programme_id)).known_to(world.programme, audience))]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_asks_only_what_its_figures_allow(plan: object) -> None:
    for line in plan.lines:  # type: ignore[attr-defined]
        assert len(line.tables) <= 3
        assert all(set(by) <= CATALOGUE[line.indicator].allowed and len(by) <= 2 for by in line.tables)


def test_for_coordinators_every_number_is_the_one_that_is_counted(year: World) -> None:
    half = Period.named("2026-Q1")
    made = edition(checked(year, "coordinator_month", "coordinator", half, by="marta"))
    assert not any(datum.value == HIDDEN for datum in made.data) and not made.threshold
    asked = {"programme_id": year.programme_id, "period": half, "scope": scope_of(year.programme, "coordinator")}
    totals = [datum for datum in made.data if not datum.by and datum.place is None and datum.period == half.code]
    assert {datum.indicator for datum in totals} == {line.indicator for line in PLANS["coordinator_month"].lines}
    for datum in totals:
        assert datum.value == count(datum.indicator, **asked).total.values[datum.measure], datum  # type: ignore[arg-type]


def test_it_is_published_by_somebody_else_than_who_made_it(year: World) -> None:
    made = checked(year, "funder_year", "funder")
    with pytest.raises(Refused, match="Somebody else"):
        publish(year, made, by="rosa")
    db.session.rollback()
    publish(year, made)
    row = db.session.get_one(EditionRow, made)
    assert (row.status, row.drafted_by, row.checked_by, row.published_by) == ("published", "rosa", "rosa", "marta")
    assert set(files(made)) == FILES
    with pytest.raises(Refused, match="closed"), transaction():
        actions.discard(by=year.reader("marta").author, programme=year.programme, edition_id=made, why="x")
    assert verify().good


def test_what_is_published_stays_and_what_changed_since_is_listed(year: World) -> None:
    first = publish(year, checked(year, "coordinator_month", "coordinator", by="marta"), by=second_manager(year))
    stood, number = files(first), edition(first)
    four_changes(year)
    assert files(first) == stood
    row = db.session.get_one(EditionRow, first)
    since = changed_since_published(year.reader("marta"), year.programme, row)
    assert len({one.change.entry_id for one in since}) == 4, [(one.fact, one.what, one.entry) for one in since]
    assert len({one.change.unit_id for one in since}) == 4
    second = publish(year, checked(year, "coordinator_month", "coordinator", by="marta"), by=second_manager(year))
    again = edition(second)
    assert (again.number, number.number) == (2, 1)
    was, now = totals(number), totals(again)
    moved = {key: (was[key], now[key]) for key in was if was[key] != now[key] and key[0] in ("C01", "B01", "R01")}
    assert moved == {
        ("R01", "breaches"): (was["R01", "breaches"], was["R01", "breaches"] - 2),
        ("R01", "full"): (was["R01", "full"], was["R01", "full"] - 2),
    }
    assert files(first) == stood


def four_changes(world: World) -> None:
    """A breach comes back; a case is void; one is told late; a kind of problem is corrected."""
    ana, mine = Teller(world), cases_of(world)
    common = {"by": world.reader("ana").author, "programme": world.programme}
    ana.reopened(mine[-1], date(2026, 3, 28))
    with transaction():
        cases.void_case(**common, case_id=mine[0], reason="entry_error")
    ana.opened(date(2026, 2, 27))
    with transaction():
        cases.correct_field(**common, case_id=mine[1], field="breach:1", value="PER-ABSENT")


def cases_of(world: World) -> list[UUID]:
    query = (
        select(CaseRow.dossier_id)
        .join(BreachRow, BreachRow.dossier_id == CaseRow.dossier_id)
        .where(CaseRow.worker == "ana", CaseRow.breaches == 1, BreachRow.type != "PER-ABSENT")
        .where(CaseRow.opened_on.between(SPRING.first, SPRING.last), CaseRow.open_breaches == 0)
    )
    return list(db.session.scalars(query.order_by(CaseRow.dossier_id)))


def second_manager(world: World) -> str:
    """Somebody else who leads the whole programme."""
    if reader_by_code("olga") is None:
        with transaction():
            olga = accounts.create_user(by=OPERATOR, username="olga", name="Olga", locale="pt")
            accounts.grant_role(by=OPERATOR, user_id=olga.id, programme_id=world.programme_id, role="manager")
    return "olga"


def test_a_reader_outside_is_given_no_small_number_by_any_file(year: World) -> None:
    made = publish(year, checked(year, "funder_year", "funder"))
    hidden = [datum for datum in edition(made).data if datum.value == HIDDEN]
    assert hidden and not attacked(year, "funder")
    found = json.loads(files(made)["json"])
    assert sum(one["value"] == HIDDEN for one in found["data"]) == len(hidden)
    counts = [one["value"] for one in found["data"] if one["kind"] == "int" and one["value"] != HIDDEN]
    assert not any(0 < count < 5 for count in counts)
    assert not found["checks"] and edition(made).checks
    with zipfile.ZipFile(BytesIO(files(made)["csv"])) as archive:
        told = archive.read(next(name for name in archive.namelist() if name.startswith("data"))).decode()
    assert told.count(f",{HIDDEN}") >= len(hidden)


def test_all_that_leaves_is_attacked_together(year: World) -> None:
    for period in ("2025-Q4", "2026-Q1"):
        publish(year, checked(year, "funder_year", "funder", Period.named(period)))
    assert attacked(year, "funder") == []
    with pytest.raises(NotDone) as refused:  # beside what the funder holds, of whose total it would be a part
        checked(year, "government_quarter", "public")
    told = str(refused.value.sentence)
    assert "held back" in told and "funder_year 2026-Q1, funder, 1" in told and "province=gaza" in told


def test_outside_a_small_change_is_held_back(year: World) -> None:
    first = publish(year, checked(year, "funder_year", "funder"))
    four_changes(year)
    second = publish(year, checked(year, "funder_year", "funder"))
    values = [{(d.indicator, d.measure, d.place, d.by): d.value for d in edition(one).data if d.kind == "int"}
              for one in (first, second)]  # fmt: skip
    shown = [key for key in values[0] if HIDDEN not in (values[0][key], values[1].get(key, HIDDEN))]
    assert shown and all(values[0][key] == values[1][key] for key in shown)
    assert any("have changed" in note or "mudaram" in note for note in edition(second).notes)
    assert not attacked(year, "funder")


def test_a_report_that_would_tell_how_many_came_late_is_held_back(year: World) -> None:
    publish(year, checked(year, "funder_year", "funder"))
    Teller(year).opened(date(2026, 2, 27))
    with pytest.raises(NotDone) as refused:
        checked(year, "government_quarter", "government")
    told = str(refused.value.sentence)
    assert "has changed since it was published" in told and "B01 / breaches / 2026-Q1" in told


def test_an_edition_checked_before_another_left_is_checked_again(year: World) -> None:
    waiting = checked(year, "funder_year", "public")
    publish(year, checked(year, "funder_year", "funder"))
    with pytest.raises(Refused, match="Another edition was published"):
        publish(year, waiting)
    db.session.rollback()
    publish(year, recounted(year, waiting))


def test_on_the_pages_it_goes_from_draft_to_published(year: World) -> None:
    rosa, marta, felix = (year.seat(name) for name in ("rosa", "marta", "felix"))
    asked = {"pack": "funder_year", "audience": "funder", "period": "2026-Q1", "language": "pt", "introduction": "Um."}
    new = rosa.post("/reports/new", asked)
    assert new.status_code == 303
    here = new.headers["Location"]
    assert felix.get(here).status_code == 404
    assert rosa.post(f"{here}/check").status_code == 303
    page = rosa.get(here).text
    assert "Saúde" in page  # whose report it is
    assert "Somebody else publishes it" in page and f'action="{here}/publish"' not in page
    refused = rosa.post(f"{here}/publish")
    assert refused.status_code == 422 and "Somebody else must publish it" in refused.text
    assert f'action="{here}/publish"' in marta.get(here).text
    assert marta.post(f"{here}/publish").status_code == 303
    assert "Report to a funder" in felix.get("/reports").text
    told = felix.get(here).text
    assert "rosa" not in told.lower() and "/check" not in told and 'id="changes"' not in told
    digests = dict(re.findall(r'file\.(\w+)" download>\w+</a> <code[^>]*>(\w{64})<', told))
    assert set(digests) == FILES
    for kind, digest in digests.items():
        one, again = (felix.get(f"{here}/file.{kind}") for _ in range(2))
        assert one.data == again.data and hashlib.sha256(one.data).hexdigest() == digest
        assert "attachment" in one.headers["Content-Disposition"]


def test_why_it_is_held_back_stands_on_its_page_and_no_typed_word_is_lost(year: World) -> None:
    publish(year, checked(year, "funder_year", "funder"))
    rosa = year.seat("rosa")
    held = drafted(year, "government_quarter", "government")
    answer = rosa.post(f"/reports/{held}/check", {"introduction": "Typed a moment ago."})
    assert answer.status_code == 422 and "is held back" in answer.text and "govuk-error-summary" in answer.text
    assert "Typed a moment ago." in answer.text
    fine = drafted(year, "funder_year", "funder")
    assert rosa.post(f"/reports/{fine}/check", {"introduction": "Typed a moment ago."}).status_code == 303
    assert edition(fine).introduction == "Typed a moment ago."
    long = rosa.post(f"/reports/{fine}/check", {"introduction": "x" * 20_001})
    assert long.status_code == 422 and "x" * 20_001 in long.text


def test_whoever_leads_a_part_makes_nothing_with_true_figures_of_the_whole(year: World) -> None:
    rosa = year.seat("rosa")
    refused = rosa.post("/reports/new", {"pack": "coordinator_month", "audience": "coordinator", "period": "2026-Q1",
                                         "language": "pt"})  # fmt: skip
    assert refused.status_code == 422
    inside = checked(year, "coordinator_month", "coordinator", by="marta")
    assert rosa.get(f"/reports/{inside}").status_code == 404
    assert f"/reports/{inside}" not in rosa.get("/reports").text
    assert set(THRESHOLDS) == {"coordinator", "funder", "government", "public"}


def test_a_period_that_is_not_over_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="not over"), transaction():
        actions.draft(by=world.reader("rosa").author, programme=world.programme, pack="funder_year",
                      audience="funder", language="pt", period=Period.named("2030"))  # fmt: skip


def test_verify_names_an_edition_that_was_altered(year: World) -> None:
    made = publish(year, checked(year, "funder_year", "funder"))
    assert verify().good
    with db.engine.begin() as connection:
        table = EditionFile.__table__
        connection.execute(update(table).where(table.c.format == "csv").values(content=b"R01,9999"))
        texts = EditionText.__table__
        connection.execute(update(texts).where(texts.c.dossier_id == made).values(text=zlib.compress(b"{}")))
    found = [str(finding.sentence) for finding in verify().findings]
    assert found == [
        f"Report funder_year 2026-Q1, edition 1: its {what} is not what was published." for what in ("csv", "text")
    ]


def test_targets_and_the_organisation_reach_the_edition_and_iati(year: World) -> None:
    marta, rosa = year.seat("marta"), year.seat("rosa")
    assert rosa.get("/reports/targets").status_code == 404
    said = {
        "name": "Vida Digna", "ref": "MZ-NUIT-400", "activity_id": "MZ-NUIT-400-1", "activity_title": "Defensores",
        "country": "MZ", "funder_name": "Um fundo", "begun": "1/1/2025",
    }  # fmt: skip
    assert marta.post("/reports/organisation", said).status_code == 303
    for figure, target, place in (("R01.breaches", "40", ""), ("R03.rate", "80", ""), ("C01.cases", "9", "gaza")):
        aimed = {"figure": figure, "period": "2026-Q1", "target": target, "place": place, "baseline": "2"}
        assert marta.post("/reports/targets", aimed).status_code == 303
    refused = marta.post("/reports/targets", {"figure": "R01.breaches", "period": "spring", "target": "4"})
    assert refused.status_code == 422 and "A period is written" in refused.text and 'value="spring"' in refused.text
    made = edition(checked(year, "coordinator_month", "coordinator", by="marta"))
    aims = next(section for section in made.sections if section.key == "targets").tables[0]
    breaches = next(d.value for d in made.data if (d.indicator, d.measure, d.period) == ("R01", "breaches", "2026-Q1"))
    row = next(row for row in aims.rows if str(row[0]).startswith("R01"))
    assert row[3:5] == ("40", str(breaches)) and row[5] == (breaches - 2) / 38  # type: ignore[operator]
    assert next(row for row in aims.rows if str(row[0]).startswith("R03"))[3] == "80,0%"
    out = publish(year, checked(year, "funder_year", "funder"))
    assert set(files(out)) == FILES | {"iati"}
    root = etree.fromstring(files(out)["iati"])
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(root), schema.error_log
    assert root.findall(".//result/indicator/period/target")
    assert marta.post("/reports/targets/drop", {"target": "R03~rate~2026-Q1~"}).status_code == 303
    assert "R03" not in [one.indicator for one in targets_of(year.programme)]
    assert verify().good


def test_a_ministry_is_sent_what_was_published_and_nothing_a_second_time(
    year: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = publish(year, checked(year, "coordinator_month", "coordinator", by="marta"), by=second_manager(year))
    waiting = checked(year, "funder_year", "funder")
    mapping, payload = tmp_path / "mapping.json", tmp_path / "payload.json"
    uids = {"R01.breaches": "aaaaaaaaaa1", "C01.cases": "aaaaaaaaaa2"}
    mapping.write_text(json.dumps({"dataSet": "bbbbbbbbbb1", "dataElements": uids, "orgUnits": {"": "cccccccccc1"}}))
    monkeypatch.setenv("CASETRACKER_DHIS2_TOKEN", "d2pat_good")
    run = year.app.test_cli_runner().invoke
    with dhis2() as server:
        asked = [str(out), "--mapping", str(mapping), "--out", str(payload), "--push", server.url]
        first, again = (run(dhis2_command, asked) for _ in range(2))
        assert first.exit_code == again.exit_code == 0, first.output
        assert "Not mapped: A01.steps" in first.output and "Withheld, and not sent: 0." in first.output
        assert "Updated: 0." in again.output and "Created: 0." in again.output
        sent = set(server.kept.values())
    told = {
        str(d.value) for d in edition(out).data if f"{d.indicator}.{d.measure}" in uids and not d.by and not d.place
    }
    assert sent and sent == told - {HIDDEN} and json.loads(payload.read_text())
    sealed = publish(year, waiting)
    with dhis2() as server:
        run(dhis2_command, [str(sealed), "--mapping", str(mapping), "--push", server.url])
        assert HIDDEN not in server.kept.values()
    refused = run(dhis2_command, [str(checked(year, "funder_year", "funder")), "--mapping", str(mapping)])
    assert refused.exit_code == 1 and "There is no published edition" in refused.output


def test_a_funder_and_a_stranger_find_nothing_but_what_was_published_for_them(year: World) -> None:
    inside = publish(year, checked(year, "coordinator_month", "coordinator", by="marta"), by=second_manager(year))
    out = publish(year, checked(year, "funder_year", "funder"))
    waiting = checked(year, "government_quarter", "government", Period.named("2025-Q4"))
    felix, nobody = year.seat("felix"), Browser(year.app)
    own = {f"/reports/{out}", *(f"/reports/{out}/file.{kind}" for kind in FILES), "/reports"}
    for one in (inside, out, waiting):
        paths = [
            f"/reports/{one}",
            f"/reports/{one}/discard",
            *(f"/reports/{one}/file.{kind}" for kind in PACK_FORMATS),
        ]
        for path in (*paths, *INSIDE):
            assert felix.get(path).status_code == (200 if path in own else 404), path
            assert nobody.get(path).status_code == 302, path
        for deed in ("check", "publish", "discard"):
            assert felix.post(f"/reports/{one}/{deed}").status_code == 404
        assert felix.post(f"/reports/{one}", {"introduction": "Mine."}).status_code in (404, 422)
    pages = [path for path in sorted(own) if "file." not in path or path.endswith(".json")]
    told = "".join(felix.get(path).text for path in pages)
    assert str(inside) not in told and str(waiting) not in told
    assert not any(name in told for name in ("Rosa", "Marta", "Olga", "/cases/", "HEA-26-"))
