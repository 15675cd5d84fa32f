"""A letter as its writer asks for it, and what of the case stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casetracker.cases.forms import offers
from casetracker.cases.queries import CaseFile, Naming
from casetracker.clients.consenting import ACT, NAME, may_use
from casetracker.clients.fold import ClientState
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import speaking
from casetracker.kit.spoken import day, spelled
from casetracker.kit.tokens import words_of
from casetracker.ledger.codes import label_of
from casetracker.places.institutions import Institution, institutions_for
from casetracker.places.queries import place_named
from casetracker.reports.letters.letterhead import Letterhead
from casetracker.reports.letters.limits import Law


@dataclass(frozen=True)
class Asked:
    """What the writer chose and typed. `copy`: to the office above as well; `lines` to be signed, in a petition."""

    kind: str
    language: str
    remedy: str
    institution: str
    breaches: tuple[str, ...]
    on: date
    subject: str
    facts: str
    request: str = ""
    addressee_name: str = ""
    copy: bool = False
    lines: int = 0


@dataclass(frozen=True)
class Around:
    """What a letter takes from elsewhere: who is writing, for whom, on which paper, under which law."""

    case: CaseFile
    client: ClientState | None
    writer: str
    head: Letterhead
    number: int
    law: Law = field(default_factory=Law)

    @property
    def reference(self) -> str:
        """The case's reference and the letter's number in it."""
        return f"{self.case.reference}/{self.number}"


def values_of(asked: Asked, around: Around) -> dict[str, Any]:
    """A value for every field that a template may name, in the language of the letter."""
    with speaking(asked.language):
        return _single(asked, around) | _lists(asked, around.case)


def _single(asked: Asked, around: Around) -> dict[str, str]:
    state, to = around.case.state, addressed(around.case, asked.institution)
    name = Naming(around.case.programme.id, [state.codes.get(level) for level in ("place", "district", "province")])
    district = name.place(state.codes.get("district"))
    return {
        "organisation": around.head.name, "contact": around.head.contact, "writer": around.writer,
        "place": around.head.town or district, "date": spelled(asked.on), "reference": around.reference,
        "subject": asked.subject, "addressee": to.label if to else label_of_institution(around.case, asked.institution),
        "addressee_name": asked.addressee_name, "copy_to": _above(around.case, to) if asked.copy else "",
        "client": spoken_of(around.client), "facility": name.place(state.codes.get("place")) or district,
        "district": district, "province": name.place(state.codes.get("province")),
        "told_on": day(state.opened.on, state.opened.precision), "facts": asked.facts, "request": asked.request,
        "due": spelled(around.law.due) if around.law.due else "", "legal_source": around.law.source,
    }  # fmt: skip


def _lists(asked: Asked, case: CaseFile) -> dict[str, list[dict[str, Any]]]:
    programme_id, state = case.programme.id, case.state
    chosen = [breach for breach in state.breaches.values() if breach.no in asked.breaches]
    steps = [step for step in state.steps if set(step.breaches) & set(asked.breaches) and step.institution]
    return {
        "problems": [{"name": label_of(programme_id, "case_type", breach.type)} for breach in chosen],
        "earlier": [
            {
                "day": day(step.at.on, step.at.precision), "what": label_of(programme_id, "remedy", step.remedy),
                "result": label_of(programme_id, "step_result", step.result) or _("No answer yet"),
            }
            for step in steps
        ],
        "lines": [{"number": number} for number in range(1, asked.lines + 1)],
    }  # fmt: skip


def addressed(case: CaseFile, institution: str) -> Institution | None:
    """The institution where it stands for this case."""
    place = place_named(case.programme.id, offers.where(case))
    standing = institutions_for(case.programme.id, place) if place else ()
    return next((one for one in standing if one.code == institution), None)


def label_of_institution(case: CaseFile, institution: str) -> str:
    """What it is called where nobody knows the place."""
    return label_of(case.programme.id, "institution", institution)


def _above(case: CaseFile, institution: Institution | None) -> str:
    if institution is None or institution.answers_to is None:
        return ""
    above = addressed(case, institution.answers_to)
    return above.label if above else label_of_institution(case, institution.answers_to)


def may_name(client: ClientState | None) -> bool:
    """Did they agree that their name is used?"""
    return client is not None and bool(client.name) and may_use(client.consents, NAME)


def may_speak(client: ClientState | None) -> bool:
    """May we speak to an institution for them? Of somebody unknown nothing is told that leads to them."""
    return client is not None and may_use(client.consents, ACT)


def spoken_of(client: ClientState | None) -> str:
    """How a letter speaks of the client: by name only where they agreed to it."""
    return client.name if client is not None and may_name(client) else _("a user of the service")


def names_them(text: str, client: ClientState | None) -> bool:
    """Does the text hold the whole name of a client who has not agreed to be named?"""
    if client is None or not client.name or may_name(client):
        return False
    said, name = words_of(text), words_of(client.name)
    return bool(name) and set(name) <= set(said)


def labelled(kinds: Mapping[str, Any], kind: str, language: str) -> str:
    """What a kind of letter is called in a language."""
    with speaking(language):
        return str(kinds[kind])
