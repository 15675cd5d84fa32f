"""A letter says what its writer chose, names nobody who has not agreed, and is made once: a step, a DOCX and a PDF."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from uuid import UUID

import docx
import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from casetracker.cases import actions
from casetracker.cases.state import Attachment
from casetracker.clients.actions import Agreed, ClientValues, withdraw_consent
from casetracker.kit.db import transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.attachments import content_of
from tests.cases.telling import TODAY, days_ago, opened, state_of, typed
from tests.people import Browser, World

EVERYTHING = ("record", "act", "name")


def told(world: World, *agreed: str, **more: Any) -> UUID:
    """A case of Amélia's, who agreed to these purposes."""
    client = ClientValues(name="Amélia Sitoe", sex="f")
    return opened(world, client=client, agreed=[Agreed(one, "oral") for one in agreed], **more)


def typed_in(**changes: Any) -> dict[str, Any]:
    """The form of a complaint as Ana fills it in."""
    return {
        "nonce": str(new_id()), "breaches": ["1"], "remedy": "letter_district", "institution": "sdsmas",
        "language": "pt", "on": typed(TODAY), "subject": "Queixa sobre medicamentos", "facts": "Não havia xarope.",
        **changes,
    }  # fmt: skip


def write(browser: Browser, case: UUID, kind: str = "complaint", **changes: Any) -> TestResponse:
    """Make the letter."""
    return browser.post(f"/cases/{case}/letters/{kind}", typed_in(**changes))


def look(browser: Browser, case: UUID, kind: str = "complaint", **changes: Any) -> TestResponse:
    """Look at the letter."""
    return write(browser, case, kind, look="1", **changes)


def content(case: UUID, file: Attachment) -> bytes:
    return b"".join(content_of(dossier_id=case, attachment_id=file.id, stored=file.stored))


def test_a_letter_is_a_step_with_its_docx_and_pdf_and_sending_it_twice_makes_one(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    form = typed_in(copy="y")
    page = ana.post(f"/cases/{case}/letters/complaint", {**form, "look": "1"})
    assert page.status_code == 200 and "Amélia Sitoe" in page.text and "Chokwé" in page.text
    assert "C/c: Direcção" in page.text
    assert state_of(world, case).steps == () and "Make the letter" in page.text
    for _time in range(2):
        assert ana.post(f"/cases/{case}/letters/complaint", form).status_code == 303
    state = state_of(world, case)
    assert [(step.remedy, step.institution) for step in state.steps] == [("letter_district", "sdsmas")]
    assert state.turn == "institution"
    assert sorted(file.media for file in state.attachments) == ["docx", "pdf"]
    assert all(file.ours for file in state.attachments)


def test_the_pdf_says_what_the_docx_says_and_a_screen_reader_can_read_it(world: World) -> None:
    case = told(world, *EVERYTHING)
    assert write(world.seat("ana"), case).status_code == 303
    files = {file.media: content(case, file) for file in state_of(world, case).attachments}
    said = [line.text for line in docx.Document(io.BytesIO(files["docx"])).paragraphs]
    paper = PdfReader(io.BytesIO(files["pdf"]))
    drawn = " ".join("".join(page.extract_text() for page in paper.pages).split())
    for line in said:
        assert " ".join(line.split()) in drawn
    assert {"Não havia xarope.", "Queixa sobre medicamentos"} <= set(said)
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert str(root["/Lang"]).startswith("pt") and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    about = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part.*1", about) and paper.metadata is not None and paper.metadata.title


def test_without_their_word_the_letter_names_nobody_and_tells_nothing_by_itself(world: World) -> None:
    case, ana = told(world, "record"), world.seat("ana")
    page = ana.get(f"/cases/{case}/letters/complaint").text
    assert "has not agreed that we speak" in page and "No syrup." not in page
    seen = look(ana, case).text
    assert "um(a) utente do serviço" in seen and "Amélia" not in seen
    refused = look(ana, case, facts="A senhora Amelia SITOE não recebeu xarope.")
    assert refused.status_code == 422 and "has not agreed that we use their name" in refused.text
    assert "Amelia SITOE" in refused.text


def test_taking_consent_back_takes_effect_at_once(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    assert "Amélia Sitoe" in look(ana, case).text
    client = UUID(state_of(world, case).codes["client"])
    with transaction():
        withdraw_consent(
            by=world.reader("ana").author, programme=world.programme, client_id=client, purpose="name", on=TODAY
        )
    assert "Amélia Sitoe" not in look(ana, case).text


@pytest.mark.parametrize("kind", ["request", "complaint", "petition", "appeal", "follow_up", "thanks"])
@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_kind_is_written_in_the_language_of_the_letter(world: World, kind: str, language: str) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    answer = look(ana, case, kind, language=language)
    seen = re.findall(rf'<section class="paper" lang="{language}".*?</section>', answer.text, re.DOTALL)[0]
    assert ("District health service" in seen) == (language == "en")
    assert ("Exmo. Senhor," in seen) == (language == "pt")


def test_a_petition_has_lines_to_sign(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    assert look(ana, case, "petition", lines="12").text.count("<td>12</td>") == 1
    assert look(ana, case, "petition", lines="5000").status_code == 422


def test_a_request_under_the_law_names_it_and_the_day_the_answer_is_due(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    seen = look(ana, case, "request", remedy="info_request", institution="facility_dir", on="03/06/2026").text
    assert "Lei n.º 34/2014" in seen and "24 de junho de 2026" in seen


def test_the_letter_starts_the_clock_that_it_names_and_the_reminder_names_the_same_day(world: World) -> None:
    case, ana = told(world, *EVERYTHING, on=days_ago(12)), world.seat("ana")
    to = {"remedy": "info_request", "institution": "facility_dir", "on": "03/06/2026", "due": ""}
    assert write(ana, case, "request", **to).status_code == 303
    assert [(clock.rule["code"], clock.due.on) for clock in state_of(world, case).clocks if not clock.ours] == [
        ("MZ-RTI-21", date(2026, 6, 24))
    ]
    seen = look(ana, case, "follow_up", remedy="letter_district", institution="facility_dir").text
    assert "24 de junho de 2026" in seen and "Já se fez o seguinte" in seen


def test_a_refused_dialogue_proposes_the_letter_to_the_next_rung(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    with transaction():
        actions.take_step(
            by=world.reader("ana").author, programme=world.programme, case_id=case, on=TODAY, breaches=["1"],
            remedy="dialogue_dir", institution="facility_dir", result="refused",
        )  # fmt: skip
    page = ana.get(f"/cases/{case}").text
    offered = re.findall(rf'href="(/cases/{case}/letters/\w+\?[^"]+)"', page)
    assert any("remedy=letter_district" in one and "institution=sdsmas" in one for one in offered), offered
    form = ana.get(next(one for one in offered if "sdsmas" in one).replace("&amp;", "&")).text
    assert '<option value="sdsmas" selected>' in form


def test_an_appeal_tells_what_was_tried_before(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    with transaction():
        actions.take_step(
            by=world.reader("ana").author, programme=world.programme, case_id=case, on=TODAY, breaches=["1"],
            remedy="dialogue_dir", institution="facility_dir", result="refused",
        )  # fmt: skip
    assert "Encontro com a direcção da unidade" in look(ana, case, "appeal", remedy="letter_province").text


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_made(world: World) -> None:
    case, ana = told(world, *EVERYTHING), world.seat("ana")
    answer = write(ana, case, institution="", subject="", facts="Palavras que ficam")
    assert answer.status_code == 422 and "Palavras que ficam" in answer.text
    assert state_of(world, case).steps == () and state_of(world, case).attachments == ()


def test_a_letter_is_written_by_who_may_write_in_the_case(world: World) -> None:
    case = told(world, *EVERYTHING)
    for who in ("carlos", "felix", "salma"):
        assert world.seat(who).get(f"/cases/{case}/letters/complaint").status_code == 404
    assert f"/cases/{case}/letters/complaint" in world.seat("ana").get(f"/cases/{case}").text
    assert world.seat("ana").get(f"/cases/{case}/letters/ransom").status_code == 404
