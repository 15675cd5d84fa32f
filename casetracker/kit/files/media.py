"""The kinds of file that are kept: what each is called in a name, and what it is to a browser."""

from __future__ import annotations

from dataclasses import dataclass

from casetracker.kit.saying import Sentence


@dataclass(frozen=True)
class Media:
    """One kind: its code, its family (picture, paper, sound), the endings of its names, its media type."""

    code: str
    family: str
    endings: tuple[str, ...]
    mimetype: str


@dataclass(frozen=True)
class Fit:
    """A file as it is kept. `came`: SHA-256 of what arrived; `preview`: a small JPEG, empty where there is none."""

    name: str
    media: str
    content: bytes
    came: str
    preview: bytes = b""


class Unfit(Exception):
    """The file is not kept; `sentence` says why, and what to do instead."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.msgid)
        self.sentence = sentence


class TooLarge(Unfit):
    """It is larger than is kept; `most` in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Sentence("This file is too large: at most %(most)s MB fit. Send a smaller one.", most=in_megabytes(most))
        )


def in_megabytes(size: int) -> str:
    """Whole megabytes where it is so many, else with one digit."""
    return f"{size / 1_048_576:.1f}".removesuffix(".0")


MEDIA: dict[str, Media] = {
    one.code: one
    for one in (
        Media("jpeg", "picture", (".jpg", ".jpeg"), "image/jpeg"),
        Media("png", "picture", (".png",), "image/png"),
        Media("webp", "picture", (".webp",), "image/webp"),
        Media("pdf", "paper", (".pdf",), "application/pdf"),
        Media("docx", "paper", (".docx",),
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Media("mp3", "sound", (".mp3",), "audio/mpeg"),
        Media("m4a", "sound", (".m4a",), "audio/mp4"),
        Media("ogg", "sound", (".ogg", ".oga", ".opus"), "audio/ogg"),
        Media("wav", "sound", (".wav",), "audio/wav"),
    )
}  # fmt: skip
ENDINGS = {ending: one for one in MEDIA.values() for ending in one.endings}

BROKEN = Sentence("This file is broken or only a part of it is here. Make or copy it again, and send that.")
NOT_TAKEN = Sentence(
    "This kind of file is not kept here. Send a photo (JPEG, PNG, WebP), a PDF, a Word document (DOCX) or a sound "
    "(MP3, M4A, OGG, WAV)."
)
