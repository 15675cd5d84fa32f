"""Paper: HTML drawn as a PDF that a screen reader can read (PDF/UA-1), with nothing fetched from elsewhere."""

from __future__ import annotations

import functools
from typing import Any

from casetracker.kit.errors import NotDone
from casetracker.kit.saying import Sentence
from casetracker.paths import STATIC

VARIANT = "pdf/ua-1"


def pdf(html: str, style: str = "paper.css") -> bytes:
    """The PDF of a whole HTML page (language, title and headings are taken from it), with one of our style sheets.

    NotDone where this machine lacks the library that draws text.
    """
    weasyprint = _weasyprint()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    sheet = weasyprint.CSS(string=(STATIC / "css" / style).read_text("utf-8"), url_fetcher=nothing)
    page = weasyprint.HTML(string=html, url_fetcher=nothing)
    made: bytes = page.write_pdf(stylesheets=[sheet], pdf_variant=VARIANT, finisher=_mark_scopes)
    return made


def _mark_scopes(_document: Any, drawn: Any) -> None:
    """Each heading cell says whether it heads a column or a row, for screen readers that do not follow the references
    from cell to heading: those in the head of a table head columns."""

    def parent(element: Any) -> Any:
        return drawn.objects[int(element["P"].split()[0])]

    for cell in drawn.objects:
        if isinstance(cell, dict) and cell.get("S") == "/TH":
            scope = "/Column" if parent(parent(cell))["S"] == "/THead" else "/Row"
            cell["A"]["Scope"] = scope


@functools.cache
def _weasyprint() -> Any:
    """Loaded when the first page is drawn: it costs half a second and needs Pango."""
    try:
        import weasyprint
    except OSError as missing:
        raise NotDone(
            Sentence("This installation cannot draw PDF files: the library Pango is missing on its computer."), 500
        ) from missing
    return weasyprint
