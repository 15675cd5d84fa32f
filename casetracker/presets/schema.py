"""Which lists a preset has, what each code of a list may say, and which codes the application itself relies on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from casetracker.presets.shapes import TIERS

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,39}")
EVERY_LANGUAGE = "all_languages"
# Languages the pages may one day speak: labels in them are welcome in any preset, whatever its locales.
LANGUAGES = {"pt": "Portuguese", "en": "English", "es": "Spanish", "fr": "French"}

# What a letter can be; a remedy may say which of them it usually takes.
LETTERS = ("request", "complaint", "petition", "appeal", "follow_up", "thanks")

Kind = Literal["text", "whole", "yes_no", "day"]


@dataclass(frozen=True)
class Field:
    """What one key of a code holds: its kind, the list it points into (`of`), or the few words it may be (`among`)."""

    kind: Kind = "text"
    of: str | None = None
    among: tuple[str, ...] = ()
    many: bool = False
    needed: bool = False


TEXT, WHOLE, YES_NO, DAY = Field(), Field("whole"), Field("yes_no"), Field("day")
TIER = Field(among=TIERS)

# Every code may carry its own interval; a code is retired with valid_to and never given a new meaning.
ANY_CODE = {"valid_from": DAY, "valid_to": DAY}

LISTS: dict[str, dict[str, Field]] = {
    "type_group": {},
    "case_type": {
        "group": Field(of="type_group", needed=True),
        "tier": TIER,
        "flags": Field(of="sensitivity_flag", many=True),
        "typical_remedies": Field(of="remedy", many=True),
        "monitoring_days": WHOLE,
    },
    "rung": {"level": Field(of="place_level", needed=True)},
    "institution": {
        "rung": Field(of="rung", needed=True),
        "kind": Field(of="institution_kind", needed=True),
        "answers_to": Field(of="institution"),
        "verified": YES_NO,
    },
    "institution_kind": {},
    "remedy": {
        "stage": Field("whole", needed=True),
        "family": Field(of="remedy_family", needed=True),
        "addressed_to": Field(of="institution", many=True),
        "deadline": Field(of="deadline_rule"),
        "creates": Field(among=("dialogue", "session", "systemic_issue")),
        "letter": Field(among=LETTERS),
    },
    "remedy_family": {},
    "step_result": {},
    "outcome": {"is_resolution": Field("yes_no", needed=True), "counted": YES_NO},
    "closure_reason": {"outcomes": Field(of="outcome", many=True, needed=True), "tier": TIER},
    "relief": {"has_amount": YES_NO},
    "confirmed_by": {},
    "told_state": {},
    "case_status": {"open": Field("yes_no", needed=True), "counted": Field("yes_no", needed=True)},
    "intake_channel": {"links_to": Field(among=("assessment", "session", "dialogue"))},
    "client_kind": {},
    "sex": {},
    "age_band": {"min": WHOLE, "max": WHOLE},
    "disability": {},
    "language": {},
    "sensitivity": {},
    "sensitivity_flag": {"tier": Field(among=TIERS, needed=True)},
    "consent_purpose": {"required": Field("yes_no", needed=True)},
    "consent_method": {},
    "place_level": {},
    "unit_type": {"level": WHOLE, "verified": YES_NO},
    "topic": {},
    "venue": {"attendance": Field(among=("estimated_audience",))},
    "committee_type": {"typical_members": WHOLE},
    "committee_criterion": {},
    "assessment_domain": {},
    "systemic_level": {"rank": Field("whole", needed=True)},
    "systemic_stage": {},
    "commitment_completion": {},
    "incident_type": {},
    "deadline_rule": {
        "side": Field(among=("institution", "client", "eligibility"), needed=True),
        "trigger": Field(needed=True),
        "after": Field(of="deadline_rule", many=True),
        "amount": WHOLE,
        "extendable_to": WHOLE,
        "rolls": YES_NO,
        "unit": Field(among=("hour", "day", "week", "month", "year"), needed=True),
        "day_kind": Field(among=("calendar", "working")),
        "day_kind_verified": YES_NO,
        "legal_source": Field(needed=True),
        "source_url": TEXT,
        "verified": Field("yes_no", needed=True),
        "effective_from": DAY,
        "effective_to": DAY,
        "on_expiry": Field(of="remedy"),
        "met_by": Field(of="remedy", many=True),
        "needs_recheck": YES_NO,
        "note": TEXT,
    },
}

# A preset may do without these; every other list has at least one code.
MAY_BE_ABSENT = {
    *("deadline_rule", "unit_type", "topic", "venue"),
    *("committee_type", "committee_criterion", "assessment_domain"),
}

# The rules of the application speak of these codes by name: a preset words them, and neither adds nor drops one.
EXACTLY: dict[str, frozenset[str]] = {
    "outcome": frozenset({"resolved_full", "resolved_partial", "not_resolved", "transferred", "void"}),
    "told_state": frozenset({"told", "not_told", "unsafe", "unknown"}),
    "sensitivity": frozenset(TIERS),
    "confirmed_by": frozenset({"client", "committee", "worker"}),
    "place_level": frozenset({"country", "province", "district", "facility"}),
}
# ... and of these: a preset may add others.
AT_LEAST: dict[str, frozenset[str]] = {
    "step_result": frozenset({"agreed", "refused", "no_answer", "waiting"}),
    "client_kind": frozenset({"individual", "group", "community", "anonymous"}),
    "consent_purpose": frozenset({"record", "act", "name", "statistics", "contact_back"}),
    "closure_reason": frozenset({"duplicate", "entry_error"}),
    "sex": frozenset({"u"}),
    "age_band": frozenset({"u"}),
    "disability": frozenset({"u"}),
}

# What an import may create where the preset says so; places are no list of the preset but may be opened too.
MAY_BE_OPEN = ("case_type", "type_group", "place", "institution", "closure_reason")
# What an import puts where old records say nothing, and under which codes it puts what it creates: the list each is
# from, and the open list that cannot do without it.
IMPORT_DEFAULTS = {
    "case_type": ("case_type", "case_type"),
    "type_group": ("type_group", "case_type"),
    "institution_rung": ("rung", "institution"),
    "institution_kind": ("institution_kind", "institution"),
    "closure_reason": ("closure_reason", "closure_reason"),
    "intake_channel": ("intake_channel", ""),
}

HEADING: dict[str, Field] = {
    "key": Field(needed=True),
    "version": Field(needed=True),
    "timezone": Field(needed=True),
    "default_locale": Field(needed=True),
    "locales": Field(many=True, needed=True),
    "open_lists": Field(many=True, among=MAY_BE_OPEN),
}
TERMS = (
    *("worker", "coordinator", "client", "case", "grievance"),
    *("institution", "committee", "session", "dialogue", "assessment"),
)
STANDARDS = (
    *("first_contact_days", "follow_up_days", "escalate_after_days"),
    *("monitoring_days", "stale_after_days", "tell_within_days"),
)
