"""Every page, in both languages, wide and narrow: nothing that axe finds, one heading, a neutral title, no scroll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import BrowserContext, Page

from casetracker.accounts.guard import PUBLIC, declared
from tests.browser.addresses import NOT_PAGES, Sight, Told, sights, tell
from tests.browser.live import LAPTOP, PHONE, Live

pytestmark = pytest.mark.browser
AXE = next(Path(axe_playwright_python.__file__).parent.glob("**/axe.min.js")).read_text("utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`)"""
LOOK = """() => ({
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    wide: document.documentElement.scrollWidth > window.innerWidth,
    stuck: [...document.querySelectorAll("main .scroll")].filter((one) => one.tabIndex !== 0).length,
    over: [...document.querySelectorAll("main table")].filter((one) => !one.closest(".scroll")).length,
})"""


@pytest.fixture(scope="module")
def told(live: Live) -> Told:
    """A world in which every page has something on it."""
    return tell(live.world)


@dataclass
class Look:
    """What was wrong on a page, if anything."""

    page: Page
    locale: str

    def wrong(self, sight: Sight) -> Iterator[str]:
        """Everything that is wrong with a page, at both widths; it is loaded once."""
        self.page.set_viewport_size(LAPTOP)
        answer = self.page.goto(sight.path)
        if answer is None or answer.status != 200:
            yield f"{sight}: {answer and answer.status}"
            return
        self.page.evaluate(AXE)
        if self.page.title() != "Notes":
            yield f"{sight}: title {self.page.title()}"
        for size in (LAPTOP, PHONE):
            self.page.set_viewport_size(size)
            seen: dict[str, Any] = self.page.evaluate(LOOK)
            expected = {"headings": 1, "language": self.locale, "wide": False, "stuck": 0, "over": 0}
            if seen != expected:
                yield f"{sight} at {size['width']}: {seen}"
            for found in self.page.evaluate(RUN):
                yield f"{sight} at {size['width']}: {found}"


@pytest.mark.parametrize("locale", ["en", "pt"])
@pytest.mark.parametrize("who", ["", "ana", "rosa", "marta", "felix", "salma"])
def test_no_page_keeps_anybody_out(live: Live, told: Told, who: str, locale: str) -> None:
    live.speak(locale)
    context = live.seat(who, locale) if who else live.profile(locale)
    look = Look(context.new_page(), locale)
    wrong = [each for sight in sights(live.world, told) if sight.who == who for each in look.wrong(sight)]
    context.close()
    assert wrong == []
    assert live.complaints == []


def test_every_page_that_opens_is_looked_at(live: Live, told: Told) -> None:
    shown = {sight.endpoint for sight in sights(live.world, told)}
    rules = [rule for rule in live.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    assert {rule.endpoint for rule in rules} - NOT_PAGES == shown
    assert {e for e in shown if declared(live.app, e) == PUBLIC} == {"accounts.sign_in", "accounts.new_password"}


def signed_in(live: Live, who: str, locale: str = "en") -> BrowserContext:
    return live.seat(who, locale, script=False)


@pytest.mark.parametrize("who", ["ana", "rosa", "marta", "felix"])
def test_every_page_is_there_without_script(live: Live, told: Told, who: str) -> None:
    live.speak("en")
    page, wrong = signed_in(live, who).new_page(), []
    for sight in sights(live.world, told):
        if sight.who == who:
            answer = page.goto(sight.path, wait_until="domcontentloaded")
            if answer is None or answer.status != 200 or page.locator("h1").count() != 1:
                wrong.append(sight)
    page.context.close()
    assert wrong == []
    assert live.complaints == []


@pytest.mark.parametrize("locale", ["en", "pt"])
@pytest.mark.parametrize("path", ["/cases/new", "/clients", "/users/new", "/teams", "/programmes/health/new-place"])
def test_a_form_that_is_refused_says_so_to_everybody(live: Live, told: Told, path: str, locale: str) -> None:
    live.speak(locale)
    context = live.seat("ana" if path in ("/cases/new", "/clients") else "marta", locale)
    page = context.new_page()
    page.goto(path)
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.locator(".govuk-error-summary").wait_for()
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    assert page.locator(".govuk-error-summary a").count() + page.locator(".govuk-error-summary li").count() > 0
    context.close()
    assert found == []
