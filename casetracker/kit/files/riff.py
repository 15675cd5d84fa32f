"""WebP and WAV, both boxes in a RIFF: only the boxes that hold picture or sound are kept."""

from __future__ import annotations

from collections.abc import Iterator

from casetracker.kit.files import exif
from casetracker.kit.files.media import BROKEN, Unfit
from casetracker.kit.files.picture import Cleaned, refuse_giants
from casetracker.kit.saying import Sentence

PICTURE = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
SOUND = {b"fmt ", b"fact", b"data"}
HAS_ICC, HAS_ALPHA, HAS_EXIF, MOVES = 0x20, 0x10, 0x08, 0x02


def clean_wav(content: bytes) -> bytes:
    """The same sound, without notes of place, device and author."""
    kept = [(kind, body) for kind, body in _chunks(content) if kind in SOUND]
    if [kind for kind, _ in kept if kind != b"fact"] != [b"fmt ", b"data"]:
        raise Unfit(BROKEN)
    return _riff(b"WAVE", kept)


def clean_webp(content: bytes) -> Cleaned:
    """The same picture without camera data, upright as it was."""
    found = list(_chunks(content))
    boxes = dict(found)
    flags = boxes[b"VP8X"][0] if boxes.get(b"VP8X") else 0
    if flags & MOVES or b"ANIM" in boxes:
        raise Unfit(Sentence("Moving pictures are not kept here. Send a photo."))
    size = _size(boxes)
    refuse_giants(*size)
    way = exif.orientation(boxes.get(b"EXIF", b"").removeprefix(b"Exif\0\0"))
    kept = [(kind, body) for kind, body in found if kind in PICTURE]
    if b"VP8X" in boxes:
        turned = HAS_EXIF if way != exif.UPRIGHT else 0
        front = bytes([flags & (HAS_ICC | HAS_ALPHA) | turned]) + boxes[b"VP8X"][1:10]
        kept = [(b"VP8X", front), *(pair for pair in kept if pair[0] != b"VP8X")]
        kept += [(b"EXIF", exif.only_orientation(way))] if turned else []
    return Cleaned(_riff(b"WEBP", kept), *size)


def _size(boxes: dict[bytes, bytes]) -> tuple[int, int]:
    """Width and height from the picture's own header; where a canvas is given too, the larger counts."""
    if b"VP8L" in boxes:
        bits = int.from_bytes(boxes[b"VP8L"][1:5], "little")
        size = ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    elif b"VP8 " in boxes:
        head = boxes[b"VP8 "][6:10]
        size = (int.from_bytes(head[:2], "little") & 0x3FFF, int.from_bytes(head[2:], "little") & 0x3FFF)
    else:
        raise Unfit(BROKEN)
    canvas = boxes.get(b"VP8X", b"")[4:10]
    wide, high = (int.from_bytes(canvas[at : at + 3], "little") + 1 for at in (0, 3))
    return (max(size[0], wide), max(size[1], high)) if canvas else size


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 8 + int.from_bytes(content[4:8], "little")
    if end > len(content) + 1:
        raise Unfit(BROKEN)
    position = 12
    while position + 8 <= end:
        kind, length = content[position : position + 4], int.from_bytes(content[position + 4 : position + 8], "little")
        body = content[position + 8 : position + 8 + length]
        if len(body) < length:
            raise Unfit(BROKEN)
        yield kind, body
        position += 8 + length + length % 2


def _riff(form: bytes, chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(
        kind + len(one).to_bytes(4, "little") + one + b"\0" * (len(one) % 2) for kind, one in chunks
    )  # fmt: skip
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + form + body
