"""what the two of a contact request release to each other, their notes, and the next step they agreed on

Revision: 0009, after: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact_requests") as requests:
        requests.add_column(sa.Column("next_step", sa.String(length=200), nullable=False, server_default=""))
        requests.add_column(sa.Column("due", sa.String(length=40), nullable=False, server_default=""))
        requests.add_column(sa.Column("edits", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "contact_sides",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("email OR phone <> ''", name=op.f("ck_contact_sides_shows_something")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["contact_requests.id"],
            name=op.f("fk_contact_sides_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_contact_sides_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "person_id", name=op.f("pk_contact_sides")),
    )
    op.create_index(op.f("ix_contact_sides_person_id"), "contact_sides", ["person_id"])
    # Until now asking and agreeing meant the address.
    op.execute(
        "INSERT INTO contact_sides (request_id, person_id, email, phone, note) "
        "SELECT id, from_id, true, '', '' FROM contact_requests WHERE state IN ('open', 'declined', 'accepted')"
    )
    op.execute(
        "INSERT INTO contact_sides (request_id, person_id, email, phone, note) "
        "SELECT id, to_id, true, '', '' FROM contact_requests WHERE state = 'accepted'"
    )


def downgrade() -> None:
    op.drop_table("contact_sides")
    with op.batch_alter_table("contact_requests") as requests:
        requests.drop_column("edits")
        requests.drop_column("due")
        requests.drop_column("next_step")
