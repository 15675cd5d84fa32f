"""The paragraphs and tables of a letter's DOCX: of them the page and the PDF are drawn, so that all say the same."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

RIGHT = 2
"""how a DOCX numbers paragraphs that stand on the right"""


@dataclass(frozen=True)
class Block:
    """`kind`: heading, smaller, right, plain (one row of one cell), points or table; `rows` of cells of text."""

    kind: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The text of a paragraph; its lines end as they were broken."""
        return self.rows[0][0]


def blocks_of(content: bytes) -> list[Block]:
    """In the order of the page: head of the page, body, foot; empty paragraphs are left out."""
    import docx  # loaded with the first letter

    opened = docx.Document(io.BytesIO(content))
    page, found = opened.sections[0], list[Block]()
    parts = chain(page.header.iter_inner_content(), opened.iter_inner_content(), page.footer.iter_inner_content())
    for block in _blocks(parts):
        if found and block.kind == found[-1].kind == "points":
            found[-1] = Block("points", found[-1].rows + block.rows)
        else:
            found.append(block)
    return found


def _blocks(parts: Iterable[Any]) -> Iterator[Block]:
    for part in parts:
        if hasattr(part, "rows"):
            yield Block("table", tuple(tuple(cell.text for cell in row.cells) for row in part.rows))
        elif part.text.strip():
            yield Block(_kind(part), ((part.text.strip(),),))


def _kind(paragraph: Any) -> str:
    style = paragraph.style.name if paragraph.style is not None else ""
    if style in ("Title", "Heading 1"):
        return "heading"
    if style.startswith("Heading"):
        return "smaller"
    if style.startswith("List"):
        return "points"
    return "right" if paragraph.alignment == RIGHT else "plain"
