"""Which way up a photo was taken: the one thing of its camera data that is kept."""

from __future__ import annotations

import struct

ORIENTATION = 0x0112
UPRIGHT = 1
SHORT = 3


def orientation(tiff: bytes) -> int:
    """1 to 8 as Exif counts them; upright where nothing can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    try:
        if order is None:
            return UPRIGHT
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for number in range(min(count, 200)):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * number)
            if tag == ORIENTATION and kind == SHORT:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def only_orientation(value: int) -> bytes:
    """The smallest Exif block that says which way up, and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, SHORT, 1, value, 0, 0)
