"""A word processor's document, filled from the top: headings, paragraphs, tables, pictures with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any

from casetracker.kit.sentences import REGIONS
from casetracker.reports.charts import draw
from casetracker.reports.formats.packs.words import warning
from casetracker.reports.packs.edition import Edition
from casetracker.reports.pictures import Picture

RIGHT = 2
"""how a DOCX numbers paragraphs that stand on the right"""
WIDE, WIDEST_PICTURE = 16.4, 14.5
"""centimetres"""
SCALE = 2.0
STYLE = "Light List Accent 1"


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(one for one in text if one in "\t\n" or (one >= " " and not "\ud800" <= one <= "\udfff"))


@dataclass
class Prose:
    """`document` is python-docx's own."""

    document: Any
    docx: Any

    @classmethod
    def begun(cls, edition: Edition) -> Prose:
        """An empty page in the edition's language, with what a library asks of a document."""
        import docx  # loaded with the first one: it costs a third of a second
        import docx.shared

        made = cls(docx.Document(), docx)
        moment = edition.made_at.astimezone(UTC).replace(tzinfo=None)
        language = REGIONS.get(edition.language, edition.language).replace("_", "-")
        properties = {
            "title": edition.title, "subject": edition.programme, "author": edition.programme, "language": language,
            "comments": warning(edition), "identifier": edition.id, "version": str(edition.number), "created": moment,
            "modified": moment, "last_modified_by": "", "revision": 1, "keywords": "", "category": "",
        }  # fmt: skip
        for name, value in properties.items():
            setattr(made.document.core_properties, name, _clean(value)[:255] if isinstance(value, str) else value)
        made._language(language)
        page = made.document.sections[0]
        page.page_width, page.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
        page.left_margin = page.right_margin = docx.shared.Mm(23)
        return made

    def _language(self, language: str) -> None:
        """Of every text that says nothing else: the document's own default."""
        for element in self.document.styles.element.iter(self._name("lang")):
            element.set(self._name("val"), language)

    def _name(self, name: str) -> str:
        return str(self.docx.oxml.ns.qn(f"w:{name}"))

    def heading(self, text: str, level: int = 1) -> None:
        self.document.add_heading(_clean(text), level)

    def text(self, text: str, strong: bool = False, small: bool = False) -> None:
        run = self.document.add_paragraph().add_run(_clean(text))
        run.bold = strong or None
        if small:
            run.font.size, run.italic = self.docx.shared.Pt(9), True

    def picture(self, picture: Picture, told: str) -> None:
        """The drawing as PNG, which every word processor shows, and its words."""
        import vl_convert

        svg = str(draw(picture))
        shape = self.document.add_picture(BytesIO(vl_convert.svg_to_png(svg, scale=SCALE)))
        widest = self.docx.shared.Cm(WIDEST_PICTURE)
        width = min(widest, int(shape.width / SCALE * 96 / 72))
        shape.height, shape.width = int(shape.height * width / shape.width), width
        shape._inline.docPr.set("descr", _clean(told))

    def table(
        self, title: str, heading: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool] = ()
    ) -> None:
        """A title above, then the rows; a heading is repeated on every page, and no row is torn by one."""
        caption = self.document.add_paragraph(style="Caption")
        caption.add_run(_clean(title))
        caption.paragraph_format.keep_with_next = True
        all_rows = [heading, *rows] if heading else rows
        if not all_rows:
            return
        table = self.document.add_table(len(all_rows), len(all_rows[0]), style=STYLE)
        self._widths(table)
        self._first_row(table, bool(heading))
        for row, values in zip(table.rows, all_rows, strict=True):
            row._tr.get_or_add_trPr().append(self.docx.oxml.OxmlElement("w:cantSplit"))
            for place, (cell, value) in enumerate(zip(row._tr.tc_lst, values, strict=True)):
                self._cell(cell, value, place < len(numeric) and numeric[place])
        if heading:
            table.rows[0]._tr.get_or_add_trPr().append(self.docx.oxml.OxmlElement("w:tblHeader"))
        self.document.add_paragraph()

    def _widths(self, table: Any) -> None:
        """The first column is of words and takes its share; two columns alone are names and what they mean."""
        many = len(table.columns)
        first = 0.35 if many < 4 else 0.4
        for place, column in enumerate(table.columns):
            width = self.docx.shared.Cm(WIDE * (first if place == 0 else (1 - first) / (many - 1) if many > 1 else 1))
            for cell in (column._gridCol, *(row.tc_lst[place] for row in table._tbl.tr_lst)):
                if hasattr(cell, "w"):
                    cell.w = width
                else:
                    cell.width = width

    def _first_row(self, table: Any, there: bool) -> None:
        """Tells the style, and screen readers, whether the first row is a heading."""
        look = table._tbl.tblPr.find(self._name("tblLook"))
        if look is not None:
            for name, on in (("firstRow", there), ("firstColumn", True), ("noHBand", True)):
                look.set(self._name(name), str(int(on)))
            look.set(self._name("val"), "06A0" if there else "0680")

    def _cell(self, cell: Any, value: str, right: bool) -> None:
        paragraph = self.docx.text.paragraph.Paragraph(cell.p_lst[0], self.document)
        paragraph.add_run(_clean(value))
        if right:
            paragraph.alignment = RIGHT
