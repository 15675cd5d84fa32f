"""What the inbox asks of the entries in one index, and up to when somebody has seen theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Moment

revision = "0010"
down_revision = "0009"

TELLING = sa.text("kind IN ('case.assigned', 'remark.answered', 'remark.made')")


def upgrade(bind: str) -> None:
    if bind == "main":
        op.create_index(
            "ix_entry_telling", "entry", ["programme_id", "recorded_at"], sqlite_where=TELLING, postgresql_where=TELLING
        )
        op.create_table(
            "inbox_seen",
            sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("seen_at", Moment(), nullable=False),
            sa.Column("seen_on", sa.Date(), nullable=False),
            sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_inbox_seen_user_id")),
            sa.PrimaryKeyConstraint("user_id", name=op.f("pk_inbox_seen")),
        )


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_table("inbox_seen")
        op.drop_index("ix_entry_telling", "entry")
