"""Quantiles of a histogram, interpolated as statistics packages do by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate


def quantiles(histogram: Mapping[int, int], at: Sequence[float]) -> list[float | None]:
    """The values below which these shares of the counted lie; None for an empty histogram."""
    if not histogram:
        return [None for _ in at]
    values = sorted(histogram)
    reach = list(accumulate(histogram[value] for value in values))
    return [_quantile(values, reach, share) for share in at]


def _quantile(values: Sequence[int], reach: Sequence[int], share: float) -> float:
    position = (reach[-1] - 1) * share
    below = int(position)
    low, high = _nth(values, reach, below), _nth(values, reach, min(below + 1, reach[-1] - 1))
    return low + (high - low) * (position - below)


def _nth(values: Sequence[int], reach: Sequence[int], n: int) -> int:
    return next(value for value, so_far in zip(values, reach, strict=True) if n < so_far)
