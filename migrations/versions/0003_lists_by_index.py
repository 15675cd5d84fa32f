"""Lists of cases stop at their first page: by worker, team and status in order of the next step, and what asks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

HELD = {
    "ix_case_worker": ["programme_id", "worker", "is_open", "next_due"],
    "ix_case_team": ["programme_id", "team", "is_open", "next_due"],
}
LAST = ["programme_id", "last_activity", "dossier_id"]
SOME = {"ix_case_confirm": "to_confirm > 0", "ix_case_attention": "anomalies > 0 OR conflicts > 0"}


def upgrade(bind: str) -> None:
    if bind != "main":
        return
    for name, columns in HELD.items():
        op.drop_index(name, "case_file")
        op.create_index(name, "case_file", [*columns, "dossier_id"])
    op.create_index("ix_case_status", "case_file", ["programme_id", "status", "next_due", "dossier_id"])
    for name, which in SOME.items():
        op.create_index(name, "case_file", LAST, sqlite_where=sa.text(which), postgresql_where=sa.text(which))


def downgrade(bind: str) -> None:
    if bind != "main":
        return
    for name in (*SOME, "ix_case_status"):
        op.drop_index(name, "case_file")
    for name, columns in HELD.items():
        op.drop_index(name, "case_file")
        op.create_index(name, "case_file", columns)
