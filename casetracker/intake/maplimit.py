"""The part of a map that says which time limit the requests of a register had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from casetracker.cases.clocks import MOST
from casetracker.intake.mapping import LimitRule
from casetracker.kit.saying import Sentence

KEYS = {"rule", "label", "amount", "unit", "day_kind", "legal_source"}
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,39}")


def limit_of(section: Mapping[str, Any]) -> LimitRule | tuple[str, Sentence] | None:
    """What [limit] says; a word of it and what is wrong with it; None where there is no such part."""
    if not section:
        return None
    for name in section:
        if name not in KEYS:
            return name, Sentence("“%(word)s” is not a part of [limit].", word=name)
    code, amount, unit = str(section.get("rule", "")), section.get("amount"), section.get("unit", "day")
    if not CODE.fullmatch(code):
        return "rule", Sentence("[limit] must name its rule: a code of letters, digits, - or _, at most 40.")
    if amount is None:
        return LimitRule(code)
    if unit not in MOST:
        return "unit", Sentence("unit must be one of %(known)s.", known=", ".join(MOST))
    if type(amount) is not int or not 1 <= amount <= MOST[unit]:
        return "amount", Sentence("amount must be a whole number from 1 to %(most)s.", most=MOST[unit])
    kind = section.get("day_kind", "calendar")
    if kind not in ("calendar", "working"):
        return "day_kind", Sentence('day_kind must be "calendar" or "working".')
    says = {
        "side": "institution", "trigger": "request_filed", "amount": amount, "unit": unit, "day_kind": kind,
        "verified": True, "legal_source": str(section.get("legal_source", "")),
    }  # fmt: skip
    return LimitRule(code, str(section.get("label", "")) or code, says)
