"""Every page, in both languages, wide and narrow: nothing that axe finds, one heading, a neutral title, no scroll."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from casetracker.accounts.guard import PUBLIC, declared
from tests.browser.addresses import NOT_PAGES, Told, sights, tell
from tests.browser.live import Live
from tests.browser.looking import AXE, RUN, Look

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def told(live: Live) -> Told:
    """A world in which every page has something on it."""
    return tell(live.world)


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
