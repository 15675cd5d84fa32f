"""What may be done with what a client told us: each purpose only while their consent to it stands."""

from __future__ import annotations

from collections.abc import Mapping

from casetracker.clients.fold import Consent

ACT, NAME, REFER, STORY = "act", "name", "refer", "story"


def may_use(consents: Mapping[str, Consent], purpose: str) -> bool:
    """Did they agree to this purpose, and have they not taken it back?"""
    consent = consents.get(purpose)
    return consent is not None and consent.stands
