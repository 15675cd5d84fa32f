"""Enough of an application for an edition's words to be said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from casetracker.kit.languages import init_app
from casetracker.kit.sentences import speaking
from casetracker.paths import TEMPLATES


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    """A reader who speaks English: no edition cares."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    init_app(app)
    with app.app_context(), speaking("en"):
        yield
