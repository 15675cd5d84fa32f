"""A corrected edition beside the first: what a small correction would tell, and what is therefore shown as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casetracker.indicators.disclosure.releases import Key, Sum

DIFFERENCE = "difference"


@dataclass(frozen=True)
class Moves:
    """The counts of two editions by how far the second lies from the first, up or down."""

    same: frozenset[Key]
    large: frozenset[Key]
    between: frozenset[Key]
    """by 1 to k-1: these are shown as they were, since the difference is a small count itself"""


def moves(before: Mapping[Key, int], after: Mapping[Key, int], small: Mapping[Key, int]) -> Moves:
    """Which counts of both editions stay, move by their k or more, or by something between. Keys without an edition."""
    apart = {key: abs(after[key] - value) for key, value in before.items() if key in after}
    between = frozenset(key for key, gap in apart.items() if 0 < gap < small.get(key, 0))
    same = frozenset(key for key, gap in apart.items() if not gap)
    return Moves(same, frozenset(apart) - same - between, between)


def held_back(
    before: Mapping[Key, int], after: Mapping[Key, int], small: Mapping[Key, int], sums: Sequence[Sum] = ()
) -> dict[Key, int]:
    """What the second edition may say: the old count wherever it moved by less than k.

    A sum that would no longer add up tells by how much, so all of it is shown as it was, and what rests on it too.
    """
    said = dict(after) | {key: before[key] for key in moves(before, after, small).between}
    while broken := [each for each in sums if _known(each, said) and not _adds_up(each, said)]:
        held = {key: before[key] for each in broken for key in (each.whole, *each.parts) if key in before}
        if held.items() <= said.items():
            raise ValueError(f"{broken[0].whole} did not add up in the first edition")
        said |= held
    return said


def differences(
    before: Mapping[Key, int], after: Mapping[Key, int], small: Mapping[Key, int]
) -> tuple[tuple[Sum, ...], dict[Key, int]]:
    """The differences of two editions as counts of their own, for the joint attack: their sums and thresholds.

    Here the keys of the two mappings differ in their last word, the edition; `small` is by the key of the later. Each
    difference is taken in the direction that it has: more than an outsider knows of one who withheld it.
    """
    sums, thresholds = [], {}
    earlier = {key[:-1]: key for key in before}
    for key, value in after.items():
        if (old := earlier.get(key[:-1])) is None or key not in small:
            continue
        gap = (*key, DIFFERENCE, old[-1])
        larger, smaller = (key, old) if value >= before[old] else (old, key)
        sums.append(Sum(larger, (smaller, gap)))
        thresholds[gap] = small[key]
    return tuple(sums), thresholds


def _known(each: Sum, values: Mapping[Key, int]) -> bool:
    return values.keys() >= {each.whole, *each.parts}


def _adds_up(each: Sum, values: Mapping[Key, int]) -> bool:
    return values[each.whole] == sum(values[part] for part in each.parts)
