"""Identifiers that whoever writes first can make without asking the server: UUIDv7, ordered by time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

import uuid_utils

from casetracker.kit import clock

_DERIVED = UUID("6f0d3f0e-5d39-5a0c-9e6c-6d9a4fd6c9b1")


def _machine() -> UUID:
    return UUID(bytes=uuid_utils.uuid7().bytes)


_source: Callable[[], UUID] = _machine


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return _source()


def derived_id(*parts: object) -> UUID:
    """The same id for the same parts: a submission said twice makes the same entries."""
    return uuid5(_DERIVED, "\x1f".join(str(part) for part in parts))


@contextmanager
def ids_from(seed: str) -> Iterator[None]:
    """Inside the block ids follow from the seed and the clock: the synthetic year is the same every time."""
    global _source
    chance, before = random.Random(seed), _source  # noqa: S311 - a synthetic year, no secret

    def seeded() -> UUID:
        moment = int(clock.now().timestamp() * 1000)
        bits = (moment << 80) | (7 << 76) | (chance.getrandbits(12) << 64) | (2 << 62) | chance.getrandbits(62)
        return UUID(int=bits)

    _source = seeded
    try:
        yield
    finally:
        _source = before
