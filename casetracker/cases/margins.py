"""What a sample of closed cases says of all of them: a share, and how far off it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.96
"""of a normal distribution, for 95 in 100 samples"""


@dataclass(frozen=True)
class Stratum:
    """One worker's month: of `closed` cases, `asked` were looked at, and `yes` of those had it."""

    closed: int
    asked: int
    yes: int


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1 of `asked` cases, with its margin; None where nothing was asked."""

    yes: int
    asked: int
    share: float | None
    margin: float | None


def share_of(strata: Iterable[Stratum]) -> Share:
    """The share in all closed cases, each stratum weighed by its cases (Cochran, Sampling Techniques, chapter 5).

    The variance takes one more yes and one more no in each stratum than were found (Agresti and Coull), so that three
    cases that all agree do not pass for certainty; where every case was looked at, nothing is left to chance.
    """
    some = [one for one in strata if one.asked]
    closed = sum(one.closed for one in some)
    if not closed:
        return Share(0, 0, None, None)
    share = sum(one.closed * one.yes / one.asked for one in some) / closed
    variance = sum((one.closed / closed) ** 2 * _variance(one) for one in some)
    return Share(sum(one.yes for one in some), sum(one.asked for one in some), share, Z * sqrt(variance))


def _variance(one: Stratum) -> float:
    likely = (one.yes + 1) / (one.asked + 2)
    unseen = 1 - one.asked / one.closed
    return unseen * likely * (1 - likely) / one.asked
