"""Quality reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id

revision = "0007"
down_revision = "0006"


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    op.create_table(
        "review",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("file", sa.String(length=20), nullable=True),
        sa.Column("interview", sa.String(length=20), nullable=True),
        sa.Column("handling", sa.String(length=3), nullable=True),
        sa.Column("outcome", sa.String(length=3), nullable=True),
        sa.Column("learned", sa.String(length=3), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "month", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_month", ["programme_id", "month", "worker"], unique=False)


def downgrade_main() -> None:
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index("ix_review_month")

    op.drop_table("review")


def upgrade_desk() -> None:
    pass


def downgrade_desk() -> None:
    pass
