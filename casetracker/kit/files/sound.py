"""MP3, M4A and OGG: must be sound from end to end; notes of place and device are taken out where no sound moves."""

from __future__ import annotations

from collections.abc import Iterator

from casetracker.kit.files.media import BROKEN, NOT_TAKEN, Unfit

RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
ENOUGH = 0.9
VOICES = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
BEGINS = 0x02
INSIDE = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
NOTES = {b"udta", b"meta", b"uuid", b"free", b"skip"}


def clean_mp3(content: bytes) -> bytes:
    """Without the tags before and after it. Unfit unless nine tenths of it are frames of sound."""
    begin, end = _after_tags(content), len(content)
    if content[-128:-125] == b"TAG":
        end -= 128
    position, covered = begin, 0
    while position + 4 <= end:
        length = _frame(content, position)
        if length:
            covered += min(length, end - position)
            position += length
        else:
            found = content.find(b"\xff", position + 1, end)
            position = found if found > 0 else end
    if end <= begin or covered < ENOUGH * (end - begin) or not _frame(content, begin):
        raise Unfit(BROKEN)
    return content[begin:end]


def _after_tags(content: bytes) -> int:
    position = 0
    while content[position : position + 3] == b"ID3":
        size = 0
        for byte in content[position + 6 : position + 10]:
            size = size << 7 | byte & 0x7F
        position += 10 + size
    while content[position : position + 1] == b"\0":  # padding
        position += 1
    return position


def _frame(content: bytes, position: int) -> int:
    """Length in bytes of the frame that begins here; 0 where none does."""
    head = int.from_bytes(content[position : position + 4], "big")
    version, layer, bits, rate = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or not 0 < bits < 15 or rate == 3:
        return 0
    kilobits = (BITS_1 if version == 3 else BITS_2)[bits]
    samples = 144_000 if version == 3 else 72_000
    return samples * kilobits // RATES[version][rate] + (head >> 9 & 1)


def clean_ogg(content: bytes) -> bytes:
    """Pages of sound from the first byte; what follows the last whole one goes."""
    position, voices = 0, 0
    while content[position : position + 5] == b"OggS\0":
        segments = int.from_bytes(content[position + 26 : position + 27], "big")
        lacing = content[position + 27 : position + 27 + segments]
        body = position + 27 + len(lacing)
        end = body + sum(lacing)
        if end > len(content) or not lacing:
            break
        if content[position + 5] & BEGINS:
            if not content.startswith(VOICES, body):
                raise Unfit(NOT_TAKEN)
            voices += 1
        position = end
    if not voices or position < ENOUGH * len(content):
        raise Unfit(BROKEN)
    return content[:position]


def clean_m4a(content: bytes) -> bytes:
    """Notes are blanked where they stand, so that every offset into the sound holds. Unfit where there is a film."""
    out = bytearray(content)
    top = [kind for kind, _, _ in _boxes(content, 0, len(content))]
    if top[:1] != [b"ftyp"] or b"moov" not in top or b"mdat" not in top:
        raise Unfit(BROKEN)
    _blank(content, out, 0, len(content))
    return bytes(out)


def _blank(content: bytes, out: bytearray, begin: int, end: int) -> None:
    for kind, start, stop in _boxes(content, begin, end):
        if kind == b"hdlr" and content[start + 8 : start + 12] == b"vide":
            raise Unfit(NOT_TAKEN)
        if kind in INSIDE:
            _blank(content, out, start, stop)
        elif kind in NOTES:
            out[start - 4 : start] = b"free"
            out[start:stop] = bytes(stop - start)


def _boxes(content: bytes, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its body begins, where it ends); boxes must fill their place exactly."""
    while begin < end:
        size, kind, head = int.from_bytes(content[begin : begin + 4], "big"), content[begin + 4 : begin + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[begin + 8 : begin + 16], "big"), 16
        elif size == 0:
            size = end - begin
        if size < head or begin + size > end:
            raise Unfit(BROKEN)
        yield kind, begin + head, begin + size
        begin += size
