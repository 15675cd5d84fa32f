"""Editions of report packs: where each stands, its text, its files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Json, Moment

revision = "0018"
down_revision = "0017"


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    op.create_table(
        "edition",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("period", sa.String(length=30), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("tick", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("stops", Json(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.String(length=60), nullable=False),
        sa.Column("checked_by", sa.String(length=60), nullable=True),
        sa.Column("published_by", sa.String(length=60), nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_edition")),
    )
    op.create_index("ix_edition_programme", "edition", ["programme_id", "status"])
    op.create_table(
        "edition_text",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("release", sa.LargeBinary(), nullable=True),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_edition_text")),
    )
    op.create_table(
        "edition_file",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "format", name=op.f("pk_edition_file")),
    )


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_table("edition_file")
        op.drop_table("edition_text")
        op.drop_table("edition")
