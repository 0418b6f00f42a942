"""Five hundred people ask, answer and take back at random: what one released reaches whom it was for (row 21)."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import insert, select
from streamlit.testing.v1 import AppTest

from actions import contact_cards, contacts, privacy
from actions.clock import new_id, now
from actions.documents import _MAKERS, document
from actions.live import state_of
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contact_cards import Release
from domain.contacts import OPEN_REQUESTS_MOST
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from storage import news
from storage.database import Database, reading, writing
from storage.schema import EntryRow, InstitutionRow, LogRow, PersonRow
from tests.builders import a_facilitator, a_workshop, organiser_of, start
from tests.trust.room import hurried

PEOPLE = 500
STEPS = 1500
# So many are looked at page by page; the others by what their actions hand out.
PAGES = 12
RELEASES = ("email", "phone", "both")


@dataclass
class Room:
    """The room, and beside it what should have come of it, in plain dictionaries."""

    workshop_id: int
    people: list[Visitor]
    requests: dict[tuple[int, int], int] = field(default_factory=dict)
    states: dict[tuple[int, int], str] = field(default_factory=dict)
    # What somebody released with a request that they sent or answered.
    released: dict[tuple[tuple[int, int], int], str] = field(default_factory=dict)

    def ask(self, one: int, other: int, what: str) -> None:
        back, there = (other, one), (one, other)
        if self.states.get(back) in ("open", "declined"):
            self.states[back], self.released[back, one] = "agreed", what
            assert self._send(one, other, what) == self.requests[back]
            return
        if self.states.get(back) == "agreed":
            assert self._send(one, other, what) == self.requests[back]
            return
        if there not in self.states:
            # A no frees no place: it would tell of itself.
            waiting = sum(asker == one and state in ("open", "declined") for (asker, _), state in self.states.items())
            if waiting >= OPEN_REQUESTS_MOST:
                with pytest.raises(Refusal, match="too_many_requests"):
                    self._send(one, other, what)
                return
            self.states[there], self.released[there, one] = "open", what
        self.requests[there] = self._send(one, other, what)

    def answer(self, pair: tuple[int, int], what: str | None) -> None:
        if self.states[pair] != "open":
            return
        shown = _release(pair[1], what) if what else Release()
        contacts.answer_request(self.people[pair[1]], self.requests[pair], accept=what is not None, shown=shown)
        self.states[pair] = "agreed" if what else "declined"
        if what:
            self.released[pair, pair[1]] = what

    def take_back(self, pair: tuple[int, int], who: int) -> None:
        contacts.withdraw_request(self.people[who], self.requests[pair])
        if self.states[pair] == "agreed":
            for each in (pair, pair[::-1]):
                if each in self.states:
                    self.states[each] = "withdrawn"
        elif who == pair[0]:
            self.states[pair] = "withdrawn"
        elif self.states[pair] == "open":
            self.states[pair] = "declined"

    def agreed(self) -> Iterator[tuple[int, int]]:
        return (pair for pair, state in self.states.items() if state == "agreed")

    def shown_to(self, number: int) -> "Seen":
        """All that this person may see of others."""
        pairs = [pair for pair in self.agreed() if number in pair]
        others = {pair: pair[pair[0] == number] for pair in pairs}
        return Seen(
            {who for pair, who in others.items() if self.released[pair, who] != "phone"},
            {who for pair, who in others.items() if self.released[pair, who] != "email"},
            {number} if pairs else set(),
            set(pairs),
        )

    def _send(self, one: int, other: int, what: str) -> int:
        return contacts.send_request(self.people[one], self.people[other].person_id or "", shown=_release(one, what))


@dataclass(frozen=True)
class Seen:
    """Whose address, number and note stand in something, and the next steps of which pairs."""

    addresses: set[int] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)
    steps: set[tuple[int, int]] = field(default_factory=set)


NOTHING = Seen()


def seen_in(thing: Any) -> Seen:
    text = thing if isinstance(thing, str) else repr(thing)
    return Seen(
        {int(number) for number in re.findall(r"canary-(\d+)@", text)},
        {int(number) for number in re.findall(r"0551 9(\d{5})", text)},
        {int(number) for number in re.findall(r"Notiz-(\d+)-", text)},
        {(int(one), int(other)) for one, other in re.findall(r"Schritt-(\d+)-(\d+)-", text)},
    )


def _release(number: int, what: str) -> Release:
    return Release(what != "phone", "" if what == "email" else f"0551 9{number:05}")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """All that was made known after commits."""
    told: list[Any] = []
    announce = news.announce

    def listen_in(said: dict[int, set[str]]) -> None:
        told.append(dict(said))
        announce(said)

    monkeypatch.setattr(news, "announce", listen_in)
    return told


@pytest.fixture
def room(database: Database, heard: list[Any]) -> Room:
    hurried(database)
    made = _furnished(a_workshop())
    _live(made, random.Random(21))
    for one, other in list(made.agreed()):
        for who in (one, other):
            contact_cards.write_note(made.people[who], made.requests[one, other], f"Notiz-{who}-")
        contact_cards.agree_on(made.people[other], made.requests[one, other], next_step=f"Schritt-{one}-{other}-")
    return made


def _furnished(workshop_id: int) -> Room:
    """In one transaction: what is tested comes afterwards."""
    ids = [new_id() for _ in range(PEOPLE)]
    people = [Visitor(Role.PARTICIPANT, workshop_id=workshop_id, person_id=person_id) for person_id in ids]
    here = {"workshop_id": workshop_id}
    houses = [{**here, "name": f"Haus {n}", "key": f"haus{n}", "type": "kammer"} for n in range(PEOPLE)]
    with writing() as tx:
        tx.execute(insert(InstitutionRow), houses)
        house_ids = {name: id_ for name, id_ in tx.execute(select(InstitutionRow.name, InstitutionRow.id))}
        rows = [
            {
                **here,
                "id": person_id,
                "name": f"Person {n}",
                "institution_id": house_ids[f"Haus {n}"],
                "joined_at": now(),
                "visible": True,
                "email": f"canary-{n}@example.org",
            }
            for n, person_id in enumerate(ids)
        ]
        tx.execute(insert(PersonRow), rows)
        tx.tell(workshop_id, "people", "profiles")
    chips = [chip.id for chip in fields_and_chips(people[0])[1]]
    entries = [
        {**here, "person_id": person_id, "side": side, "chip_id": chips[(n + shift) % 9], "text": ""}
        for n, person_id in enumerate(ids)
        for shift, side in enumerate(("offer", "seek"))
    ]
    with writing() as tx:
        tx.execute(insert(EntryRow), entries)
        tx.tell(workshop_id, "profiles")
    return Room(workshop_id, people)


def _live(room: Room, chance: random.Random) -> None:
    """Most ask somebody of a small circle, so that they meet again."""
    for _ in range(STEPS):
        one = chance.randrange(PEOPLE)
        what = chance.random()
        if what < 0.5 or not room.states:
            other = (one + chance.randint(1, 6) * chance.choice((1, -1))) % PEOPLE
            room.ask(one, other, chance.choice(RELEASES))
        elif what < 0.9:
            pair = chance.choice(list(room.states))
            room.answer(pair, chance.choice(RELEASES) if chance.random() < 0.7 else None)
        else:
            pair = chance.choice(list(room.states))
            room.take_back(pair, chance.choice(pair))


def test_what_was_released_reaches_exactly_those_who_both_agreed(
    room: Room, page_as: Callable[..., AppTest], caplog: pytest.LogCaptureFixture, heard: list[Any]
) -> None:
    may = {number: room.shown_to(number) for number in range(PEOPLE)}
    one_sided = [
        pair
        for pair, state in room.states.items()
        if state != "agreed" and pair[::-1] not in room.agreed() and pair in room.requests
    ]
    assert sum(len(seen.steps) for seen in may.values()) > 200, "a room in which nobody agrees proves nothing"
    assert len(one_sided) > 200
    assert {state for state in room.states.values()} == {"open", "agreed", "declined", "withdrawn"}
    for number, person in enumerate(room.people):
        assert seen_in(contacts.my_contacts(person)) == may[number]
        summary = contact_cards.my_summary(person, "meine-zusammenfassung.html").content if number % 3 == 0 else None
        assert summary is None or seen_in(summary.decode()) == may[number]
        # Suggestions cost the most, and come from one look at the room for all.
        assert number % 10 or seen_in(contacts.suggestions(person)) == NOTHING
        assert number % 10 or _of_others(seen_in(privacy.my_data(person)), number) == Seen(steps=may[number].steps)
    _files_for_address_books_are_those_of_pairs(room, may)
    start(room.workshop_id, Kind.EXCHANGE)
    for number in sorted({pair[1] for pair in one_sided})[:PAGES]:
        page = page_as(room.people[number]).run()
        assert not page.exception
        assert _of_others(seen_in(_everything_sent(page)), number) == _of_others(may[number], number)
    # The look at the page would find them: here they belong.
    lucky = next(number for number in range(PEOPLE) if may[number].addresses and may[number].numbers)
    seen = seen_in(_everything_sent(page_as(room.people[lucky]).run()))
    assert seen.addresses >= may[lucky].addresses
    assert (seen.numbers, seen.notes, seen.steps) == (may[lucky].numbers, may[lucky].notes, may[lucky].steps)
    _nobody_else_sees_any(room)
    assert seen_in(caplog.text) == NOTHING
    assert len(heard) > STEPS / 2, "the look at the news itself is broken"
    assert seen_in(heard) == NOTHING


def _files_for_address_books_are_those_of_pairs(room: Room, may: dict[int, Seen]) -> None:
    """Asked for by the two, and by somebody who is neither."""
    for pair, request_id in list(room.requests.items())[::5]:
        for number in (*pair, (pair[0] + 9) % PEOPLE):
            other = {pair[pair[0] == number]} if pair in may[number].steps else set()
            wanted = Seen(may[number].addresses & other, may[number].numbers & other)
            assert seen_in(_file(room.people[number], request_id)) == wanted


def _file(person: Visitor, request_id: int) -> str:
    try:
        return contact_cards.contact_file(person, request_id, "kontakt.vcf").content.decode()
    except Refusal:
        return ""


def _of_others(seen: Seen, number: int) -> Seen:
    """One's own page shows one's own address too; what one has released and noted stands in one's own data."""
    return Seen(seen.addresses - {number}, seen.numbers - {number}, seen.notes - {number}, seen.steps)


def _nobody_else_sees_any(room: Room) -> None:
    for audience in (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR):
        assert seen_in(state_of(room.workshop_id, audience)) == NOTHING
    assert seen_in(contacts.topic_pairs(a_facilitator(room.workshop_id))) == NOTHING
    host = organiser_of(room.workshop_id)
    for name in _MAKERS:
        assert seen_in(_unpacked(document(host, room.workshop_id, name).content)) == NOTHING, name
    with reading() as tx:
        assert seen_in([tuple(row) for row in tx.execute(select(LogRow.__table__))]) == NOTHING


def _everything_sent(page: AppTest) -> str:
    """All messages the page is made of, the data of browser components among them."""
    return "\n".join(str(getattr(block, "proto", "")) for block in _blocks(page._tree))


def _blocks(block: Any) -> list[Any]:
    children = getattr(block, "children", {})
    return [block, *(found for child in children.values() for found in _blocks(child))]


def _unpacked(content: bytes) -> str:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(name) for name in parts.namelist())
    return content.decode("latin-1")
