"""The main job, whole: one visit told by keyboard, two resolutions, and figures that say so wherever they are read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from casetracker.reports.commands import count_command
from tests.browser.keys import Keys
from tests.browser.live import Live
from tests.making import LIONDE
from tests.people import PASSWORD

pytestmark = pytest.mark.browser
SAID = {"P01": 1, "C01": 1, "B01": 3, "A01": 2, "A02": 4, "R01": 2}
PROBLEMS = {  # code of the type: a word of it, in the language of the page
    "MED-STOCK": {"en": "essential medicine", "pt": "essencial"},
    "INF-WATER": {"en": "no water", "pt": "falta de agua"},
    "PER-WAIT": {"en": "waiting", "pt": "espera"},
}
SENTENCES = {
    "en": ("The case is logged.", "The step is saved.", "The confirmation is saved."),
    "pt": ("O caso está registado.", "O passo está guardado.", "A confirmação está guardada."),
}
TOGETHER = "?from=2026-06&to=2026-06&by="


@dataclass
class Visit:
    """Ana at her keyboard."""

    page: Page
    locale: str

    @property
    def keys(self) -> Keys:
        return Keys(self.page)

    def sign_in(self) -> None:
        self.page.goto("/")
        self.keys.write("#username", "ana")
        self.keys.write("#password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/day")

    def log(self) -> None:
        keys = self.keys
        keys.press("main a[href='/cases/new']")
        keys.write("#told_on", "1/6/2026")
        keys.choose("#place", LIONDE)
        for code, words in PROBLEMS.items():
            keys.reach("[data-narrow] input", "Shift+Tab" if code != "MED-STOCK" else "Tab")
            keys.write("[data-narrow] input", words[self.locale])
            keys.tick(f"input[name=types][value={code}]")
        keys.write("#narrative", "Não há xarope nem água; esperou desde as cinco da manhã.")
        keys.choose("#channel", "walk_in")
        keys.pick("client_kind", "individual")
        keys.tick("input[name=consents][value=record]")
        keys.write("#name", "Amélia Sitoe")
        keys.pick("sex", "f")
        keys.press("main .govuk-button-group button[type=submit]")

    def deed(self, slug: str) -> None:
        """From the page of the case to one of its forms."""
        self.keys.press(self.page.locator(f"main .govuk-button-group a[href$='/{slug}']"))

    def step(self, day: str, remedy: str, numbers: set[str]) -> None:
        self.deed("step")
        self.keys.write("#on", day)
        for box in self.page.locator("input[name=breaches]").all():
            if box.is_checked() != (box.get_attribute("value") in numbers):
                self.keys.reach(box)
                self.page.keyboard.press("Space")
        self.keys.choose("#remedy", remedy)
        self.save()

    def resolve(self) -> None:
        self.deed("resolved")
        self.keys.write("#on", "10/6/2026")
        for number in ("1", "2"):
            self.keys.tick(f"input[name=breaches][value='{number}']")
        self.keys.pick("outcome", "resolved_full")
        self.keys.choose("#remedy", "dialogue_dir")
        self.save()

    def confirm(self) -> None:
        self.deed("confirmed")
        self.keys.write("#on", "12/6/2026")
        self.keys.pick("confirmed_by", "client")
        self.save()

    def save(self) -> None:
        self.keys.press("main .govuk-button-group button[type=submit]")

    def expect_said(self, sentence: str) -> None:
        expect(self.page.locator("main [role=status]")).to_have_text(sentence)


@pytest.mark.parametrize("locale", ["pt", "en"])
def test_one_visit_is_counted_once_wherever_it_is_read(alone: Live, locale: str) -> None:
    alone.speak(locale)
    alone.world.give_password("ana")
    logged, stepped, confirmed = SENTENCES[locale]
    ana = Visit(alone.profile(locale).new_page(), locale)
    ana.sign_in()
    ana.log()
    ana.expect_said(logged)
    ana.step("3/6/2026", "dialogue_dir", {"1", "2", "3"})
    ana.expect_said(stepped)
    ana.step("5/6/2026", "hier_appeal", {"3"})
    ana.resolve()
    ana.confirm()
    ana.expect_said(confirmed)
    assert ana.page.locator("html").get_attribute("lang") == locale
    rosa = alone.seat("rosa", locale).new_page()
    assert dashboard(rosa) == SAID
    assert {key: figure_page(rosa, key) for key in SAID} == SAID
    for suffix, read in (("csv", of_csv), ("xlsx", of_xlsx), ("json", of_json)):
        assert {key: read(rosa, key, suffix) for key in SAID} == SAID, suffix
    assert {key: command_line(alone, key) for key in SAID} == SAID
    opened(rosa)
    assert alone.complaints == []


def dashboard(page: Page) -> dict[str, int]:
    """The cards that speak of these figures."""
    page.goto("/numbers?from=2026-06&to=2026-06")
    cards = {key: page.locator(f".card:has(a[href*='/numbers/{key}?']) .card__value") for key in SAID}
    return {key: int(card.inner_text()) for key, card in cards.items()}


def figure_page(page: Page, key: str) -> int:
    """The number on its own page, and the same in the table below."""
    page.goto(f"/numbers/{key}{TOGETHER}")
    value = page.locator(".card__value").inner_text()
    assert page.locator("main table").last.locator("tbody td").first.inner_text() == value
    return int(value)


def of_csv(page: Page, key: str, suffix: str) -> int:
    rows = list(csv.reader(io.StringIO(taken(page, key, suffix).decode("utf-8-sig"))))
    return int(rows[1][1])


def of_xlsx(page: Page, key: str, suffix: str) -> int:
    sheet = load_workbook(io.BytesIO(taken(page, key, suffix)), read_only=True).worksheets[0]
    value = list(sheet.iter_rows(values_only=True))[1][1]
    assert isinstance(value, int)
    return value


def of_json(page: Page, key: str, suffix: str) -> int:
    return first_value(json.loads(taken(page, key, suffix)))


def taken(page: Page, key: str, suffix: str) -> bytes:
    """The file that the link of the page gives."""
    page.goto(f"/numbers/{key}{TOGETHER}")
    with page.expect_download() as download:
        page.locator(f"main a[href*='table.{suffix}']").click()
    return download.value.path().read_bytes()


def command_line(live: Live, key: str) -> int:
    asked = [key, "--programme", "visit", "--from", "2026-06", "--to", "2026-06", "--as-user", "rosa"]
    done = live.app.test_cli_runner().invoke(count_command, [*asked, "--format", "json"])
    assert done.exit_code == 0, done.output
    return first_value(json.loads(done.stdout))


def first_value(table: dict[str, Any]) -> int:
    """A figure in one row: the period, what it counts, and what more is said of it after that."""
    (row,) = table["rows"]
    value = row[table["columns"][1]["key"]]
    assert isinstance(value, int)
    return value


def rows_of(page: Page) -> Iterator[list[str]]:
    for row in page.locator("main tbody tr").all():
        yield [re.sub(r"\s+", " ", cell) for cell in row.locator("td").all_inner_texts()]


def opened(page: Page) -> None:
    """Opening the 2 shows the two resolutions, of breach 1 and breach 2, each leading to the case."""
    page.goto(f"/numbers/R01{TOGETHER}")
    page.locator(".card a").click()
    found = list(rows_of(page))
    assert [row[2] for row in found] == ["1", "2"]
    assert all("10" in row[1] for row in found)
    page.locator("main tbody a").first.click()
    expect(page.locator("main h1")).to_contain_text(found[0][0])
