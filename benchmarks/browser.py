"""A reader at the keyboard, without a browser: fetches pages, fills their forms, sends them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from casetracker.demo.world import PASSWORD

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Reader:
    """One signed-in reader with a cookie of their own."""

    def __init__(self, app: Flask, username: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.send("/sign-in", {"username": username, "password": PASSWORD})

    def get(self, path: str) -> bytes:
        """The page; anything but 200 stops the run."""
        answer = self.client.get(path, follow_redirects=True)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        return answer.data

    def send(self, path: str, values: dict[str, Any]) -> str:
        """Fetch a form, fill it, send it, follow where it leads; the path of the last page."""
        page = self.get(path).decode()
        form = page[page.index("<main") :]
        hidden = dict(HIDDEN.findall(form))
        answer = self.client.post(path, data={**hidden, "whole": "1", **values})
        if answer.status_code not in {302, 303}:
            raise SystemExit(f"POST {path} answered {answer.status_code}")
        target = urlsplit(answer.headers["Location"])
        self.get(target.path + (f"?{target.query}" if target.query else ""))
        return target.path

    def asking(self, path: str, values: dict[str, Any]) -> Callable[[], bytes]:
        """A form that is answered with a page, ready to be sent again and again."""
        page = self.get(path).decode()
        sent = {**dict(HIDDEN.findall(page[page.index("<main") :])), **values}

        def ask() -> bytes:
            answer = self.client.post(path, data=sent)
            if answer.status_code != 200:
                raise SystemExit(f"POST {path} answered {answer.status_code}")
            return answer.data

        return ask
