"""Offers and wishes, and the request to exchange contact data: private until both agreed (R-32)."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from domain.refusal import Refusal
from domain.text_rules import clean_line, within

LINE_MOST = 160
EMAIL_MOST = 254
OPEN_REQUESTS_MOST = 8
# Then nobody waits any longer.
OPEN_FOR = dt.timedelta(hours=24)
# What a mail program could take for a second address, a name or a parameter is left out, quoted or not.
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"?&#%/|]+@(?:[\w-]+\.)+[\w-]{2,}")


class Side(StrEnum):
    OFFER = "offer"
    SEEK = "seek"


@dataclass(frozen=True)
class Entry:
    """One offer or one wish: a topic chip, a line of text, or both."""

    side: Side
    chip_id: int | None
    text: str
    id: int | None = None


@dataclass(frozen=True)
class Profile:
    """What a person brings to the exchange. `visible` only with consent to be suggested."""

    person_id: str
    entries: tuple[Entry, ...] = ()
    field_ids: frozenset[int] = frozenset()
    visible: bool = False
    email: str = ""
    # Titles of the project groups they have joined.
    ideas: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Nothing in it that somebody could be suggested for."""
        return not (self.entries or self.field_ids)

    def side(self, side: Side) -> tuple[Entry, ...]:
        return self._sides[side]

    @cached_property
    def _sides(self) -> Mapping[Side, tuple[Entry, ...]]:
        return {side: tuple(entry for entry in self.entries if entry.side is side) for side in Side}

    def says_the_same_as(self, other: "Profile") -> bool:
        """To others, who do not see the address."""
        return (self._words, self.field_ids, self.visible) == (other._words, other.field_ids, other.visible)

    @property
    def _words(self) -> list[tuple[Side, int | None, str]]:
        return [(entry.side, entry.chip_id, entry.text) for entry in self.entries]

    @cached_property
    def chips(self) -> Mapping[Side, frozenset[int]]:
        """The topics of either side."""
        return {
            side: frozenset(entry.chip_id for entry in self.side(side) if entry.chip_id is not None) for side in Side
        }

    @cached_property
    def lines(self) -> frozenset[str]:
        """What was written, without the names of topics."""
        return frozenset(entry.text for entry in self.entries if entry.text)


class RequestState(StrEnum):
    """`expired` is never written down: it is an open one whose time is over."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class ContactRequest:
    id: int
    from_id: str
    to_id: str
    state: RequestState
    chip_id: int | None = None
    created_at: dt.datetime | None = None

    def is_over(self, at: dt.datetime) -> bool:
        """Whether its day is over; of one that was declined at the same moment, for a no is never told."""
        return self.created_at is not None and self.created_at + OPEN_FOR <= at

    def waits(self, at: dt.datetime) -> bool:
        """To whoever sent it: a no looks like waiting."""
        return self.state in (RequestState.OPEN, RequestState.DECLINED) and not self.is_over(at)

    def seen_by(self, person_id: str, at: dt.datetime) -> "ContactRequest":
        """As one of the two may know it."""
        declined = self.state is RequestState.DECLINED and self.from_id == person_id
        if not (declined or self.state is RequestState.OPEN):
            return self
        return replace(self, state=RequestState.EXPIRED if self.is_over(at) else RequestState.OPEN)

    def must_be_open_for(self, person_id: str, at: dt.datetime) -> None:
        """Only the person asked may answer, only once, and within a day."""
        if self.to_id != person_id:
            raise Refusal("request_not_yours")
        if self.state is not RequestState.OPEN:
            raise Refusal("request_not_open")
        if self.is_over(at):
            raise Refusal("request_expired")

    def must_involve(self, person_id: str) -> None:
        if person_id not in (self.from_id, self.to_id):
            raise Refusal("request_not_yours")

    def other(self, person_id: str) -> str:
        return self.to_id if person_id == self.from_id else self.from_id


def checked_entry(side: Side, chip_id: int | None, text: str | None) -> Entry:
    """An offer or wish that says something, within its length."""
    line = within(clean_line(text), "entry", LINE_MOST)
    if chip_id is None and not line:
        raise Refusal("entry_missing")
    return Entry(side, chip_id, line)


def checked_email(text: str | None) -> str:
    """An address that can work: one @, a dot in the domain, nothing that begins another header. Empty is refused."""
    line = clean_line(text)
    if not _ADDRESS.fullmatch(line) or len(line) > EMAIL_MOST:
        raise Refusal("email_invalid")
    return line


def entries_of(side: Side, chip_ids: Iterable[int], text: str | None) -> list[Entry]:
    """One side of the form: an entry for each topic. The line belongs to a single topic, else it stands alone."""
    line = clean_line(text)
    chosen = list(dict.fromkeys(chip_ids))
    if len(chosen) == 1:
        return [Entry(side, chosen[0], line)]
    return [Entry(side, chip_id, "") for chip_id in chosen] + ([Entry(side, None, line)] if line else [])


def line_of(entries: Iterable[Entry]) -> str:
    """What stands in the line of the form: all that was written about these offers or wishes."""
    return "; ".join(entry.text for entry in entries if entry.text)


def unanswered(person_id: str, requests: Sequence[ContactRequest], at: dt.datetime) -> int:
    """How many of the requests wait for this person's answer; who has the other's address already need not answer."""
    agreed = {request.other(person_id) for request in requests if request.state is RequestState.ACCEPTED}
    return sum(
        request.state is RequestState.OPEN
        and request.to_id == person_id
        and request.from_id not in agreed
        and not request.is_over(at)
        for request in requests
    )


def may_ask_one_more(person_id: str, requests: Iterable[ContactRequest], at: dt.datetime) -> None:
    """Refused beyond so many that wait. One that was declined still counts: else the count would tell of the no."""
    waiting = sum(request.from_id == person_id and request.waits(at) for request in requests)
    if waiting >= OPEN_REQUESTS_MOST:
        raise Refusal("too_many_requests", most=OPEN_REQUESTS_MOST)
