"""A small instance for measurements and faults: one programme, Ana, one facility."""

from __future__ import annotations

from pathlib import Path

from casetracker.accounts.actions import create_user, grant_role
from casetracker.accounts.reader import OPERATOR
from casetracker.app import create_app
from casetracker.kit.db import db, transaction
from casetracker.kit.migrating import upgrade
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.programmes import new_programme
from casetracker.places.bulk import Coming, open_places

PASSWORD = "a lantern under seven rivers"


def begin(folder: Path, url: str = "") -> None:
    """Make the instance; Ana may log cases in it."""
    app = create_app(folder, {"DATABASE_URL": url})
    upgrade(app)
    with app.app_context():
        with transaction():
            programme = new_programme(by=MACHINE, key="kills", preset="health_mozambique", name="Kills")
            path = (("province", "Gaza"), ("district", "Chokwé"))
            open_places(by=MACHINE, programme=programme, coming=[Coming("Centro de Saúde de Lionde", path=path)])
            ana = create_user(by=OPERATOR, username="ana", name="Ana", locale="pt", password=PASSWORD)
            grant_role(by=OPERATOR, user_id=ana.id, programme_id=programme.id, role="paralegal")
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
