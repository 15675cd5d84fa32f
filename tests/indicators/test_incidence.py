"""Cumulative incidence: equal to the plain share where nobody waits, and below it never where somebody does."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casetracker.indicators.incidence import OTHERWISE, RESOLVED, WAITS, curve, half, share_by

ENDED = st.lists(st.tuples(st.integers(0, 60), st.sampled_from([RESOLVED, OTHERWISE])), min_size=1, max_size=40)
WAITING = st.lists(st.tuples(st.integers(0, 60), st.just(WAITS)), max_size=20)


@given(ENDED, st.integers(0, 60))
def test_where_nobody_waits_it_is_the_plain_share(ended: list[tuple[int, int]], day: int) -> None:
    resolved = sum(1 for on, way in ended if way == RESOLVED and on <= day)
    assert share_by(curve(Counter(ended)), day) == pytest.approx(resolved / len(ended))


@given(ENDED, WAITING)
def test_shares_rise_and_stay_below_one(ended: list[tuple[int, int]], waiting: list[tuple[int, int]]) -> None:
    reckoned = curve(Counter([*ended, *waiting]))
    shares = [share for _day, share in reckoned]
    assert shares == sorted(shares) and all(0 < share < 1 + 1e-9 for share in shares)


def test_a_textbook_sample_by_hand() -> None:
    # Six: resolved on 1 and 3, ended otherwise on 2, waiting since 2, resolved on 4, waiting since 5.
    sample = Counter([(1, RESOLVED), (2, OTHERWISE), (2, WAITS), (3, RESOLVED), (4, RESOLVED), (5, WAITS)])
    assert curve(sample) == [
        (1, pytest.approx(1 / 6)), (3, pytest.approx(1 / 6 + 2 / 9)), (4, pytest.approx(1 / 6 + 4 / 9)),
    ]  # fmt: skip
    assert half(curve(sample)) == 4


def test_not_reached_is_an_answer() -> None:
    assert half(curve({(5, RESOLVED): 1, (9, OTHERWISE): 2})) is None
    assert half(curve({})) is None
