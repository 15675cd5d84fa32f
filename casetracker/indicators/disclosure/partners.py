"""Which counts to withhold besides one that could be worked out, so that a world is left in which it is not small."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from casetracker.indicators.disclosure.knowledge import Knowledge, Relation
from casetracker.indicators.disclosure.releases import Key
from casetracker.indicators.disclosure.solving import ENDLESS, Line, Program

ROUNDS = 4


class Partners:
    """The table as a network of changes: what a cell gains others lose, and each unit of change of a shown cell costs.

    A cell is moved up or down from its true count, never below 1; all that is in no hand of ours is free within what is
    known. The cells of the cheapest change that makes a count large are what must be withheld for it. The costs are
    then divided by how far each cell was moved, a few times over: so few cells that move far win over many.
    """

    def __init__(self, table: Mapping[Key, int], knowledge: Knowledge, weight: Callable[[Key], float]) -> None:
        self.truth = {key: table[key] for key in knowledge.least if key in table}
        self.least = knowledge.least
        self.weights = {key: weight(key) for key in self.truth}
        self.up = {key: n for n, key in enumerate(knowledge.least)}
        self.down = {key: len(self.up) + n for n, key in enumerate(self.truth)}
        self.near = self._sums_of(knowledge.relations)
        self.program = Program([*self._bounds()], [self._line(each) for each in knowledge.relations])

    def of(self, key: Key, k: int, hidden: Collection[Key], whole: bool) -> set[Key] | None:
        """What to withhold beside what is hidden, so that `key` can be `k` or more; None where nothing helps."""
        if key not in self.up:
            return None
        goals = [(float(k), ENDLESS)] if self.least[key] else [(float(k), ENDLESS), (0.0, 0.0)]
        tried = [self._towards({key: goal}, hidden, whole) for goal in goals]
        return min((each for each in tried if each is not None), key=self._price, default=None)

    def of_all(self, small: Mapping[Key, int], hidden: Collection[Key]) -> set[Key]:
        """What to withhold for many at once, as far as a joint answer is found; quick, and to be proven afterwards."""
        chosen: set[Key] = set()
        for batch in self._apart([key for key in small if key in self.up]):
            goals = {key: (float(small[key]), ENDLESS) for key in batch}
            chosen |= self._towards(goals, chosen | set(hidden), whole=False) or set()
        return chosen

    def _apart(self, keys: Sequence[Key]) -> list[list[Key]]:
        """The counts in batches, no two of which stand in the same sum: so each finds partners of its own."""
        batches: list[list[Key]] = []
        taken: list[set[int]] = []
        for key in keys:
            near = self.near[key]
            place = next((n for n, each in enumerate(taken) if near.isdisjoint(each)), len(batches))
            if place == len(batches):
                batches.append([])
                taken.append(set())
            batches[place].append(key)
            taken[place] |= near
        return batches

    def _towards(
        self, goals: Mapping[Key, tuple[float, float]], hidden: Collection[Key], whole: bool
    ) -> set[Key] | None:
        held = [(column, *self.program.bounds[column]) for key in goals for column in self._columns(key)]
        for key, (low, high) in goals.items():
            self._aim(key, low, high)
        try:
            return self._cheapest(hidden, whole)
        finally:
            for each in held:
                self.program.bound(*each)

    def _aim(self, key: Key, low: float, high: float) -> None:
        truth = self.truth.get(key, 0)
        self.program.bound(self.up[key], max(0.0, low - truth), high)
        if key in self.down:
            self.program.bound(self.down[key], 0.0, 0.0)

    def _cheapest(self, hidden: Collection[Key], whole: bool) -> set[Key] | None:
        shown = {key: weight for key, weight in self.weights.items() if key not in hidden}
        costs, best = shown, None
        for _round in range(ROUNDS):
            moved = self._moved(costs, whole)
            if moved is None:
                return None
            chosen = {key for key in moved if key in shown}
            best = chosen if best is None or self._price(chosen) < self._price(best) else best
            costs = {key: weight / moved.get(key, 1.0) for key, weight in shown.items()}
        return best

    def _moved(self, costs: Mapping[Key, float], whole: bool) -> dict[Key, float] | None:
        """How far each cell is moved by the cheapest change."""
        self.program.cost({column: cost for key, cost in costs.items() for column in self._columns(key)})
        solution = self.program.solve_whole() if whole else self.program.solve()
        if solution is None:
            return None
        moves = {key: solution[self.up[key]] + solution[self.down[key]] for key in self.truth}
        return {key: move for key, move in moves.items() if move > 1e-6}

    def _sums_of(self, relations: Sequence[Relation]) -> dict[Key, set[int]]:
        near: dict[Key, set[int]] = {key: set() for key in self.least}
        for n, relation in enumerate(relations):
            for key in relation.terms:
                near[key].add(n)
        return near

    def _price(self, keys: Collection[Key]) -> float:
        return sum(sorted(self.weights[key] for key in keys))

    def _columns(self, key: Key) -> list[int]:
        return [self.up[key], self.down[key]] if key in self.down else [self.up[key]]

    def _bounds(self) -> Iterator[tuple[float, float]]:
        for key, least in self.least.items():
            yield (0.0 if key in self.truth else float(least)), ENDLESS
        for value in self.truth.values():
            yield 0.0, float(value - 1)

    def _line(self, relation: Relation) -> Line:
        terms = {self.up[key]: factor for key, factor in relation.terms.items()}
        terms |= {self.down[key]: -factor for key, factor in relation.terms.items() if key in self.down}
        there = sum(factor * self.truth.get(key, 0) for key, factor in relation.terms.items())
        return Line(terms, relation.low - there, relation.high - there)
