"""A template of the organisation's own is used if it asks only for what a letter has; else its line is said."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from werkzeug.test import TestResponse

from casetracker.kit.ids import new_id
from casetracker.presets import available, letters
from casetracker.reports.letters.checking import mistakes_in
from casetracker.reports.letters.texts import as_document
from tests.cases.telling import TODAY, opened, typed, with_client
from tests.people import World


def written(*lines: str) -> bytes:
    """A Word document of these paragraphs."""
    made, out = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def send(world: World, content: bytes, name: str = "ours.docx", who: str = "marta", **changes: Any) -> TestResponse:
    """The form of a new template for complaints in Portuguese."""
    fields = {"nonce": str(new_id()), "kind": "complaint", "language": "pt", "file": (io.BytesIO(content), name)}
    return world.seat(who).post("/letters/new", fields | changes, content_type="multipart/form-data")


def seen(world: World) -> str:
    """A complaint looked at."""
    form = {
        "breaches": ["1"], "remedy": "letter_district", "institution": "sdsmas", "language": "pt", "look": "1",
        "on": typed(TODAY), "subject": "Queixa", "facts": "Sem xarope.",
    }  # fmt: skip
    return world.seat("ana").post(f"/cases/{opened(world, **with_client())}/letters/complaint", form).text


def test_every_shipped_template_may_be_used() -> None:
    for preset in available():
        for name, text in letters(preset).items():
            assert mistakes_in(as_document(text, name.rsplit(".", 1)[-1])) == [], name


def test_an_own_template_goes_before_the_shipped_one_until_it_is_retired(world: World) -> None:
    assert send(world, written("Da nossa mão: {{ facts }}", "{%p for one in problems %}", "{{ one.name }}",
                               "{%p endfor %}")).status_code == 303  # fmt: skip
    assert "Da nossa mão: Sem xarope." in seen(world)
    marta = world.seat("marta")
    page = marta.get("/letters").text
    address = page.split('href="/letters/')[2].split('.docx"')[0]
    assert "ours.docx" in page and marta.get(f"/letters/{address}.docx").data[:2] == b"PK"
    assert marta.post(f"/letters/{address}/retire", {"nonce": str(new_id())}).status_code == 303
    assert "Da nossa mão" not in seen(world) and "ours.docx" not in marta.get("/letters").text


@pytest.mark.parametrize(
    "line",
    [
        "{{ password }}", "{{ facts.__class__ }}", "{{ facts|upper }}", "{{ ''.__class__.__mro__ }}", "{{ 7*7 }}",
        "{% set a = 1 %}", "{% include 'x' %}", "{%p for x in range(9999999) %}", "{# hidden #}", "{{ cycler }}",
        "{%p for one in problems %}{{ one.secret }}{%p endfor %}", "{{ facts",
        "{%p for a in lines %}{%p for b in lines %}",
    ],
)  # fmt: skip
def test_what_a_letter_may_not_ask_is_refused_with_its_line(world: World, line: str) -> None:
    answer = send(world, written("Exmo. Senhor", f"Antes {line} depois"))
    assert answer.status_code == 422 and "Line 2:" in answer.text and "may not stand in a letter" in answer.text
    assert "ours.docx" not in world.seat("marta").get("/letters").text


def test_a_field_cut_into_pieces_and_one_in_the_properties_are_found_too() -> None:
    made, out = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph("{{ pass")
    paragraph.add_run("word }}").bold = True
    made.core_properties.comments = "{{ password }}"
    made.save(out)
    assert len(mistakes_in(out.getvalue())) == 2


def test_a_loop_without_its_end_and_files_that_are_no_document_are_refused(world: World) -> None:
    assert "cannot be filled" in send(world, written("{%p for one in problems %}", "{{ one.name }}")).text
    for content, name in ((b"MZ program", "ours.docx"), (b"", "ours.docx"), (b"%PDF-1.7", "ours.pdf")):
        assert send(world, content, name).status_code == 422
    with_macro = io.BytesIO(written("{{ facts }}"))
    with zipfile.ZipFile(with_macro, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    refused = send(world, with_macro.getvalue())
    assert refused.status_code == 422 and "macro" in refused.text


def test_the_organisation_is_set_by_who_runs_the_programme(world: World) -> None:
    marta = world.seat("marta")
    head = {"nonce": str(new_id()), "name": "Namati Moçambique", "phone": "84 123 4567", "town": "Chibuto"}
    assert marta.post("/letters", head).status_code == 303
    letter = seen(world)
    assert "Namati Moçambique" in letter and "84 123 4567" in letter and "Chibuto, 15 de" in letter
    for who in ("ana", "rosa", "felix"):
        for path in ("/letters", "/letters/new", "/letters/shipped/complaint.docx"):
            assert world.seat(who).get(path).status_code == 404
    assert marta.get("/letters/shipped/complaint.docx?language=pt").data[:2] == b"PK"
