"""Lists that people keep, and a way to the few highly restricted dossiers that name a reader."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Json, Moment

revision = "0006"
down_revision = "0005"

SECRET = sa.text("tier = 'highly_restricted'")
NAMED = ["programme_id", "kind", "worker", "supervisor", "lawyer", "id"]


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    op.create_index("ix_dossier_secret", "dossier", NAMED, sqlite_where=SECRET, postgresql_where=SECRET)
    op.create_table(
        "saved_list",
        sa.Column("id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("filters", Json(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_saved_list_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
    )
    op.create_index("ix_saved_list_owner", "saved_list", ["programme_id", "owner"])
    op.create_index("ix_saved_list_team", "saved_list", ["programme_id", "team"])


def downgrade(bind: str) -> None:
    if bind != "main":
        return
    op.drop_table("saved_list")
    op.drop_index("ix_dossier_secret", "dossier")
