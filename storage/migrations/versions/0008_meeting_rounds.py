"""meeting rounds: who takes part, who sat where

Revision: 0008, after: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_guests",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_meeting_guests_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_meeting_guests_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_meeting_guests")),
    )
    op.create_index(op.f("ix_meeting_guests_person_id"), "meeting_guests", ["person_id"])
    op.create_table(
        "meeting_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size >= 2", name=op.f("ck_meeting_rounds_size")),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_meeting_rounds_workshop_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.id"], name=op.f("fk_meeting_rounds_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_rounds")),
        sa.UniqueConstraint("activity_id", "number", name=op.f("uq_meeting_rounds_activity_id_number")),
    )
    op.create_index(op.f("ix_meeting_rounds_workshop_id"), "meeting_rounds", ["workshop_id"])
    op.create_table(
        "meeting_tables",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["meeting_rounds.id"], name=op.f("fk_meeting_tables_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_meeting_tables")),
    )
    op.create_table(
        "meeting_seats",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("bench", sa.String(length=10), nullable=True),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(table_number IS NULL) = (place IS NULL)", name=op.f("ck_meeting_seats_place")),
        sa.CheckConstraint("(table_number IS NULL) = (bench IS NOT NULL)", name=op.f("ck_meeting_seats_bench")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["meeting_rounds.id"], name=op.f("fk_meeting_seats_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "table_number"],
            ["meeting_tables.round_id", "meeting_tables.number"],
            name=op.f("fk_meeting_seats_round_id_table_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_meeting_seats_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_meeting_seats")),
        sa.UniqueConstraint(
            "round_id", "table_number", "place", name=op.f("uq_meeting_seats_round_id_table_number_place")
        ),
    )
    op.create_index(op.f("ix_meeting_seats_person_id"), "meeting_seats", ["person_id"])


def downgrade() -> None:
    op.drop_table("meeting_seats")
    op.drop_table("meeting_tables")
    op.drop_table("meeting_rounds")
    op.drop_table("meeting_guests")
