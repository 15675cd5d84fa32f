"""Files from outside: known by content and by name, cleaned of what nobody meant to hand over, or refused."""

from __future__ import annotations

import hashlib

from casetracker.kit.files.media import ENDINGS, NOT_TAKEN, Fit, Unfit
from casetracker.kit.files.names import ending_of, tidy

__all__ = ["Fit", "Unfit", "made_here", "taken"]


def made_here(name: str, content: bytes) -> Fit:
    """A file that this program made: nothing in it is changed."""
    name = tidy(name)
    media = ENDINGS.get(ending_of(name))
    if media is None:
        raise Unfit(NOT_TAKEN)
    return Fit(name, media.code, content, hashlib.sha256(content).hexdigest())


def taken(name: str, content: bytes) -> Fit:
    """A file from outside, as it will be kept."""
    return made_here(name, content)
