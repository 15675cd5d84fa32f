"""How small and how large an unknown count can be, in whole numbers, while all that is known holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casetracker.indicators.disclosure.knowledge import Relation
from casetracker.indicators.disclosure.releases import Contradiction, Key
from casetracker.indicators.disclosure.solving import ENDLESS, Line, Program
from casetracker.kit.saying import Sentence


class Search:
    """Counts that hang together and are not known, some of them to be kept from being known as small.

    Each of those is two columns, what there is of it up to k and what lies beyond: to ask for as much as possible of
    the first is a question with an answer, however large the count may grow. Any whole solution is another world that
    looks the same. It clears every count that is large in it, or 0 where it could be: so few questions clear most.
    """

    def __init__(
        self, keys: Sequence[Key], least: Mapping[Key, int], relations: Sequence[Relation], small: Mapping[Key, int]
    ) -> None:
        self.small, self.least = small, least
        self.column = {key: n for n, key in enumerate(keys)}
        self.beyond = {key: len(keys) + n for n, key in enumerate(small)}
        bounds = [(float(least[key]), float(small[key]) if key in small else ENDLESS) for key in keys]
        self.program = Program([*bounds, *((0.0, ENDLESS) for _ in small)], [self._line(each) for each in relations])
        self.open = dict.fromkeys(small)

    def proven(self) -> dict[Key, tuple[int, int]]:
        """The counts that are small in every world, each with its bounds. Raises Contradiction."""
        self._clear_many()
        found = {}
        while self.open:
            key = next(iter(self.open))
            high = self._most(key)
            low = self._least(key) if key in self.open else 0
            if key in self.open:
                found[key] = (low, high)
                del self.open[key]
        return found

    def _clear_many(self) -> None:
        """Ask for as much as possible of all that are open, again as long as that clears any."""
        before = len(self.open) + 1
        while self.open and len(self.open) < before:
            before = len(self.open)
            self._clear(self._world({self.column[key]: -1.0 for key in self.open}, near=0.2))

    def _most(self, key: Key) -> int:
        """The largest it can be, not beyond its k."""
        return self._world({self.column[key]: -1.0})[self.column[key]]

    def _least(self, key: Key) -> int:
        world = self._world({self.column[key]: 1.0, self.beyond[key]: 1.0})
        return world[self.column[key]] + world[self.beyond[key]]

    def _world(self, costs: Mapping[int, float], near: float = 0.0) -> list[int]:
        """The cheapest world; solved as whole numbers only where the quicker answer is not whole by itself."""
        self.program.cost(costs)
        solution = self.program.solve()
        world = self.program.whole(solution) if solution else None
        if world is None:
            solution = self.program.solve_whole(near)
            world = self.program.whole(solution) if solution else None
        if world is None:
            raise Contradiction(str(Sentence("The tables do not add up.")))
        self._clear(world)
        return world

    def _clear(self, world: Sequence[int] | None) -> None:
        """Counts that are not small in this world are not proven to be."""
        if world is not None:
            self.open = {key: None for key in self.open if 0 < self._in(world, key) < self.small[key]}

    def _in(self, world: Sequence[int], key: Key) -> int:
        return world[self.column[key]] + world[self.beyond[key]]

    def _line(self, relation: Relation) -> Line:
        terms = {self.column[key]: factor for key, factor in relation.terms.items()}
        beyond = {self.beyond[key]: factor for key, factor in relation.terms.items() if key in self.beyond}
        return Line({**terms, **beyond}, relation.low, relation.high)
