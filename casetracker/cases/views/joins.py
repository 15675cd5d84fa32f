"""Where this room meets the room of clients: their cases on their page, corrections told to their cases."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from casetracker.accounts.reader import Reader
from casetracker.cases.actions.people import tell_cases
from casetracker.cases.queries import Naming
from casetracker.cases.queries.rows import of_client
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.clients import actions as client_actions
from casetracker.clients.panels import CLIENT_PANELS
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.panels import Panel
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


def init_app() -> None:
    """Join them, once."""
    CLIENT_PANELS.add(cases_of_client)
    if tell_cases not in client_actions.after_correction:
        client_actions.after_correction.append(tell_cases)
