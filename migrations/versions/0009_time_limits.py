"""Time limits: one row each, and on the case the day by which we must file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id

revision = "0009"
down_revision = "0008"


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    op.create_table(
        "clock",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("clock_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "clock_id", name=op.f("pk_clock")),
    )
    op.create_index("ix_clock_due", "clock", ["programme_id", "is_open", "due_on"])
    op.add_column("case_file", sa.Column("filing_due", sa.Date(), nullable=True))
    some = sa.text("filing_due IS NOT NULL")
    columns = ["programme_id", "filing_due", "dossier_id"]
    op.create_index("ix_case_filing", "case_file", columns, sqlite_where=some, postgresql_where=some)


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_index("ix_case_filing", "case_file")
        op.drop_column("case_file", "filing_due")
        op.drop_table("clock")
