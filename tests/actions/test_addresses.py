"""Contact data only for the two who agreed: a bird's name is hidden in every address, and looked for everywhere."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions import contacts, exchange, groups
from actions.documents import _MAKERS, document
from actions.live import state_of
from actions.workshop import fields_and_chips
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from tests.actions.conftest import copied, furnished
from tests.actions.world import Meeting, a_meeting, actions_of_visitors, is_a_look
from tests.builders import a_facilitator, a_person, a_screen, organiser_of

LOOKS = {name: function for name, function in actions_of_visitors().items() if is_a_look(function)}
BIRDS = ("adler", "buchfink", "drossel", "elster", "falke", "gans", "habicht")


class Aviary:
    """Seven people with all kinds of relations. Only Adler and Buchfink agreed."""

    def __init__(self) -> None:
        self.meeting: Meeting = a_meeting("UNSER")
        workshop_id = self.meeting.workshop_id
        self.people = {bird: a_person(workshop_id, bird.title(), institution=f"{bird} e.V.") for bird in BIRDS}
        chips = fields_and_chips(self.people["adler"])[1]
        both_sides = [Entry(Side.OFFER, chips[1].id, "Angebot"), Entry(Side.SEEK, chips[1].id, "Gesuch")]
        for bird, person in self.people.items():
            contacts.save_profile(person, entries=both_sides, visible=True, email=f"canary-{bird}@example.org")
            groups.join_group(person, self.meeting.group_id, GroupRole.PARTNER)
        self.ask("adler", "buchfink", accept=True)
        self.ask("adler", "drossel")
        self.ask("elster", "adler")
        self.ask("adler", "falke", accept=False)
        contacts.withdraw_request(self.people["gans"], self.ask("adler", "gans", accept=True))

    def ask(self, one: str, other: str, *, accept: bool | None = None) -> int:
        request = contacts.send_request(self.people[one], self.people[other].person_id or "")
        if accept is not None:
            contacts.answer_request(self.people[other], request, accept=accept)
        return request

    def seen_by(self, visitor: Visitor) -> dict[str, set[str]]:
        """The birds that each look of this visitor contains."""
        return {name: canaries(self.look(name, visitor)) for name in LOOKS}

    def look(self, name: str, visitor: Visitor) -> Any:
        try:
            return LOOKS[name](visitor, **self.meeting.arguments(name, LOOKS[name]))
        except Refusal as refusal:
            return refusal


def canaries(thing: Any) -> set[str]:
    return set(re.findall(r"canary-(\w+)@", repr(thing)))


@pytest.fixture(scope="session")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Aviary]:
    file: Path = tmp_path_factory.mktemp("aviary") / "aviary.db"
    return file, furnished(file, sqlite_template, Aviary)


@pytest.fixture
def aviary(template: tuple[Path, Aviary], data_dir: Path) -> Iterator[Aviary]:
    file, aviary = template
    with copied(file, data_dir):
        yield aviary


def test_there_are_looks_to_look_at() -> None:
    assert len(LOOKS) > 25
    assert {"contacts.my_contacts", "contacts.suggestions", "groups.groups_of", "people.me"} <= LOOKS.keys()


@pytest.mark.parametrize("bird", BIRDS)
def test_a_person_sees_their_own_address_and_those_of_agreed_contacts(aviary: Aviary, bird: str) -> None:
    agreed = {"adler": {"buchfink"}, "buchfink": {"adler"}}.get(bird, set())
    seen = aviary.seen_by(aviary.people[bird])
    # The summary names whom they met. The file for the address book is that of a pair that no bird is part of.
    assert seen.pop("contact_cards.my_summary") == agreed
    for own in ("contacts.my_profile", "privacy.my_data", "privacy.my_document"):
        assert seen.pop(own) == {bird}, own
    assert canaries(exchange.exchange_of(aviary.people[bird])) == {bird}
    assert seen.pop("contacts.my_contacts") == agreed
    assert {name: birds for name, birds in seen.items() if birds} == {}


def test_neither_facilitator_nor_projector_nor_organiser_sees_an_address(aviary: Aviary) -> None:
    workshop_id = aviary.meeting.workshop_id
    for visitor in (a_facilitator(workshop_id), a_screen(workshop_id), organiser_of(workshop_id), Visitor()):
        assert {name: birds for name, birds in aviary.seen_by(visitor).items() if birds} == {}


@pytest.mark.parametrize("audience", [Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR])
def test_no_stream_carries_an_address(aviary: Aviary, audience: Role) -> None:
    assert canaries(state_of(aviary.meeting.workshop_id, audience)) == set()


@pytest.mark.parametrize("name", sorted(_MAKERS))
def test_no_download_carries_an_address(aviary: Aviary, name: str) -> None:
    content = document(organiser_of(aviary.meeting.workshop_id), aviary.meeting.workshop_id, name).content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(part) for part in parts.namelist())
    assert content
    assert canaries(content) == set()


def test_a_changed_address_reaches_only_who_agreed(aviary: Aviary) -> None:
    contacts.keep_email(aviary.people["adler"], "canary-zaunkoenig@example.org")
    assert canaries(contacts.my_contacts(aviary.people["buchfink"])) == {"zaunkoenig"}
    for bird in BIRDS[2:]:
        assert canaries(contacts.my_contacts(aviary.people[bird])) == set()
