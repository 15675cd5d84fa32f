"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casetracker.kit.db import Id, Json, Moment

revision = "0001"
down_revision = None


def upgrade(bind: str) -> None:
    {"main": upgrade_main, "desk": upgrade_desk}[bind]()


def downgrade(bind: str) -> None:
    {"main": downgrade_main, "desk": downgrade_desk}[bind]()


def upgrade_main() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("username_folded", sa.String(length=128), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("session_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("code", name=op.f("uq_account_code")),
        sa.UniqueConstraint("session_key", name=op.f("uq_account_session_key")),
        sa.UniqueConstraint("username_folded", name=op.f("uq_account_username_folded")),
    )
    op.create_table(
        "breach",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("no", sa.String(length=10), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("type_group", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("rung", sa.String(length=60), nullable=True),
        sa.Column("remedy", sa.String(length=60), nullable=True),
        sa.Column("watched_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "no", name=op.f("pk_breach")),
    )
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.create_index("ix_breach_type", ["programme_id", "type"], unique=False)

    op.create_table(
        "case_file",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=True),
        sa.Column("supervisor", sa.String(length=60), nullable=True),
        sa.Column("lawyer", sa.String(length=60), nullable=True),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("district", sa.String(length=60), nullable=True),
        sa.Column("province", sa.String(length=60), nullable=True),
        sa.Column("type", sa.String(length=60), nullable=True),
        sa.Column("type_group", sa.String(length=60), nullable=True),
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("opened_precision", sa.String(length=5), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("turn", sa.String(length=20), nullable=True),
        sa.Column("last_activity", sa.Date(), nullable=True),
        sa.Column("silent_from", sa.Date(), nullable=True),
        sa.Column("breaches", sa.Integer(), nullable=False),
        sa.Column("open_breaches", sa.Integer(), nullable=False),
        sa.Column("to_confirm", sa.Integer(), nullable=False),
        sa.Column("watched_until", sa.Date(), nullable=True),
        sa.Column("anomalies", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_case_file")),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_active", ["programme_id", "is_open", "last_activity", "dossier_id"], unique=False
        )
        batch_op.create_index("ix_case_client", ["client_id"], unique=False)
        batch_op.create_index("ix_case_due", ["programme_id", "is_open", "next_due", "dossier_id"], unique=False)
        batch_op.create_index(
            "ix_case_lawyer",
            ["programme_id", "lawyer"],
            unique=False,
            sqlite_where=sa.text("lawyer IS NOT NULL"),
            postgresql_where=sa.text("lawyer IS NOT NULL"),
        )
        batch_op.create_index("ix_case_opened", ["programme_id", "opened_on", "dossier_id"], unique=False)
        batch_op.create_index("ix_case_place", ["programme_id", "place", "opened_on"], unique=False)
        batch_op.create_index(
            "ix_case_secret",
            ["programme_id", "tier"],
            unique=False,
            sqlite_where=sa.text("tier = 'highly_restricted'"),
            postgresql_where=sa.text("tier = 'highly_restricted'"),
        )
        batch_op.create_index("ix_case_team", ["programme_id", "team", "is_open", "next_due"], unique=False)
        batch_op.create_index("ix_case_worker", ["programme_id", "worker", "is_open", "next_due"], unique=False)

    op.create_table(
        "conflict",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("entries", Json(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "field", name=op.f("pk_conflict")),
    )
    op.create_table(
        "fact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=5), nullable=False),
        sa.Column("other_day", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("part_id", sa.String(length=60), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.Column("everyone", sa.Boolean(), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("district", sa.String(length=60), nullable=True),
        sa.Column("province", sa.String(length=60), nullable=True),
        sa.Column("worker", sa.String(length=60), nullable=True),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("type", sa.String(length=60), nullable=True),
        sa.Column("type_group", sa.String(length=60), nullable=True),
        sa.Column("rung", sa.String(length=60), nullable=True),
        sa.Column("remedy", sa.String(length=60), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("age_band", sa.String(length=10), nullable=True),
        sa.Column("sensitivity", sa.String(length=20), nullable=True),
        sa.Column("grant_code", sa.String(length=60), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("closure_reason", sa.String(length=60), nullable=True),
        sa.Column("client_kind", sa.String(length=20), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("more", sa.String(), nullable=True),
        sa.Column("known_from", sa.BigInteger(), nullable=False),
        sa.Column("known_to", sa.BigInteger(), nullable=True),
        sa.Column("from_entry", Id(), nullable=False),
        sa.Column("to_entry", Id(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(
            "ix_fact_coarse",
            ["precision", "programme_id", "kind", "day"],
            unique=False,
            sqlite_where=sa.text("precision <> 'day'"),
            postgresql_where=sa.text("precision <> 'day'"),
        )
        batch_op.create_index("ix_fact_cohort", ["programme_id", "kind", "other_day"], unique=False)
        batch_op.create_index("ix_fact_count", ["programme_id", "kind", "day"], unique=False)
        batch_op.create_index("ix_fact_known_from", ["programme_id", "known_from"], unique=False)
        batch_op.create_index(
            "ix_fact_known_to",
            ["programme_id", "known_to"],
            unique=False,
            sqlite_where=sa.text("known_to IS NOT NULL"),
            postgresql_where=sa.text("known_to IS NOT NULL"),
        )
        batch_op.create_index("ix_fact_unit", ["unit_id", "kind", "part_id", "turn"], unique=False)

    op.create_table(
        "key_use",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("purpose", "key_id", name=op.f("pk_key_use")),
    )
    op.create_table(
        "mention",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "dossier_id", name=op.f("pk_mention")),
    )
    op.create_table(
        "person_alias",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("root_id", Id(), nullable=False),
        sa.Column("known_from", sa.BigInteger(), nullable=False),
        sa.Column("known_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_alias")),
    )
    with op.batch_alter_table("person_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_alias_person_id"), ["person_id"], unique=False)

    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("preset", sa.String(length=60), nullable=False),
        sa.Column("preset_version", sa.String(length=20), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("default_locale", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("key", name=op.f("uq_programme_key")),
    )
    op.create_table(
        "source_row",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("reference", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(length=32), nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("imported", Json(), nullable=False),
        sa.PrimaryKeyConstraint("programme_id", "source", "reference", name=op.f("pk_source_row")),
    )
    op.create_table(
        "step",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("step_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("remedy", sa.String(length=60), nullable=False),
        sa.Column("institution", sa.String(length=60), nullable=True),
        sa.Column("rung", sa.String(length=60), nullable=True),
        sa.Column("result", sa.String(length=30), nullable=True),
        sa.Column("worker", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "step_id", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("ix_step_on", ["programme_id", "on_day"], unique=False)

    op.create_table(
        "submission",
        sa.Column("author_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(length=32), nullable=False),
        sa.Column("result", sa.String(length=200), nullable=True),
        sa.Column("taken_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("author_id", "nonce", name=op.f("pk_submission")),
    )
    op.create_table(
        "token",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("programme_id", "token", "dossier_id", name=op.f("pk_token")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "account_event",
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_code", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("codes", Json(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_account_event_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_event")),
    )
    with op.batch_alter_table("account_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_event_user_id"), ["user_id"], unique=False)

    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("labels", Json(), nullable=False),
        sa.Column("group_code", sa.String(length=60), nullable=True),
        sa.Column("tier", sa.String(length=20), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("more", Json(), nullable=False),
        sa.Column("known_from", sa.BigInteger(), nullable=False),
        sa.Column("known_to", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_code_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint(
            "programme_id",
            "list_name",
            "code",
            "known_from",
            name=op.f("uq_code_programme_id_list_name_code_known_from"),
        ),
    )
    op.create_table(
        "dossier",
        sa.Column("id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=True),
        sa.Column("supervisor", sa.String(length=60), nullable=True),
        sa.Column("lawyer", sa.String(length=60), nullable=True),
        sa.Column("team", sa.String(length=60), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("district", sa.String(length=60), nullable=True),
        sa.Column("province", sa.String(length=60), nullable=True),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_dossier_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("programme_id", "reference", name=op.f("uq_dossier_programme_id_reference")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index("ix_dossier_reach", ["programme_id", "kind", "worker"], unique=False)
        batch_op.create_index("ix_dossier_tier", ["programme_id", "tier", "id"], unique=False)

    op.create_table(
        "ledger_head",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("tick", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("last_reference", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_ledger_head_programme_id")),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_ledger_head")),
    )
    op.create_table(
        "ledger_tick",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("tick", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_ledger_tick_programme_id")),
        sa.PrimaryKeyConstraint("programme_id", "tick", name=op.f("pk_ledger_tick")),
    )
    with op.batch_alter_table("ledger_tick", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_tick_recorded_at"), ["recorded_at"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("tick", sa.BigInteger(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=False),
        sa.Column("period_last", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_publication_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("place_code", sa.String(length=64), nullable=True),
        sa.Column("team_code", sa.String(length=64), nullable=True),
        sa.Column("granted_at", Moment(), nullable=False),
        sa.Column("valid_until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_role_grant_programme_id")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_role_grant_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index("ix_role_grant_programme_role", ["programme_id", "role"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_user_id"), ["user_id"], unique=False)

    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_team_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_team_programme_id_code")),
    )
    op.create_table(
        "team_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("by_code", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_team_place_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_place")),
    )
    with op.batch_alter_table("team_place", schema=None) as batch_op:
        batch_op.create_index("ix_team_place_team", ["programme_id", "team"], unique=False)

    op.create_table(
        "client",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("client_kind", sa.String(length=20), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("age_band", sa.String(length=10), nullable=True),
        sa.Column("disability", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=True),
        sa.Column("consents", Json(), nullable=False),
        sa.Column("merged_into", Id(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_client_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_client")),
    )
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.create_index("ix_client_merged_into", ["merged_into"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", Id(), nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("dossier_kind", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tick", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("preset_version", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=5), nullable=False),
        sa.Column("written_at", Moment(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("device_id", sa.String(length=60), nullable=False),
        sa.Column("seen_seq", sa.Integer(), nullable=True),
        sa.Column("codes", sa.String(), nullable=True),
        sa.Column("codes_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_codes", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_entry_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("dossier_id", "seq", name=op.f("uq_entry_dossier_id_seq")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("ix_entry_tick", ["programme_id", "tick"], unique=False)

    op.create_table(
        "place",
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("parent", sa.String(length=60), nullable=True),
        sa.Column("district", sa.String(length=60), nullable=True),
        sa.Column("province", sa.String(length=60), nullable=True),
        sa.Column("unit_type", sa.String(length=60), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_source", sa.String(length=200), nullable=True),
        sa.Column("population_year", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("dhis2_uid", sa.String(length=11), nullable=True),
        sa.Column("codes", Json(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_place_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_place")),
        sa.UniqueConstraint("programme_id", "code", name=op.f("uq_place_programme_id_code")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index("ix_place_name", ["programme_id", "level", "name_key"], unique=False)
        batch_op.create_index("ix_place_parent", ["programme_id", "parent"], unique=False)


def downgrade_main() -> None:
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index("ix_place_parent")
        batch_op.drop_index("ix_place_name")

    op.drop_table("place")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_tick")

    op.drop_table("entry")
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_index("ix_client_merged_into")

    op.drop_table("client")
    with op.batch_alter_table("team_place", schema=None) as batch_op:
        batch_op.drop_index("ix_team_place_team")

    op.drop_table("team_place")
    op.drop_table("team")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_user_id"))
        batch_op.drop_index("ix_role_grant_programme_role")

    op.drop_table("role_grant")
    op.drop_table("publication")
    with op.batch_alter_table("ledger_tick", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_tick_recorded_at"))

    op.drop_table("ledger_tick")
    op.drop_table("ledger_head")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index("ix_dossier_tier")
        batch_op.drop_index("ix_dossier_reach")

    op.drop_table("dossier")
    op.drop_table("code")
    with op.batch_alter_table("account_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_event_user_id"))

    op.drop_table("account_event")
    op.drop_table("token")
    op.drop_table("submission")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index("ix_step_on")

    op.drop_table("step")
    op.drop_table("source_row")
    op.drop_table("programme")
    with op.batch_alter_table("person_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_alias_person_id"))

    op.drop_table("person_alias")
    op.drop_table("mention")
    op.drop_table("key_use")
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.drop_index("ix_fact_unit")
        batch_op.drop_index(
            "ix_fact_known_to",
            sqlite_where=sa.text("known_to IS NOT NULL"),
            postgresql_where=sa.text("known_to IS NOT NULL"),
        )
        batch_op.drop_index("ix_fact_known_from")
        batch_op.drop_index("ix_fact_count")
        batch_op.drop_index("ix_fact_cohort")
        batch_op.drop_index(
            "ix_fact_coarse", sqlite_where=sa.text("precision <> 'day'"), postgresql_where=sa.text("precision <> 'day'")
        )

    op.drop_table("fact")
    op.drop_table("conflict")
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.drop_index("ix_case_worker")
        batch_op.drop_index("ix_case_team")
        batch_op.drop_index(
            "ix_case_secret",
            sqlite_where=sa.text("tier = 'highly_restricted'"),
            postgresql_where=sa.text("tier = 'highly_restricted'"),
        )
        batch_op.drop_index("ix_case_place")
        batch_op.drop_index("ix_case_opened")
        batch_op.drop_index(
            "ix_case_lawyer", sqlite_where=sa.text("lawyer IS NOT NULL"), postgresql_where=sa.text("lawyer IS NOT NULL")
        )
        batch_op.drop_index("ix_case_due")
        batch_op.drop_index("ix_case_client")
        batch_op.drop_index("ix_case_active")

    op.drop_table("case_file")
    with op.batch_alter_table("breach", schema=None) as batch_op:
        batch_op.drop_index("ix_breach_type")

    op.drop_table("breach")
    op.drop_table("account")


def upgrade_desk() -> None:
    op.create_table(
        "kept_form",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
    )
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_form_user_id"), ["user_id"], unique=False)

    op.create_table(
        "opening",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", Id(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_code", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "reset_code",
        sa.Column("id", Id(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_code")),
    )
    with op.batch_alter_table("reset_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reset_code_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sign_in_attempt",
        sa.Column("id", Id(), nullable=False),
        sa.Column("who", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_who_at", ["who", "at"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", Id(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("user_key", sa.String(length=64), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.Column("idle_seconds", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("data", Json(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_why", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_last_seen_at"), ["last_seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_session_user_id"), ["user_id"], unique=False)


def downgrade_desk() -> None:
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_user_id"))
        batch_op.drop_index(batch_op.f("ix_sign_in_session_last_seen_at"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_who_at")

    op.drop_table("sign_in_attempt")
    with op.batch_alter_table("reset_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reset_code_user_id"))

    op.drop_table("reset_code")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_dossier_id"))

    op.drop_table("opening")
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_form_user_id"))

    op.drop_table("kept_form")
