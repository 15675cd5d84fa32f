"""No sentence is left in English on a Portuguese page: every one that the code can say has its translation."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from casetracker.paths import PACKAGE, TEMPLATES, TRANSLATIONS

HOME = Path(__file__).resolve().parent.parent
PORTUGUESE = TRANSLATIONS / "pt" / "LC_MESSAGES"
KEYWORDS = {
    "_": None, "gettext": None, "_l": None, "lazy_gettext": None, "Sentence": None, "ngettext": (1, 2),
}  # fmt: skip
VALUES = re.compile(r"%\((\w+)\)[sd]")
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "encoding": "utf-8"}


def sentences() -> dict[str, str]:
    """Every sentence of code and templates, with the file it stands in."""
    found: dict[str, str] = {}
    for folder, method, options in ((PACKAGE, "python", {}), (TEMPLATES, "jinja2", JINJA)):
        pattern = "**.py" if method == "python" else "**.html"
        for file, _, said, *_ in extract_from_dir(
            folder, method_map=[(pattern, method)], options_map={pattern: options}, keywords=KEYWORDS
        ):
            found.setdefault(said if isinstance(said, str) else said[0], f"{folder.name}/{file}")
    found.pop("", None)
    return found


def catalogue():
    """The Portuguese catalogue as it stands in the source."""
    return read_po(io.BytesIO((PORTUGUESE / "messages.po").read_bytes()), locale="pt")


def test_every_sentence_is_translated() -> None:
    translated = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue() if m.id and m.string}
    missing = {said: where for said, where in sentences().items() if said not in translated}
    assert not missing, missing


def test_nothing_is_fuzzy_or_left_over() -> None:
    known = sentences()
    for message in catalogue():
        first = message.id if isinstance(message.id, str) else message.id[0] if message.id else ""
        assert not message.fuzzy or not first, first
        assert not first or first in known, f"nobody says this any more: {first}"


def test_a_translation_keeps_the_values_of_its_sentence() -> None:
    for message in catalogue():
        if isinstance(message.id, str) and message.id:
            assert set(VALUES.findall(message.id)) == set(VALUES.findall(message.string)), message.id


def test_what_is_compiled_is_what_is_written() -> None:
    compiled = read_mo(io.BytesIO((PORTUGUESE / "messages.mo").read_bytes()))
    for message in catalogue():
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            assert list(compiled.get(key).string) == list(message.string), key


@pytest.mark.parametrize("locale", ["pt", "en"])
def test_every_code_has_a_label_in_every_language_of_the_pages(locale: str) -> None:
    from casetracker.presets import available, load

    for name in available():
        for codes in load(name).lists.values():
            assert all(code.labels.get(locale) for code in codes), name
