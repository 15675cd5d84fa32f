"""How roles and languages are called on pages."""

from __future__ import annotations

from casetracker.kit.languages import NAMES, Sentence

ROLE_LABELS = {
    "paralegal": Sentence("Paralegal"),
    "coordinator": Sentence("Coordinator"),
    "manager": Sentence("Programme manager"),
    "lawyer": Sentence("Lawyer"),
    "funder": Sentence("Funder"),
    "safety_officer": Sentence("Safety officer"),
}


def roles() -> dict[str, str]:
    """Role codes with their labels in the reader's language, in the order of the law."""
    return {code: label.text() for code, label in ROLE_LABELS.items()}


def languages() -> dict[str, str]:
    """Languages by code, each in its own words."""
    return dict(NAMES)
