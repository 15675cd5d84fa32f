"""What is looked at on every page: axe, one heading, the language, a neutral title, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.addresses import Sight
from tests.browser.live import LAPTOP, PHONE

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
        yield from self.at_both_widths(str(sight))

    def at_both_widths(self, what: str) -> Iterator[str]:
        """Everything that is wrong with the page that is open."""
        self.page.evaluate(AXE)
        for width in self.each_width(what):
            yield from width
            yield from (f"{what}: {found}" for found in self.page.evaluate(RUN))

    def each_width(self, what: str) -> Iterator[list[str]]:
        """What is wrong with its shape, wide and then narrow: a page that axe has seen already needs no more."""
        neutral = [] if self.page.title() == "Notes" else [f"{what}: title {self.page.title()}"]
        expected = {"headings": 1, "language": self.locale, "wide": False, "stuck": 0, "over": 0}
        for size in (LAPTOP, PHONE):
            self.page.set_viewport_size(size)
            seen: dict[str, Any] = self.page.evaluate(LOOK)
            yield neutral + ([] if seen == expected else [f"{what} at {size['width']}: {seen}"])
