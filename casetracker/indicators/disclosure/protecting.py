"""A table made safe beside all that ever left: small counts withheld, and with them whatever would tell them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Literal, NoReturn

from casetracker.indicators.disclosure.attacking import attack, proven, thresholds
from casetracker.indicators.disclosure.knowledge import gather
from casetracker.indicators.disclosure.partners import Partners
from casetracker.indicators.disclosure.releases import Key, Protected, Refused, Release, Table

Fewest = Literal["number", "value"]
MANY = 400
"""small counts in one table, from which on partners are sought for many at once"""
THINNED = 2000
"""cells withheld, squared, up to which each is tried for being shown again"""


def protect(table: Table, earlier: Sequence[Release] = (), *, fewest: Fewest = "number") -> Protected:
    """Withhold what is small and whatever would give it away, beside all earlier releases, which stay as they are.

    `fewest` says what is spared: the number of cells withheld, or the sum of the counts in them. Raises Refused, and
    Contradiction where the table does not fit what was released.
    """
    return _Protection(table, earlier, fewest).run()


class _Protection:
    """One table on its way out."""

    def __init__(self, table: Table, earlier: Sequence[Release], fewest: Fewest) -> None:
        self.table, self.earlier = table, list(earlier)
        self.primary = table.primary()
        self.hidden = set(self.primary - table.kept)
        self.may_hide = frozenset(key for key, value in table.values.items() if value and key not in table.kept)
        most = table.without(self.may_hide)
        self.small = thresholds([*earlier, most])
        self.partners = Partners(table.values, gather([*earlier, most]), self._weight(fewest))

    def run(self) -> Protected:
        """Attack, withhold more, and again until nothing is proven; the last thing done is an attack that fails."""
        if len(self.primary) > MANY:
            self.hidden |= self.partners.of_all({key: self.small[key] for key in sorted(self.primary)}, self.hidden)
        whole = False
        while exposed := self._proven(self.hidden):
            before = len(self.hidden)
            self._cover(exposed, whole)
            if whole and len(self.hidden) == before:
                self._refuse(exposed)
            whole = len(self.hidden) == before
        self._show_again()
        complementary = frozenset(self.hidden - self.primary)
        return Protected(self.table.without(self.hidden), self.primary, complementary)

    def _show_again(self) -> None:
        """What turned out to be withheld for nothing, the largest first; in a large table that would take minutes."""
        values = self.table.values
        spare = sorted(self.hidden - self.primary, key=lambda key: (-values[key], key))
        if len(spare) * len(self.hidden) > THINNED:
            return
        for key in spare:
            if not self._proven(self.hidden - {key}):
                self.hidden.remove(key)

    def _proven(self, hidden: Collection[Key]) -> Collection[Key]:
        releases = [*self.earlier, self.table.without(hidden)]
        return proven(releases, {each.name for each in releases}, self.small)

    def _cover(self, exposed: Collection[Key], whole: bool) -> None:
        """Withhold partners for each; `whole` where it takes an answer in whole numbers."""
        lost = []
        for key in exposed:
            found = self.partners.of(key, self.small[key], self.hidden, whole)
            if found is None:
                lost.append(key)
            else:
                self.hidden |= found
        if lost:
            self._refuse(lost)

    def _refuse(self, lost: Collection[Key]) -> NoReturn:
        """Even with all withheld that can be, these would be known."""
        found = attack([*self.earlier, self.table.without(self.may_hide)])
        raise Refused(self.table.name, [each for each in found if each.key in lost] or found)

    def _weight(self, fewest: Fewest) -> Callable[[Key], float]:
        """The price of a cell: itself or its count; of two that cost the same, the smaller, so that totals stay."""
        values = self.table.values
        largest = max(values.values(), default=1) or 1
        return lambda key: float(values[key]) if fewest == "value" else 1.0 + 0.1 * values[key] / largest
