"""Text that a spreadsheet would run is kept from running; nothing is lost, and the guard can be taken off again."""

from __future__ import annotations

import re

# Blanks, controls, marks of direction and joiners, fillers: what stands before a sign without being seen.
UNSEEN = (
    r"\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
STARTS = r"=+\-@|%＝＋－＠−"
# A leading plus is no part of a number: a phone number would lose it, and other guards mistrust it.
NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*")
# A spreadsheet in Portuguese, Spanish or French splits at ";" even inside the quotation marks of a comma file.
INNER = {",": ";\t\r\n", ";": ";,\t\r\n", "\t": ";\t\r\n", "|": "|;\t\r\n"}


def _at_starts(delimiter: str, guarded: str) -> re.Pattern[str]:
    inner = re.escape(INNER.get(delimiter, ";,\t\r\n|"))
    return re.compile(rf"(^|[{inner}])({guarded}(?:(?![{inner}])['\"{UNSEEN}])*(?![{inner}])[{STARTS}])")


_ADD = {mark: _at_starts(mark, "") for mark in INNER}
_TAKE = {mark: _at_starts(mark, "'") for mark in INNER}
_SIGN = re.compile(f"[{STARTS}]")


def guard(text: str, delimiter: str = ",") -> str:
    """The text with ' before every place from which a formula might be read. Plain numbers stay as they are."""
    if not _SIGN.search(text) or NUMBER.fullmatch(text):
        return text
    return _ADD[delimiter].sub(r"\1'\2", text)


def unguard(text: str, delimiter: str = ",") -> str:
    """What `guard` was given."""
    if "'" not in text:
        return text
    return _TAKE[delimiter].sub(lambda found: found[1] + found[2][1:], text)
