"""What is said of two files of one person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Moment

revision = "0008"
down_revision = "0007"


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    op.create_table(
        "client_pair",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("said_by", sa.String(length=60), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_client_pair_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", "other_id", name=op.f("pk_client_pair")),
    )
    with op.batch_alter_table("client_pair", schema=None) as batch_op:
        batch_op.create_index("ix_client_pair_other", ["other_id", "state"], unique=False)


def downgrade_main() -> None:
    with op.batch_alter_table("client_pair", schema=None) as batch_op:
        batch_op.drop_index("ix_client_pair_other")

    op.drop_table("client_pair")


def upgrade_desk() -> None:
    op.create_table(
        "elsewhere_look",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.LargeBinary(length=32), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere_look")),
    )
    with op.batch_alter_table("elsewhere_look", schema=None) as batch_op:
        batch_op.create_index("ix_elsewhere_look_user_at", ["user_id", "at"], unique=False)


def downgrade_desk() -> None:
    with op.batch_alter_table("elsewhere_look", schema=None) as batch_op:
        batch_op.drop_index("ix_elsewhere_look_user_at")

    op.drop_table("elsewhere_look")
