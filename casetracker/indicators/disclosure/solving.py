"""Linear programs in whole numbers, solved by HiGHS and kept warm from one question to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib import import_module
from itertools import accumulate
from typing import Any, NamedTuple

ENDLESS = float("inf")
CLOSE = 0.01
"""rounding this far is harmless, since every line is then checked in whole numbers"""


class Unsolved(RuntimeError):
    """The solver gave up, so nothing may be concluded."""


class Line(NamedTuple):
    """The sum of the columns, each times its factor, lies between low and high."""

    terms: Mapping[int, int]
    low: float
    high: float

    def holds(self, values: Sequence[int]) -> bool:
        """Do these whole numbers keep it, to the unit?"""
        return self.low <= sum(factor * values[column] for column, factor in self.terms.items()) <= self.high


class Program:
    """Columns within bounds, lines that hold; asked again and again for the cheapest solution.

    HiGHS goes on from the last answer when only costs and bounds have changed, which takes a tenth of the time.
    """

    def __init__(self, bounds: Sequence[tuple[float, float]], lines: Sequence[Line]) -> None:
        self.bounds = list(bounds)
        self.lines = lines
        self.costs: dict[int, float] = {}

    def cost(self, costs: Mapping[int, float]) -> None:
        """What a unit of each column costs from now on; nothing where nothing is said."""
        for column in self.costs.keys() - costs.keys():
            self._solver.changeColCost(column, 0.0)
        for column, cost in costs.items():
            if self.costs.get(column) != cost:
                self._solver.changeColCost(column, cost)
        self.costs = dict(costs)

    def bound(self, column: int, low: float, high: float) -> None:
        """Where a column may lie from now on."""
        self.bounds[column] = (low, high)
        self._solver.changeColBounds(column, low, high)

    def solve(self) -> list[float] | None:
        """The cheapest solution, whole or not; None where there is none."""
        return self._run()

    def solve_whole(self, near: float = 0.0) -> list[float] | None:
        """The cheapest solution in whole numbers, or one that is dearer by that share at most."""
        self._solver.setOptionValue("mip_rel_gap", near)
        columns = list(range(len(self.bounds)))
        self._solver.changeColsIntegrality(len(columns), columns, [1] * len(columns))
        try:
            return self._run()
        finally:
            self._solver.changeColsIntegrality(len(columns), columns, [0] * len(columns))

    def whole(self, solution: Sequence[float]) -> list[int] | None:
        """The solution in whole numbers, every line and bound proven again without rounding; None if it is not one."""
        values = [round(each) for each in solution]
        if any(abs(value - each) > CLOSE for value, each in zip(values, solution, strict=True)):
            return None
        within = all(low <= value <= high for value, (low, high) in zip(values, self.bounds, strict=True))
        return values if within and all(line.holds(values) for line in self.lines) else None

    def _run(self) -> list[float] | None:
        self._solver.run()
        status = self._solver.getModelStatus()
        known = self._highspy.HighsModelStatus
        if status == known.kOptimal:
            return list(self._solver.getSolution().col_value)
        if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
            return None  # no question of ours is unbounded
        raise Unsolved(str(status))

    @cached_property
    def _highspy(self) -> Any:
        """Loaded by the first question: the solver and numpy cost a tenth of a second that no start should pay."""
        return import_module("highspy")

    @cached_property
    def _solver(self) -> Any:
        solver = import_module(
            "highspy._core"
        )._Highs()  # highspy.Highs greets on standard output before it can be told
        for option, value in (("output_flag", False), ("threads", 1)):
            solver.setOptionValue(option, value)
        solver.passModel(self._model())
        return solver

    def _model(self) -> Any:
        model = self._highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.bounds), len(self.lines)
        model.col_cost_ = [0.0] * len(self.bounds)
        model.col_lower_, model.col_upper_ = [low for low, _ in self.bounds], [high for _, high in self.bounds]
        model.row_lower_, model.row_upper_ = [each.low for each in self.lines], [each.high for each in self.lines]
        matrix = model.a_matrix_
        matrix.format_ = self._highspy.MatrixFormat.kRowwise
        matrix.start_ = [0, *accumulate(len(each.terms) for each in self.lines)]
        matrix.index_ = [column for each in self.lines for column in each.terms]
        matrix.value_ = [float(factor) for each in self.lines for factor in each.terms.values()]
        return model
