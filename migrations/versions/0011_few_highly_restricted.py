"""The highly restricted dossiers that name a reader are found in their index alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

SECRET = sa.text("tier = 'highly_restricted'")
BEFORE = ["programme_id", "kind", "worker", "supervisor", "lawyer", "id"]
AFTER = ["tier", "programme_id", "worker", "supervisor", "lawyer", "kind", "id"]


def upgrade(bind: str) -> None:
    if bind == "main":
        _index(AFTER)


def downgrade(bind: str) -> None:
    if bind == "main":
        _index(BEFORE)


def _index(columns: list[str]) -> None:
    op.drop_index("ix_dossier_secret", "dossier")
    op.create_index("ix_dossier_secret", "dossier", columns, sqlite_where=SECRET, postgresql_where=SECRET)
