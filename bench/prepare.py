"""Prepares the meetings that the simulated room plays in, by the actions a real room would use.

Runs as a process of its own, before the server: SQLite belongs to one process.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from actions import agenda, ideas, people, voting
from actions.clock import new_id
from actions.entrance import cookie_for, cookie_name, stream_token
from actions.operation import start_database
from actions.workshop import add_workshop
from domain.agenda import Kind
from domain.people import InstitutionType
from domain.templates import NETWORK_MEETING
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage import workshop as workshop_store
from storage.database import reading, writing

TOPIC_GROUPS = 13
BUDGET, MAXIMUM = 5, 2
_VOCABULARY = (
    "Ausbildung Betriebe Region Schule gemeinsam Beratung Pflege Sprachkurs Praktikum Teilzeit Wohnen Familien "
    "Ankommen Berufe Messe Netzwerk Werkstatt Weiterbildung Verbund Wissen Mentoring Digitalisierung Rückkehr "
    "Bus und Bahn für die mit neue offene kleine erste mehr"
)


@dataclass
class Seat:
    """One browser's way in: its cookie, and the token of its live stream."""

    cookies: dict[str, str]
    stream: str


@dataclass
class Meeting:
    """A prepared workshop; `play` says what is played in it."""

    play: str
    ideas: int
    code: str
    people: list[Seat] = field(default_factory=list)
    facilitator: Seat | None = None
    screen: Seat | None = None
    round_id: int = 0
    options: list[int] = field(default_factory=list)


def for_costs(alliance_id: int, *, persons: int, idea_counts: list[int], repeats: int) -> Iterator[Meeting]:
    """For each repeat a meeting to check in to and, for each number of ideas, three to act in."""
    for _ in range(repeats):
        yield _meeting(alliance_id, "check_in", 0, 0)
        for count in idea_counts:
            for play in ("idea", "dot", "profile"):
                yield _meeting(alliance_id, play, persons, count)


def for_room(alliance_id: int, *, persons: int, ideas: int) -> Iterator[Meeting]:
    """A meeting that waits for its ideas, and one to check in to."""
    yield _meeting(alliance_id, "room", persons, ideas)
    yield _meeting(alliance_id, "check_in", 0, 0)


def for_dots(alliance_id: int, *, people: int, persons: int, idea_counts: list[int]) -> Iterator[Meeting]:
    """A full room that gives points on some ideas, and smaller ones on so many ideas."""
    yield _meeting(alliance_id, "dot", people, 60)
    for count in idea_counts:
        yield _meeting(alliance_id, "dot", persons, count)


def prepare(purpose: str, wanted: dict[str, Any]) -> list[Meeting]:
    stop = start_database()
    with writing() as tx:
        alliance_id = workshop_store.add_alliance(tx, "Simuliertes Bündnis")
    makers = {"costs": for_costs, "room": for_room, "dots": for_dots}
    meetings = list(makers[purpose](alliance_id, **wanted))
    stop()
    return meetings


def _meeting(alliance_id: int, play: str, persons: int, idea_count: int) -> Meeting:
    with writing() as tx:
        workshop_id = add_workshop(tx, alliance_id, NETWORK_MEETING, title="Simuliertes Netzwerktreffen")
    with reading() as tx:
        code = workshop_store.by_id(tx, workshop_id).code
    leader = Visitor(Role.FACILITATOR, workshop_id=workshop_id)
    meeting = Meeting(play, idea_count, code)
    meeting.facilitator = _seat(leader)
    meeting.screen = _seat(Visitor(Role.SCREEN, workshop_id=workshop_id))
    room = [_check_in(workshop_id, number) for number in range(persons)]
    meeting.people = [_seat(person) for person in room]
    _start(leader, Kind.IDEAS)
    _contribute(leader, room, idea_count)
    if play == "room":
        # What comes next in the agenda are the ideas: the facilitator will press the button.
        _start(leader, Kind.TALK)
    if play == "profile":
        _start(leader, Kind.EXCHANGE)
    if play == "dot":
        _start(leader, Kind.VOTE)
        meeting.round_id = voting.open_round(leader, subject=Subject.IDEAS, budget=BUDGET, maximum=MAXIMUM)
        meeting.options = [option.id for option in voting.options_of(leader, meeting.round_id)]
    return meeting


def _seat(visitor: Visitor) -> Seat:
    return Seat({cookie_name(visitor): cookie_for(visitor)}, stream_token(visitor))


def _check_in(workshop_id: int, number: int) -> Visitor:
    kinds = [kind for kind in InstitutionType if kind is not InstitutionType.KEINE]
    return people.check_in(
        workshop_id,
        new_id(),
        name=f"Teilnehmende {number + 1}",
        institution=f"Institution {number % 20 + 1}",
        institution_type=kinds[number % len(kinds)].value,
    )


def _contribute(leader: Visitor, room: list[Visitor], count: int) -> None:
    """The first ideas are the people's, one each; the others came on paper. All lie in thirteen topic groups."""
    chance = random.Random(1)
    groups = [ideas.create_cluster(leader, f"Themengruppe {number + 1}") for number in range(TOPIC_GROUPS)]
    for number in range(count):
        title, text = _sentence(chance, 8), _sentence(chance, 14)
        if number < len(room):
            idea_id = ideas.contribute_idea(room[number], title=title, text=text)
        else:
            idea_id = ideas.enter_idea_for(leader, None, title=title, text=text, field_id=None)
        ideas.move_idea(leader, idea_id, groups[number % TOPIC_GROUPS])


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_VOCABULARY.split(), k=words)).capitalize()


def _start(leader: Visitor, kind: Kind) -> None:
    activity = next(one for one in agenda.agenda_of(leader) if one.kind is kind)
    agenda.start_activity(leader, activity.id)


if __name__ == "__main__":
    prepared = prepare(sys.argv[1], json.loads(sys.argv[2]))
    Path(sys.argv[3]).write_text(json.dumps([asdict(meeting) for meeting in prepared]))
