"""A programme that takes anything, and the paralegal who kept the register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from casetracker.kit.sentences import speaking
from casetracker.ledger.models import Programme
from tests.databases import Scene
from tests.people import REGISTER, World, found

DATA = Path(os.environ.get("CASETRACKER_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture
def scene() -> Scene:
    """Ana and the others, in a programme of the preset `general`."""
    return REGISTER


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """Who is there; reasons are read in English."""
    with speaking("en"):
        yield found(app)


@pytest.fixture
def programme(world: World) -> Programme:
    return world.programme


def real(path: str) -> Path:
    """A file of real data that does not travel with the project; its test is left out where it is absent."""
    if not (DATA / path).is_file():
        pytest.skip(f"real data not found: {DATA / path} (set CASETRACKER_TEST_DATA)")
    return DATA / path
