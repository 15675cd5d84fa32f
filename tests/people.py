"""Ana, Rosa, Carlos, Marta, Lúcia, Felix and Salma, their teams, and the browsers they sit at."""

from __future__ import annotations

import contextvars
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from casetracker.accounts import actions, sessions
from casetracker.accounts.models import User
from casetracker.accounts.queries import reader_by_code
from casetracker.accounts.reader import OPERATOR, Reader
from casetracker.kit.db import db, transaction
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import new_programme
from tests.databases import Scene
from tests.making import make_places

PASSWORD = "a lantern under seven rivers"
ROLES = {
    "ana": ("Ana", "paralegal", "north"),
    "carlos": ("Carlos", "paralegal", "south"),
    "rosa": ("Rosa", "coordinator", "north"),
    "marta": ("Marta", "manager", None),
    "lucia": ("Lúcia", "lawyer", None),
    "felix": ("Felix", "funder", None),
    "salma": ("Salma", "safety_officer", None),
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Client(FlaskClient):
    """Asks from outside any application context, as a browser does, so that nothing of one answer reaches the next."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        if db.session.registry.has():
            db.session.rollback()  # what the request committed is there to be read
        return answer


@dataclass
class Browser:
    """A browser: follows forms by their token and sends them whole."""

    app: Flask
    base: str = "http://localhost"
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(self.app, self.app.response_class, use_cookies=True)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """One page."""
        return self.client.get(path, base_url=self.base, **kwargs)

    def token(self) -> str:
        """The form token of a page that everybody has: one's own account, or the door."""
        for page in ("/me", "/sign-in"):
            found = TOKEN.search(self.get(page).text)
            if found:
                return found[1]
        raise AssertionError("no page with a form token")

    def post(self, path: str, data: dict[str, Any] | None = None, token: str | None = None, **kw: Any) -> TestResponse:
        """A whole form with its token."""
        fields = {"csrf_token": self.token() if token is None else token, **(data or {}), "whole": "1"}
        return self.client.post(path, base_url=self.base, data=fields, **kw)

    def sign_in(self, username: str, password: str = PASSWORD, **kw: Any) -> TestResponse:
        """Through the door."""
        return self.post("/sign-in", {"username": username, "password": password}, **kw)

    @property
    def cookie(self) -> str:
        """The session cookie as it stands."""
        name = "session" if self.base == "http://localhost" else "__Host-session"
        found = self.client.get_cookie(name)
        return found.value if found else ""


def seat(app: Flask, username: str, minutes: int = 30) -> Browser:
    """A browser in which this person is signed in already; nothing is hashed."""
    browser = Browser(app)
    reader = reader_by_code(username)
    assert reader is not None
    key = db.session.get_one(User, reader.user_id).session_key
    _, token = sessions.begin(None, reader.user_id, key, timedelta(minutes=minutes))
    browser.client.set_cookie("session", token)
    db.session.rollback()
    return browser


@dataclass
class World:
    """One programme with two teams and seven people; passwords are set where a promise needs one."""

    app: Flask
    programme_id: int
    ids: dict[str, int]

    @property
    def programme(self) -> Programme:
        """The programme, as it stands now."""
        return db.session.get_one(Programme, self.programme_id)

    def reader(self, username: str) -> Reader:
        """What they may do now."""
        found = reader_by_code(username)
        assert found is not None
        return found

    def seat(self, username: str, minutes: int = 30) -> Browser:
        """Their browser, signed in."""
        return seat(self.app, username, minutes)

    def give_password(self, *usernames: str) -> None:
        """They can come in through the door."""
        with transaction():
            for username in usernames:
                user_id = self.ids[username]
                actions.set_password(by=OPERATOR, user_id=user_id, password=PASSWORD, must_change=False)


def people(app: Flask, key: str = "health", preset: str = "health_mozambique") -> World:
    """The world, in an application on a fresh database."""
    with transaction():
        programme = new_programme(by=OPERATOR.author, key=key, preset=preset, name="Saúde")
        for code, name in (("north", "Norte"), ("south", "Sul")):
            actions.add_team(by=OPERATOR, programme_id=programme.id, code=code, name=name)
        for username, (name, role, team) in ROLES.items():
            user = actions.create_user(by=OPERATOR, username=username, name=name, locale="en")
            actions.grant_role(by=OPERATOR, user_id=user.id, programme_id=programme.id, role=role, team_code=team)
    return found(app)


def found(app: Flask) -> World:
    """The world that stands in an application already."""
    programme_id = db.session.scalars(select(Programme.id)).one()
    rows = db.session.execute(select(User.code, User.id).where(User.code.in_(ROLES)))
    ids = dict(tuple(row) for row in rows)
    db.session.rollback()
    return World(app, programme_id, ids)


def _with_places(app: Flask) -> None:
    make_places(people(app).programme)


PEOPLE = Scene("people", people)
AT_HOME = Scene("people_with_places", _with_places)
REGISTER = Scene("register", lambda app: people(app, key="register", preset="general"))
