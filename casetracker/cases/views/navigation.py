"""The links on top of every page: what this reader may go to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request, url_for

from casetracker.accounts.guard import reader_or_none
from casetracker.accounts.permissions import can
from casetracker.accounts.reader import Reader
from casetracker.kit.sentences import lazy_gettext as _l

LINKS: tuple[tuple[str, str, Any], ...] = (
    ("coordinator.page", "cases.team", _l("Team")),
    ("day.read", "cases.day", _l("My day")),
    ("day.read", "reminders.page", _l("Inbox")),
    ("case.list", "cases.index", _l("Cases")),
    ("case.write", "cases.new", _l("Log a case")),
    ("case.write", "paper.index", _l("Paper forms")),
    ("case.list", "clients.index", _l("Clients")),
    ("dashboard.read", "reports.dashboard", _l("Figures")),
    ("edition.read", "reports.packs", _l("Reports")),
    ("places.manage", "places.index", _l("Places")),
    ("programme.manage", "reports.letterhead", _l("Letters")),
    ("users.manage", "accounts.users", _l("People")),
    ("codes.manage", "programmes.codes", _l("Codes")),
    ("programme.manage", "cases.rules", _l("Time limits")),
)


def links(reader: Reader) -> list[tuple[Any, str, bool]]:
    """(label, address, is it this page), of pages that exist and open for the reader."""
    return [
        (_counted(label, endpoint, reader), url_for(endpoint), request.endpoint == endpoint)
        for needs, endpoint, label in LINKS
        if endpoint in current_app.view_functions and can(reader, needs)
    ]


def _counted(label: Any, endpoint: str, reader: Reader) -> Any:
    """With how many new things wait there, where the room of the page says so."""
    counts: dict[str, Callable[[Reader], int]] = current_app.extensions.get("casetracker.counts", {})
    number = counts[endpoint](reader) if endpoint in counts else 0
    return f"{label} ({number})" if number else label


def _for_pages() -> dict[str, Any]:
    reader, programme = reader_or_none(), g.get("programme")
    found: dict[str, Any] = {"navigation": (), "searches": can(reader, "search")}
    if reader is not None:
        if "navigation" not in g:  # a page may be drawn from several templates
            g.navigation = links(reader)
        found["navigation"] = g.navigation
    if programme is not None:
        found |= {"programme_name": programme.name, "synthetic": programme.synthetic}
    return found


def init_app(app: Flask) -> None:
    """Offer them to every template."""
    app.context_processor(_for_pages)
