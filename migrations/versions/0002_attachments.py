"""Attachments: which sealed file belongs to which entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id

revision = "0002"
down_revision = "0001"


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    op.create_table(
        "attachment",
        sa.Column("attachment_id", Id(), nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("stored", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("stored", name=op.f("uq_attachment_stored")),
    )
    op.create_index(op.f("ix_attachment_dossier_id"), "attachment", ["dossier_id"])


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_table("attachment")
