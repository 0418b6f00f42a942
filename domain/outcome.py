"""What a meeting brought. Page, tables and archive are all made from this one object, so they cannot differ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.agenda import Activity
from domain.feedback import Feedback
from domain.groups import Group, GroupRole, Member
from domain.ideas import Cluster, Idea
from domain.people import InstitutionType
from domain.projects import Project
from domain.readings import SMALLEST_GROUP, Reading, Verdict, verdict
from domain.receipts import ToldBallot
from domain.second_question import Mark, SecondQuestion, counted
from domain.voting import Option, Round, Status, shared_ranks
from domain.workshop import Alliance, Field, Workshop


@dataclass(frozen=True)
class Attendee:
    """One line of the list of participants. An address is deliberately not part of it."""

    name: str
    institution: str
    institution_type: InstitutionType


@dataclass(frozen=True)
class RoundResult:
    """A round of dots. Before its result is shown there are neither totals nor ballots (R-15)."""

    round: Round
    title: str
    options: tuple[Option, ...]
    # In no order of time, without persons.
    ballots: tuple[ToldBallot, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the same options lead however one counts."""
        return verdict(self.options, self.readings)

    @property
    def is_shown(self) -> bool:
        return self.round.status is Status.SHOWN

    @property
    def told_ballots(self) -> tuple[ToldBallot, ...]:
        """Single ballots only from five on: among fewer, one could be somebody's. By receipt, then by options."""
        if len(self.ballots) < SMALLEST_GROUP:
            return ()
        numbers = {option.id: number for number, option in enumerate(self.options)}
        return tuple(
            sorted(self.ballots, key=lambda one: (one.receipt or "", sorted(numbers[id_] for id_ in one.options)))
        )

    @property
    def dots(self) -> int:
        return sum(option.total or 0 for option in self.options)

    @property
    def shared(self) -> set[int]:
        """Ranks held by more than one option (R-16)."""
        return shared_ranks((option.rank or 0, option.id, option.total or 0) for option in self.options)


@dataclass(frozen=True)
class QuestionResult:
    """The second question about a round. `marks` name who offered what: for organisers alone."""

    question: SecondQuestion
    title: str
    marks: tuple[Mark, ...] = ()

    @property
    def counts(self) -> dict[int, dict[str, int]]:
        """How many offered what, by idea."""
        return counted(self.marks, [each.id for each in self.question.asked])


@dataclass(frozen=True)
class GroupResult:
    """`contact`: the name of who agreed to stand here as contact person; `seated`: how many work in it."""

    group: Group
    members: tuple[Member, ...]
    contact: str = ""
    seated: int | None = None

    def count(self, role: GroupRole) -> int:
        return sum(member.role is role for member in self.members)


@dataclass(frozen=True)
class Topic:
    """How many people offer something on a topic, and how many seek it."""

    name: str
    offers: int
    seeks: int


@dataclass(frozen=True)
class Figures:
    """The counts that organisers report (R-9)."""

    participants: int
    institutions: int
    ideas: int
    clusters: int
    dots: int
    agreements: int
    groups: int
    feedback: int
    minutes: int


@dataclass(frozen=True)
class Outcome:
    """`ideas`: without authors, the withdrawn left out, in the order of topic groups and titles."""

    alliance: Alliance
    workshop: Workshop
    activities: tuple[Activity, ...]
    fields: tuple[Field, ...]
    clusters: tuple[Cluster, ...]
    ideas: tuple[Idea, ...]
    rounds: tuple[RoundResult, ...]
    groups: tuple[GroupResult, ...]
    attendees: tuple[Attendee, ...]
    institutions: int
    agreements: int
    topics: tuple[Topic, ...]
    projects: tuple[Project, ...]
    feedback: tuple[Feedback, ...]
    # How many of each type were there and have been deleted: counted, not known.
    departed: tuple[tuple[InstitutionType, int], ...] = ()
    questions: tuple[QuestionResult, ...] = ()

    @property
    def participants(self) -> int:
        return len(self.attendees) + sum(people for _, people in self.departed)

    @property
    def figures(self) -> Figures:
        return Figures(
            participants=self.participants,
            institutions=self.institutions,
            ideas=len(self.shown_ideas),
            clusters=len(self.clusters),
            dots=sum(result.dots for result in self.rounds),
            agreements=self.agreements,
            groups=len(self.groups),
            feedback=len(self.feedback),
            minutes=sum(activity.minutes for activity in self.activities),
        )

    @property
    def shown_ideas(self) -> tuple[Idea, ...]:
        """What may stand in a documentation: hidden ideas are left out, merged ones stay word for word."""
        return tuple(idea for idea in self.ideas if not idea.hidden)

    @property
    def shown_rounds(self) -> tuple[RoundResult, ...]:
        return tuple(result for result in self.rounds if result.is_shown)

    @property
    def seal_head(self) -> str:
        return head_of(self.rounds)

    def people_by_type(self) -> list[tuple[InstitutionType | None, int]]:
        """Most first; types of fewer than five people are counted together at the end, as None (R-35)."""
        counted = Counter(attendee.institution_type for attendee in self.attendees) + Counter(dict(self.departed))
        order = list(InstitutionType)
        named = sorted(
            ((kind, people) for kind, people in counted.items() if people >= SMALLEST_GROUP),
            key=lambda row: (-row[1], order.index(row[0])),
        )
        others = counted.total() - sum(people for _, people in named)
        rows: list[tuple[InstitutionType | None, int]] = [*named]
        return [*rows, (None, others)] if named and others else rows

    @property
    def told_feedback(self) -> tuple[Feedback, ...]:
        """Ratings only from five on: among fewer, one could be somebody's."""
        rated = sum(answer.rating is not None for answer in self.feedback)
        if rated >= SMALLEST_GROUP:
            return self.feedback
        return tuple(replace(answer, rating=None) for answer in self.feedback)

    def ideas_of(self, field: Field | None) -> list[Idea]:
        """The shown ideas of a field of action; of none for None."""
        wanted = field.id if field else None
        return [idea for idea in self.shown_ideas if idea.field_id == wanted]

    def ideas_by_field(self) -> list[tuple[Field | None, int]]:
        """In the order of the fields; ideas without a field come last, if there are any."""
        rows: list[tuple[Field | None, int]] = [(field, len(self.ideas_of(field))) for field in self.fields]
        without = len(self.ideas_of(None))
        return [*rows, (None, without)] if without else rows

    def field_name(self, idea: Idea) -> str:
        return next((field.name for field in self.fields if field.id == idea.field_id), "")

    def cluster_name(self, idea: Idea) -> str:
        return next((cluster.title for cluster in self.clusters if cluster.id == idea.cluster_id), "")


def head_of(rounds: Sequence[RoundResult]) -> str:
    """The end of the chain of seals: over the newest result, and so over all of them. Empty without a result."""
    seals = [result.round.seal for result in rounds if result.round.seal]
    before = {result.round.seal_before for result in rounds}
    return next((seal for seal in reversed(seals) if seal not in before), "")


def in_order(ideas: Sequence[Idea], clusters: Sequence[Cluster]) -> tuple[Idea, ...]:
    """By topic group and title: an order that says nothing about who wrote first."""
    places = {cluster.id: place for place, cluster in enumerate(clusters)}
    last = len(places)
    return tuple(
        sorted(ideas, key=lambda idea: (places.get(idea.cluster_id or 0, last), idea.title.casefold(), idea.id))
    )
