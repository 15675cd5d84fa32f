"""The people, on each database."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.databases import Scene
from tests.people import PEOPLE, World, found


@pytest.fixture
def scene() -> Scene:
    """One programme, two teams, seven people."""
    return PEOPLE


@pytest.fixture
def world(app: Flask) -> World:
    """Who is there."""
    return found(app)
