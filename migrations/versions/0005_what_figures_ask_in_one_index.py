"""The index by which facts are counted holds what most figures ask of them."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

BEFORE = ["programme_id", "kind", "day"]
MORE = ["known_to", "precision", "unit_id", "part_id", "turn", "until_day", "type", "type_group", "province", "outcome"]


def upgrade(bind: str) -> None:
    if bind == "main":
        op.drop_index("ix_fact_count", "fact")
        op.create_index("ix_fact_count", "fact", BEFORE + MORE)


def downgrade(bind: str) -> None:
    if bind == "main":
        op.drop_index("ix_fact_count", "fact")
        op.create_index("ix_fact_count", "fact", BEFORE)
