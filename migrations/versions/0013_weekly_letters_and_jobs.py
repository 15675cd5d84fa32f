"""Weekly letters: who wants one, which were sent; and the jobs that were done once for a month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Moment

revision = "0013"
down_revision = "0012"


def upgrade(bind: str) -> None:
    if bind == "main":
        _upgrade_main()


def downgrade(bind: str) -> None:
    if bind == "main":
        for name in ("mail_choice", "job_run", "digest"):
            op.drop_table(name)


def _upgrade_main() -> None:
    op.create_table(
        "digest",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_digest_user_id")),
        sa.PrimaryKeyConstraint("user_id", "week", name=op.f("pk_digest")),
    )
    op.create_table(
        "job_run",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_job_run_programme_id")),
        sa.PrimaryKeyConstraint("name", "programme_id", "period", name=op.f("pk_job_run")),
    )
    op.create_table(
        "mail_choice",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_mail_choice_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_mail_choice")),
    )
