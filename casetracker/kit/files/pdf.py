"""PDF: whole in its structure, and without programs, other files or anything that acts by itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from casetracker.kit.files.media import BROKEN, Unfit
from casetracker.kit.saying import Sentence

MOST_UNPACKED, MOST_OBJECTS, MOST_STREAMS, MOST_PACKED = 60_000_000, 10_000_000, 20_000, 2_000
PIECE, DICTIONARY = 1 << 16, 1 << 16
ACTS = frozenset(
    b"JavaScript Launch EmbeddedFile EmbeddedFiles RichMedia SubmitForm ImportData Rendition GoToE GoToR Movie "
    b"Encrypt".split()
)
SHORT = frozenset({b"JS", b"XFA"})
"""two or three letters stand in compressed data by chance: they count only where objects are said in the clear"""
HIDES = frozenset(
    b"ASCIIHexDecode ASCII85Decode LZWDecode RunLengthDecode AHx A85 LZW RL Crypt Predictor".split()
)  # fmt: skip
NAME = re.compile(rb"/([^\s\x00()<>\[\]{}/%]+)")
HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
LAST = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
TABLE = re.compile(rb"\s*(?:xref\s|\d+\s+\d+\s+obj)")
OBJECTS = re.compile(rb"[\s\d%]*\d")
TOO_MUCH = Sentence("This file unpacks to more than can be looked through. Send it in smaller parts.")
ACTIVE = Sentence(
    "This PDF is locked, or holds a program, a form that sends itself, or other files. Print it to a new PDF and send "
    "that."
)


def clean(content: bytes) -> bytes:
    """The file up to its last end mark. Unfit where it is not whole, is locked, or holds more than pages."""
    found = list(LAST.finditer(content))
    if not found or not content.startswith(b"%PDF-"):
        raise Unfit(BROKEN)
    table, end = int(found[-1][1]), found[-1].start()
    if table >= end or not TABLE.match(content, table, end) or b"Root" not in names(content[table:end]):
        raise Unfit(BROKEN)
    whole = content[: found[-1].end()]
    said = names(whole)
    _refuse(said & ACTS or names(_in_the_clear(whole)) & SHORT)
    _refuse_what_hides(whole)
    for objects in _packed_objects(whole):
        inside = names(objects)
        _refuse(inside & (ACTS | SHORT))
        said |= inside & {b"Page"}
    if b"Page" not in said:
        raise Unfit(BROKEN)
    return whole + b"\n"


def names(data: bytes) -> set[bytes]:
    """Every name in it, however its letters are spelt."""
    return {_plain(name) for name in set(NAME.findall(data))}


def _plain(name: bytes) -> bytes:
    return HEX.sub(lambda found: bytes([int(found[1], 16)]), name) if b"#" in name else name


def _refuse(acts: set[bytes]) -> None:
    if acts:
        raise Unfit(ACTIVE)


def _in_the_clear(whole: bytes) -> bytes:
    """What stands outside streams."""
    return b"\n".join(part.rsplit(b"endstream", 1)[-1] for part in STREAM.split(whole))


def _packed_objects(whole: bytes) -> Iterator[bytes]:
    """Every compressed stream that may hold objects, whatever kind and length it claims; bounded in all."""
    left, objects = MOST_UNPACKED, MOST_OBJECTS
    for number, start in enumerate(STREAM.finditer(whole)):
        plain = _inflated(whole, start.end(), left)
        left -= len(plain)
        if OBJECTS.match(plain[:PIECE]):
            objects -= len(plain)
            yield plain
        if number >= MOST_STREAMS or left <= 0 or objects <= 0:
            raise Unfit(TOO_MUCH)


def _inflated(whole: bytes, position: int, most: int) -> bytes:
    """What stands compressed here, at most so many bytes; nothing where nothing does."""
    machine, out, held = zlib.decompressobj(), [], 0
    try:
        while position < len(whole) and not machine.eof and held < most:
            out.append(machine.decompress(whole[position : position + PIECE], most - held))
            held, position = held + len(out[-1]), position + PIECE
    except zlib.error:
        pass
    return b"".join(out)


def _refuse_what_hides(whole: bytes) -> None:
    """Objects packed in a way that is not looked into might hold anything."""
    told = (one for one in NAME.finditer(whole) if _plain(one[1]) == b"ObjStm")
    packed = list(islice(told, MOST_PACKED + 1))
    if len(packed) > MOST_PACKED:
        raise Unfit(TOO_MUCH)
    for found in packed:
        begin = max(whole.rfind(b"obj", max(found.start() - DICTIONARY, 0), found.start()), 0)
        start = STREAM.search(whole, found.start())
        if start is None:
            raise Unfit(BROKEN)
        about = names(whole[begin : start.start()])
        if about & HIDES or (b"Filter" in about and not _inflated(whole, start.end(), PIECE)):
            raise Unfit(BROKEN)
