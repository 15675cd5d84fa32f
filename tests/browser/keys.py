"""Hands on a keyboard and nowhere else: what cannot be reached by it is not reached."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST = 150


@dataclass
class Keys:
    """Works a page without a pointer. Controls are named by the CSS of the form, the same in every language."""

    page: Page

    def reach(self, where: str | Locator, key: str = "Tab") -> Locator:
        """Press Tab until it has the focus."""
        there = self.page.locator(where) if isinstance(where, str) else where
        for _ in range(MOST):
            if there.evaluate("(one) => one === document.activeElement"):
                return there
            self.page.keyboard.press(key)
        raise AssertionError(f"the keyboard does not come to {where}")

    def write(self, where: str, text: str) -> None:
        """Type over what stands in a field."""
        self.reach(where)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, where: str, value: str) -> None:
        """Choose from a list by its arrows, from its top."""
        field = self.reach(where)
        self.page.keyboard.press("Home")
        for _ in range(MOST):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{where} does not offer {value}")

    def tick(self, where: str) -> None:
        """Tick a box."""
        box = self.reach(where)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def pick(self, name: str, value: str) -> None:
        """Pick one of several by the arrows, as radio buttons go: Tab comes to the group only."""
        group = self.page.locator(f"input[name={name}]")
        for _ in range(MOST):
            if group.and_(self.page.locator(":focus")).count():
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _ in range(MOST):
            if self.page.locator(f"input[name={name}]:checked").get_attribute("value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} does not offer {value}")

    def press(self, where: str | Locator) -> None:
        """Come to a link or a button and press Enter; the next page is there afterwards."""
        self.reach(where)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
