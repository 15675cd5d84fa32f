"""Pages without a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casetracker.kit import clock
from tests.kit.pages_app import make_app


@pytest.fixture
def pages() -> Iterator[Flask]:
    """The small application, on 22 November 2026."""
    clock.set_clock(lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
    yield make_app()
    clock.set_clock(None)


@pytest.fixture
def browser(pages: Flask) -> FlaskClient:
    """Somebody reading English."""
    client = pages.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def token(browser: FlaskClient) -> str:
    """The form token of a page just opened."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/").text)
    assert found
    return found[1]
