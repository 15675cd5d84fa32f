"""Cases that look alike and are two matters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id

revision = "0014"
down_revision = "0013"


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    op.create_table(
        "case_apart",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "other_id", name=op.f("pk_case_apart")),
    )


def downgrade_main() -> None:
    op.drop_table("case_apart")


def upgrade_desk() -> None:
    pass


def downgrade_desk() -> None:
    pass
