"""What codes are called: code lists from the ledger; places, workers and teams from the rooms that keep them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casetracker.indicators.dimensions import CODE_LISTS, PERIODS
from casetracker.kit.periods import label_of as label_of_period
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import codes

Names = Callable[[int], Mapping[str, str]]
Populations = Callable[[int], Mapping[str, tuple[int, str, int | None]]]

_names: dict[str, Names] = {}
_populations: list[Populations] = []


def register(dimension: str, names: Names) -> None:
    """Say how the codes of a dimension are called in a programme; asked once a figure."""
    _names[dimension] = names


def register_populations(populations: Populations) -> None:
    """Say how many people use each place: code -> (population, source, year)."""
    _populations[:] = [populations]


def populations(programme_id: int) -> Mapping[str, tuple[int, str, int | None]]:
    """Place -> (population, source, year), of places that have one."""
    return _populations[0](programme_id) if _populations else {}


def names_of(programme_id: int, dimension: str) -> Mapping[str, str]:
    """Code -> label in the reader's language, in the order in which the codes are to be shown."""
    if dimension in CODE_LISTS:
        return {code: row.label for code, row in codes(programme_id, CODE_LISTS[dimension]).items()}
    return _names[dimension](programme_id) if dimension in _names else {}


def label(dimension: str, code: str | None, names: Mapping[str, str]) -> str:
    """One code as the reader says it."""
    if code is None:
        return str(_("Not recorded"))
    return label_of_period(code) if dimension in PERIODS else names.get(code, code)
