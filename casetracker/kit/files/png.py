"""PNG without texts, times and camera data: chunks are left out or copied."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from casetracker.kit.files import exif
from casetracker.kit.files.media import BROKEN, Unfit
from casetracker.kit.files.picture import Cleaned, refuse_giants

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}


def clean(content: bytes) -> Cleaned:
    """The same picture; what follows its end goes. Unfit where a chunk is cut or altered."""
    kept, way, size = [SIGNATURE], exif.UPRIGHT, (0, 0)
    for kind, body in _chunks(content):
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8].ljust(8, b"\0"))
            refuse_giants(*size)
        if kind == b"eXIf":
            way = exif.orientation(body)
        if kind == b"IDAT" and way != exif.UPRIGHT:
            kept.append(_chunk(b"eXIf", exif.only_orientation(way)))
            way = exif.UPRIGHT
        if kind in KEPT:
            kept.append(_chunk(kind, body))
    if size == (0, 0):
        raise Unfit(BROKEN)
    return Cleaned(b"".join(kept), *size)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        length = int.from_bytes(content[position : position + 4], "big")
        kind = content[position + 4 : position + 8]
        body = content[position + 8 : position + 8 + length]
        check = content[position + 8 + length : position + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise Unfit(BROKEN)
        yield kind, body
        position += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
