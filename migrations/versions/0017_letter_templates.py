"""Letter templates of the organisation's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Moment

revision = "0017"
down_revision = "0016"


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    op.create_table(
        "letter_template",
        sa.Column("id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("remedy", sa.String(length=60), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.Column("uploaded_at", Moment(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
    )
    op.create_index("ix_letter_template_kind", "letter_template", ["programme_id", "kind", "language"])


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_table("letter_template")
