"""The tables. Limits that must hold whatever happens stand here as constraints, not only in the rules."""

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A point in time, aware and in UTC on both databases (SQLite itself forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: object) -> dt.datetime | None:
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(self, value: dt.datetime | None, dialect: object) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 – SQLAlchemy's own way of saying it
        dt.datetime: UtcDateTime,
        dict[str, Any]: JSON,
    }


def _workshop(*, index: bool = True) -> Mapped[int]:
    return mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), index=index)


class AllianceRow(Base):
    __tablename__ = "alliances"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    funding_note: Mapped[str] = mapped_column(Text, default="")
    is_demo: Mapped[bool] = mapped_column(default=False)


class AccountRow(Base):
    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    alliance_id: Mapped[int] = mapped_column(ForeignKey("alliances.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(255))


class WorkshopRow(Base):
    __tablename__ = "workshops"
    id: Mapped[int] = mapped_column(primary_key=True)
    alliance_id: Mapped[int] = mapped_column(ForeignKey("alliances.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[dt.datetime | None]
    is_open: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    # Set after the activities exist; a plain number, because the two tables point at each other.
    activity_id: Mapped[int | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Counting one of these up makes the old link worthless.
    facilitator_key: Mapped[int] = mapped_column(default=0)
    screen_key: Mapped[int] = mapped_column(default=0)


class FieldRow(Base):
    __tablename__ = "fields"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    short: Mapped[str] = mapped_column(Text, default="")


class ChipRow(Base):
    __tablename__ = "chips"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))


class ActivityRow(Base):
    __tablename__ = "activities"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int]
    extra_minutes: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class InstitutionRow(Base):
    __tablename__ = "institutions"
    __table_args__ = (UniqueConstraint("workshop_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop(index=False)
    name: Mapped[str] = mapped_column(String(120))
    # The name without case, dots and spaces: two spellings, one institution.
    key: Mapped[str] = mapped_column(String(120))
    type: Mapped[str] = mapped_column(String(30))


class PersonRow(Base):
    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    name: Mapped[str] = mapped_column(String(80))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"), index=True)
    joined_at: Mapped[dt.datetime]
    # Entered by the facilitator for someone without a device.
    at_desk: Mapped[bool] = mapped_column(default=False)
    return_code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    visible: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(String(254), default="")


class PersonFieldRow(Base):
    __tablename__ = "person_fields"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("fields.id", ondelete="CASCADE"), primary_key=True)


class ConsentRow(Base):
    """That somebody agreed to something: which text, when, how; and when they took it back."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    # Which wording was shown: its version in texts/consents.toml, and its fingerprint, should the file ever change.
    text_version: Mapped[str] = mapped_column(String(20))
    text_hash: Mapped[str] = mapped_column(String(64), default="")
    # For consents that hold for one contact request only.
    request_id: Mapped[int | None] = mapped_column(ForeignKey("contact_requests.id", ondelete="SET NULL"))
    channel: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[dt.datetime]
    withdrawn_at: Mapped[dt.datetime | None]


class ClusterRow(Base):
    __tablename__ = "clusters"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))


class IdeaRow(Base):
    __tablename__ = "ideas"
    __table_args__ = (
        CheckConstraint("NOT (is_anonymous AND author_id IS NOT NULL)", name="anonymous"),
        UniqueConstraint("workshop_id", "operation"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")
    field_id: Mapped[int | None] = mapped_column(ForeignKey("fields.id"))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("clusters.id", ondelete="SET NULL"), index=True)
    author_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    edit_hash: Mapped[str | None] = mapped_column(String(64))
    # A repeated submit carries the same operation, so it finds its own idea instead of making a second.
    operation: Mapped[str | None] = mapped_column(String(40))
    hidden: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("ideas.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[dt.datetime]


class RoundRow(Base):
    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("id", "budget", "maximum"),
        CheckConstraint("budget BETWEEN 1 AND 20", name="budget"),
        CheckConstraint("maximum BETWEEN 1 AND budget", name="maximum"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(20))
    budget: Mapped[int]
    maximum: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    # Whether people may give dots to ideas of their own.
    own_ideas: Mapped[bool] = mapped_column(default=True)
    # How many were in the room and how many ballots held a dot, frozen when the result is shown.
    present: Mapped[int | None]
    ballots: Mapped[int | None]
    # How the result reads by institution and by type, worked out before the link to people was cut.
    readings: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    # How many of those ballots were on paper, and how many of these nobody's name was known of.
    paper: Mapped[int | None]
    paper_unnamed: Mapped[int | None]
    # Hashes over the result and over the one before it (domain/chain.py).
    seal: Mapped[str | None] = mapped_column(String(64))
    seal_before: Mapped[str | None] = mapped_column(String(64))
    # What the seal is over; results from before there were receipts have none.
    seal_form: Mapped[int | None]
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    shown_at: Mapped[dt.datetime | None]


class OptionRow(Base):
    __tablename__ = "options"
    __table_args__ = (UniqueConstraint("round_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(Text, default="")
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("ideas.id", ondelete="SET NULL"))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("clusters.id", ondelete="SET NULL"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("fields.id", ondelete="SET NULL"))
    total: Mapped[int | None]
    rank: Mapped[int | None]


class BallotRow(Base):
    """The link between a person and their dots. It is cut when the result is shown: all ballots are written anew,
    without persons, with other ids and in another order (storage/receipts.py)."""

    __tablename__ = "ballots"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        UniqueConstraint("round_id", "id"),
        Index("ix_ballots_receipt", "round_id", "receipt", unique=True),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    on_paper: Mapped[bool] = mapped_column(default=False)
    # Three words that lead its person to it in the list of all ballots (domain/receipts.py).
    receipt: Mapped[str | None] = mapped_column(String(40))


class PaperSheetRow(Base):
    """A printed ballot. Its number can be used once; a ballot has one number at most. Forgotten with the result."""

    __tablename__ = "paper_sheets"
    __table_args__ = (
        UniqueConstraint("round_id", "ballot_id"),
        CheckConstraint("length(number) = 7", name="number"),
        ForeignKeyConstraint(["round_id", "ballot_id"], ["ballots.round_id", "ballots.id"], ondelete="CASCADE"),
    )
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(String(7), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    # What was printed at one time.
    batch: Mapped[int]
    # Printed on the strip to keep, and its ballot's as soon as there is one.
    receipt: Mapped[str | None] = mapped_column(String(40))
    # As soon as it belongs to somebody, or its dots are in.
    ballot_id: Mapped[str | None] = mapped_column(String(32))
    entered: Mapped[bool] = mapped_column(default=False)


class DotRow(Base):
    """A numbered sticker. The keys below make a sixth dot of five impossible, not merely forbidden."""

    __tablename__ = "dots"
    __table_args__ = (
        UniqueConstraint("round_id", "ballot_id", "option_id", "stack"),
        # The round's own rule, carried along so that the checks can see it.
        ForeignKeyConstraint(
            ["round_id", "budget", "maximum"],
            ["rounds.id", "rounds.budget", "rounds.maximum"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        ForeignKeyConstraint(["round_id", "ballot_id"], ["ballots.round_id", "ballots.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["round_id", "option_id"], ["options.round_id", "options.id"], ondelete="CASCADE"),
        CheckConstraint("slot BETWEEN 1 AND budget", name="slot"),
        CheckConstraint("stack BETWEEN 1 AND maximum", name="stack"),
        Index("ix_dots_option", "round_id", "option_id"),
    )
    round_id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    option_id: Mapped[int]
    stack: Mapped[int]
    budget: Mapped[int]
    maximum: Mapped[int]


class SecondQuestionRow(Base):
    """Asked about the shortlist of a shown round; one a round."""

    __tablename__ = "second_questions"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), unique=True)
    status: Mapped[str] = mapped_column(String(10))
    # How many were in the room and how many answered, frozen when the answers are shown.
    present: Mapped[int | None]
    answered: Mapped[int | None]
    asked_at: Mapped[dt.datetime]
    shown_at: Mapped[dt.datetime | None]


class AskedOptionRow(Base):
    __tablename__ = "asked_options"
    __table_args__ = (UniqueConstraint("question_id", "option_id"), UniqueConstraint("question_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("second_questions.id", ondelete="CASCADE"))
    option_id: Mapped[int] = mapped_column(ForeignKey("options.id", ondelete="CASCADE"), index=True)
    # How many answered each of the five steps, once it is shown; none if fewer than five did.
    steps: Mapped[list[int] | None] = mapped_column(JSON)


class AnswerSheetRow(Base):
    """The link between a person and their answers. The sheet goes with all its answers when they are shown."""

    __tablename__ = "answer_sheets"
    __table_args__ = (UniqueConstraint("question_id", "person_id"), UniqueConstraint("question_id", "id"))
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("second_questions.id", ondelete="CASCADE"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)


class AnswerRow(Base):
    """How far one sheet agrees with one idea. The keys hold that both belong to the same question."""

    __tablename__ = "answers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["question_id", "sheet_id"], ["answer_sheets.question_id", "answer_sheets.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["question_id", "asked_id"], ["asked_options.question_id", "asked_options.id"], ondelete="CASCADE"
        ),
        CheckConstraint("step BETWEEN 1 AND 5", name="step"),
    )
    question_id: Mapped[int]
    sheet_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    asked_id: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int]


class MarkRow(Base):
    """What somebody can bring in to an idea, by name."""

    __tablename__ = "marks"
    asked_id: Mapped[int] = mapped_column(ForeignKey("asked_options.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    contribution: Mapped[str] = mapped_column(String(10), primary_key=True)


class EntryRow(Base):
    """An offer or a wish."""

    __tablename__ = "entries"
    __table_args__ = (CheckConstraint("chip_id IS NOT NULL OR text <> ''", name="says_something"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    chip_id: Mapped[int | None] = mapped_column(ForeignKey("chips.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(String(160), default="")


class ContactRequestRow(Base):
    __tablename__ = "contact_requests"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id"),
        CheckConstraint("from_id <> to_id", name="two_people"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    from_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    to_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    chip_id: Mapped[int | None] = mapped_column(ForeignKey("chips.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[dt.datetime]
    decided_at: Mapped[dt.datetime | None]
    # The other has said no, whatever the sender did afterwards: these two are seated apart.
    refused: Mapped[bool] = mapped_column(default=False)
    # What the two agreed on. Either of them may change it; `edits` counts how often.
    next_step: Mapped[str] = mapped_column(String(200), default="")
    due: Mapped[str] = mapped_column(String(40), default="")
    edits: Mapped[int] = mapped_column(default=0)


class ContactSideRow(Base):
    """One of the two of a contact request: what they show to the other once both agreed, and a note of their own."""

    __tablename__ = "contact_sides"
    __table_args__ = (CheckConstraint("email OR phone <> ''", name="shows_something"),)
    request_id: Mapped[int] = mapped_column(ForeignKey("contact_requests.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    # Whether the address of the profile is shown; the number is given for this pair alone.
    email: Mapped[bool]
    phone: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class GroupRow(Base):
    __tablename__ = "groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    title: Mapped[str] = mapped_column(String(120))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("clusters.id", ondelete="SET NULL"))
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("ideas.id", ondelete="SET NULL"))
    goal: Mapped[str] = mapped_column(Text, default="")
    lead_organisation: Mapped[str] = mapped_column(String(120), default="")
    partners: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[str] = mapped_column(String(40), default="")
    open_question: Mapped[str] = mapped_column(Text, default="")
    benefit: Mapped[str] = mapped_column(Text, default="")


class GroupMemberRow(Base):
    __tablename__ = "group_members"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(12))


class GroupPlanRow(Base):
    """The facilitator's sizes, and which groups were closed; confirmed, everybody sees their seat."""

    __tablename__ = "group_plans"
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True)
    smallest: Mapped[int]
    largest: Mapped[int]
    per_institution: Mapped[int]
    closed: Mapped[list[int]] = mapped_column(JSON, default=list)
    confirmed_at: Mapped[dt.datetime | None]


class GroupSeatRow(Base):
    """One person has one seat. Without a group: by hand, without a seat."""

    __tablename__ = "group_seats"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    by_hand: Mapped[bool] = mapped_column(default=False)


class GroupWriterRow(Base):
    """Whose turn it is to write a Steckbrief, and until when if nothing more is written."""

    __tablename__ = "group_writers"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    until: Mapped[dt.datetime]


class GroupContactRow(Base):
    """Who agreed to stand in the documentation as a group's contact person."""

    __tablename__ = "group_contacts"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


class MeetingGuestRow(Base):
    """Who takes part in meeting rounds; who left stays here, not there any more."""

    __tablename__ = "meeting_guests"
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    here: Mapped[bool]


class MeetingRoundRow(Base):
    __tablename__ = "meeting_rounds"
    # Two who ask for the next round at once make one.
    __table_args__ = (UniqueConstraint("activity_id", "number"), CheckConstraint("size >= 2", name="size"))
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    minutes: Mapped[int]
    extra_minutes: Mapped[int] = mapped_column(default=0)
    # What the plan came from: the same again makes the same.
    seed: Mapped[int]
    people: Mapped[int] = mapped_column(default=0)
    weights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fallback: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[dt.datetime]
    begun_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]


class MeetingTableRow(Base):
    """Each number once a round."""

    __tablename__ = "meeting_tables"
    round_id: Mapped[int] = mapped_column(ForeignKey("meeting_rounds.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    locked: Mapped[bool] = mapped_column(default=False)


class MeetingSeatRow(Base):
    """One for each person and round, at a place that nobody else has, or on the bench. It goes with the person."""

    __tablename__ = "meeting_seats"
    __table_args__ = (
        UniqueConstraint("round_id", "table_number", "place"),
        ForeignKeyConstraint(
            ["round_id", "table_number"], ["meeting_tables.round_id", "meeting_tables.number"], ondelete="CASCADE"
        ),
        CheckConstraint("(table_number IS NULL) = (place IS NULL)", name="place"),
        CheckConstraint("(table_number IS NULL) = (bench IS NOT NULL)", name="bench"),
    )
    round_id: Mapped[int] = mapped_column(ForeignKey("meeting_rounds.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    table_number: Mapped[int | None]
    place: Mapped[int | None]
    # Why there is no table: a pause, waiting, or not there.
    bench: Mapped[str | None] = mapped_column(String(10))
    # Said so themselves.
    here: Mapped[bool] = mapped_column(default=False)


class ProjectRow(Base):
    __tablename__ = "projects"
    id: Mapped[int] = mapped_column(primary_key=True)
    alliance_id: Mapped[int] = mapped_column(ForeignKey("alliances.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    stage: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(Text, default="")
    lead: Mapped[str] = mapped_column(String(120), default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    evaluation: Mapped[str] = mapped_column(Text, default="")
    results: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FeedbackRow(Base):
    """Answers without a person. A random id, so that the order of rows says nothing either."""

    __tablename__ = "feedback"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    rating: Mapped[int | None]
    takeaway: Mapped[str] = mapped_column(Text, default="")
    missing: Mapped[str] = mapped_column(Text, default="")


class FeedbackGivenRow(Base):
    """Who has answered; not what."""

    __tablename__ = "feedback_given"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    workshop_id: Mapped[int] = _workshop()


class LogRow(Base):
    """What facilitators and organisers did, append-only. No text of participants, no names."""

    __tablename__ = "log"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = _workshop()
    at: Mapped[dt.datetime]
    role: Mapped[str] = mapped_column(String(12))
    verb: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40), default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)


class TallyRow(Base):
    """What people who were deleted still count for: figures of the report, without anybody in them."""

    __tablename__ = "tallies"
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True)
    # "people.kommune", "institutions", "agreements"
    what: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]


class NetworkRow(Base):
    """Which types of institution met, and the figures of a meeting that is over; nobody in it (domain/network.py)."""

    __tablename__ = "networks"
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True)
    kept: Mapped[dict[str, Any]]


class ChoreRow(Base):
    """What is done once a day by whichever process comes first, and what is still to be done."""

    __tablename__ = "chores"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
