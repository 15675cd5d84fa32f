"""The people, a few places and a small year of cases."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.databases import Scene
from tests.people import AT_HOME, World, found
from tests.reports.year import a_year


@pytest.fixture
def scene() -> Scene:
    """One programme, two teams, seven people, four facilities."""
    return AT_HOME


@pytest.fixture
def world(app: Flask) -> World:
    """Who is there."""
    return found(app)


@pytest.fixture
def year(world: World) -> World:
    """The same with five months of cases."""
    a_year(world)
    return world
