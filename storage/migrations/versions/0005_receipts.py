"""receipts on ballots, own ideas allowed or not, and what a seal is over

Revision: 0005, after: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rounds") as rounds:
        # Rounds of before allowed it.
        rounds.add_column(sa.Column("own_ideas", sa.Boolean(), nullable=False, server_default=sa.true()))
        rounds.add_column(sa.Column("seal_form", sa.Integer(), nullable=True))
    with op.batch_alter_table("ballots") as ballots:
        ballots.add_column(sa.Column("receipt", sa.String(length=40), nullable=True))
    op.create_index("ix_ballots_receipt", "ballots", ["round_id", "receipt"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_ballots_receipt", "ballots")
    with op.batch_alter_table("ballots") as ballots:
        ballots.drop_column("receipt")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("seal_form")
        rounds.drop_column("own_ideas")
