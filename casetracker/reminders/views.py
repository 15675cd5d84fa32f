"""Pages of reminders: the inbox, and its number beside its link on every page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Flask, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.reader import Reader
from casetracker.kit import clock
from casetracker.kit.languages import timezone
from casetracker.reminders.actions import mark_seen
from casetracker.reminders.labels import said_of
from casetracker.reminders.queries.inbox import how_many_new, inbox

bp = Blueprint("reminders", __name__)


@bp.get("/inbox")
@permission("day.read")
def page() -> str:
    """What concerns me, latest first."""
    items = inbox(current_reader(), clock.today(timezone()))
    until = max([clock.now(), *(item.at for item in items if item.at)])
    return render_template("reminders/inbox.html", items=items, until=until.isoformat(), said=said_of())


@bp.post("/inbox/seen")
@permission("day.read")
def seen() -> Response:
    """All that stood on the page is seen."""
    try:
        until = datetime.fromisoformat(request.form.get("until", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        abort(400)
    mark_seen(by=current_reader(), until=until, timezone=timezone())
    return redirect(url_for("reminders.page"), 303)


def _count(reader: Reader) -> int:
    """Asked once a page, however many templates draw it."""
    if "inbox_count" not in g:
        g.inbox_count = how_many_new(reader, clock.today(timezone()))
    found: int = g.inbox_count
    return found


def init_app(app: Flask) -> None:
    """Put the number beside the link."""
    app.extensions.setdefault("casetracker.counts", {})["reminders.page"] = _count
