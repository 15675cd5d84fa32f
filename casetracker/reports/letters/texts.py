"""Letters as shipped: plain texts beside the preset, made into Word documents that a manager can download and change.

A line is a paragraph. `# ` begins a heading, `## ` a smaller one, `- ` a point, `> ` a line on the right; lines that
begin with `|` are the rows of a table, the first of them its head. Fields and conditions are as in any template.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from casetracker.kit.sentences import REGIONS
from casetracker.reports.letters.blocks import RIGHT

STYLES = {"# ": "Heading 1", "## ": "Heading 2", "- ": "List Bullet"}
THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def as_document(text: str, language: str) -> bytes:
    """The DOCX of a plain text, in this language (pt, en)."""
    import docx  # loaded with the first letter

    made = docx.Document()
    _dress(made, REGIONS.get(language, language).replace("_", "-"))
    for is_table, lines in groupby(_lines(text), key=lambda line: line.startswith("|")):
        if is_table:
            _table(made, [[cell.strip() for cell in line.strip("|").split("|")] for line in lines])
        else:
            for line in lines:
                _paragraph(made, line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _dress(made: Any, language: str) -> None:
    """One plain face throughout, and the language, which a screen reader needs."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet"):
        style = made.styles[name]
        style.font.name, style.font.color.rgb = "Arial", RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in THEMES:
            fonts.attrib.pop(qn(which), None)
    made.styles["Normal"].font.size, made.styles["Heading 1"].font.size = Pt(11), Pt(14)
    made.styles["Normal"].paragraph_format.space_after = Pt(6)
    said = made.styles.element.find(f".//{qn('w:lang')}")
    said.set(qn("w:val"), language)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)


def _paragraph(made: Any, line: str) -> None:
    mark = next((mark for mark in STYLES if line.startswith(mark)), "")
    if line.startswith("> "):
        made.add_paragraph(line[2:]).alignment = RIGHT
    else:
        made.add_paragraph(line.removeprefix(mark), style=STYLES.get(mark))


def _table(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(f"{{{head.nsmap['w']}}}tblHeader", {}))
