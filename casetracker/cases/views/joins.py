"""Where this room meets the rooms below: cases on the pages of clients and people, corrections told to cases."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from casetracker.accounts.panels import keeps_open, person_panels
from casetracker.accounts.permissions import can
from casetracker.accounts.reader import Reader
from casetracker.cases.actions.people import tell_cases
from casetracker.cases.queries import Naming
from casetracker.cases.queries.leaving import holds_any
from casetracker.cases.queries.rows import of_client
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.clients import actions as client_actions
from casetracker.clients.panels import CLIENT_PANELS
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.panels import Panel
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.openings import record_opening


def cases_of_client(reader: Reader, client_id: UUID) -> Panel:
    """The panel of a client's page; what had to be unsealed for it is on record."""
    programme = db.session.scalars(
        select(Programme).join(Dossier, Dossier.programme_id == Programme.id).where(Dossier.id == client_id)
    ).one()
    found = of_client(reader, programme.id, client_id)
    secret = [row.dossier_id for row in found if row.tier == HIGHLY_RESTRICTED]
    if secret:
        record_opening(by=reader.author, programme_id=programme.id, dossiers=secret, what="list")
    name = Naming(programme.id, {row.place or row.district for row in found}, {row.worker for row in found})
    drawn = render_template(
        "cases/of_client.html", rows=found, name=name, client_id=client_id, today=clock.today(programme.timezone)
    )
    return Panel(_("Cases"), Markup(drawn))  # noqa: S704 - our own template, escaped there


def cases_of_person(reader: Reader, worker: str) -> Panel | None:
    """The way to hand on what somebody holds, where they hold anything."""
    if not can(reader, "case.assign") or not holds_any(worker):
        return None
    return Panel(_("Cases"), Markup(render_template("cases/held.html", worker=worker)))  # noqa: S704 - our own template


def holds_cases(worker: str) -> Sentence | None:
    """Why an account stays open: a case never loses its worker."""
    return Sentence("This person still holds open cases: hand them on first, below.") if holds_any(worker) else None


def init_app() -> None:
    """Join them, once."""
    if cases_of_person not in person_panels:
        person_panels.append(cases_of_person)
        keeps_open.append(holds_cases)
    CLIENT_PANELS.add(cases_of_client)
    if tell_cases not in client_actions.after_correction:
        client_actions.after_correction.append(tell_cases)
