"""Measuring: processor milliseconds a cycle, the best of several rounds, and how a line is printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 3


def cpu_ms(cycle: Callable[[], object], times: int, rounds: int = ROUNDS) -> float:
    """User and system milliseconds of one cycle: the best round, since others disturb and nobody helps."""
    cycle()
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            cycle()
        best = min(best, (time.process_time() - began) * 1000 / times)
    return best


@dataclass(frozen=True)
class Line:
    """One figure beside its floor in the same run and its budget (SPEED)."""

    what: str
    figure: float
    unit: str
    floor: float | None
    floor_is: str
    budget: float
    more_is_better: bool = False

    def text(self) -> str:
        """As it is printed."""
        kept = self.figure >= self.budget if self.more_is_better else self.figure <= self.budget
        ratio = f"{self.figure / self.floor:8.2f}" if self.floor else " " * 8
        floor = f"{self.floor:10.2f} {self.floor_is}" if self.floor is not None else f"{'':10} {self.floor_is}"
        return (
            f"{self.what:54} {self.figure:10.1f} {self.unit:12} ratio {ratio}  "
            f"budget {self.budget:9g} {'kept' if kept else 'MISSED':7} floor {floor}"
        )
