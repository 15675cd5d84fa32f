"""A receipt says a reference, a day and a phone, and nothing that would harm who is found with it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from casetracker.kit.db import transaction
from casetracker.reports.letters.letterhead import Letterhead, set_letterhead
from tests.cases.telling import file_of, opened, with_client
from tests.people import World


@pytest.mark.parametrize(("language", "heading"), [("pt", "Recibo"), ("en", "Receipt")])
def test_a_receipt_tells_nothing_of_the_matter(world: World, language: str, heading: str) -> None:
    case = opened(world, types=("MED-ART",), **with_client())
    with transaction():
        set_letterhead(
            by=world.reader("marta").author, programme=world.programme, head=Letterhead("Namati", "84 123 4567")
        )
    answer = world.seat("ana").get(f"/cases/{case}/receipt.pdf?language={language}")
    paper = PdfReader(io.BytesIO(answer.data))
    said = " ".join(page.extract_text() for page in paper.pages)
    assert len(paper.pages) == 1 and heading in said
    assert file_of(world, case).reference in said and "84 123 4567" in said and "Namati" in said
    for secret in ("Amélia", "Sitoe", "Lionde", "Chokw", "ART", "syrup", "Ana"):
        assert secret not in said


def test_a_receipt_is_for_who_may_write_in_the_case(world: World) -> None:
    case = opened(world)
    assert world.seat("ana").get(f"/cases/{case}/receipt").status_code == 200
    for who in ("carlos", "felix", "salma"):
        assert world.seat(who).get(f"/cases/{case}/receipt").status_code == 404
        assert world.seat(who).get(f"/cases/{case}/receipt.pdf").status_code == 404
