"""Cases offered to others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id

revision = "0012"
down_revision = "0011"


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    op.create_table(
        "case_offer",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=True),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("refused_by", sa.String(length=60), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_case_offer")),
    )
    with op.batch_alter_table("case_offer", schema=None) as batch_op:
        batch_op.create_index("ix_offer_by", ["programme_id", "by"], unique=False)
        batch_op.create_index("ix_offer_team", ["programme_id", "team"], unique=False)
        batch_op.create_index("ix_offer_worker", ["programme_id", "worker"], unique=False)


def downgrade_main() -> None:
    with op.batch_alter_table("case_offer", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_worker")
        batch_op.drop_index("ix_offer_team")
        batch_op.drop_index("ix_offer_by")

    op.drop_table("case_offer")


def upgrade_desk() -> None:
    pass


def downgrade_desk() -> None:
    pass
