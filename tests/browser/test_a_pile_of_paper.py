"""Twenty forms are printed, filled in by hand and keyed in on two laptops at once: twenty cases, no number twice."""

from __future__ import annotations

import io
import re
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from casetracker.kit.db import db
from casetracker.ledger.models import Dossier
from casetracker.ledger.verifying import verify
from tests.browser.keys import Keys
from tests.browser.live import Live
from tests.cases.telling import TODAY, typed
from tests.making import LIONDE

pytestmark = pytest.mark.browser
GIVEN = ("Amina", "Bento", "Celeste", "Dércio", "Elsa", "Fátima", "Gildo", "Hermínio", "Isaura", "Júlio")
FAMILY = ("Nhantumbo", "Zandamela")
VACCINE = {"pt": "Vacina", "en": "Vaccine"}


def printed(page: Page, folder: Path) -> list[str]:
    """Twenty forms reserved and printed; their numbers as they stand on the paper."""
    keys = Keys(page)
    page.goto("/paper")
    keys.write("#count", "20")
    keys.press("main form[novalidate] button[type=submit]")
    with page.expect_download() as waiting:
        page.locator("a[href*='forms.pdf'][href*='language=pt']").first.click()
    waiting.value.save_as(folder / "forms.pdf")
    sheets = PdfReader(io.BytesIO((folder / "forms.pdf").read_bytes())).pages
    assert len(sheets) == 20
    found = [re.search(r"[A-Z]{2,5}-\d{2}-\d{5}", sheet.extract_text()) for sheet in sheets]
    return [one[0] for one in found if one]


def key_in(page: Page, row: int, number: str, name: str, locale: str) -> None:
    """One form, from its number to what happened, without touching the mouse."""
    keys, at = Keys(page), f"r{row}-"
    keys.write(f"[name={at}reserved]", number)
    keys.write(f"[name={at}told_on]", typed(TODAY))
    keys.choose(f"select[name={at}place]", LIONDE)
    problem = keys.reach(f"select[name={at}case_type]")
    page.keyboard.type(VACCINE[locale])
    expect(problem).to_have_value("MED-VACC")
    keys.write(f"[name={at}name]", name)
    keys.tick(f"[name={at}record]")
    keys.write(f"[name={at}narrative]", f"{number}: não há vacina desde segunda-feira.")


@pytest.mark.parametrize("locale", ["pt"])
def test_two_laptops_key_in_twenty_forms(alone: Live, locale: str, tmp_path: Path) -> None:
    alone.speak(locale)
    with ExitStack() as stack:
        ana, rosa = (stack.enter_context(closing(alone.seat(who, locale))).new_page() for who in ("ana", "rosa"))
        numbers = printed(ana, tmp_path)
        assert len(set(numbers)) == 20
        began = time.monotonic()
        for page in (ana, rosa):
            page.goto("/paper/keying")
        for row, given in enumerate(GIVEN):  # by turns, row by row
            for page, mine, family in ((ana, numbers[:10], FAMILY[0]), (rosa, numbers[10:], FAMILY[1])):
                page.bring_to_front()
                key_in(page, row, mine[row], f"{given} {family}", locale)
        for page in (ana, rosa):
            Keys(page).reach("main form[novalidate] button[type=submit]")
        for page in (ana, rosa):  # both at once: nobody waits for the other's answer
            page.keyboard.press("Enter")
        for page in (ana, rosa):
            expect(page.locator("main [role=status]")).to_contain_text("10 casos")
        print(f"{20 / (time.monotonic() - began) * 60:.1f} forms a minute")
    assert alone.complaints == []
    db.session.rollback()
    kept = select(Dossier.reference).where(Dossier.kind == "case", Dossier.programme_id == alone.world.programme_id)
    assert sorted(str(one) for one in db.session.scalars(kept)) == sorted(numbers)
    assert not verify().findings
