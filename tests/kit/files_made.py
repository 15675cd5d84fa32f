"""Files as they come from phones, scanners and offices, and as somebody with bad intentions makes them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

CAMERA, GPS, ORIENTATION = 0x010F, 0x8825, 0x0112
PLACE = b"Lionde, at home"
SIDEWAYS = 6
WORD = "http://schemas.openxmlformats.org"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = f"{WORD}/officeDocument/2006/relationships"


def drawing(width: int = 60, height: int = 40) -> Image.Image:
    """Dark on its left, light on its right, so that which way is up can be seen."""
    return Image.linear_gradient("L").rotate(90).resize((width, height)).convert("RGB")


def noted(orientation: int = SIDEWAYS) -> Image.Exif:
    """What a phone writes beside a photo."""
    notes = Image.Exif()
    notes[CAMERA], notes[ORIENTATION] = "Fone 9", orientation
    notes[GPS] = {1: "S", 2: (24.0, 40.0, 0.0), 29: PLACE.decode()}
    return notes


def photo(form: str = "JPEG", picture: Image.Image | None = None, **more: Any) -> bytes:
    """A photo with its camera data."""
    out = io.BytesIO()
    settings: dict[str, Any] = {"exif": noted(), **({"comment": PLACE} if form == "JPEG" else {}), **more}
    (picture or drawing()).save(out, form, **settings)
    return out.getvalue()


def scans(count: int) -> bytes:
    """A progressive photo whose last scan is said again and again."""
    whole = photo(picture=drawing(900, 900), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + whole[-2:]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk with its check."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def giant() -> bytes:
    """A PNG whose header says 200 million points; a few bytes."""
    head = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", zlib.compress(bytes(10))) + png_chunk(
        b"IEND", b""
    )  # fmt: skip


def pdf(*objects: bytes, text: bytes = b"BT (Exmo. Senhor) Tj ET") -> bytes:
    """A page with a sentence, and further objects numbered from 5 on."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text), *objects,
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))
    return out + table + trailer


def packed(inside: bytes, how: bytes = b"/Filter /FlateDecode") -> bytes:
    """A compressed object stream that holds one more object."""
    body = zlib.compress(b"9 0 " + inside)
    return b"<< /Type /ObjStm /N 1 /First 4 %s /Length %d >>\nstream\n%s\nendstream" % (how, len(body), body)


def docx(extra: dict[str, bytes] | None = None, main: str = MAIN, relations: str = "") -> bytes:
    """A Word document of one sentence."""
    override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    types = f'<Types xmlns="{WORD}/package/2006/content-types">{override}</Types>'
    rels = f'<Relationships xmlns="{WORD}/package/2006/relationships">{relations}</Relationships>'
    parts = {
        "[Content_Types].xml": types.encode(), "word/document.xml": b"<document>Exmo. Senhor</document>",
        "word/_rels/document.xml.rels": rels.encode(), **(extra or {}),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def bomb() -> bytes:
    """A document of a few kilobytes that unpacks to a hundred million."""
    return docx({"word/media/image1.bmp": bytes(100_000_000)})


def fetching(target: str, kind: str = "image") -> str:
    """A part of a document that lies elsewhere."""
    return f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'


def mp3(frames: int = 40) -> bytes:
    """Silence, with a tag that says where it was recorded before it and another behind."""
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, 40]) + PLACE.ljust(40)
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return tag + frame * frames + b"TAG" + PLACE.ljust(125)


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of an MP4."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def m4a(handler: bytes = b"soun") -> bytes:
    """A voice memo that knows where it was made."""
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12))))
    return (
        box(b"ftyp", b"M4A ", bytes(4))
        + box(b"moov", box(b"mvhd", bytes(100)), track, box(b"udta", box(b"\xa9xyz", PLACE)))
        + box(b"mdat", b"voice" * 20)
    )


def ogg(voice: bytes = b"OpusHead") -> bytes:
    """Two pages of a voice message."""
    head = voice.ljust(19, b"\0")
    first = b"OggS\0\x02" + bytes(20) + bytes([1, len(head)]) + head
    return first + b"OggS\0\x04" + bytes(20) + bytes([2, 255, 45]) + bytes(300)


def wav(sound: bytes = bytes(200)) -> bytes:
    """A recording whose device wrote a note into it."""
    note = b"LIST" + struct.pack("<I", 4 + len(PLACE) + 1) + b"INFO" + PLACE + b"\0"
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    body = b"WAVE" + form + note + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(body)) + body


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>'
EXE = b"MZ\x90\0" + bytes(60) + b"PE\0\0" + bytes(500)
