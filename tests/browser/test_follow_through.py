"""A refusal goes up: from the nurse to the director, the district's letter, its time limit, its lapse, the appeal."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import docx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from casetracker.clients.actions import Agreed, ClientValues
from casetracker.kit import clock
from casetracker.kit.db import db
from tests.browser.live import Live
from tests.cases.telling import TODAY, days_ago, opened, typed

pytestmark = pytest.mark.browser
SUBJECT, FACTS = "Falta de xarope em Lionde", "A farmácia não tem xarope pediátrico desde segunda-feira."
REFUSED_BY = {"pt": "O último passo não ajudou", "en": "The last step did not help"}
DISTRICT = {"pt": "Serviço Distrital de Saúde", "en": "District health service"}
LIMIT = {"pt": "Prazo geral para decisão administrativa", "en": "General time limit for an administrative decision"}


@dataclass
class Desk:
    """Ana before her screen, on one case."""

    page: Page
    case: UUID
    locale: str

    def open(self) -> None:
        self.page.goto(f"/cases/{self.case}")

    def follow(self, remedy: str, office: str) -> None:
        """What the case proposes: this remedy, at this office."""
        self.open()
        proposed = self.page.locator(f".rungs a[href*='remedy={remedy}'][href*='institution={office}']")
        proposed.click()
        expect(self.page.locator("#remedy")).to_have_value(remedy)
        expect(self.page.locator("#institution")).to_have_value(office)

    def save(self) -> None:
        with self.page.expect_navigation() as went:
            self.page.locator("main form[novalidate] button[type=submit]").last.click()
        assert went.value.ok, self.page.locator(".govuk-error-summary").all_inner_texts()

    def refused(self, on: date) -> None:
        self.page.locator("#on").fill(typed(on))
        self.page.locator("#result").select_option("refused")
        self.save()

    def letter(self) -> None:
        """The letter that comes next at the district, looked at and made."""
        self.open()
        self.page.locator("a[href*='/letters/complaint'][href*='remedy=letter_district']").first.click()
        self.page.locator("input[name=breaches]").first.check()
        self.page.locator("#on").fill(typed(TODAY))
        # An office of Mozambique is written to in Portuguese unless somebody says otherwise.
        expect(self.page.locator("[name=language][value=pt]")).to_be_checked()
        self.page.locator(f"[name=language][value={self.locale}]").check()
        self.page.locator("#subject").fill(SUBJECT)
        self.page.locator("#facts").fill(FACTS)
        self.page.locator("button[name=look]").click()
        paper = self.page.locator("section.paper")
        expect(paper).to_contain_text("Amélia Sitoe")
        expect(paper).to_contain_text(DISTRICT[self.locale])
        self.page.locator("main form[novalidate] button[type=submit]:not([name=look])").click()
        self.page.wait_for_url(f"**/cases/{self.case}#files")

    def kept(self, suffix: str, folder: Path) -> bytes:
        """The letter as it lies in the case file."""
        with self.page.expect_download() as waiting:
            self.page.locator(f"a[href*='/files/']:has-text('.{suffix}')").first.click()
        waiting.value.save_as(folder / f"letter.{suffix}")
        return (folder / f"letter.{suffix}").read_bytes()

    def wait_for_them(self, until: date) -> None:
        """Nobody has confirmed how long the district may take: counsel says until when, and the limit runs."""
        self.page.goto(f"/cases/{self.case}/limit?rule=MZ-ADM-DECISION")
        expect(self.page.locator("#rule")).to_have_value("MZ-ADM-DECISION")
        self.page.locator("#start").fill(typed(TODAY))
        self.page.locator("#due").fill(typed(until))
        self.page.locator("#why").fill("Counsel: 25 days.")
        self.save()
        expect(self.page.locator("section[aria-labelledby=limits]")).to_contain_text(LIMIT[self.locale])


@pytest.mark.parametrize("locale", ["pt", "en"])
def test_a_refusal_leads_to_the_appeal(alone: Live, locale: str, tmp_path: Path) -> None:
    alone.speak(locale)
    agreed = [Agreed(one, "oral") for one in ("record", "act", "name")]
    told = opened(alone.world, on=days_ago(5), client=ClientValues(name="Amélia Sitoe", sex="f"), agreed=agreed)
    db.session.rollback()
    until = TODAY + timedelta(days=25)
    with closing(alone.seat("ana", locale)) as profile:
        ana = Desk(profile.new_page(), told, locale)
        ana.page.goto(f"/cases/{told}/step?remedy=dialogue_staff&institution=provider")
        ana.refused(days_ago(4))
        expect(ana.page.locator("#rungs + p")).to_contain_text(REFUSED_BY[locale])
        ana.follow("dialogue_dir", "facility_dir")
        ana.refused(days_ago(2))
        ana.letter()
        _of_the_letter(ana, locale, tmp_path)
        ana.wait_for_them(until)
        expect(ana.page.locator("#rungs")).to_have_count(0)
    late = datetime.combine(until, datetime.min.time(), UTC) + timedelta(days=1, hours=9)
    with clock.clock_at(lambda: late), closing(alone.seat("ana", locale)) as profile:
        ana = Desk(profile.new_page(), told, locale)
        ana.page.goto("/day")
        expect(ana.page.locator(f"main a[href*='{told}']").first).to_be_visible()
        ana.follow("hier_appeal", "dps_sps")
    assert alone.complaints == []


def _of_the_letter(ana: Desk, locale: str, folder: Path) -> None:
    """The right names in the right language, in what can be edited and in what a screen reader reads."""
    said = "\n".join(line.text for line in docx.Document(io.BytesIO(ana.kept("docx", folder))).paragraphs)
    paper = PdfReader(io.BytesIO(ana.kept("pdf", folder)))
    drawn = " ".join("".join(page.extract_text() for page in paper.pages).split())
    for words in ("Amélia Sitoe", SUBJECT, FACTS, DISTRICT[locale], "Centro de Saúde de Lionde"):
        assert words in said and words in drawn, words
    root = paper.trailer["/Root"]
    assert str(root["/Lang"])[:2] == locale and "/StructTreeRoot" in root
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
