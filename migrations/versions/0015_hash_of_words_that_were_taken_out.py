"""Hash of words that were taken out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("words_said", sa.LargeBinary(length=32), nullable=True))


def downgrade_main() -> None:
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_column("words_said")


def upgrade_desk() -> None:
    pass


def downgrade_desk() -> None:
    pass
