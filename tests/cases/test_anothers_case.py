"""Somebody else's case is not there: not by its address, not by any method, on no page, in no list and in no file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from casetracker.accounts import actions
from casetracker.accounts.reader import OPERATOR
from casetracker.cases.views.deeds import DEEDS
from casetracker.kit.db import db, transaction
from casetracker.ledger.models import Dossier
from tests.cases.telling import SECRET_TYPE, opened, with_client
from tests.people import Browser, World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
NAME = "Zulmira Quissico"
STANDING = {"slug": sorted(DEEDS), "purpose": ["record"], "key": ["C01", "R01"], "suffix": ["csv", "json"]}
TYPES = {"normal": "MED-STOCK", "highly_restricted": SECRET_TYPE}
STRANGERS = {
    "normal": ("carlos", "lucia", "felix", "salma"),
    "highly_restricted": ("berta", "carlos", "marta", "lucia", "felix", "salma"),
}
PAIRS = [(tier, who) for tier, people in STRANGERS.items() for who in people]
sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def crowd(world: World) -> World:
    """Berta works in Ana's team."""
    with transaction():
        berta = actions.create_user(by=OPERATOR, username="berta", name="Berta", locale="en")
        actions.grant_role(by=OPERATOR, user_id=berta.id, programme_id=world.programme_id, role="paralegal",
                           team_code="north")  # fmt: skip
    return world


def anas(world: World, tier: str) -> dict[str, UUID]:
    """A case of Ana's and its client."""
    case_id = opened(world, types=(TYPES[tier],), **with_client(NAME))
    assert db.session.scalar(select(Dossier.tier).where(Dossier.id == case_id)) == tier
    client_id = db.session.scalars(select(Dossier.id).where(Dossier.kind == "client")).one()
    return {"case_id": case_id, "client_id": client_id}


def paths(app: Flask, ids: dict[str, UUID]) -> Iterator[str]:
    """Every address that can name these dossiers."""
    with app.test_request_context():
        to = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            names = sorted(rule.arguments)
            if set(names) & set(ids) and set(names) <= set(ids) | set(STANDING):
                for values in product(*([ids[name]] if name in ids else STANDING[name] for name in names)):
                    yield to.build(rule.endpoint, dict(zip(names, values, strict=True)))


def pages(app: Flask) -> Iterator[str]:
    """Every page that names no dossier: lists, suggestions, figures, the rows behind them, files."""
    with app.test_request_context():
        to = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            names = sorted(rule.arguments)
            if "GET" in (rule.methods or ()) and set(names) <= set(STANDING):
                for values in product(*(STANDING[name] for name in names)):
                    yield to.build(rule.endpoint, dict(zip(names, values, strict=True)))


def ask(browser: Browser, path: str, method: str, token: str) -> tuple[int, int]:
    data = (
        None if method in ("GET", "HEAD") else {"csrf_token": token, "whole": "1", "worker": "carlos", "team": "south"}
    )
    answer = browser.client.open(path, method=method, base_url=browser.base, data=data)
    return answer.status_code, len(answer.data)


@sqlite
@pytest.mark.parametrize(("tier", "who"), PAIRS)
def test_its_addresses_answer_as_if_it_had_never_been(crowd: World, tier: str, who: str) -> None:
    ids, browser, wrong = anas(crowd, tier), crowd.seat(who), []
    token = browser.token()
    there = list(paths(crowd.app, ids))
    never = list(paths(crowd.app, dict.fromkeys(ids, UUID(int=0))))
    assert len(there) == len(never) > 10
    for (path, no_path), method in product(zip(there, never, strict=True), METHODS):
        (status, length), (as_never, never_length) = (ask(browser, one, method, token) for one in (path, no_path))
        if status not in (404, 405) or status != as_never or abs(length - never_length) >= 40:
            wrong.append((method, path, status, as_never))
    assert wrong == []


@sqlite
@pytest.mark.parametrize(("tier", "who"), PAIRS)
def test_no_page_list_or_file_of_theirs_says_that_it_exists(crowd: World, tier: str, who: str) -> None:
    ids, browser = anas(crowd, tier), crowd.seat(who)
    reference = db.session.get_one(Dossier, ids["case_id"]).reference
    marks = [NAME, str(ids["case_id"]), str(ids["client_id"]), str(reference)]
    told = []
    for path in pages(crowd.app):
        for asked in ("", f"?q={NAME.split()[0]}", f"?worker=ana&tier={tier}"):
            text = browser.get(path + asked).text.replace(asked, "")
            told += [(path + asked, mark) for mark in marks if mark in text]
    assert told == []


@sqlite
@pytest.mark.parametrize(("tier", "who"), [("normal", "rosa"), ("normal", "marta"), ("normal", "berta"),
                                           ("highly_restricted", "ana"), ("highly_restricted", "rosa")])  # fmt: skip
def test_whoever_may_opens_it(crowd: World, tier: str, who: str) -> None:
    ids = anas(crowd, tier)
    assert crowd.seat(who).get(f"/cases/{ids['case_id']}").status_code == 200


@sqlite
def test_the_same_walk_finds_it_for_ana(crowd: World) -> None:
    ids, browser = anas(crowd, "normal"), crowd.seat("ana")
    there = [path for path in pages(crowd.app) if str(ids["case_id"]) in browser.get(path).text]
    assert "/cases" in there
    assert any("/numbers/C01/open" in path for path in there)
