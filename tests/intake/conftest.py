"""A programme that takes anything, and the paralegal who kept the register."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from casetracker.kit.sentences import speaking
from casetracker.ledger.models import Programme
from tests.people import World, people

DATA = Path(os.environ.get("CASETRACKER_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """Ana and the others, in a programme of the preset `general`; reasons are read in English."""
    with speaking("en"):
        yield people(app, key="register", preset="general")


@pytest.fixture
def programme(world: World) -> Programme:
    return world.programme


def real(path: str) -> Path:
    """A file of real data that does not travel with the project; its test is left out where it is absent."""
    if not (DATA / path).is_file():
        pytest.skip(f"real data not found: {DATA / path} (set CASETRACKER_TEST_DATA)")
    return DATA / path
