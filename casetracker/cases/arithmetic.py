"""How a due day was counted, in a sentence that anybody can count after."""

from __future__ import annotations

from typing import Any

from casetracker.cases.clocks import Due, Limit, days_of_hours
from casetracker.kit.saying import Sentence, Spelled


def arithmetic(due: Due, how: str = "counted") -> Sentence:
    """Such as "21 working days from 3 June 2026, 1 holiday skipped (25 June): due 3 July".

    `how`: counted, extended (the amount is the new one in all), left (what was left after a pause).
    """
    values: dict[str, Any] = {"what": length(due.limit), "start": Spelled(due.start), "due": Spelled(due.on, due.start)}
    values["counted"] = _began(how, values)
    if due.fell_on is not None:
        values["fell"] = Spelled(due.fell_on, due.start)
        return Sentence("%(counted)s: %(fell)s, when offices are closed, so due %(due)s", **_only(values, "fell"))
    if due.skipped:
        values["skipped"] = _skipped(due)
        return Sentence("%(counted)s, %(skipped)s: due %(due)s", **_only(values, "skipped"))
    return Sentence("%(counted)s: due %(due)s", **_only(values))


def _only(values: dict[str, Any], *more: str) -> dict[str, Any]:
    return {name: values[name] for name in ("counted", "due", *more)}


def _began(how: str, values: dict[str, Any]) -> Sentence:
    said = {name: values[name] for name in ("what", "start")}
    if how == "extended":
        return Sentence("Extended to %(what)s from %(start)s", **said)
    if how == "left":
        return Sentence("%(what)s left on %(start)s", **said)
    return Sentence("%(what)s from %(start)s", **said)


def _skipped(due: Due) -> Sentence:
    days = tuple(Spelled(day, due.start) for day in due.skipped)
    if len(days) == 1:
        return Sentence("1 holiday skipped (%(days)s)", days=days)
    return Sentence("%(count)s holidays skipped (%(days)s)", count=len(days), days=days)


def length(limit: Limit) -> Sentence:
    """How long it is, in words: 21 working days, 3 months, 48 hours counted as 2 days."""
    if limit.unit == "hour":
        return Sentence("%(count)s hours, counted as %(days)s days,", count=limit.amount,
                        days=days_of_hours(limit.amount))  # fmt: skip
    one, many = WORDS[limit.unit, limit.counts_working]
    return one if limit.amount == 1 else Sentence(many.msgid, count=limit.amount)


WORDS = {
    ("day", False): (Sentence("1 calendar day"), Sentence("%(count)s calendar days")),
    ("day", True): (Sentence("1 working day"), Sentence("%(count)s working days")),
    ("week", False): (Sentence("1 week"), Sentence("%(count)s weeks")),
    ("month", False): (Sentence("1 month"), Sentence("%(count)s months")),
    ("year", False): (Sentence("1 year"), Sentence("%(count)s years")),
}
