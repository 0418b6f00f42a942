"""What is kept about a person, what they agreed to, and how long it is kept (R-31 to R-36)."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.contact_cards import Release
from domain.contacts import RequestState
from domain.groups import GroupRole
from domain.ideas import Idea
from domain.people import Person
from domain.second_question import Contribution
from domain.voting import Status


class Purpose(StrEnum):
    """What somebody can agree to, one by one."""

    SUGGESTED = "contact_sharing"
    # Asked again for every contact request.
    PAIR = "contact_sharing:pair"
    # What somebody offers to an idea stands under their name; apart from it: for the whole room.
    MARKS = "cooperation_marks"
    MARKS_ROOM = "cooperation_marks:room"
    # To stand in the documentation as a project group's contact person.
    CONTACT_PERSON = "contact_person"
    # One's name beside one's table, on the projector.
    TABLE_NAME = "meeting_rounds:screen"


@dataclass(frozen=True)
class Consent:
    """The proof that somebody agreed. `text_version` and `text_hash` name the wording in texts/consents.toml."""

    id: int
    purpose: str
    text_version: str
    text_hash: str
    channel: str
    given_at: dt.datetime
    withdrawn_at: dt.datetime | None = None
    request_id: int | None = None

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None


@dataclass(frozen=True)
class Contact:
    """A contact request as one of the two may know it: a declined one looks unanswered to whoever sent it.

    `released` and `note` are this person's own; the next step both can read.
    """

    request_id: int
    name: str
    institution: str
    sent_by_me: bool
    state: RequestState
    created_at: dt.datetime
    released: Release = Release()  # noqa: RUF009 – frozen
    note: str = ""
    next_step: str = ""
    due: str = ""


@dataclass(frozen=True)
class LinkedBallot:
    """A ballot that is still linked to its person, because the round's result is not shown yet."""

    round_title: str
    status: Status
    dots: tuple[tuple[str, int], ...]
    receipt: str = ""
    # Of the sheet it is on, if it is on paper.
    paper_number: str = ""


@dataclass(frozen=True)
class LinkedAnswers:
    """Answers to a second question that are still linked to their person, because they are not shown yet."""

    status: Status
    steps: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Personal:
    """Everything that is stored about one person in one meeting."""

    meeting: str
    # A demo is kept until it is removed.
    is_demo: bool
    meeting_ended: dt.datetime | None
    person: Person
    # There is a personal code (as its fingerprint only); it goes first.
    has_code: bool
    email: str
    visible: bool
    fields: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ideas: tuple[Idea, ...] = ()
    ballots: tuple[LinkedBallot, ...] = ()
    answers: tuple[LinkedAnswers, ...] = ()
    marks: tuple[tuple[str, Contribution], ...] = ()
    groups: tuple[tuple[str, GroupRole], ...] = ()
    # The group they work in or are meant for; the groups they are the contact person of.
    seat: str = ""
    contact_of_groups: tuple[str, ...] = ()
    # Takes part in meeting rounds; and each round's number, table (None for a pause), and who else sat there.
    in_meetings: bool = False
    meetings: tuple[tuple[int, int | None, tuple[str, ...]], ...] = ()
    gave_feedback: bool = False
    periods: Mapping["Kept", "Period"] = field(default_factory=dict)

    @property
    def in_contact(self) -> bool:
        """Somebody counts on finding this person: their data are kept as long as contacts are."""
        agreed = any(contact.state is RequestState.ACCEPTED for contact in self.contacts)
        return self.visible or bool(self.email) or agreed or bool(self.groups) or bool(self.marks)

    @property
    def kept_as(self) -> "Kept":
        return Kept.CONTACT if self.in_contact else Kept.ATTENDANCE

    def until(self, kind: "Kept") -> dt.date | None:
        """The day on which this kind is deleted; None if it is not known yet."""
        period = self.periods.get(kind)
        return period.after(self.meeting_ended) if period and self.meeting_ended and not self.is_demo else None

    def contact_of(self, request_id: int | None) -> Contact | None:
        return next((contact for contact in self.contacts if contact.request_id == request_id), None)


@dataclass(frozen=True)
class Section:
    """One kind of what is stored about a person, in words; `note` says who sees it or how long it is kept."""

    key: str
    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class ConsentInWords:
    """The wording that was agreed to, and the proof. `id` only if it can still be withdrawn."""

    id: int | None
    about: str
    wording: str
    proof: str


@dataclass(frozen=True)
class Found:
    """One line of what a search for a person finds."""

    workshop_id: int
    meeting: str
    starts_at: dt.datetime | None
    person_id: str
    name: str
    institution: str
    joined_at: dt.datetime


@dataclass(frozen=True)
class LogLine:
    """What was done by whom, to what; never what it said."""

    at: dt.datetime
    role: str
    verb: str
    subject_id: str


class Kept(StrEnum):
    """Kinds of data with a period of their own; the names stand under [periods] in organisation.toml."""

    TOKEN = "token"
    ATTENDANCE = "attendance"
    FEEDBACK = "feedback"
    CONTACT = "contact"
    AUDIT = "audit"


_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_WORDS = {"tag": "day", "woche": "week", "monat": "month", "jahr": "year"} | {unit: unit for unit in _UNITS}
_PERIOD = re.compile(rf"\s*(\d{{1,4}})\s*({'|'.join(_WORDS)})", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """For example 6 weeks. A month counts 30 days and a year 365: rather a day too early than one too late."""

    number: int
    unit: str

    @property
    def length(self) -> dt.timedelta:
        return dt.timedelta(days=self.number * _UNITS[self.unit])

    def after(self, moment: dt.datetime) -> dt.date:
        return (moment + self.length).date()


def period_of(text: str) -> Period | None:
    """„6 Wochen nach dem Treffen“ or "6 weeks": number and unit count. None if there are none."""
    found = _PERIOD.match(text)
    return Period(int(found[1]), _WORDS[found[2].lower()]) if found else None


@dataclass(frozen=True)
class Due:
    """How many pieces of a kind have had their time: those of meetings that ended before `before`."""

    kind: Kept
    before: dt.datetime
    count: int
    meetings: int
