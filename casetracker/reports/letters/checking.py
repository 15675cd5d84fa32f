"""May a template be used: every field in it is one that has a value, and nothing else is asked of the machine.

What may stand in a template is said here in full: `{{ field }}`, `{{ row.field }}`, and for paragraphs (`p`), table
rows (`tr`) or text `{%p for row in list %}`, `{%p if field %}`, `{%p if not field %}`, `{%p else %}` and
their ends. No list stands inside another.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

from casetracker.kit.saying import Sentence
from casetracker.reports.letters.fields import FIELDS, LISTS
from casetracker.reports.letters.filling import fill

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
SINGLE = re.compile(r"\{\{ ?(\w+)(?:\.(\w+))? ?\}\}")
LOOP = re.compile(r"\{%(?:p|tr|tc|r)? for (\w+) in (\w+) ?%\}")
CONDITION = re.compile(r"\{%(?:p|tr|tc|r)? if (?:not )?(\w+) ?%\}")
TURN = re.compile(r"\{%(?:p|tr|tc|r)? (?:else|endif|endfor) ?%\}")
FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
SHOWN = 60
SAMPLE = dict.fromkeys(FIELDS, "x") | {name: [dict.fromkeys(rows, "x")] for name, rows in LISTS.items()}


def mistakes_in(content: bytes) -> list[Sentence]:
    """Everything that may not stand in it, each with its line and what is written there; none where it may be used."""
    found = [one for part, text in _parts(content) for one in _mistakes(part, text)]
    return found or _not_whole(content)


def _parts(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist(), key=lambda one: (one != "word/document.xml", one)):
            if name.endswith((".xml", ".rels")):
                yield name, archive.read(name).decode("utf-8", "replace")


def _mistakes(part: str, xml: str) -> Iterator[Sentence]:
    rows: dict[str, str] = {}
    for number, paragraph in enumerate(xml.split("</w:p>"), start=1):
        text = html.unescape(re.sub(r"<[^>]*>", "", paragraph))
        for tag in TAG.findall(text):
            if not FILLED.fullmatch(part) or not _known(tag, rows):
                yield _at(number, tag, text)
        if LOOSE.search(TAG.sub("", text)):
            yield _at(number, text.strip()[:SHOWN], text)


def _known(tag: str, rows: dict[str, str]) -> bool:
    if single := SINGLE.fullmatch(tag):
        name, field = single.groups()
        return name in FIELDS if field is None else field in LISTS.get(rows.get(name, ""), ())
    if loop := LOOP.fullmatch(tag):
        alone = not rows
        rows[loop[1]] = loop[2]
        return alone and loop[2] in LISTS and loop[1] not in SAMPLE
    if "endfor" in tag:
        rows.clear()
    if condition := CONDITION.fullmatch(tag):
        return condition[1] in SAMPLE
    return TURN.fullmatch(tag) is not None


def _at(number: int, tag: str, text: str) -> Sentence:
    return Sentence(
        "Line %(number)s: “%(tag)s” may not stand in a letter. The line reads: %(text)s",
        number=number, tag=tag[:SHOWN], text=" ".join(text.split())[:SHOWN],
    )  # fmt: skip


def _not_whole(content: bytes) -> list[Sentence]:
    """Written out once with made-up values: a loop or a condition without its end shows only then."""
    try:
        fill(content, SAMPLE)
    except Exception:  # noqa: BLE001 - whatever python-docx, lxml or Jinja makes of somebody else's file
        return [Sentence("This template cannot be filled: every “for” needs its “endfor”, every “if” its “endif”.")]
    return []
