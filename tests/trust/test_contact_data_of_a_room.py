"""Five hundred people ask, answer and take back at random: only those who both said yes see an address (row 21)."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from actions import contacts
from actions.documents import _MAKERS, document
from actions.live import state_of
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import OPEN_REQUESTS_MOST, Entry, Side
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of, start
from tests.trust.room import hurried

PEOPLE = 500
STEPS = 2000
# So many are looked at page by page; the others by what their actions hand out.
PAGES = 12


@dataclass
class Room:
    """The room, and beside it what should have come of it, in plain dictionaries."""

    workshop_id: int
    people: list[Visitor]
    numbers: dict[str, int]
    requests: dict[tuple[int, int], int] = field(default_factory=dict)
    states: dict[tuple[int, int], str] = field(default_factory=dict)

    def ask(self, one: int, other: int) -> None:
        back, there = (other, one), (one, other)
        if self.states.get(back) == "open":
            self.states[back] = "agreed"
        elif there not in self.states:
            open_ones = sum(state == "open" for (asker, _), state in self.states.items() if asker == one)
            if open_ones >= OPEN_REQUESTS_MOST:
                with pytest.raises(Refusal):
                    self._send(one, other)
                return
            self.states[there] = "open"
        number = self._send(one, other)
        self.requests.setdefault(there if self.states.get(there) else back, number)

    def answer(self, pair: tuple[int, int], accept: bool) -> None:
        if self.states[pair] == "open":
            contacts.answer_request(self.people[pair[1]], self.requests[pair], accept=accept)
            self.states[pair] = "agreed" if accept else "declined"

    def take_back(self, pair: tuple[int, int], who: int) -> None:
        contacts.withdraw_request(self.people[who], self.requests[pair])
        for each in (pair, pair[::-1]) if self.states[pair] == "agreed" else (pair,):
            if each in self.states:
                self.states[each] = "withdrawn"

    def agreed_with(self, number: int) -> set[int]:
        return {
            one if other == number else other
            for (one, other), state in self.states.items()
            if state == "agreed" and number in (one, other)
        }

    def _send(self, one: int, other: int) -> int:
        return contacts.send_request(self.people[one], self.people[other].person_id or "")


@pytest.fixture
def room(database: Database) -> Room:
    hurried(database)
    workshop_id = a_workshop()
    people = [a_person(workshop_id, f"Person {number}", institution=f"Haus {number}") for number in range(PEOPLE)]
    _, chips = fields_and_chips(people[0])
    for number, person in enumerate(people):
        sides = [Entry(Side.OFFER, chips[number % 9].id, ""), Entry(Side.SEEK, chips[(number + 1) % 9].id, "")]
        contacts.save_profile(person, entries=sides, visible=True, email=f"canary-{number}@example.org")
    made = Room(workshop_id, people, {person.person_id or "": number for number, person in enumerate(people)})
    _live(made, random.Random(21))
    return made


def _live(room: Room, chance: random.Random) -> None:
    """Most ask somebody of a small circle, so that they meet again."""
    for _ in range(STEPS):
        one = chance.randrange(PEOPLE)
        what = chance.random()
        if what < 0.5 or not room.states:
            other = (one + chance.randint(1, 6) * chance.choice((1, -1))) % PEOPLE
            room.ask(one, other)
        elif what < 0.9:
            room.answer(chance.choice(list(room.states)), accept=chance.random() < 0.7)
        else:
            pair = chance.choice(list(room.states))
            room.take_back(pair, chance.choice(pair))


def canaries(thing: Any) -> set[int]:
    return {int(number) for number in re.findall(r"canary-(\d+)@", thing if isinstance(thing, str) else repr(thing))}


def test_exactly_those_who_both_agreed_see_each_others_address(
    room: Room, page_as: Callable[..., AppTest], caplog: pytest.LogCaptureFixture
) -> None:
    mutual = {number: room.agreed_with(number) for number in range(PEOPLE)}
    one_sided = [pair for pair, state in room.states.items() if state != "agreed" and pair[1] not in mutual[pair[0]]]
    assert sum(map(len, mutual.values())) > 200, "a room in which nobody agrees proves nothing"
    assert len(one_sided) > 200
    for number, person in enumerate(room.people):
        assert canaries(contacts.my_contacts(person)) == mutual[number]
        # Suggestions cost the most, and come from one look at the room for all.
        assert number % 10 or canaries(contacts.suggestions(person)) == set()
    start(room.workshop_id, Kind.EXCHANGE)
    for number in sorted({pair[1] for pair in one_sided})[:PAGES]:
        page = page_as(room.people[number]).run()
        assert not page.exception
        assert canaries(_everything_sent(page)) - {number} == mutual[number]
    # The look at the page would find them: here they belong.
    lucky = next(number for number in range(PEOPLE) if mutual[number])
    assert canaries(_everything_sent(page_as(room.people[lucky]).run())) >= mutual[lucky]
    _nobody_else_sees_any(room)
    assert canaries(caplog.text) == set()


def _nobody_else_sees_any(room: Room) -> None:
    for audience in (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR):
        assert canaries(state_of(room.workshop_id, audience)) == set()
    assert canaries(contacts.topic_pairs(a_facilitator(room.workshop_id))) == set()
    host = organiser_of(room.workshop_id)
    for name in _MAKERS:
        assert canaries(_unpacked(document(host, room.workshop_id, name).content)) == set(), name


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
