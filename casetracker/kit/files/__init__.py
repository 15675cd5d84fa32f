"""Files from outside: known by content and by name, cleaned of what nobody meant to hand over, or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from casetracker.kit.files import docx, jpeg, pdf, picture, png, riff, sound
from casetracker.kit.files.media import ENDINGS, MEDIA, NOT_TAKEN, Fit, TooLarge, Unfit
from casetracker.kit.files.names import ending_of, tidy, with_ending
from casetracker.kit.files.scanner import scan
from casetracker.kit.files.sniff import recognised, refuse_by_name
from casetracker.kit.saying import Sentence

__all__ = ["Fit", "TooLarge", "Unfit", "made_here", "taken"]

PICTURES: dict[str, Callable[[bytes], picture.Cleaned]] = {
    "jpeg": jpeg.clean, "png": png.clean, "webp": riff.clean_webp,
}  # fmt: skip
OTHERS: dict[str, Callable[[bytes], bytes]] = {
    "pdf": pdf.clean, "docx": docx.clean, "mp3": sound.clean_mp3, "m4a": sound.clean_m4a, "ogg": sound.clean_ogg,
    "wav": riff.clean_wav,
}  # fmt: skip


def made_here(name: str, content: bytes) -> Fit:
    """A file that this program made: nothing in it is changed."""
    name = tidy(name)
    media = ENDINGS.get(ending_of(name))
    if media is None:
        raise Unfit(NOT_TAKEN)
    return Fit(name, media.code, content, hashlib.sha256(content).hexdigest())


def taken(name: str, content: bytes, most: int, scanner: str = "") -> Fit:
    """A file from outside, as it will be kept.

    Unfit: empty, larger than `most` bytes, of a kind that is not kept, named as something that it is not, broken,
    holding a program, or refused by the virus scanner at the address `scanner`.
    """
    if not content:
        raise Unfit(Sentence("This file is empty."))
    if len(content) > most:
        raise TooLarge(most)
    name = tidy(name)
    refuse_by_name(name)
    code = recognised(content)
    name = _named(name, code)
    scan(content, scanner)
    came = hashlib.sha256(content).hexdigest()
    if code in PICTURES:
        cleaned = PICTURES[code](content)
        return Fit(name, code, cleaned.content, came, picture.preview(cleaned.content, code.upper()))
    return Fit(name, code, OTHERS[code](content), came)


def _named(name: str, code: str) -> str:
    """The name, with the ending that fits the content: photos are often called by another photo's ending."""
    media, said = MEDIA[code], ENDINGS.get(ending_of(name))
    if said is media:
        return name
    if said is not None and said.family == media.family == "picture":
        return with_ending(name, media.endings[0])
    raise Unfit(
        Sentence(
            "Its name ends in “%(ending)s”, and what is in it is something else. Send the file itself.",
            ending=ending_of(name),
        )
    )
