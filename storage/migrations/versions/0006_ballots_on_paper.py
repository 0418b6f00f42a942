"""ballots on paper, how many of a result's ballots they were; what is kept of the network of a meeting

Revision: 0006, after: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_sheets",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=7), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=True),
        sa.Column("ballot_id", sa.String(length=32), nullable=True),
        sa.Column("entered", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(number) = 7", name=op.f("ck_paper_sheets_number")),
        sa.ForeignKeyConstraint(
            ["round_id", "ballot_id"],
            ["ballots.round_id", "ballots.id"],
            name=op.f("fk_paper_sheets_round_id_ballot_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_paper_sheets_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_paper_sheets_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "number", name=op.f("pk_paper_sheets")),
        sa.UniqueConstraint("round_id", "ballot_id", name=op.f("uq_paper_sheets_round_id_ballot_id")),
    )
    op.create_index(op.f("ix_paper_sheets_round_id"), "paper_sheets", ["round_id"])
    op.create_table(
        "networks",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_networks_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_networks")),
    )
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("paper", sa.Integer(), nullable=True))
        rounds.add_column(sa.Column("paper_unnamed", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("paper_unnamed")
        rounds.drop_column("paper")
    op.drop_table("networks")
    op.drop_table("paper_sheets")
