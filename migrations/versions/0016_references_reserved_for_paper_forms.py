"""References reserved for paper forms, and the dossier that each was keyed in as."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Moment

revision = "0016"
down_revision = "0015"


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    op.create_table(
        "reserved_reference",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("batch", Id(), nullable=False),
        sa.Column("reserved_by", sa.String(length=60), nullable=False),
        sa.Column("reserved_at", Moment(), nullable=False),
        sa.Column("used_by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("programme_id", "reference", name=op.f("pk_reserved_reference")),
    )
    op.create_index("ix_reserved_batch", "reserved_reference", ["batch", "number"])


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_table("reserved_reference")
