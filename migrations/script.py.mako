"""${message.capitalize()}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Json, Moment
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    ${context.get("main_upgrades", "pass")}


def downgrade_main() -> None:
    ${context.get("main_downgrades", "pass")}


def upgrade_desk() -> None:
    ${context.get("desk_upgrades", "pass")}


def downgrade_desk() -> None:
    ${context.get("desk_downgrades", "pass")}
