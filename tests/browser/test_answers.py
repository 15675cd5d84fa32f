"""Pages that nobody asks for: a refusal, a form that came too late, a form that is not right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy.exc import OperationalError

from casetracker.accounts import sessions
from casetracker.kit.db import db
from tests.browser.addresses import Sight, Told, sights, tell
from tests.browser.live import Live
from tests.browser.looking import Look

pytestmark = pytest.mark.browser
TYPED = "typed 7, neither a day nor a number"
FILL = """([form, typed]) => [...form.elements]
    .filter((one) => one.matches("input[type=text], input[type=tel], textarea"))
    .forEach((one) => { one.value = typed; })"""
MISSING = """() => [...document.querySelectorAll(".govuk-error-summary a")].map((one) => one.hash.slice(1))
.filter((id) => {
    const there = document.getElementById(id), group = there?.closest(".govuk-form-group--error");
    return !group?.querySelector(".govuk-error-message");
})"""
KEPT = """(typed) => [...document.querySelectorAll("main form[novalidate] :is([type=text], [type=tel], textarea)")]
    .filter((one) => !one.closest("[data-narrow]") && one.value !== typed).map((one) => one.name)"""
SEND = """([path, fields]) => {
    const form = Object.assign(document.createElement("form"), {method: "post", action: path});
    for (const [name, value] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    }
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture(scope="module")
def told(live: Live) -> Told:
    """A world in which every page has something on it."""
    return tell(live.world)


@pytest.fixture
def out_of_order(live: Live) -> Iterator[dict[str, Exception]]:
    """Views that fail: the list of cases and the numbers."""
    failing: dict[str, Exception] = {
        "cases.index": ValueError("unforeseen"),
        "reports.dashboard": OperationalError("select", {}, Exception("database is locked")),
    }
    before = {name: live.app.view_functions[name] for name in failing}
    live.app.config["PROPAGATE_EXCEPTIONS"] = False
    for name, error in failing.items():
        live.app.view_functions[name] = _failing(before[name], error)
    yield failing
    live.app.view_functions.update(before)
    live.app.config["PROPAGATE_EXCEPTIONS"] = None


def _failing(view: Any, error: Exception) -> Any:
    @wraps(view)
    def fail(**_values: object) -> None:
        raise error

    return fail


def send(page: Page, path: str, **fields: str) -> int:
    """Post these fields from a page; answers the status."""
    page.goto("/me")
    token = page.locator("input[name=csrf_token]").first.get_attribute("value") or ""
    with page.expect_navigation() as went:
        page.evaluate(SEND, [path, {"csrf_token": token, **fields}])
    return went.value.status if (went.value) else 0


@pytest.mark.parametrize("locale", ["en", "pt"])
def test_a_refusal_is_a_page_like_another(live: Live, told: Told, out_of_order: object, locale: str) -> None:
    live.speak(locale)
    page = live.seat("rosa", locale).new_page()
    look, correct = Look(page, locale), f"/cases/{told.full}/correct"
    stale = {"field": "narrative", "value": TYPED, "seen_seq": "1", "nonce": "0" * 32, "whole": "1"}
    asked = {
        404: lambda: status_of(page, "/nothing"),
        405: lambda: status_of(page, "/sign-out"),
        500: lambda: status_of(page, "/cases"),
        503: lambda: status_of(page, "/numbers"),
        403: lambda: send(page, "/cases/new", csrf_token="not ours", whole="1"),
        400: lambda: send(page, "/cases/new", narrative=TYPED),
        422: lambda: send(page, "/cases/new", narrative=TYPED, whole="1"),
        409: lambda: _corrected_before(page, correct, stale),
    }
    wrong = []
    for status, ask in asked.items():
        if (answered := ask()) != status:
            wrong.append(f"{status}: {answered}")
        wrong += look.at_both_widths(str(status))
    assert TYPED in page.content()
    page.context.close()
    assert wrong == [], "\n".join(wrong)


def status_of(page: Page, path: str) -> int:
    """Go there."""
    answer = page.goto(path)
    return answer.status if answer else 0


def _corrected_before(page: Page, path: str, stale: dict[str, str]) -> int:
    """Somebody else corrected it first."""
    now = {**stale, "value": "Corrected first.", "seen_seq": "999", "nonce": "1" * 32}
    send(page, path, **now)
    return send(page, path, **stale)


@pytest.mark.parametrize("locale", ["en", "pt"])
def test_the_door_says_why_it_is_shut(live: Live, told: Told, locale: str) -> None:
    live.speak(locale)
    page = live.seat("ana", locale).new_page()
    look = Look(page, locale)
    page.goto("/cases/new")
    page.locator("#narrative").fill(TYPED)
    sessions.end_all(live.world.ids["ana"], "idle")
    db.session.rollback()
    with page.expect_navigation() as went:
        page.locator("main form[novalidate] button[type=submit]").click()
    assert went.value.status == 401
    wrong = list(look.at_both_widths("the session is over"))
    page.goto("/cases")
    wrong += look.at_both_widths("sign in to go on")
    page.locator("main button[type=submit]").click()
    page.locator(".govuk-error-summary").wait_for()
    wrong += look.at_both_widths("not signed in")
    page.context.close()
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(("locale", "script"), [("en", True), ("pt", False)])
def test_a_form_that_is_not_right_comes_back_with_all_that_was_typed(
    live: Live, told: Told, locale: str, script: bool
) -> None:
    live.speak(locale)
    wrong: list[str] = []
    refused = 0
    for who in ("ana", "rosa", "marta"):
        page = live.seat(who, locale, script=script).new_page()
        for sight in sights(live.world, told):
            if sight.who == who and sight.endpoint != "accounts.password":
                refused += _refused(page, sight, Look(page, locale) if script else None, wrong)
        page.context.close()
    assert wrong == [], "\n".join(wrong)
    assert refused >= 20


def _refused(page: Page, sight: Sight, look: Look | None, wrong: list[str]) -> bool:
    """Fill every line with what is no day and no number, send it, and look at what comes back, if it is refused."""
    page.goto(sight.path, wait_until="domcontentloaded")
    forms = page.locator("main form[method=post][novalidate]")
    if not forms.count():
        return False
    form = forms.last
    page.evaluate(FILL, [form.element_handle(), TYPED])
    with page.expect_navigation() as went:
        form.locator("button[type=submit]").last.evaluate("(one) => one.click()")
    if went.value.status < 400 or page.locator(".govuk-error-summary").count() == 0:
        return False
    if missing := page.evaluate(MISSING):
        wrong.append(f"{sight}: no sentence beside {missing}")
    if lost := page.evaluate(KEPT, TYPED):
        wrong.append(f"{sight}: {lost} came back otherwise")
    for found in look.each_width(f"{sight} refused") if look else ():
        wrong += found
    return True
