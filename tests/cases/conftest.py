"""The people with a few places and their browsers, on each database."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.databases import Scene
from tests.people import AT_HOME, World, found


@pytest.fixture
def scene() -> Scene:
    """One programme, two teams, seven people, four facilities."""
    return AT_HOME


@pytest.fixture
def world(app: Flask) -> World:
    """Who is there."""
    return found(app)
