"""The application as it is served, with people who can sit down at a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import update
from waitress import create_server

from casetracker.accounts import sessions
from casetracker.accounts.models import User
from casetracker.app import create_app
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from tests.conftest import NOW
from tests.databases import KEYS, Databases, close
from tests.making import make_places
from tests.people import World, people

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application at an address of its own for the length of a block, behind the server it is shipped with."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: _shut(server))
        thread.join(5)
        assert not thread.is_alive()


def _shut(server: Any) -> None:
    """In the server's own thread: browsers keep their lines open for as long as they are let."""
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.close()


@contextmanager
def application(instance: Path, databases: Databases) -> Iterator[Flask]:
    """An application on a fresh instance, its clock at NOW, its context open."""
    clock.set_clock(lambda: NOW)
    with databases.fresh("sqlite", instance) as settings:
        app = create_app(instance, {"KEYRING": KEYS, "TESTING": True, **settings})
        with app.app_context():
            yield app
        close(app)
    clock.set_clock(None)


@dataclass
class Live:
    """A served world. Every page that is opened here says what its console complained of."""

    world: World
    address: str
    chrome: Browser
    complaints: list[str] = field(default_factory=list)

    @property
    def app(self) -> Flask:
        """The application that is served."""
        return self.world.app

    def speak(self, locale: str, *usernames: str) -> None:
        """These people (everybody, if none is named) read this language from now on."""
        everybody = update(User).values(locale=locale)
        with transaction():
            db.session.execute(everybody.where(User.code.in_(usernames)) if usernames else everybody)

    def profile(self, locale: str = "en", *, script: bool = True, size: dict[str, int] = LAPTOP) -> BrowserContext:
        """A browser profile that has never been here."""
        tongue = {"en": "en-GB", "pt": "pt-PT"}[locale]
        context = self.chrome.new_context(
            base_url=self.address, locale=tongue, viewport=size, java_script_enabled=script, accept_downloads=True
        )
        context.set_default_timeout(40_000)  # the first picture wakes the drawing engine
        context.on("console", lambda said: self._complained(said.type, said.text, said.page))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        return context

    def _complained(self, kind: str, text: str, page: Page | None) -> None:
        # A refused form is an answer like another, although the console calls it an error.
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(f"{page.url if page else ''} {text}")

    def seat(self, username: str, locale: str = "en", **how: Any) -> BrowserContext:
        """A profile in which this person is signed in already; nothing is hashed."""
        user_id = self.world.ids[username]
        key = db.session.get_one(User, user_id).session_key
        _, token = sessions.begin(None, user_id, key, timedelta(minutes=30))
        db.session.rollback()
        context = self.profile(locale, **how)
        context.add_cookies([{"name": "session", "value": token, "url": self.address}])
        return context


def small_world(app: Flask, key: str = "health") -> World:
    """One programme, its people and a few places; no case."""
    made = people(app, key)
    make_places(made.programme)
    return made
