"""Whatever stands in the entries of a client or a place, folding them gives a state and rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from casetracker.clients import fold as clients
from casetracker.ledger.entries import Entry
from casetracker.places import fold as places

NAMES = (
    "fields",
    "changed",
    "into",
    "purpose",
    "name",
    "heads",
    "tier",
    "named",
    "level",
    "parent",
    "opened_on",
    "sex",
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2026-01-05"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)
SAID = st.tuples(
    st.sampled_from([*clients.TELLS, *places.TELLS, "dragon.seen"]),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5),
    st.dictionaries(st.sampled_from(("name", "flags", "phone")), st.text(max_size=8), max_size=3),
)


def entry(seq: int, kind: str, on: date, codes: dict[str, Any], words: dict[str, str]) -> Entry:
    return Entry(
        UUID(int=seq), seq, kind, 1, on, "day", datetime(2026, 1, 1, tzinfo=UTC), None, 1, "ana", codes, words
    )  # fmt: skip


@given(st.lists(SAID, max_size=8))
def test_folding_never_refuses(said: list[tuple[str, date, dict[str, Any], dict[str, str]]]) -> None:
    entries = [entry(seq, *one) for seq, one in enumerate(said, 1)]
    for room in (clients, places):
        state = room.fold(entries)
        assert state == room.fold(entries[::-1])
        assert room.rows_of(state)
