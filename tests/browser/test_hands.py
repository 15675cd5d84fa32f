"""What hands do to a page: keys and no mouse, two clicks for one, going back, leaving it open overnight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from casetracker.accounts import kept
from casetracker.cases.models import CaseRow
from casetracker.kit import clock
from casetracker.kit.db import db
from tests.browser.keys import Keys
from tests.browser.live import Live
from tests.conftest import NOW
from tests.making import LIONDE
from tests.people import PASSWORD

pytestmark = pytest.mark.browser
MINUTE = 60_000
UNSEEN = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const beside = [one, one.nextElementSibling ?? one].map((each) => getComputedStyle(each, "::before").boxShadow);
    const outlined = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
    const shown = outlined || [style.boxShadow, ...beside].some((shadow) => shadow !== "none");
    const there = box.bottom > 0 && box.top < innerHeight;
    return one === document.body || (shown && there) ? "" : one.outerHTML.slice(0, 160);
}"""
WORDS = "No paediatric syrup since Monday; she was told to buy it."


@pytest.fixture
def ana(live: Live) -> Iterator[Page]:
    """Ana, signed in, with a script; what her console complains of fails the test."""
    live.speak("en")
    live.complaints.clear()
    context = live.seat("ana")
    yield context.new_page()
    context.close()
    assert live.complaints == []


@pytest.fixture
def plain(live: Live) -> Iterator[Page]:
    """A browser that runs no script and is not signed in."""
    live.speak("en")
    live.world.give_password("ana")
    context = live.profile(script=False)
    yield context.new_page()
    context.close()


def cases() -> int:
    """How many there are."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CaseRow)) or 0


def fill_in(page: Page) -> None:
    """The intake form; the problems are in groups that open."""
    page.goto("/cases/new")
    page.locator("#place").select_option(LIONDE)
    page.get_by_text("Medicines and supplies").click()
    page.get_by_label("Essential medicine out of stock").check()
    page.get_by_label("What happened", exact=True).fill(WORDS)
    page.locator("#channel").select_option("walk_in")
    page.get_by_label("One person").check()
    page.locator("input[name=consents][value=record]").check()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save the case").click()
    expect(page.get_by_role("status")).to_have_text("The case is logged.")


def test_the_first_tab_leads_past_the_navigation(ana: Page) -> None:
    ana.goto("/day")
    ana.keyboard.press("Tab")
    skip = ana.get_by_role("link", name="Skip to the contents")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    ana.keyboard.press("Enter")
    expect(ana.locator("#main")).to_be_focused()
    Keys(ana).reach("main a >> nth=0")


@pytest.mark.parametrize("path", ["/day", "/cases", "/cases/new", "/numbers"])
def test_the_focus_is_always_seen(ana: Page, path: str) -> None:
    ana.goto(path)
    hidden = set()
    for _ in range(45):
        ana.keyboard.press("Tab")
        hidden.add(ana.evaluate(UNSEEN))
    assert hidden == {""}


def test_three_shifts_leave_at_once_end_the_session_and_keep_the_words(ana: Page, live: Live) -> None:
    ana.goto("/cases/new")
    ana.get_by_label("What happened", exact=True).fill(WORDS)
    ana.once("dialog", lambda dialog: pytest.fail("leaving must not ask"))
    for _ in range(3):
        ana.keyboard.press("Shift")
    ana.wait_for_url("**/notes.html")
    assert ana.title() == "Notes"
    ana.goto("/cases")
    expect(ana.get_by_role("heading", level=1)).to_have_text("Sign in")
    (left,) = kept.of(live.world.ids["ana"])
    assert WORDS in left.words
    assert left.id is not None
    kept.discard(live.world.ids["ana"], left.id)


def test_an_idle_page_warns_and_keeps_what_was_typed(ana: Page) -> None:
    ana.clock.install()
    ana.goto("/cases/new")
    ana.get_by_label("What happened", exact=True).fill(WORDS)
    with ana.expect_response("**/idle.js") as loaded:
        ana.clock.run_for(2 * MINUTE)
    loaded.value.finished()
    ana.clock.run_for(27 * MINUTE)
    expect(ana.get_by_role("heading", name="Are you still there?")).to_be_visible()
    with ana.expect_response("**/me/stay") as stayed:
        ana.get_by_role("button", name="Stay signed in").click()
    assert stayed.value.status == 204
    ana.clock.run_for(31 * MINUTE)
    expect(ana.get_by_role("heading", name="You were signed out")).to_be_visible()
    ana.get_by_role("button", name="I am signed in: back to the page").click()
    assert ana.get_by_label("What happened", exact=True).input_value() == WORDS


def test_a_double_click_makes_one_case(ana: Page) -> None:
    before = cases()
    fill_in(ana)
    ana.get_by_role("button", name="Save the case").dblclick()
    expect(ana.get_by_role("status")).to_have_text("The case is logged.")
    assert cases() == before + 1


@pytest.mark.parametrize("script", [True, False])
def test_going_back_and_sending_again_makes_one_case(live: Live, script: bool) -> None:
    live.speak("en")
    context = live.seat("ana", script=script)
    page, before = context.new_page(), cases()
    fill_in(page)
    save(page)
    page.go_back()
    page.get_by_role("button", name="Save the case").click()
    expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()  # the page came back empty
    assert cases() == before + 1
    context.close()


def test_a_line_that_breaks_before_the_answer_makes_one_case(ana: Page, live: Live) -> None:
    before = cases()
    ana.clock.install()
    fill_in(ana)
    lost: list[int] = []

    def cut(route: Route) -> None:
        lost.append(route.fetch(max_redirects=0).status)
        route.abort("aborted")

    ana.route("**/cases/new", cut, times=1)
    ana.get_by_role("button", name="Save the case").click(no_wait_after=True)
    expect(ana.locator("form[aria-busy]")).to_be_visible()
    ana.clock.run_for(9_000)
    expect(ana.locator("form[aria-busy]")).to_have_count(0)
    save(ana)
    assert lost == [303]
    assert cases() == before + 1
    live.complaints.clear()  # the browser says that it was cut off


def test_a_form_left_open_overnight_loses_nothing(live: Live) -> None:
    live.speak("en")
    live.world.give_password("ana")
    context = live.seat("ana")
    page, before = context.new_page(), cases()
    fill_in(page)
    try:
        clock.set_clock(lambda: NOW + timedelta(hours=14))
        page.get_by_role("button", name="Save the case").click()
        expect(page.get_by_text("What you typed is kept for you")).to_be_visible()
        assert cases() == before
        page.get_by_role("button", name="Sign in").click()
        come_in(page)
        expect(page.get_by_text(WORDS)).to_be_visible()
        page.get_by_role("button", name="Send it now").click()
        expect(page.get_by_role("status")).to_have_text("The case is logged.")
    finally:
        clock.set_clock(lambda: NOW)
    assert cases() == before + 1
    context.close()


def come_in(page: Page) -> None:
    page.get_by_label("Sign-in name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_day_of_work_without_script(plain: Page) -> None:
    """Signing in, a case, a step, a filter and a file, as on a phone that runs none."""
    plain.goto("/")
    come_in(plain)
    fill_in(plain)
    save(plain)
    plain.get_by_role("button", name="Record a step").click()
    plain.locator("#remedy").select_option("dialogue_dir")
    plain.get_by_role("button", name="Save the step").click()
    expect(plain.get_by_role("status")).to_have_text("The step is saved.")
    plain.get_by_role("link", name="Cases", exact=True).first.click()
    plain.get_by_text("Filter", exact=True).click()
    plain.locator("#worker").select_option("ana")
    plain.locator(".filters__form button").click()
    assert "worker=ana" in plain.url
    expect(plain.locator("main tbody tr").first).to_be_visible()
    plain.goto("/numbers/C01?from=2026-06&to=2026-06&by=type")
    with plain.expect_download() as file:
        plain.get_by_role("link", name="CSV").click()
    assert b"Essential medicine out of stock" in file.value.path().read_bytes()
