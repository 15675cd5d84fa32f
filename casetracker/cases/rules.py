"""A rule as a clock keeps its own copy of it: said once when the clock starts, whatever becomes of the rule later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from casetracker.cases.clocks import Calendar, Due, Limit
from casetracker.presets import DeadlineRule

OUR_SIDE, THEIR_SIDE, ELIGIBILITY = "client", "institution", "eligibility"
KEPT = ("code", "side", "trigger", "amount", "unit", "day_kind", "extendable_to", "rolls", "on_expiry", "met_by",
        "legal_source", "source_url")  # fmt: skip


def limit_of(rule: DeadlineRule) -> Limit:
    """How long it is. A rule without a number has no limit: ask `rule.runs` or `rule.amount` first."""
    return Limit(rule.amount or 0, rule.unit, rule.day_kind == "working", rule.rolls)


def in_force(rule: DeadlineRule, on: date) -> bool:
    """Was it the law on that day?"""
    return (rule.effective_from is None or rule.effective_from <= on) and (
        rule.effective_to is None or on <= rule.effective_to
    )


def starts_itself(rule: DeadlineRule, on: date) -> bool:
    """Does it start without anybody's hand: confirmed, with its number, in force on the day that starts it."""
    return rule.runs and in_force(rule, on)


def copied(rule: DeadlineRule) -> dict[str, Any]:
    """The rule as an entry keeps it: what is needed to count, to show and to suggest."""
    values = {name: getattr(rule, name) for name in KEPT}
    values["met_by"] = list(rule.met_by)
    return {name: value for name, value in values.items() if value not in (None, "", [], False)} | {
        "labels": dict(rule.labels)
    }


def limit_copied(kept: Mapping[str, Any]) -> Limit:
    """The limit of a rule that an entry keeps."""
    return Limit(
        int(kept.get("amount", 0)), kept.get("unit", "day"), kept.get("day_kind") == "working",
        bool(kept.get("rolls")),
    )  # fmt: skip


def due_said(due: Due, calendar: Calendar | None = None) -> dict[str, Any]:
    """A due day as an entry keeps it, with the names of the days off that were skipped."""
    names = calendar.off if calendar else {}
    said: dict[str, Any] = {"from": due.start.isoformat(), "ends": due.on.isoformat()}
    if due.skipped:
        said["skipped"] = {day.isoformat(): names.get(day, "") for day in due.skipped}
    if due.fell_on:
        said["fell_on"] = due.fell_on.isoformat()
    return said


def due_kept(codes: Mapping[str, Any], limit: Limit) -> Due:
    """The due day that an entry keeps."""
    fell = codes.get("fell_on")
    return Due(
        limit, date.fromisoformat(codes["from"]), date.fromisoformat(codes["ends"]), tuple(sorted(names_kept(codes))),
        date.fromisoformat(fell) if fell else None,
    )  # fmt: skip


def names_kept(codes: Mapping[str, Any]) -> dict[date, str]:
    """The days off that were skipped, by name."""
    return {date.fromisoformat(day): str(name) for day, name in codes.get("skipped", {}).items()}
