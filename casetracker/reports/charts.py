"""Pictures drawn on the server as SVG without script or style, by Vega-Altair; loaded when the first one is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Xml

from markupsafe import Markup

from casetracker.reports.frames import frame_of
from casetracker.reports.memory import Memory
from casetracker.reports.pictures import Picture

if TYPE_CHECKING:
    import altair
    import pandas

WIDTH, HEIGHT, BAR = 420, 220, 24
LETTERS = 26  # of a label beside a bar; the table has it whole
COLOURS = ("#12645f", "#c2570c", "#3f4f9e", "#8a2a5b", "#5b6b12")
SQUARES = ("#e6f1f0", "#12645f")
INK, LINES = "#0b0c0c", "#b9cccb"
FONT = "system-ui, sans-serif"
DIGITS = {"pt": {"decimal": ",", "thousands": "\u00a0"}, "en": {"decimal": ".", "thousands": ","}}
SVG = "http://www.w3.org/2000/svg"
ELEMENTS = {"svg", "g", "path", "line", "rect", "text"}
ATTRIBUTES = {
    "width", "height", "viewBox", "d", "transform", "fill", "fill-opacity", "stroke", "stroke-width",
    "stroke-dasharray",
    "stroke-opacity", "opacity", "x", "y", "x1", "x2", "y1", "y2", "text-anchor", "font-family", "font-size",
    "font-weight",
}  # fmt: skip

_drawn: Memory[Markup] = Memory(300)


def draw(picture: Picture) -> Markup:
    """The picture as inline SVG; equal pictures are drawn once."""
    return _drawn.get(picture, lambda: _draw(picture))


def _draw(picture: Picture) -> Markup:
    import vl_convert

    text = vl_convert.vegalite_to_svg(
        _chart(picture).to_dict(),
        format_locale={**DIGITS[picture.language], "grouping": [3], "currency": ["", ""]},
    )
    return plain(text)


def plain(text: str) -> Markup:
    """The drawing with nothing in it but shapes and labels: what else is in the SVG is left out."""
    root = Xml.fromstring(text)  # noqa: S314 - our own drawing, of labels escaped by the one who drew it
    _strip(root)
    Xml.register_namespace("", SVG)
    return Markup(Xml.tostring(root, encoding="unicode"))  # noqa: S704 - every element and attribute is listed above


def _strip(element: Xml.Element) -> None:
    for child in list(element):
        name = child.tag.removeprefix(f"{{{SVG}}}")
        if name not in ELEMENTS or child.get("display") == "none" or child.get("d") in ("", "M0,0h0v0h0Z"):
            element.remove(child)
        else:
            _strip(child)
    for name in set(element.attrib) - ATTRIBUTES:
        del element.attrib[name]


def _chart(picture: Picture) -> altair.LayerChart | altair.Chart:
    import altair

    made = {"columns": _columns, "bars": _bars, "lines": _lines, "grid": _grid}[picture.shape](altair, picture)
    titles = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13, "labelColor": INK}
    return (  # type: ignore[no-any-return]
        made.properties(padding={"left": 24, "top": 5, "right": 12, "bottom": 5})
        .configure_view(stroke=None)
        .configure_axis(**titles, domainColor=LINES, tickColor=LINES, gridColor="#e3ecec", labelLimit=0)
        .configure_legend(**titles, orient="bottom", columns=2, labelLimit=190, title=None, columnPadding=28)
    )


def _frame(picture: Picture) -> pandas.DataFrame:
    most = _letters(picture)
    frame = frame_of(picture.marks)
    return frame.assign(at=[short(one, most) for one in frame["at"]], series=[short(one) for one in frame["series"]])


def _order(picture: Picture, what: str) -> list[str]:
    most = _letters(picture) if what == "at" else LETTERS
    return list(dict.fromkeys(short(getattr(mark, what), most) for mark in picture.marks))


def _letters(picture: Picture) -> int:
    return LETTERS - 8 if picture.shape == "grid" else LETTERS


def short(label: str, most: int = LETTERS) -> str:
    """The label as far as there is room for it, both ends kept so that different ones stay different."""
    return label if len(label) <= most else f"{label[: most - 9]}…{label[-8:]}"


def _scale(alt: Any, picture: Picture) -> dict[str, Any]:
    """The axis of the numbers: whole steps for counts, per cent for shares."""
    most = max((mark.value or 0 for mark in picture.marks), default=0)
    few = {"tickMinStep": 1} if not picture.percent and most < 10 else {}
    return {"title": None, "axis": alt.Axis(format="%" if picture.percent else ",~f", tickCount=5, **few)}


def _colour(alt: Any, picture: Picture) -> Any:
    series = _order(picture, "series")
    if len(series) == 1:
        return alt.value(COLOURS[0])
    return alt.Color("series:N", sort=series, scale=alt.Scale(domain=series, range=list(COLOURS[: len(series)])))


def _columns(alt: Any, picture: Picture) -> Any:
    at = alt.X("at:N", sort=_order(picture, "at"), title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True))
    chart = alt.Chart(_frame(picture), width=WIDTH, height=HEIGHT).mark_bar()
    stack = {} if len(_order(picture, "series")) == 1 else {"order": alt.Order("series:N", sort="ascending")}
    return chart.encode(x=at, y=alt.Y("n:Q", **_scale(alt, picture)), color=_colour(alt, picture), **stack)


def _bars(alt: Any, picture: Picture) -> Any:
    order = _order(picture, "at")
    at = alt.Y("at:N", sort=order, title=None, axis=alt.Axis(ticks=False))
    chart = alt.Chart(_frame(picture), width=WIDTH - 120, height=BAR * len(order)).mark_bar()
    return chart.encode(y=at, x=alt.X("n:Q", **_scale(alt, picture)), color=_colour(alt, picture))


def _lines(alt: Any, picture: Picture) -> Any:
    series = _order(picture, "series")
    at = alt.X("at:N", sort=_order(picture, "at"), title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True))
    chart = alt.Chart(_frame(picture), width=WIDTH, height=HEIGHT)
    dashes = alt.Scale(domain=series, range=[[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [12, 4]][: len(series)])
    return chart.mark_line(strokeWidth=2.5, point=True).encode(
        x=at, y=alt.Y("n:Q", **_scale(alt, picture)), color=_colour(alt, picture),
        strokeDash=alt.StrokeDash("series:N", sort=series, scale=dashes),
    )  # fmt: skip


def _grid(alt: Any, picture: Picture) -> Any:
    down = _order(picture, "series")
    base = alt.Chart(_frame(picture), width=WIDTH, height=BAR * len(down)).encode(
        x=alt.X("at:N", sort=_order(picture, "at"), title=None, axis=alt.Axis(labelAngle=-45, ticks=False)),
        y=alt.Y("series:N", sort=down, title=None, axis=alt.Axis(ticks=False)),
    )
    most = max((mark.value or 0 for mark in picture.marks), default=0)
    squares = base.mark_rect().encode(color=alt.Color("n:Q", legend=None, scale=alt.Scale(range=list(SQUARES))))
    shade = alt.condition(f"datum.n > {most / 2}", alt.value("#ffffff"), alt.value(INK))
    numbers = (
        base.transform_filter("isValid(datum.n)")
        .mark_text(font=FONT, fontSize=12)
        .encode(text=alt.Text("n:Q", format=".0%" if picture.percent else ",~f"), color=shade)
    )
    return squares + numbers
