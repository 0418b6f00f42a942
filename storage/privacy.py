"""Everything that is stored about one person, and the search that finds people. Nobody else looks like this."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import func, or_, select

from domain.contact_cards import Release
from domain.contacts import Side
from domain.groups import GroupRole
from domain.ideas import Idea
from domain.privacy import Contact, Found, Kept, LinkedBallot, Period, Personal
from domain.refusal import Refusal
from domain.voting import Status
from storage import consents, group_seats, people, second_question, table
from storage import contact_cards as cards_store
from storage import contacts as contact_store
from storage.database import Transaction
from storage.rows import columns, read
from storage.schema import (
    ActivityRow,
    BallotRow,
    ChipRow,
    DotRow,
    EntryRow,
    FeedbackGivenRow,
    FieldRow,
    GroupMemberRow,
    GroupRow,
    IdeaRow,
    InstitutionRow,
    OptionRow,
    PaperSheetRow,
    PersonFieldRow,
    PersonRow,
    RoundRow,
    WorkshopRow,
)

FOUND_MOST = 50


def personal(
    tx: Transaction,
    workshop_id: int,
    person_id: str,
    periods: Mapping[Kept, Period] | None = None,
    *,
    at: dt.datetime,
) -> Personal:
    person = people.by_id(tx, workshop_id, person_id)
    own = tx.execute(
        select(PersonRow.email, PersonRow.visible, PersonRow.return_code_hash).where(PersonRow.id == person_id)
    ).one()
    meeting = tx.execute(select(WorkshopRow.title, WorkshopRow.is_demo).where(WorkshopRow.id == workshop_id)).one()
    return Personal(
        meeting=meeting.title,
        is_demo=meeting.is_demo,
        meeting_ended=ends(tx, workshop_id).get(workshop_id),
        person=person,
        has_code=own.return_code_hash is not None,
        email=own.email,
        visible=own.visible,
        fields=_fields(tx, person_id),
        offers=_entries(tx, person_id, Side.OFFER),
        seeks=_entries(tx, person_id, Side.SEEK),
        consents=tuple(consents.of_person(tx, workshop_id, person_id)),
        contacts=_contacts(tx, workshop_id, person_id, at),
        ideas=_ideas(tx, workshop_id, person_id),
        ballots=_ballots(tx, person_id),
        answers=second_question.linked_answers(tx, workshop_id, person_id),
        marks=tuple((idea.title, what) for idea, what in second_question.marks_of_person(tx, person_id)),
        groups=_groups(tx, person_id),
        seat=group_seats.title_of_seat(tx, workshop_id, person_id),
        contact_of_groups=group_seats.titles_of_contact(tx, person_id),
        **table.personal(tx, person_id),
        gave_feedback=bool(
            tx.scalar(select(func.count()).where(FeedbackGivenRow.person_id == person_id)),
        ),
        periods=periods or {},
    )


def find(tx: Transaction, alliance_id: int, words: list[str]) -> list[Found]:
    """People of the alliance's meetings who have every word in name, institution or address; newest meeting first."""
    # Escaped, so that a percent sign is a percent sign.
    hits = [
        or_(
            PersonRow.name.icontains(word, autoescape=True),
            InstitutionRow.name.icontains(word, autoescape=True),
            PersonRow.email.icontains(word, autoescape=True),
            # As the log names people, for who must be deleted again after a backup was restored.
            PersonRow.id == word,
        )
        for word in words
    ]
    rows = tx.execute(
        select(
            WorkshopRow.id.label("workshop_id"),
            WorkshopRow.title.label("meeting"),
            WorkshopRow.starts_at,
            PersonRow.id.label("person_id"),
            PersonRow.name,
            func.coalesce(InstitutionRow.name, "").label("institution"),
            PersonRow.joined_at,
        )
        .select_from(PersonRow)
        .join(WorkshopRow, WorkshopRow.id == PersonRow.workshop_id)
        .outerjoin(InstitutionRow, InstitutionRow.id == PersonRow.institution_id)
        .where(WorkshopRow.alliance_id == alliance_id, *hits)
        .order_by(WorkshopRow.id.desc(), PersonRow.name)
        .limit(FOUND_MOST)
    )
    return [read(Found, row) for row in rows]


def ends(tx: Transaction, workshop_id: int | None = None) -> dict[int, dt.datetime]:
    """When each meeting was over: its planned beginning or the last thing on its agenda, whatever came later.

    A meeting that has neither ended with the last arrival. Demos are left out: nobody in them is real.
    """
    rows = tx.execute(
        select(
            WorkshopRow.id,
            WorkshopRow.starts_at,
            select(func.max(ActivityRow.started_at))
            .where(ActivityRow.workshop_id == WorkshopRow.id)
            .scalar_subquery(),
            select(func.max(ActivityRow.ended_at)).where(ActivityRow.workshop_id == WorkshopRow.id).scalar_subquery(),
            select(func.max(PersonRow.joined_at)).where(PersonRow.workshop_id == WorkshopRow.id).scalar_subquery(),
        ).where(WorkshopRow.is_demo.is_(False) if workshop_id is None else WorkshopRow.id == workshop_id)
    )
    found = {}
    for id_, starts_at, started_at, ended_at, joined_at in rows:
        moments = [moment for moment in (starts_at, started_at, ended_at) if moment] or [joined_at]
        if moments[0]:
            found[id_] = max(moments)
    return found


def _entries(tx: Transaction, person_id: str, side: Side) -> tuple[str, ...]:
    rows = tx.execute(
        select(ChipRow.name, EntryRow.text)
        .select_from(EntryRow)
        .outerjoin(ChipRow, ChipRow.id == EntryRow.chip_id)
        .where(EntryRow.person_id == person_id, EntryRow.side == side.value)
        .order_by(EntryRow.id)
    )
    return tuple(": ".join(part for part in row if part) for row in rows)


def _fields(tx: Transaction, person_id: str) -> tuple[str, ...]:
    rows = tx.scalars(
        select(FieldRow.name)
        .join(PersonFieldRow, PersonFieldRow.field_id == FieldRow.id)
        .where(PersonFieldRow.person_id == person_id)
        .order_by(FieldRow.position)
    )
    return tuple(rows)


def _contacts(tx: Transaction, workshop_id: int, person_id: str, at: dt.datetime) -> tuple[Contact, ...]:
    requests = [each.seen_by(person_id, at) for each in contact_store.requests_of(tx, workshop_id, person_id)]
    sides = cards_store.sides_of(tx, person_id)
    steps = cards_store.steps_of(tx, workshop_id, [request.id for request in requests])
    found = []
    for request in requests:
        other = people.by_id(tx, workshop_id, request.other(person_id))
        released, note = sides.get(request.id, (Release(), ""))
        next_step, due = steps[request.id]
        found.append(
            Contact(
                request.id,
                other.name,
                other.institution,
                request.from_id == person_id,
                request.state,
                request.created_at or dt.datetime.min.replace(tzinfo=dt.UTC),
                released,
                note,
                next_step,
                due,
            )
        )
    return tuple(found)


def _ideas(tx: Transaction, workshop_id: int, person_id: str) -> tuple[Idea, ...]:
    rows = tx.execute(
        select(*columns(IdeaRow, Idea))
        .where(IdeaRow.workshop_id == workshop_id, IdeaRow.author_id == person_id)
        .order_by(IdeaRow.id)
    )
    return tuple(Idea(*row) for row in rows)


def _ballots(tx: Transaction, person_id: str) -> tuple[LinkedBallot, ...]:
    ballots = tx.execute(
        select(
            *(BallotRow.id, BallotRow.receipt, PaperSheetRow.number, RoundRow.id.label("round_id")),
            *(RoundRow.status, ActivityRow.title),
        )
        .outerjoin(PaperSheetRow, PaperSheetRow.ballot_id == BallotRow.id)
        .join(RoundRow, RoundRow.id == BallotRow.round_id)
        .join(ActivityRow, ActivityRow.id == RoundRow.activity_id)
        .where(BallotRow.person_id == person_id)
        .order_by(RoundRow.id)
    ).all()
    return tuple(
        LinkedBallot(
            ballot.title, Status(ballot.status), _dots(tx, ballot.id), ballot.receipt or "", ballot.number or ""
        )
        for ballot in ballots
    )


def _dots(tx: Transaction, ballot_id: str) -> tuple[tuple[str, int], ...]:
    rows = tx.execute(
        select(OptionRow.title, func.count().label("dots"))
        .join(DotRow, (DotRow.option_id == OptionRow.id) & (DotRow.round_id == OptionRow.round_id))
        .where(DotRow.ballot_id == ballot_id)
        .group_by(OptionRow.id, OptionRow.title)
        .order_by(OptionRow.id)
    )
    return tuple((row.title, row.dots) for row in rows)


def _groups(tx: Transaction, person_id: str) -> tuple[tuple[str, GroupRole], ...]:
    rows = tx.execute(
        select(GroupRow.title, GroupMemberRow.role)
        .join(GroupRow, GroupRow.id == GroupMemberRow.group_id)
        .where(GroupMemberRow.person_id == person_id)
        .order_by(GroupRow.id)
    )
    return tuple((row.title, GroupRole(row.role)) for row in rows)


def must_be_known(tx: Transaction, workshop_id: int, person_id: str) -> None:
    """For organisers, who are not the person: the refusal speaks of somebody."""
    try:
        people.by_id(tx, workshop_id, person_id)
    except Refusal:
        raise Refusal("person_unknown") from None
