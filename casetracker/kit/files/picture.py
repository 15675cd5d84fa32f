"""What a cleaned picture is, how large it may be, and the small one that is shown in its place."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casetracker.kit.files.media import BROKEN, Unfit
from casetracker.kit.saying import Sentence

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

SIDE = 320
QUALITY = 70
MOST_PIXELS = 50_000_000
_one_at_a_time = threading.Lock()  # a large picture takes 200 MB while it is decoded


def refuse_giants(width: int, height: int) -> None:
    """By what the header says, before anything is decoded."""
    if not width or not height:
        raise Unfit(BROKEN)
    if width * height > MOST_PIXELS:
        raise Unfit(
            Sentence(
                "This picture has %(has)s million points; at most %(most)s fit. Make a smaller one and send that.",
                has=width * height // 1_000_000, most=MOST_PIXELS // 1_000_000,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Cleaned:
    """A picture without what its camera wrote beside it."""

    content: bytes
    width: int
    height: int


def preview(content: bytes, form: str) -> bytes:
    """A small upright JPEG drawn anew; what cannot be drawn to its end is broken. `form` as Pillow names it."""
    from PIL import Image, ImageOps

    with _one_at_a_time:
        try:
            with Image.open(io.BytesIO(content), formats=[form]) as picture:
                picture.thumbnail((SIDE, SIDE))
                small = ImageOps.exif_transpose(picture)
                return _written(small)
        except Exception as error:  # whatever a damaged picture may make a decoder raise
            raise Unfit(BROKEN) from error


def _written(small: Picture) -> bytes:
    from PIL import Image

    if "A" in small.getbands() or "transparency" in small.info:
        through = small.convert("RGBA")
        small = Image.new("RGB", small.size, "white")
        small.paste(through, mask=through.getchannel("A"))
    out = io.BytesIO()
    small.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
