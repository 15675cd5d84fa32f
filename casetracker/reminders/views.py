"""Pages of reminders: the inbox with its number beside its link on every page, and the weekly letter."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Flask, abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.reader import Reader
from casetracker.accounts.taking import take
from casetracker.kit import clock
from casetracker.kit.languages import timezone
from casetracker.kit.sentences import gettext as _
from casetracker.reminders.actions import choose_mail, mark_seen
from casetracker.reminders.digest import WEEKLY
from casetracker.reminders.forms import MailForm
from casetracker.reminders.jobs import register
from casetracker.reminders.labels import said_of
from casetracker.reminders.monthly import QUALITY_REVIEWS
from casetracker.reminders.post import is_configured
from casetracker.reminders.queries.inbox import how_many_new, inbox
from casetracker.reminders.queries.mail import mail_choice

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


@bp.route("/inbox/mail", methods=["GET", "POST"])
@permission("day.read")
def mail() -> Response:
    """Where my weekly letter goes, and whether it does."""
    reader = current_reader()
    form = MailForm(data=mail_choice(reader))

    def draw(status: int) -> Response:
        return make_response(render_template("reminders/mail.html", form=form, possible=is_configured()), status)

    def act() -> str:
        choose_mail(by=reader, address=form.address.data or "", weekly=form.weekly.data)
        return url_for("reminders.page")

    return take(form, draw, act, said=_("Your choice is saved."))


def _count(reader: Reader) -> int:
    """Asked once a page, however many templates draw it."""
    if "inbox_count" not in g:
        g.inbox_count = how_many_new(reader, clock.today(timezone()))
    found: int = g.inbox_count
    return found


def init_app(app: Flask) -> None:
    """Put the number beside the link, and have the background work done."""
    for job in (WEEKLY, QUALITY_REVIEWS):
        register(app, job)
    app.extensions.setdefault("casetracker.counts", {})["reminders.page"] = _count
