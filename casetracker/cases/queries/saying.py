"""How each kind of entry reads in the file: its heading, and what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.queries import saying_clocks
from casetracker.cases.queries.naming import Naming
from casetracker.cases.state import CaseState
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.kit.spoken import day, number
from casetracker.ledger.entries import Entry

Titles = Callable[[Entry, CaseState, Naming], str]
Pairs = Iterator[tuple[str, str]]


def title(entry: Entry, state: CaseState, name: Naming) -> str:
    """The heading of an entry."""
    made = TITLES.get(entry.kind)
    return made(entry, state, name) if made else entry.kind


TITLES: Mapping[str, Titles] = {
    "case.opened": lambda e, s, n: _("The case was opened"),
    "breach.added": lambda e, s, n: _("A problem was added"),
    "step.taken": lambda e, s, n: n("remedy", e.codes.get("remedy")) or _("Step"),
    "reply.received": lambda e, s, n: _("A reply came"),
    "next.set": lambda e, s, n: _("What is next"),
    "resolution.reported": lambda e, s, n: _("Somebody said it is done"),
    "breach.resolved": lambda e, s, n: n("outcome", e.codes.get("outcome")),
    "breach.ended": lambda e, s, n: n("outcome", e.codes.get("outcome")),
    "resolution.confirmed": lambda e, s, n: _("Confirmed: %(by)s", by=n("confirmed_by", e.codes.get("by"))),
    "client.told": lambda e, s, n: _("The client and the outcome"),
    "case.closed": lambda e, s, n: _("The case was closed"),
    "case.reopened": lambda e, s, n: _("The case was reopened"),
    "breach.reopened": lambda e, s, n: _("A problem came back"),
    "file.attached": lambda e, s, n: _("A file was added"),
    "file.withdrawn": lambda e, s, n: _("A file was withdrawn"),
    "note.added": lambda e, s, n: _("Private note") if e.codes.get("private") else _("Note"),
    "field.corrected": lambda e, s, n: _("Corrected: %(what)s", what=_field(e)),
    "conflict.settled": lambda e, s, n: _("Settled: %(what)s", what=_field(e)),
    "entry.redated": lambda e, s, n: _("A day was corrected"),
    "entry.voided": lambda e, s, n: _("An entry was withdrawn"),
    "case.voided": lambda e, s, n: _("Taken out of every count"),
    "case.distinct": lambda e, s, n: _("Not the same matter as a case that looks like it"),
    "case.assigned": lambda e, s, n: _("The case changed hands"),
    "transfer.offered": lambda e, s, n: _("The case was offered to somebody else"),
    "transfer.accepted": lambda e, s, n: _("The offer was accepted: the case changed hands"),
    "transfer.refused": lambda e, s, n: _("The offer was refused"),
    "transfer.withdrawn": lambda e, s, n: _("The offer was taken back"),
    "referral.made": lambda e, s, n: _("Referred to another organisation"),
    "referral.answered": lambda e, s, n: _referral(e),
    "flag.raised": lambda e, s, n: _("The case became more sensitive"),
    "client.changed": lambda e, s, n: _("The client's details were corrected"),
    "remark.made": lambda e, s, n: _remark(e),
    "remark.answered": lambda e, s, n: _("Answered"),
    "words.redacted": lambda e, s, n: _("Words were taken out"),
    "review.drawn": lambda e, s, n: _("Drawn for a quality review"),
    "review.recorded": lambda e, s, n: _("Quality review"),
    **saying_clocks.TITLES,
}


def _referral(entry: Entry) -> str:
    said: dict[str, str] = {
        "accepted": _("They take the client on"), "refused": _("They do not take the client on"),
        "no_answer": _("No answer came"),
    }  # fmt: skip
    return said.get(str(entry.codes.get("answer")), "")


def _remark(entry: Entry) -> str:
    said: dict[str, str] = {
        "comment": _("Comment"), "praise": _("Well done"), "complete": _("Please complete"),
        "returned": _("Returned for correction"), "help": _("Help is asked for"),
        "conflict": _("Possible conflict of interest"),
    }  # fmt: skip
    return said.get(str(entry.codes.get("what")), "")


def _field(entry: Entry) -> str:
    field = str(entry.codes.get("field"))
    if field.startswith("breach:"):
        return str(_("kind of problem %(no)s", no=field.split(":")[1]))
    labels: dict[str, str] = {
        "narrative": _("what happened"), "department": _("department"), "accused": _("who it is about"),
        "accused_name": _("their name"),
        "channel": _("how it reached us"), "place": _("where it happened"), "everyone": _("whom it affects"),
        "contact": _("contact"), "event_on": _("day it happened to them"),
    }  # fmt: skip
    return labels.get(field, field)


def detail(entry: Entry, state: CaseState, name: Naming, before: str) -> Pairs:
    """What was said, as label and text; codes first, words last."""
    if entry.kind in saying_clocks.TITLES:
        yield from saying_clocks.detail(entry, state)
        yield from _words(entry)
        return
    yield from _breaches(entry, state, name)
    for make in (_coded, _holders, _pointed, _review):
        yield from make(entry, state, name)
    if entry.kind in {"field.corrected", "conflict.settled"}:
        yield from _correction(entry, name, before)
    else:
        yield from _words(entry)
    yield from _next(entry)


def _breaches(entry: Entry, state: CaseState, name: Naming) -> Pairs:
    numbers = entry.codes.get("breaches") or ([entry.codes["breach"]] if entry.codes.get("breach") else [])
    if entry.kind in {"case.opened", "breach.added"}:
        given = entry.codes.get("breaches") or [entry.codes]
        yield _("Problems"), "; ".join(f"{one.get('no')}. {name('case_type', one.get('type'))}" for one in given)
    elif numbers:
        known = [state.breaches[str(no)] for no in numbers if str(no) in state.breaches]
        yield _("Problems"), "; ".join(f"{b.no}. {name('case_type', b.type)}" for b in known)


CODED: Mapping[str, tuple[str, Any]] = {
    "institution": ("institution", _l("With whom")), "rung": ("rung", _l("Level")),
    "result": ("step_result", _l("Result")), "relief": ("relief", _l("Received")),
    "remedy": ("remedy", _l("Brought about by")), "state": ("told_state", _l("Told")),
}  # fmt: skip
"""where a code is said: its list, and its label"""


def _coded(entry: Entry, state: CaseState, name: Naming) -> Pairs:
    for key, (list_name, label) in CODED.items():
        code = entry.codes.get(key)
        if code and not (entry.kind == "step.taken" and key == "remedy"):
            yield str(label), name(list_name, str(code))
    if entry.codes.get("amount") is not None:
        yield _("Amount"), number(entry.codes["amount"] / 100, 2)
    if entry.kind == "case.closed" and entry.codes.get("reason"):
        yield _("Reason"), name("closure_reason", entry.codes["reason"])
    if entry.kind == "case.voided":
        said = {"duplicate": _("It is recorded twice"), "entry_error": _("It was entered by mistake")}
        yield _("Reason"), said.get(entry.codes.get("reason", ""), "")


def _review(entry: Entry, state: CaseState, name: Naming) -> Pairs:
    if entry.kind != "review.recorded":
        return
    labels = {
        "file": _("The file"), "interview": _("Interview with the client"), "handling": _("Satisfied with handling"),
        "outcome": _("Satisfied with outcome"), "learned": _("Learned something"), "verdict": _("Verdict"),
    }  # fmt: skip
    said = {
        "complete": _("Complete"), "gaps": _("Something is missing"), "done": _("Spoke with the client"),
        "not_reached": _("Could not be reached"), "unsafe": _("Contact is not safe"),
        "declined": _("The client did not want to"), "yes": _("Yes"), "no": _("No"), "upheld": _("Upheld"),
        "not_upheld": _("Not upheld"),
    }  # fmt: skip
    for key, label in labels.items():
        if entry.codes.get(key):
            yield label, said.get(str(entry.codes[key]), "")


def _holders(entry: Entry, state: CaseState, name: Naming) -> Pairs:
    if entry.kind not in {"case.assigned", "transfer.offered", "transfer.accepted"}:
        return
    labels = {"worker": _("Worker"), "supervisor": _("Supervisor"), "lawyer": _("Lawyer")}
    for key, label in labels.items():
        if key in entry.codes:
            yield label, name.person(entry.codes[key]) or "–"
    if "team" in entry.codes:
        yield _("Team"), name.team(entry.codes["team"]) or "–"
    if entry.codes.get("notes_go"):
        yield _("Private notes"), _("go along")


def _pointed(entry: Entry, state: CaseState, name: Naming) -> Pairs:
    """Withdrawals, other days, replies, remarks and answers speak of another entry."""
    named = ("entry", "step", "remark", "file", "referral")
    pointed = next((entry.codes[key] for key in named if entry.codes.get(key)), None)
    found = next((e for e in state.entries if e.id == UUID(str(pointed))), None) if pointed else None
    if found is not None:
        on = day(found.happened_on, found.precision)
        yield _("About"), f"{on}: {title(found, state, name)}"
    if entry.kind == "entry.redated":
        yield _("The day is"), day(entry.happened_on, entry.precision)


WORDS: Mapping[str, Any] = {
    "narrative": _l("What happened"), "department": _l("Department or service"), "accused": _l("Who it is about"),
    "to": _l("To"), "what": "", "private": "", "who": _l("Took part"), "why": _l("Why"), "name": "", "caption": "",
}  # fmt: skip


def _words(entry: Entry) -> Pairs:
    for key, label in WORDS.items():
        if entry.words.get(key, "").strip():
            yield str(label), entry.words[key]


def _correction(entry: Entry, name: Naming, before: str) -> Pairs:
    field, after = str(entry.codes.get("field")), corrected_to(entry)
    yield _("Before"), value_text(field, before, name) or "–"
    yield _("Now"), value_text(field, after, name) or "–"


def corrected_to(entry: Entry) -> str:
    """The value that a correction says, as a code or in words."""
    field = str(entry.codes.get("field"))
    values: Mapping[str, Any] = entry.codes.get("values") or {}
    if field in entry.words:
        return entry.words[field].strip()
    found = values.get("type") if field.startswith("breach:") else values.get(field) or values.get("district")
    return "" if found is None else str(found)


def value_text(field: str, value: str, name: Naming) -> str:
    """A field's value as a reader reads it."""
    if field.startswith("breach:"):
        return name("case_type", value)
    if field == "channel":
        return name("intake_channel", value)
    if field == "place":
        return name.place(value)
    if field == "everyone":
        return str(_("Yes") if value == "True" else _("No"))
    if field == "event_on" and value:
        return day(date.fromisoformat(value))
    contact: dict[str, str] = {"safe": _("safe"), "unsafe": _("not safe"), "impossible": _("not possible")}
    return contact.get(value, value) if field == "contact" else value.strip()


def _next(entry: Entry) -> Pairs:
    due = entry.codes.get("due")
    said = entry.words.get("next", "").strip()
    if entry.kind == "case.opened" and not said:
        return
    if due and said:
        yield _("Next"), _("%(what)s, by %(day)s", what=said, day=day(date.fromisoformat(due)))
    elif said or due:
        yield _("Next"), said or _("by %(day)s", day=day(date.fromisoformat(str(due))))
