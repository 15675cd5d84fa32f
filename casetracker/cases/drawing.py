"""Which closed cases are reviewed: a few of each worker's, drawn so that the same seed always draws the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from uuid import UUID


def drawn(seed: str, closed: Mapping[str, Iterable[UUID]], each: int) -> dict[str, tuple[UUID, ...]]:
    """Worker -> at most `each` of the cases they closed, in the order in which the seed ranks them.

    Every case has the same chance whatever order the cases come in; nobody who does not know the seed can tell which.
    """
    found = {}
    for worker, cases in sorted(closed.items()):
        ranked = sorted(set(cases), key=lambda case: _rank(seed, worker, case))
        found[worker] = tuple(ranked[:each])
    return found


def _rank(seed: str, worker: str, case: UUID) -> bytes:
    return hashlib.sha256(f"{seed}|{worker}|{case}".encode()).digest()
