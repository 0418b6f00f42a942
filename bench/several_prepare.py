"""Two meetings at once, one that writes ideas and one that gives points, with everybody checked in.

`python -m bench.several_prepare '{"people": 300}' meetings.json` makes them; with a third argument `check` it says
what of the clicks in that file the database holds.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from actions import agenda, ideas, people, voting
from actions.clock import new_id
from actions.entrance import cookie_for, cookie_name
from actions.operation import start_database
from actions.workshop import add_workshop
from domain.agenda import Kind
from domain.templates import NETWORK_MEETING
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage import ideas as idea_store
from storage import workshop as workshop_store
from storage.database import reading, writing

IDEAS_BEFORE = 60
BUDGET, MAXIMUM = 5, 2


def prepare(people_in_all: int) -> list[dict[str, Any]]:
    with writing() as tx:
        alliance_id = workshop_store.add_alliance(tx, "Simuliertes Bündnis")
    half = people_in_all // 2
    return [_meeting(alliance_id, "idea", people_in_all - half), _meeting(alliance_id, "dot", half)]


def _meeting(alliance_id: int, play: str, persons: int) -> dict[str, Any]:
    with writing() as tx:
        workshop_id = add_workshop(tx, alliance_id, NETWORK_MEETING, title="Simuliertes Netzwerktreffen")
    with reading() as tx:
        code = workshop_store.by_id(tx, workshop_id).code
    leader = Visitor(Role.FACILITATOR, workshop_id=workshop_id)
    room = [_check_in(workshop_id, number) for number in range(persons)]
    _start(leader, Kind.IDEAS)
    for number in range(IDEAS_BEFORE):
        ideas.enter_idea_for(leader, None, title=f"Idee {number}", text="Für die Region.", field_id=None)
    round_id, options = 0, []
    if play == "dot":
        _start(leader, Kind.VOTE)
        round_id = voting.open_round(leader, subject=Subject.IDEAS, budget=BUDGET, maximum=MAXIMUM)
        options = [option.id for option in voting.options_of(leader, round_id)]
    return {
        "play": play,
        "workshop_id": workshop_id,
        "code": code,
        "round_id": round_id,
        "options": options,
        "people": [_seat(person) | {"person_id": person.person_id} for person in room],
        "facilitator": _seat(leader) | {"page": "leitung"},
        "screen": _seat(Visitor(Role.SCREEN, workshop_id=workshop_id)) | {"page": "beamer"},
    }


def _seat(visitor: Visitor) -> dict[str, Any]:
    return {"cookies": {cookie_name(visitor): cookie_for(visitor)}}


def _check_in(workshop_id: int, number: int) -> Visitor:
    return people.check_in(
        workshop_id,
        new_id(),
        name=f"Teilnehmende {number + 1}",
        institution=f"Institution {number % 20 + 1}",
        institution_type="verband",
    )


def _start(leader: Visitor, kind: Kind) -> None:
    activity = next(one for one in agenda.agenda_of(leader) if one.kind is kind)
    agenda.start_activity(leader, activity.id)


def held(meetings: list[dict[str, Any]]) -> dict[str, Any]:
    """How often each idea's mark stands in the database, and every ballot of the round."""
    by_play = {meeting["play"]: meeting for meeting in meetings}
    with reading() as tx:
        written = idea_store.of_workshop(tx, by_play["idea"]["workshop_id"])
        marks = Counter(idea.title.split("|")[0] for idea in written if "|" in idea.title)
    voters = by_play["dot"]
    ballots = {}
    for seat in voters["people"]:
        visitor = Visitor(Role.PARTICIPANT, workshop_id=voters["workshop_id"], person_id=seat["person_id"])
        ballots[seat["person_id"]] = voting.my_ballot(visitor, voters["round_id"]).counts()
    return {"ideas": marks, "ballots": ballots}


if __name__ == "__main__":
    stop = start_database()
    file = Path(sys.argv[2])
    if sys.argv[3:] == ["check"]:
        print(json.dumps(held(json.loads(file.read_text()))))
    else:
        file.write_text(json.dumps(prepare(json.loads(sys.argv[1])["people"])))
    stop()
