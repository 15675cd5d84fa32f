"""The machine's own Chromium, and applications served to it; where there is none, that is said and fails under CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.live import Live, application, serving, small_world
from tests.databases import Databases

HOW = "Chromium is not on this machine: {} tests were left out. On Debian: apt-get install chromium"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
left_out: list[pytest.Item] = []


def chromium() -> str | None:
    """Where it is, if anywhere."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if chromium() is None:
        left_out.extend(item for item in items if item.get_closest_marker("browser"))
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.write_line(HOW.format(len(left_out) or "its"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if chromium() is None and os.environ.get("CI") == "true" and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def playing() -> Iterator[Playwright]:
    """Playwright, once a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chrome(playing: Playwright) -> Iterator[Browser]:
    """One browser for all tests of a process."""
    browser = playing.chromium.launch(executable_path=chromium(), args=QUIETLY)
    yield browser
    browser.close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A fresh profile reading English on a small laptop; anything its console complains of fails the test."""
    context = chrome.new_context(locale="en-GB", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def serve() -> Iterator[Callable[[Flask], str]]:
    """Serve an application until the test ends; answers its address."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(serving(app))


@pytest.fixture(scope="module")
def live(chrome: Browser, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A served programme, one for the tests of a file."""
    with application(tmp_path_factory.mktemp("live"), databases) as app:
        world = small_world(app)
        with serving(app) as address:
            yield Live(world, address, chrome)


@pytest.fixture
def alone(chrome: Browser, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A served programme with nothing in it, for one test."""
    with application(tmp_path_factory.mktemp("alone"), databases) as app:
        world = small_world(app, "visit")
        with serving(app) as address:
            yield Live(world, address, chrome)
