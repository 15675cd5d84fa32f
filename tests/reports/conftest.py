"""The people, a few places and a small year of cases."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.making import make_places
from tests.people import World, people
from tests.reports.year import a_year


@pytest.fixture
def world(app: Flask) -> World:
    """One programme, seven people, four facilities, no case."""
    made = people(app)
    make_places(made.programme)
    return made


@pytest.fixture
def year(world: World) -> World:
    """The same with five months of cases."""
    a_year(world)
    return world
