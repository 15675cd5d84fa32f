"""Which fields the record of a case must have by now, and whether each is filled: codes only, for words are sealed."""

from __future__ import annotations

from collections.abc import Mapping

from casetracker.cases.state import CaseState

ONE_PERSON = frozenset({"individual", "family"})
GROUPS = frozenset({"group", "community"})
UNSAID = (None, "", "u", 0)


def required(state: CaseState) -> Mapping[str, bool]:
    """Field -> is it filled?

    Always where, how it reached us and whose matter it is; of one person sex and age band, of a group how many they
    are; of each resolution that stands what was granted and which office granted it; of a closed case its reason and
    whether the client was told.
    """
    return {name: value not in UNSAID for name, value in _asked(state).items()}


def _asked(state: CaseState) -> dict[str, object]:
    codes = state.codes
    kind = codes.get("client_kind")
    asked: dict[str, object] = {
        "place": codes.get("place") or codes.get("district"), "channel": codes.get("channel"), "client_kind": kind,
    }  # fmt: skip
    if kind in ONE_PERSON:
        asked |= {"sex": codes.get("sex"), "age_band": codes.get("age_band")}
    elif kind in GROUPS:
        asked["heads"] = codes.get("heads")
    for breach in state.breaches.values():
        if breach.ending is not None and breach.ending.resolved:
            asked |= {f"relief:{breach.no}": breach.ending.relief, f"rung:{breach.no}": breach.ending.rung}
    if state.closed is not None:
        told = [one.state for one in state.told if one.state != "unknown"]
        asked |= {"reason": state.closed.reason, "told": told[-1] if told else None}
    return asked
