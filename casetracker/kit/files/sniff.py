"""What a file is, by its first bytes; what it says of itself in its name decides nothing here."""

from __future__ import annotations

from casetracker.kit.files.media import ENDINGS, NOT_TAKEN, Unfit
from casetracker.kit.files.names import ending_of
from casetracker.kit.saying import Sentence

BEGINNINGS = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf"), (b"PK\x03\x04", "docx"),
    (b"OggS\0", "ogg"), (b"ID3", "mp3"),
)  # fmt: skip
SOUND_BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"3gp4", b"3gp5")
PHONE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
MACROS = Sentence("Documents with macros are not kept here. Save it as a plain DOCX or a PDF and send that.")
HEIC = Sentence(
    "This photo is in a format that few programs can read (HEIC). On the phone choose “most compatible” for the "
    "camera, or send it as JPEG."
)


def refuse_by_name(name: str) -> None:
    """Unfit where the name says a kind that is not kept."""
    ending = ending_of(name)
    if ending in (".docm", ".dotm", ".dotx"):
        raise Unfit(MACROS)
    if ending in (".heic", ".heif", ".avif"):
        raise Unfit(HEIC)
    if ending not in ENDINGS:
        raise Unfit(NOT_TAKEN)


def recognised(content: bytes) -> str:
    """The code of its kind; Unfit where it is of none that is kept."""
    for beginning, code in BEGINNINGS:
        if content.startswith(beginning):
            return code
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"WAVE"):
        return "webp" if content[8:12] == b"WEBP" else "wav"
    if content[4:8] == b"ftyp" and content[8:12] in PHONE_BRANDS:
        raise Unfit(HEIC)
    if content[4:8] == b"ftyp" and content[8:12] in SOUND_BRANDS:
        return "m4a"
    if content[:1] == b"\xff" and content[1:2] and content[1] & 0xE6 == 0xE2:
        return "mp3"
    raise Unfit(NOT_TAKEN)
