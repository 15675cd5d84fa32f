"""Deeds on clients: record, correct, consent, hand over, raise. One for every door; nothing is committed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.clients.consenting import ACT
from casetracker.clients.fold import CODED, FIELDS, REACH, WORDS, ClientState, higher
from casetracker.clients.queries import client_state
from casetracker.kit import clock
from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Reach, Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written, begin, say

LISTS = {name: name for name in ("client_kind", "sex", "age_band", "disability", "language")}

UNSAID: tuple[Any, ...] = ("", None, "u")

AfterCorrection = Callable[[Author, Programme, UUID, ClientState], None]
after_correction: list[AfterCorrection] = []
"""filled by app.py: the cases room says `client.changed` in each of the client's cases, in the same transaction"""


@dataclass(frozen=True)
class Agreed:
    """One purpose somebody agrees to."""

    purpose: str
    method: str
    language: str | None = None


@dataclass(frozen=True)
class ClientValues:
    """Who a client is, as typed or read."""

    client_kind: str = "individual"
    sex: str = "u"
    age_band: str = "u"
    disability: str = "u"
    language: str | None = None
    heads: int | None = None
    estimated: bool | None = None
    flags: Sequence[str] = field(default=())
    name: str = ""
    phone: str = ""
    village: str = ""
    safe_contact: str = ""


def record_client(
    *, by: Author, programme: Programme, values: ClientValues, reach: Reach, agreed: Sequence[Agreed] = (),
    on: date | None = None, client_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Somebody new, with what they agree to. `on`: the day they told us (today unless given).

    `reach` is that of the case they come with; its tier and the flags' tiers raise the client's.
    Refused: codes that do not exist, a day in the future, a name for an anonymous client, a head count for one person.
    """
    day = on or today(programme)
    _not_future(programme, day)
    said = [_recording(programme, values, reach, day), *(_consent(programme, one, day) for one in agreed)]
    return begin(said, kind="client", by=by, programme=programme, dossier_id=client_id)


def _recording(programme: Programme, values: ClientValues, reach: Reach, day: date) -> Said:
    given = {name: getattr(values, name) for name in FIELDS}
    _check_codes(programme, given)
    coded = {name: given[name] for name in CODED} | {name: getattr(reach, name) for name in REACH}
    coded |= {"named": bool(values.name), "tier": higher(reach.tier, tier_of(programme, values.flags))}
    words = {name: given[name] for name in WORDS} | {"flags": " ".join(values.flags)}
    return Said("client.recorded", day, codes=coded, words=words)


def correct_client(
    *, by: Author, programme: Programme, client_id: UUID, changes: Mapping[str, Any], seen_seq: int | None = None
) -> Written | None:
    """Other values for fields of a client; what is the same already is left out, None where nothing is left.

    The tier rises with a flag and never falls with one. Each of the client's cases hears of it in the same transaction.
    """
    present = client_state(client_id)
    fresh = {name: value for name, value in changes.items() if name in FIELDS and _differs(present, name, value)}
    if not fresh:
        return None
    _check_codes(programme, fresh)
    coded = {name: fresh[name] for name in CODED if name in fresh} | {"fields": sorted(fresh)}
    words = {name: str(fresh[name] or "") for name in WORDS if name in fresh}
    if "name" in fresh:
        coded["named"] = bool(fresh["name"])
    if "flags" in fresh:
        words["flags"] = " ".join(fresh["flags"])
        coded["tier"] = tier_of(programme, fresh["flags"])
    said = Said("client.corrected", today(programme), codes=coded, words=words, seen_seq=seen_seq)
    written = say([said], by=by, programme=programme, dossier_id=client_id)
    for tell in after_correction:
        tell(by, programme, client_id, written.state)
    return written


def add_to_client(
    *, by: Author, programme: Programme, client_id: UUID, values: ClientValues, agreed: Sequence[Agreed], on: date
) -> None:
    """What somebody who came again told: it fills what their file leaves open, and changes nothing that it says."""
    present = client_state(client_id)
    told = {name: getattr(values, name) for name in (*WORDS, "sex", "age_band", "disability", "language")}
    fresh = {name: value for name, value in told.items() if value and getattr(present, name) in UNSAID}
    if present.client_kind == "anonymous":
        fresh.pop("name", None)
    correct_client(by=by, programme=programme, client_id=client_id, changes=fresh)
    more = [one for one in agreed if one.purpose not in present.agreed]
    if more:
        give_consent(by=by, programme=programme, client_id=client_id, agreed=more, on=on)


def give_consent(*, by: Author, programme: Programme, client_id: UUID, agreed: Sequence[Agreed], on: date) -> Written:
    """They agree to these purposes on this day."""
    _not_future(programme, on)
    if not agreed:
        raise Refused({"purposes": Sentence("Choose what they agree to.")})
    said = [_consent(programme, one, on) for one in agreed]
    return _tell_of_consent(by, programme, client_id, say(said, by=by, programme=programme, dossier_id=client_id), said)


def withdraw_consent(*, by: Author, programme: Programme, client_id: UUID, purpose: str, on: date) -> Written:
    """They take it back; what was done under it before stands."""
    _not_future(programme, on)
    said = [Said("consent.withdrawn", on, codes={"purpose": purpose})]
    return _tell_of_consent(by, programme, client_id, say(said, by=by, programme=programme, dossier_id=client_id), said)


def _tell_of_consent(
    by: Author, programme: Programme, client_id: UUID, written: Written, said: Sequence[Said]
) -> Written:  # fmt: skip
    """Each of their cases hears of a consent to act: whether it came before the first contact outside is counted."""
    if any(one.codes.get("purpose") == ACT for one in said):
        for tell in after_correction:
            tell(by, programme, client_id, written.state)
    return written


def raise_tier(*, by: Author, programme: Programme, client_id: UUID, tier: str) -> Written | None:
    """At least this tier from now on, because of a case of theirs; None where it is that high already."""
    present = client_state(client_id, words=False)
    if higher(present.tier, tier) == present.tier:
        return None
    said = Said("client.raised", today(programme), codes={"tier": tier})
    return say([said], by=by, programme=programme, dossier_id=client_id)


def hand_over_client(*, by: Author, programme: Programme, client_id: UUID, reach: Reach) -> Written | None:
    """Other hands and another place, as their case has now; the tier is not touched."""
    present = client_state(client_id, words=False)
    coded = {name: getattr(reach, name) for name in REACH}
    if all(getattr(present, name) == value for name, value in coded.items()):
        return None
    said = Said("client.handed_over", today(programme), codes=coded)
    return say([said], by=by, programme=programme, dossier_id=client_id)


def tier_of(programme: Programme, flags: Sequence[str]) -> str:
    """The tier that these flags ask for. Refused: a flag that does not exist."""
    rows, tier = codes(programme.id, "sensitivity_flag"), "normal"
    for flag in flags:
        if flag not in rows:
            raise Refused({"flags": Sentence("“%(code)s” is not in the list.", code=flag)})
        tier = higher(tier, rows[flag].tier)
    return tier


def today(programme: Programme) -> date:
    """The day it is where the programme works."""
    return clock.today(programme.timezone)


def _consent(programme: Programme, agreed: Agreed, on: date) -> Said:
    for list_name, code in (("consent_purpose", agreed.purpose), ("consent_method", agreed.method)):
        if code not in codes(programme.id, list_name):
            raise Refused({list_name: Sentence("“%(code)s” is not in the list.", code=code)})
    coded = {"purpose": agreed.purpose, "method": agreed.method, "language": agreed.language}
    return Said("consent.given", on, codes=coded)


def _check_codes(programme: Programme, given: Mapping[str, Any]) -> None:
    for name, list_name in LISTS.items():
        code = given.get(name)
        if code and code not in codes(programme.id, list_name):
            raise Refused({name: Sentence("“%(code)s” is not in the list.", code=code)})


def _differs(present: ClientState, name: str, value: Any) -> bool:
    if name == "flags":
        return set(present.flags) != set(value or ())
    return (
        bool((getattr(present, name) or None) != (value or None)) if name != "estimated" else present.estimated != value
    )


def _not_future(programme: Programme, day: date) -> None:
    if day > today(programme):
        raise Refused({"happened_on": Sentence("This day is in the future.")})
