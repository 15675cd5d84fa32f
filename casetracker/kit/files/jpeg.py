"""JPEG without the camera's notes: segments are left out or copied, no picture point is touched."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

from casetracker.kit.files import exif
from casetracker.kit.files.media import BROKEN, Unfit
from casetracker.kit.files.picture import Cleaned, refuse_giants

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
APP0, APP1, APP2, APP14, APP15, COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
ALONE = {0x01, *range(0xD0, 0xD8)}
MARKER = re.compile(rb"\xff+[^\xff\x00\xd0-\xd7]")
MOST_SCANS = 60  # every one goes over the whole picture again; a camera writes about ten
EXIF, ICC, ADOBE = b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"


@dataclass
class _Parts:
    """What is kept, in order, and what was learned on the way."""

    kept: list[bytes] = field(default_factory=list)
    front: bytes = b""
    orientation: int = exif.UPRIGHT
    size: tuple[int, int] | None = None
    scans: int = 0


def clean(content: bytes) -> Cleaned:
    """The same picture; colour profile and orientation stay, what follows its end goes. Unfit where it is broken."""
    parts, position = _Parts(), 2
    while True:
        marker, position = _marker(content, position)
        if marker == EOI:
            return _joined(parts)
        if marker in ALONE:
            continue
        end = position + _length(content, position)
        _keep(parts, marker, content[position + 2 : end])
        position = end
        if marker == SOS:
            position = _scan(parts, content, position)


def _marker(content: bytes, position: int) -> tuple[int, int]:
    if content[position : position + 1] != b"\xff":
        raise Unfit(BROKEN)
    while content[position : position + 1] == b"\xff":
        position += 1
    if position >= len(content):
        raise Unfit(BROKEN)
    return content[position], position + 1


def _length(content: bytes, position: int) -> int:
    length = int.from_bytes(content[position : position + 2], "big")
    if length < 2 or position + length > len(content):
        raise Unfit(BROKEN)
    return length


def _scan(parts: _Parts, content: bytes, position: int) -> int:
    """Copy picture data up to the next marker."""
    found = MARKER.search(content, position)
    parts.scans += 1
    if found is None or parts.size is None or parts.scans > MOST_SCANS:
        raise Unfit(BROKEN)
    parts.kept.append(content[position : found.start()])
    return found.start()


def _keep(parts: _Parts, marker: int, body: bytes) -> None:
    if marker in FRAMES:
        height, width = struct.unpack(">HH", body[1:5].ljust(4, b"\0"))
        refuse_giants(width, height)
        parts.size = (width, height)
    if marker == APP1 and body.startswith(EXIF):
        parts.orientation = exif.orientation(body[len(EXIF) :])
    elif marker == APP0 and body.startswith(b"JFIF\0"):
        parts.front = _segment(APP0, body[:12] + b"\0\0")  # without the small picture that may follow
    elif APP0 <= marker <= APP15 or marker == COM:
        if (marker == APP2 and body.startswith(ICC)) or (marker == APP14 and body.startswith(ADOBE)):
            parts.kept.append(_segment(marker, body))
    else:
        parts.kept.append(_segment(marker, body))


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def _joined(parts: _Parts) -> Cleaned:
    if parts.size is None:
        raise Unfit(BROKEN)
    turned = parts.orientation != exif.UPRIGHT
    which_way = _segment(APP1, EXIF + exif.only_orientation(parts.orientation)) if turned else b""
    whole = b"".join([b"\xff\xd8", parts.front, which_way, *parts.kept, b"\xff\xd9"])
    return Cleaned(whole, *parts.size)
