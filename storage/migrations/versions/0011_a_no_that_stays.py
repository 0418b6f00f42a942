"""a no to a contact request stays when its sender withdraws it

Revision: 0011, after: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact_requests") as requests:
        requests.add_column(sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE contact_requests SET refused = (state = 'declined')")


def downgrade() -> None:
    with op.batch_alter_table("contact_requests") as requests:
        requests.drop_column("refused")
