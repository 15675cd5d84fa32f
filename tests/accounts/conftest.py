"""The people, on each database."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.people import World, people


@pytest.fixture
def world(app: Flask) -> World:
    """One programme, two teams, seven people."""
    return people(app)
