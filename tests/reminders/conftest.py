"""The people with a few places and their browsers, on each database."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.making import make_places
from tests.people import World, people


@pytest.fixture
def world(app: Flask) -> World:
    """One programme, two teams, seven people, four facilities."""
    made = people(app)
    make_places(made.programme)
    return made
