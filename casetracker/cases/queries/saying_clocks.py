"""How the entries about time limits read in the file, and how a limit stands, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from casetracker.cases.arithmetic import arithmetic
from casetracker.cases.deadlines import Clock
from casetracker.cases.rules import due_kept, limit_copied
from casetracker.cases.state import CaseState
from casetracker.kit.sentences import label
from casetracker.kit.spoken import day, spelled
from casetracker.ledger.entries import Entry

Pairs = Iterator[tuple[str, str]]


def clock_name(rule: Mapping[str, Any]) -> str:
    """What a limit is called, from the copy of its rule."""
    return label(rule.get("labels", {})) or str(rule.get("code", ""))


def of_entry(entry: Entry, state: CaseState) -> Mapping[str, Any]:
    """The copy of the rule that an entry speaks of."""
    if entry.kind == "clock.started":
        return entry.codes.get("rule") or {}
    wanted = str(entry.codes.get("clock", ""))
    found = next((e for e in state.entries if str(e.id) == wanted), None)
    return (found.codes.get("rule") or {}) if found else {}


TITLES: Mapping[str, Callable[..., str]] = {
    "clock.started": lambda e, s, n: _("A time limit began"),
    "clock.extended": lambda e, s, n: _("A time limit was extended"),
    "clock.paused": lambda e, s, n: _("A time limit was paused"),
    "clock.resumed": lambda e, s, n: _("A time limit goes on"),
    "clock.stopped": lambda e, s, n: _("A time limit was stopped"),
    "clock.overridden": lambda e, s, n: _("A time limit got another day"),
    "clock.moved": lambda e, s, n: _("A time limit moved"),
}


def detail(entry: Entry, state: CaseState) -> Pairs:
    """What was said of a time limit: which, how it is counted, from which day to which, why."""
    rule, codes = of_entry(entry, state), entry.codes
    yield _("Time limit"), clock_name(rule)
    if codes.get("was"):
        yield _("It was due on"), day(date.fromisoformat(codes["was"]))
    if codes.get("ends"):
        yield _("Due"), counted(entry, rule)
    if codes.get("reason"):
        yield _("Reason"), reason(codes["reason"])
    if codes.get("cause"):
        yield _("Why"), cause(codes)
    if entry.kind == "clock.started" and rule.get("legal_source"):
        yield _("Rule"), rule["legal_source"]


def counted(entry: Entry, rule: Mapping[str, Any]) -> str:
    """How the due day of an entry was counted; the day alone where it was given by hand."""
    codes = entry.codes
    if entry.kind == "clock.overridden" or codes.get("how") == "given":
        return day(date.fromisoformat(codes["ends"]))
    how = {"clock.extended": "extended", "clock.resumed": "left"}.get(entry.kind, "counted")
    limit = limit_copied({**rule, **_said(codes.get("limit"))})
    return str(arithmetic(due_kept(codes, limit), how))


def _said(limit: Mapping[str, Any] | None) -> dict[str, Any]:
    if not limit:
        return {}
    return {**limit, "day_kind": "working" if limit.get("working") else "calendar"}


def cause(codes: Mapping[str, Any]) -> str:
    """Why a limit moved by itself."""
    why = {
        "redated": _("What it counts from is dated otherwise now."),
        "followed": _("The limit it hangs on ends on another day."),
        "answered": _("They answered before the limit it hangs on had ended."),
    }
    if codes.get("day"):
        named = {"when": spelled(date.fromisoformat(codes["day"])), "name": codes.get("name", "")}
        why["day_off.added"] = _("%(when)s is a day off now: %(name)s.", **named)
        why["day_off.removed"] = _("%(when)s is no day off any more: %(name)s.", **named)
    return str(why.get(codes["cause"], codes["cause"]))


def reason(code: str) -> str:
    """Why a limit was stopped."""
    said: dict[str, Any] = {
        "answered": _("They answered"), "met": _("We filed in time, or late"), "not_needed": _("Not needed any more"),
        "mistake": _("Started by mistake"), "stopped": _("Stopped"), "closed": _("The case was closed"),
    }  # fmt: skip
    return str(said.get(code, code))


def arithmetic_of(clock: Clock) -> str:
    """How a limit's day was counted; that it was given by hand, where it was."""
    if clock.given:
        return str(_("Given by hand"))
    return str(arithmetic(clock.due, clock.how))


def holidays(clock: Clock) -> str:
    """The days off that were skipped, each with its name."""
    named = [f"{spelled(on)}: {name}" if name else spelled(on) for on, name in sorted(clock.names.items())]
    return "; ".join(named)


def step_of(state: CaseState, clock: Clock) -> Any:
    """The step that a limit is about, if any."""
    wanted: UUID | None = clock.step
    return next((step for step in state.steps if step.id == wanted), None)
