"""Cumulative incidence after Aalen and Johansen: how many have come to an end by each day, while others still wait."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

WAITS, RESOLVED, OTHERWISE = 0, 1, 2
HALF = 0.5
NEARLY = 1e-9
"""what sums of fractions may fall short of the number they stand for"""
Curve = list[tuple[int, float]]


def curve(waited: Mapping[tuple[int, int], int]) -> Curve:
    """(day, share resolved by it) for each day on which any was, from (days, how it ended) -> how many.

    Who still waits leaves the reckoning on their last day, after those who ended on it; who ended otherwise stays in
    it as never resolved.
    """
    at_risk, standing, share, found = sum(waited.values()), 1.0, 0.0, Curve()
    for day, ended in groupby(sorted(waited.items()), key=lambda item: item[0][0]):
        ways = {way: n for (_day, way), n in ended}
        resolved, otherwise = ways.get(RESOLVED, 0), ways.get(OTHERWISE, 0)
        if resolved:
            share += standing * resolved / at_risk
            found.append((day, share))
        standing *= 1 - (resolved + otherwise) / at_risk
        at_risk -= sum(ways.values())
    return found


def share_by(reckoned: Curve, day: int) -> float:
    """The share resolved by the end of a day."""
    return max((share for on, share in reckoned if on <= day), default=0.0)


def half(reckoned: Curve) -> int | None:
    """The first day by which half were resolved; None: not reached."""
    return next((day for day, share in reckoned if share >= HALF - NEARLY), None)
