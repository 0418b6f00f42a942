"""What a meeting brought, for its organiser."""

from collections import Counter
from dataclasses import replace

from domain.contacts import Side
from domain.ideas import Cluster, Idea
from domain.outcome import Attendee, GroupResult, Outcome, QuestionResult, RoundResult, Topic, in_order
from domain.people import Person
from domain.visitor import Visitor
from domain.voting import Round, Status
from storage import agenda as agenda_store
from storage import contacts as contact_store
from storage import erasure
from storage import feedback as feedback_store
from storage import group_seats as seat_store
from storage import groups as group_store
from storage import ideas as idea_store
from storage import people as people_store
from storage import projects as project_store
from storage import readings as reading_store
from storage import receipts as receipt_store
from storage import second_question as question_store
from storage import voting as voting_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading


def outcome_of(visitor: Visitor, workshop_id: int) -> Outcome:
    """Everything at one moment, in one look. Another alliance's meeting cannot be found."""
    with reading() as tx:
        workshop = workshop_store.owned(tx, visitor.as_organiser(), workshop_id)
        clusters = idea_store.clusters(tx, workshop.id)
        people = people_store.of_workshop(tx, workshop.id)
        return Outcome(
            alliance=workshop_store.alliance(tx, workshop.alliance_id),
            workshop=workshop,
            activities=tuple(agenda_store.of_workshop(tx, workshop.id)),
            fields=tuple(workshop_store.fields(tx, workshop.id)),
            clusters=tuple(clusters),
            ideas=_ideas(tx, workshop.id, clusters),
            rounds=rounds_of(tx, workshop.id),
            groups=_groups(tx, workshop.id),
            attendees=_attendees(people),
            institutions=len({person.institution_id for person in people} - {None})
            + erasure.tallied(tx, workshop.id, erasure.INSTITUTIONS),
            agreements=contact_store.count_agreed(tx, workshop.id)
            + erasure.tallied(tx, workshop.id, erasure.AGREEMENTS),
            questions=_questions(tx, workshop.id),
            departed=tuple(erasure.departed(tx, workshop.id).items()),
            topics=_topics(tx, workshop.id),
            projects=tuple(project_store.of_alliance(tx, workshop.alliance_id)),
            feedback=tuple(feedback_store.of_workshop(tx, workshop.id)),
        )


def _ideas(tx: Transaction, workshop_id: int, clusters: list[Cluster]) -> tuple[Idea, ...]:
    """What its author took back is left out; nobody's name, key or time goes further than here."""
    return in_order(
        [
            replace(idea, author_id=None, edit_hash=None, created_at=None)
            for idea in idea_store.of_workshop(tx, workshop_id)
            if not idea.withdrawn
        ],
        clusters,
    )


def rounds_of(tx: Transaction, workshop_id: int) -> tuple[RoundResult, ...]:
    titles = {activity.id: activity.title for activity in agenda_store.of_workshop(tx, workshop_id)}
    return tuple(
        _result(tx, round_, titles.get(round_.activity_id, "")) for round_ in voting_store.rounds(tx, workshop_id)
    )


def _result(tx: Transaction, round_: Round, title: str) -> RoundResult:
    options = sorted(voting_store.options(tx, round_.id), key=lambda option: (option.rank or 0, option.id))
    if round_.status is not Status.SHOWN:
        return RoundResult(round_, title, tuple(options))
    ballots = tuple(receipt_store.told_ballots(tx, round_.id))
    readings = tuple(reading_store.of_round(tx, round_.id))
    return RoundResult(round_, title, tuple(options), ballots, readings)


def _questions(tx: Transaction, workshop_id: int) -> tuple[QuestionResult, ...]:
    titles = {activity.id: activity.title for activity in agenda_store.of_workshop(tx, workshop_id)}
    homes = {round_.id: titles.get(round_.activity_id, "") for round_ in voting_store.rounds(tx, workshop_id)}
    return tuple(
        QuestionResult(question, homes[question.round_id], tuple(question_store.marks(tx, question.id)))
        for question in question_store.of_workshop(tx, workshop_id)
    )


def _groups(tx: Transaction, workshop_id: int) -> tuple[GroupResult, ...]:
    members = group_store.members(tx, workshop_id)
    contacts = seat_store.contacts(tx, workshop_id)
    plan = seat_store.plan(tx, workshop_id)
    seats = Counter(each.group_id for each in seat_store.seats(tx, workshop_id))
    return tuple(
        GroupResult(
            group,
            tuple(member for member in members if member.group_id == group.id),
            contacts.get(group.id, ("", ""))[1],
            seats[group.id] if plan and plan.is_confirmed else None,
        )
        for group in group_store.of_workshop(tx, workshop_id)
    )


def _attendees(people: list[Person]) -> tuple[Attendee, ...]:
    """By name, so that the list does not tell who came when."""
    by_name = sorted(people, key=lambda person: (person.name.casefold(), person.institution))
    return tuple(Attendee(person.name, person.institution, person.institution_type) for person in by_name)


def _topics(tx: Transaction, workshop_id: int) -> tuple[Topic, ...]:
    """People by topic word, those left out that nobody named."""
    profiles = contact_store.profiles(tx, workshop_id).values()

    def count(side: Side, chip_id: int) -> int:
        return sum(any(entry.chip_id == chip_id for entry in profile.side(side)) for profile in profiles)

    topics = [
        Topic(chip.name, count(Side.OFFER, chip.id), count(Side.SEEK, chip.id))
        for chip in workshop_store.chips(tx, workshop_id)
    ]
    return tuple(topic for topic in topics if topic.offers or topic.seeks)
