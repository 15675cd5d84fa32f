"""Remarks that wait for an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_worker", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("asked_lead", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(
            "ix_case_asked",
            ["programme_id", "worker"],
            unique=False,
            sqlite_where=sa.text("asked_worker > 0"),
            postgresql_where=sa.text("asked_worker > 0"),
        )


def downgrade_main() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_case_asked", sqlite_where=sa.text("asked_worker > 0"), postgresql_where=sa.text("asked_worker > 0")
        )
        batch_op.drop_column("asked_lead")
        batch_op.drop_column("asked_worker")


def upgrade_desk() -> None:
    pass


def downgrade_desk() -> None:
    pass
