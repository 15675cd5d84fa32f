"""What an indicator is: its words, its unit and shape, who reads it, and what it may be broken down by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casetracker.indicators.dimensions import PERIODS, PLACES
from casetracker.kit.tables import Kind, Says

Shape = Literal["sum", "distinct", "balance", "span", "cohort"]
Audience = Literal["all", "funder", "government", "coordinator", "internal"]

ALWAYS = frozenset(PERIODS + PLACES)
CASE = frozenset({"type_group", "type", "channel", "sex", "age_band", "client_kind"})
LEAST_FOR_A_RATE = 10


@dataclass(frozen=True)
class Measure:
    """One column of an indicator; `rows`: it opens to rows; `adds`: its cells may add up to the total."""

    key: str
    label: Says
    kind: Kind = "int"
    rows: bool = True
    adds: bool = True


@dataclass(frozen=True)
class Indicator:
    """A figure, said once. Texts wait for the reader's language. The first measure is the figure itself.

    `kinds` are the facts it depends on, the counted one first. `standing`: a later opposite takes a fact back.
    `split`: the dimension it is always shown by. `out_of`: the measure that says how many stand behind it. `version`:
    raised with every change of the rule. `dedup`: what is counted once; `weaknesses`: what a reader must bear in mind;
    `sdg`: to which goal it contributes, in words that do not take it for the goal's own indicator; `iati_type` 1 is an
    output and 2 an outcome; `ascending`: is more better? None where neither is.
    """

    key: str
    title: Says
    meaning: Says
    rule: Says
    denominator: Says
    date_basis: Says
    unit: Says
    shape: Shape
    audience: Audience
    kinds: tuple[str, ...]
    measures: tuple[Measure, ...]
    by: frozenset[str] = frozenset()
    split: str = ""
    standing: bool = False
    headline: bool = False
    better: Literal["more", "less", ""] = ""
    out_of: str = ""
    version: int = 1
    dedup: Says = ""
    weaknesses: Says = ""
    sdg: Says = ""
    iati_type: Literal[1, 2] = 1
    iati_measure: Literal["unit", "percentage"] = "unit"
    ascending: bool | None = None

    @property
    def allowed(self) -> frozenset[str]:
        """Every breakdown it takes: its own, periods and places."""
        return self.by | ALWAYS

    @property
    def measure(self) -> Measure:
        """The one that is the figure itself."""
        return self.measures[0]
