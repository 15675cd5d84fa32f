"""Opening a case: what was told, by whom, about whom, where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casetracker.accounts.queries import coordinators
from casetracker.cases.actions.common import (
    coded,
    highest,
    needed,
    not_future,
    preset_of,
    record,
    said,
    whose_turn,
)
from casetracker.kit import clock
from casetracker.kit.ids import new_id
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written, begin
from casetracker.places.queries import place_named

MOST_BREACHES = 20


@dataclass(frozen=True)
class Affected:
    """Whom the case is about, in codes: copied into the case so that its facts need nobody else.

    `person` counts as one person (None for anonymous, community and unnamed groups); `heads` are the members of a
    group who are not named, `estimated` whether that number is.
    """

    client: UUID | None = None
    person: UUID | None = None
    client_kind: str = "anonymous"
    sex: str = "u"
    age_band: str = "u"
    heads: int | None = None
    estimated: bool | None = None
    consented_on: date | None = None
    consent_ended_on: date | None = None


def open_case(
    *, by: Author, programme: Programme, told_on: date, types: Sequence[str], place: str | None,
    affected: Affected | None = None, precision: str = "day", channel: str | None = None, narrative: str = "",
    next_step: str = "", due: date | None = None, turn: str | None = None, reporter: UUID | None = None,
    flags: Sequence[str] = (), worker: str | None = None, team: str | None = None, supervisor: str | None = None,
    lawyer: str | None = None, everyone: bool = False, contact: str | None = None, event_on: date | None = None,
    grant: str | None = None, imported: bool = False, came_back_from: UUID | None = None, department: str = "",
    accused: str = "", accused_name: str = "", then: Sequence[Said] = (), case_id: UUID | None = None,
    entry_id: UUID | None = None, reserved: str | None = None,
) -> Written:  # fmt: skip
    """Open a case with one or more breaches (`types`, codes of case_type).

    `told_on` is the day the client told us, not the day it is typed; `then` is what an old register says of the rest;
    `reserved` is the reference on the paper form.
    Refused: no or unknown type, unknown or closed place, a day in the future, unknown codes.
    """
    about = affected or Affected()
    breaches = [_breach(programme, number, code) for number, code in enumerate(types, start=1)]
    if len(breaches) > MOST_BREACHES:
        raise Refused({"types": Sentence("At most %(most)s problems in one case.", most=MOST_BREACHES)})
    tier = tier_for(programme, types, flags)
    standards = preset_of(programme).standards
    if event_on is not None and event_on > not_future(programme, told_on, "told_on"):
        raise Refused({"event_on": Sentence("It happened after it was told.")})
    coded(programme, "intake_channel", channel, "channel")
    coded(programme, "client_kind", about.client_kind, "client_kind")
    worker = worker or by.code
    whole: dict[str, Any] = {
        **asdict(about) | {"client": _text(about.client), "person": _text(about.person)},
        **consent_said(about),
        **where_it_is(programme, place, told_on),
        "programme": programme.id, "breaches": breaches, "channel": channel, "tier": tier,
        "worker": worker, "team": team, "lawyer": lawyer,
        "supervisor": supervisor or supervisor_of(programme, team, worker), "everyone": everyone, "contact": contact,
        "reporter": _text(reporter), "grant": grant, "imported": imported or None,
        "event_on": event_on.isoformat() if event_on else None, "stale_days": standards.stale_after_days,
        "came_back_from": _text(came_back_from), "recorded_on": clock.today(programme.timezone).isoformat(),
        "turn": whose_turn(turn),
    }  # fmt: skip
    if not imported:
        first_contact = told_on + timedelta(days=standards.first_contact_days)
        whole["due"] = (due or first_contact).isoformat()
    words = {
        "narrative": narrative,
        "next": next_step,
        "department": department,
        "accused": accused,
        "accused_name": accused_name,
        "flags": " ".join(flags),
    }
    one = said(programme, "case.opened", told_on, precision=precision, codes=whole, words=words, entry_id=entry_id)
    return begin(
        [one, *then], kind="case", by=by, programme=programme, dossier_id=case_id or new_id(), reserved=reserved
    )


def add_breach(
    *, by: Author, programme: Programme, case_id: UUID, no: str, case_type: str, on: date,
    words: Mapping[str, str] | None = None,
) -> Written:  # fmt: skip
    """One more breach of the same matter, told on a day; `no` is the next number in the case."""
    found = _breach(programme, int(no), case_type)
    written = said(programme, "breach.added", on, codes=found, words=words)
    return record(by=by, programme=programme, case_id=case_id, said=[written])


def _breach(programme: Programme, number: int, code: str) -> dict[str, Any]:
    row = needed(programme, "case_type", code, "types")
    preset = preset_of(programme)
    watch = row.more.get("monitoring_days", preset.standards.monitoring_days)
    return {"no": str(number), "type": code, "group": row.group, "tier": row.tier or "normal", "watch": watch}


def _flag_tier(programme: Programme, flag: str) -> str | None:
    return needed(programme, "sensitivity_flag", flag, "flags").tier


def where_it_is(programme: Programme, place: str | None, on: date) -> dict[str, str | None]:
    """Facility, district and province codes of a place; Refused where there is none or it had closed."""
    if not place:
        return {"place": None, "district": None, "province": None}
    found = place_named(programme.id, place)
    if found is None:
        raise Refused({"place": Sentence("There is no such place in this programme.")})
    if found.closed_on is not None and found.closed_on < on:
        raise Refused({"place": Sentence("This place closed on %(day)s.", day=found.closed_on)})
    at = found.code if found.level == "facility" else None
    district = found.code if found.level == "district" else found.district
    province = found.code if found.level == "province" else found.province
    return {"place": at, "district": district, "province": province}


def tier_for(programme: Programme, types: Sequence[str], flags: Sequence[str]) -> str:
    """How sensitive a case of these types and flags is."""
    of_types = [needed(programme, "case_type", code, "types").tier for code in types]
    return highest(*of_types, *(_flag_tier(programme, flag) for flag in flags))


def supervisor_of(programme: Programme, team: str | None, worker: str) -> str | None:
    """The coordinator whom a case falls to by default: of its team, else of the programme."""
    return next((code for code in coordinators(programme.id, team) if code != worker), None)


def consent_said(about: Affected) -> dict[str, str | None]:
    """The consent to act, as an entry says it: so that a case knows of it without the client's file. An empty day says
    that there is none, where no word of it at all would say that nobody knows."""
    if about.client is None:
        return dict.fromkeys(("consented_on", "consent_ended_on"))
    given, ended = about.consented_on, about.consent_ended_on
    return {
        "consented_on": given.isoformat() if given else "",
        "consent_ended_on": ended.isoformat() if ended else None,
    }


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
