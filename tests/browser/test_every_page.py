"""What every page does in a browser: a way out, one sending per click, a warning before the session ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.kit.pages_app import Somebody, make_app

pytestmark = pytest.mark.browser
MINUTE = 60_000


@pytest.fixture
def ana() -> Somebody:
    """Signed in."""
    return Somebody("Ana")


@pytest.fixture
def address(serve: Callable[[Flask], str], ana: Somebody) -> str:
    return serve(make_app(ana))


def posts(somebody: Somebody) -> list[str]:
    return [said for said in somebody.requests if said.startswith("POST")]


@pytest.mark.parametrize("how", ["button", "keys"])
def test_leaving_shows_a_neutral_page_and_ends_the_session(page: Page, address: str, ana: Somebody, how: str) -> None:
    page.goto(address)
    page.get_by_label("Who came").fill("somebody")
    page.once("dialog", lambda dialog: pytest.fail("leaving must not ask"))
    if how == "button":
        page.get_by_role("link", name="Leave now").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/notes.html")
    assert page.title() == "Notes"
    assert page.get_by_role("heading").inner_text() == "Notes"
    expect(page.get_by_role("textbox")).to_be_visible()
    assert "POST /out" in ana.requests


def test_a_double_click_sends_once(page: Page, address: str, ana: Somebody) -> None:
    page.goto(address)
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    assert len(posts(ana)) == 1


def test_the_error_summary_leads_to_the_field(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Choose a type.").click()
    expect(page.get_by_label("Type")).to_be_focused()


def test_typed_words_are_not_lost_without_a_question(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Who came").fill("somebody")
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("button", name="Português").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    assert page.get_by_label("Who came").input_value() == "somebody"


def test_an_idle_page_warns_and_then_covers_itself_with_the_words_kept(page: Page, address: str, ana: Somebody) -> None:
    page.clock.install()
    page.goto(address)
    page.get_by_label("Who came").fill("somebody")
    with page.expect_response("**/idle.js") as loaded:
        page.clock.run_for(2 * MINUTE)
    loaded.value.finished()
    page.clock.run_for(27 * MINUTE)
    expect(page.get_by_role("heading", name="Are you still there?")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("heading", name="Are you still there?")).to_be_hidden()
    assert "POST /stay" in ana.requests
    page.clock.run_for(31 * MINUTE)
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    page.get_by_role("button", name="I am signed in: back to the page").click()
    assert page.get_by_label("Who came").input_value() == "somebody"


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("width", [1366, 360])
def test_nobody_is_kept_out_by_the_page(page: Page, address: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto(address)
    for _ in range(2):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("main button[type=submit]").click()


def test_a_page_works_without_script(chrome: Browser, address: str, ana: Somebody) -> None:
    context = chrome.new_context(locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Who came").fill("somebody")
    page.get_by_label("Day").fill("1/11/2020")
    page.get_by_label("Type").select_option("STOCK")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("button", name="Português").click()
    assert page.locator("html").get_attribute("lang") == "pt"
    page.locator("[data-exit]").click()
    assert page.title() == "Notes"
    context.close()
