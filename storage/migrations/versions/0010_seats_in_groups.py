"""who works in which project group, whose turn it is to write, who may be named as its contact

Revision: 0010, after: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("groups") as groups:
        groups.add_column(sa.Column("benefit", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "group_plans",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.Column("per_institution", sa.Integer(), nullable=False),
        sa.Column("closed", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_group_plans_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_group_plans")),
    )
    op.create_table(
        "group_seats",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_group_seats_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_group_seats_workshop_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_group_seats_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_group_seats")),
    )
    op.create_index(op.f("ix_group_seats_workshop_id"), "group_seats", ["workshop_id"])
    op.create_index(op.f("ix_group_seats_group_id"), "group_seats", ["group_id"])
    for table, more in (
        ("group_writers", [sa.Column("until", sa.DateTime(timezone=True), nullable=False)]),
        ("group_contacts", []),
    ):
        op.create_table(
            table,
            sa.Column("group_id", sa.Integer(), nullable=False),
            sa.Column("person_id", sa.String(length=32), nullable=False),
            *more,
            sa.ForeignKeyConstraint(
                ["group_id"], ["groups.id"], name=op.f(f"fk_{table}_group_id"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("group_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def downgrade() -> None:
    for table in ("group_contacts", "group_writers", "group_seats", "group_plans"):
        op.drop_table(table)
    with op.batch_alter_table("groups") as groups:
        groups.drop_column("benefit")
