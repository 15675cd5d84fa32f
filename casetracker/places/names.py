"""What the lists of codes are called on pages."""

from __future__ import annotations

from casetracker.kit.saying import Sentence

LISTS = {
    "case_type": Sentence("Kinds of problem"),
    "type_group": Sentence("Groups of problems"),
    "institution": Sentence("Institutions"),
    "institution_kind": Sentence("Kinds of institution"),
    "rung": Sentence("Rungs of the ladder"),
    "remedy": Sentence("Remedies"),
    "remedy_family": Sentence("Kinds of remedy"),
    "step_result": Sentence("Results of a step"),
    "outcome": Sentence("Outcomes"),
    "closure_reason": Sentence("Reasons for closing"),
    "relief": Sentence("Kinds of relief"),
    "confirmed_by": Sentence("Who confirms"),
    "told_state": Sentence("Whether the client was told"),
    "case_status": Sentence("States of a case"),
    "intake_channel": Sentence("How a case reaches us"),
    "client_kind": Sentence("Kinds of client"),
    "sex": Sentence("Sex"),
    "age_band": Sentence("Ages"),
    "disability": Sentence("Disability"),
    "language": Sentence("Languages"),
    "sensitivity": Sentence("Degrees of sensitivity"),
    "sensitivity_flag": Sentence("What makes a file sensitive"),
    "consent_purpose": Sentence("Purposes of consent"),
    "consent_method": Sentence("Ways of consenting"),
    "place_level": Sentence("Levels of places"),
    "unit_type": Sentence("Kinds of facility"),
    "topic": Sentence("Topics of sessions"),
    "venue": Sentence("Venues"),
    "committee_type": Sentence("Kinds of committee"),
    "committee_criterion": Sentence("Criteria of a committee"),
    "assessment_domain": Sentence("Domains of an assessment"),
    "systemic_level": Sentence("Levels of systemic issues"),
    "systemic_stage": Sentence("Stages of systemic issues"),
    "commitment_completion": Sentence("Completion of commitments"),
    "incident_type": Sentence("Kinds of incident"),
    "deadline_rule": Sentence("Time limits set by law"),
}


def list_names() -> dict[str, str]:
    """By list, in the reader's language."""
    return {list_name: name.text() for list_name, name in LISTS.items()}
