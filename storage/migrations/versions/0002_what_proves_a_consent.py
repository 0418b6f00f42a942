"""what proves a consent, what the deleted still count for, what is done once a day

Revision: 0002, after: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consents") as consents:
        consents.add_column(sa.Column("text_hash", sa.String(length=64), nullable=False, server_default=""))
        consents.add_column(sa.Column("request_id", sa.Integer(), nullable=True))
        consents.create_foreign_key(
            op.f("fk_consents_request_id"), "contact_requests", ["request_id"], ["id"], ondelete="SET NULL"
        )
    op.create_table(
        "tallies",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_tallies_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "what", name=op.f("pk_tallies")),
    )
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_chores")),
    )


def downgrade() -> None:
    op.drop_table("chores")
    op.drop_table("tallies")
    with op.batch_alter_table("consents") as consents:
        consents.drop_constraint(op.f("fk_consents_request_id"), type_="foreignkey")
        consents.drop_column("request_id")
        consents.drop_column("text_hash")
