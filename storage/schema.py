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


class GroupMemberRow(Base):
    __tablename__ = "group_members"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(12))


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


class ChoreRow(Base):
    """What is done once a day by whichever process comes first, and what is still to be done."""

    __tablename__ = "chores"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
