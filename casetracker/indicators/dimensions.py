"""The names by which figures are broken down and filtered: the same in facts, command line, API and files."""

from __future__ import annotations

from collections.abc import Iterable

from casetracker.kit.periods import Period
from casetracker.kit.sentences import Sentence
from casetracker.kit.sentences import lazy_gettext as _l

PERIODS = ("month", "quarter", "year")
PLACES = ("province", "district", "facility")
LABELS = {
    "month": _l("Month"),
    "quarter": _l("Quarter"),
    "year": _l("Year"),
    "province": _l("Province"),
    "district": _l("District"),
    "facility": _l("Facility"),
    "type": _l("Type"),
    "type_group": _l("Type group"),
    "rung": _l("Rung"),
    "remedy": _l("Remedy"),
    "worker": _l("Worker"),
    "team": _l("Team"),
    "sex": _l("Sex"),
    "age_band": _l("Age band"),
    "channel": _l("How it reached us"),
    "outcome": _l("Outcome"),
    "closure_reason": _l("Closure reason"),
    "client_kind": _l("Kind of client"),
}
DIMENSIONS = tuple(LABELS)
COLUMNS = {name: name for name in DIMENSIONS if name not in PERIODS} | {"facility": "place"}
CODE_LISTS = {
    "type": "case_type",
    "type_group": "type_group",
    "rung": "rung",
    "remedy": "remedy",
    "sex": "sex",
    "age_band": "age_band",
    "channel": "intake_channel",
    "outcome": "outcome",
    "closure_reason": "closure_reason",
    "client_kind": "client_kind",
}
AT_MOST = 2
MOST_PARTS = 400


class RefusedBreakdown(ValueError):
    """A breakdown or filter that an indicator does not allow; `sentence` names those it does."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the order of the list above."""
    wanted = set(names)
    return tuple(name for name in DIMENSIONS if name in wanted)


def check_breakdown(key: str, by: tuple[str, ...], allowed: frozenset[str]) -> None:
    """Raises RefusedBreakdown for one that is not allowed, given twice, or one too many."""
    names = ", ".join(in_order(allowed))
    for name in by:
        if name not in allowed:
            raise RefusedBreakdown(
                Sentence(
                    "%(key)s cannot be broken down by %(name)s. Allowed: %(names)s.", key=key, name=name, names=names
                )
            )
    if len(set(by)) != len(by) or len(by) > AT_MOST:
        raise RefusedBreakdown(
            Sentence("%(key)s can be broken down by at most two different things at a time. Allowed: %(names)s.",
                     key=key, names=names)
        )  # fmt: skip


def check_parts(units: Iterable[str], period: Period) -> None:
    """Raises RefusedBreakdown where a period would fall into too many months, quarters or years."""
    if any(len(period.parts(unit)) > MOST_PARTS for unit in units):
        raise RefusedBreakdown(
            Sentence("The period is too long to be shown by these parts: at most %(most)s.", most=MOST_PARTS)
        )


def check_filters(key: str, filters: Iterable[str], allowed: frozenset[str]) -> None:
    """Raises RefusedBreakdown for a filter that the indicator cannot be cut to."""
    usable = in_order(name for name in allowed if name not in PERIODS)
    for name in filters:
        if name not in usable:
            raise RefusedBreakdown(
                Sentence("%(key)s cannot be filtered by %(name)s. Allowed: %(names)s.",
                         key=key, name=name, names=", ".join(usable))
            )  # fmt: skip
