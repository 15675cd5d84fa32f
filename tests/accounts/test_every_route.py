"""Every address of the application, for every person and for nobody, by every method: nothing opens that should not.

Routes of later rooms are walked as soon as they exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import AnyConverter, BaseConverter, RequestRedirect, Rule

from casetracker.accounts.guard import PUBLIC, declared, permission
from casetracker.accounts.permissions import can
from casetracker.app import create_app
from tests.databases import KEYS, Databases, close
from tests.people import ROLES, Browser, World

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SAFE = ("GET", "HEAD", "OPTIONS")
NEVER = {"IntegerConverter": 999_999, "UUIDConverter": UUID(int=0), "FloatConverter": 999_999.5}
SHUT = {404, 405}
NOT_BROKEN = {200, 204, 302, 303, 304, 308, 400, 401, 403, 404, 405, 409, 413, 422, 429}

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Address:
    """A path with ids that never existed, and what its view asks for."""

    path: str
    method: str
    needs: str | None
    named: bool


def addresses(app: Flask) -> Iterator[Address]:
    """Every path by every method, with the permission of the view that answers; none where no view does."""
    with app.test_request_context():
        matching = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            path = filled(matching.build, rule)
            for method in METHODS:
                try:
                    endpoint = matching.match(path, method)[0]
                except (MethodNotAllowed, NotFound, RequestRedirect):
                    yield Address(path, method, None, names_something(rule))
                else:
                    yield Address(path, method, declared(app, endpoint) or "undeclared", names_something(rule))


def names_something(rule: Rule) -> bool:
    """Is there an id in it, rather than one of a few fixed words?"""
    return any(not isinstance(rule._converters[name], AnyConverter) for name in rule.arguments)


def never(converter: BaseConverter) -> object:
    """An id of this kind that nothing bears; of a few fixed words, one of them."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return NEVER.get(type(converter).__name__, "no-such")


def filled(build: object, rule: Rule) -> str:
    values = {name: never(rule._converters[name]) for name in rule.arguments}
    built: str = build(rule.endpoint, values, force_external=False)  # type: ignore[operator]
    return built


def ask(browser: Browser, address: Address, token: str = "") -> int:
    fields = {"csrf_token": token, "whole": "1"} if address.method not in SAFE else None
    answer = browser.client.open(address.path, method=address.method, base_url=browser.base, data=fields)
    if answer.status_code == 302 and address.needs not in (PUBLIC, None) and not browser.cookie:
        assert answer.headers["Location"].startswith("/sign-in")
    return answer.status_code


@sqlite
def test_every_view_says_who_may_open_it(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if declared(app, rule.endpoint) is None] == []


def test_a_view_that_says_nothing_does_not_open(databases: Databases, tmp_path: Path) -> None:
    with databases.fresh("sqlite", tmp_path / "instance") as settings:
        app = create_app(tmp_path / "instance", {"KEYRING": KEYS, "TESTING": True, **settings})
        app.add_url_rule("/forgotten", "forgotten", lambda: "a secret")
        assert declared(app, "forgotten") is None
        with app.app_context():
            answer = Browser(app).get("/forgotten")
        assert answer.status_code == 404
        assert "secret" not in answer.text
        close(app)


def test_a_permission_that_the_law_does_not_know_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match=r"case\.reed"):
        permission("case.reed")


@sqlite
def test_nobody_is_asked_to_sign_in_and_nothing_more(app: Flask) -> None:
    browser, wrong = Browser(app), []
    for address in addresses(app):
        if address.needs == PUBLIC:
            allowed = NOT_BROKEN
        elif address.needs is None:
            allowed = SHUT | {308}
        else:
            allowed = {302} if address.method in SAFE else {401}
        browser.client.delete_cookie("session")
        status = ask(browser, address)
        if status not in allowed:
            wrong.append((address, status))
    assert wrong == []


@sqlite
@pytest.mark.parametrize("username", sorted(ROLES))
def test_whoever_may_not_finds_nothing_there(world: World, username: str) -> None:
    reader, browser, wrong = world.reader(username), world.seat(username), []
    token = browser.token()
    for address in addresses(world.app):
        if address.needs == PUBLIC or can(reader, address.needs or ""):
            continue
        for own in ("", token):
            status = ask(browser, address, own)
            if status not in SHUT | ({308} if address.needs is None else set()):
                wrong.append((address, status))
    assert wrong == []


@sqlite
@pytest.mark.parametrize("username", sorted(ROLES))
def test_whoever_may_finds_nothing_that_never_was_and_nothing_broken(world: World, username: str) -> None:
    reader, wrong = world.reader(username), []
    for address in addresses(world.app):
        if address.needs != PUBLIC and not can(reader, address.needs or ""):
            continue
        browser = world.seat(username)
        without = ask(browser, address)
        status = ask(browser, address, browser.token()) if address.method not in SAFE else without
        if address.method not in SAFE and without < 400 and address.needs != PUBLIC:
            wrong.append((address, without))
        never = address.named and address.needs != PUBLIC and address.method != "OPTIONS"
        if status not in (SHUT if never else NOT_BROKEN):
            wrong.append((address, status))
    assert wrong == []
