"""the second question about a shortlist: answers without names, marks with them

Revision: 0007, after: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_second_questions_workshop_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_second_questions_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_questions")),
        sa.UniqueConstraint("round_id", name=op.f("uq_second_questions_round_id")),
    )
    op.create_index(op.f("ix_second_questions_workshop_id"), "second_questions", ["workshop_id"])
    op.create_table(
        "asked_options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["second_questions.id"], name=op.f("fk_asked_options_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["options.id"], name=op.f("fk_asked_options_option_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_options")),
        sa.UniqueConstraint("question_id", "option_id", name=op.f("uq_asked_options_question_id_option_id")),
        sa.UniqueConstraint("question_id", "id", name=op.f("uq_asked_options_question_id_id")),
    )
    op.create_index(op.f("ix_asked_options_option_id"), "asked_options", ["option_id"])
    op.create_table(
        "answer_sheets",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["second_questions.id"], name=op.f("fk_answer_sheets_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_answer_sheets_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sheets")),
        sa.UniqueConstraint("question_id", "person_id", name=op.f("uq_answer_sheets_question_id_person_id")),
        sa.UniqueConstraint("question_id", "id", name=op.f("uq_answer_sheets_question_id_id")),
    )
    op.create_index(op.f("ix_answer_sheets_person_id"), "answer_sheets", ["person_id"])
    op.create_table(
        "answers",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.String(length=32), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.CheckConstraint("step BETWEEN 1 AND 5", name=op.f("ck_answers_step")),
        sa.ForeignKeyConstraint(
            ["question_id", "sheet_id"],
            ["answer_sheets.question_id", "answer_sheets.id"],
            name=op.f("fk_answers_question_id_sheet_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id", "asked_id"],
            ["asked_options.question_id", "asked_options.id"],
            name=op.f("fk_answers_question_id_asked_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sheet_id", "asked_id", name=op.f("pk_answers")),
    )
    op.create_table(
        "marks",
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("contribution", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["asked_options.id"], name=op.f("fk_marks_asked_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_marks_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("asked_id", "person_id", "contribution", name=op.f("pk_marks")),
    )
    op.create_index(op.f("ix_marks_person_id"), "marks", ["person_id"])


def downgrade() -> None:
    for table in ("marks", "answers", "answer_sheets", "asked_options", "second_questions"):
        op.drop_table(table)
