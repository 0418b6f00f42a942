"""What an outcome tells of few people: nothing that one of them could be known by (R-35)."""

from domain.feedback import Feedback
from domain.outcome import Attendee
from domain.people import InstitutionType
from tests.documents.outcomes import an_outcome

KAMMER, KOMMUNE, SCHULE = InstitutionType.KAMMER, InstitutionType.KOMMUNE, InstitutionType.SCHULE


def people(kind: InstitutionType, count: int) -> tuple[Attendee, ...]:
    return tuple(Attendee(f"Person {number}", "Haus", kind) for number in range(count))


def test_types_of_fewer_than_five_people_are_counted_together() -> None:
    outcome = an_outcome(attendees=people(KAMMER, 5) + people(KOMMUNE, 4) + people(SCHULE, 1))
    assert outcome.people_by_type() == [(KAMMER, 5), (None, 5)]
    assert outcome.figures.participants == 10


def test_among_few_no_type_is_told() -> None:
    assert an_outcome(attendees=people(KAMMER, 4) + people(KOMMUNE, 4)).people_by_type() == []


def test_who_was_deleted_still_counts_for_their_type() -> None:
    outcome = an_outcome(attendees=people(KAMMER, 3), departed=((KAMMER, 2), (SCHULE, 1)))
    assert outcome.people_by_type() == [(KAMMER, 5), (None, 1)]
    assert outcome.figures.participants == 6


def test_ratings_are_told_from_five_on() -> None:
    four = tuple(Feedback(4, "Gut", "") for _ in range(4))
    assert [answer.rating for answer in an_outcome(feedback=four).told_feedback] == [None] * 4
    assert [answer.takeaway for answer in an_outcome(feedback=four).told_feedback] == ["Gut"] * 4
    five = (*four, Feedback(1, "", ""))
    assert [answer.rating for answer in an_outcome(feedback=five).told_feedback] == [4, 4, 4, 4, 1]
