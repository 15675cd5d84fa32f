"""Identifiers that whoever writes first can make without asking the server: UUIDv7, ordered by time."""

from __future__ import annotations

from uuid import UUID, uuid5

import uuid_utils

_DERIVED = UUID("6f0d3f0e-5d39-5a0c-9e6c-6d9a4fd6c9b1")


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def derived_id(*parts: object) -> UUID:
    """The same id for the same parts: a submission said twice makes the same entries."""
    return uuid5(_DERIVED, "\x1f".join(str(part) for part in parts))
