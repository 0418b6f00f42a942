"""Every text that anybody can hand to an action is cleaned and measured on its way, or never kept."""

import inspect
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from actions import accounts, entrance, people, workshop
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.refusal import Refusal
from domain.second_question import Contribution
from domain.text_rules import clean_text
from domain.visitor import Role
from storage.database import Database
from tests.actions.conftest import copied, furnished
from tests.actions.test_permissions import ACTIONS, RIGHTS
from tests.actions.world import Meeting, a_meeting, everything, is_a_look, rows_of_tables
from tests.builders import PASSWORD, start

# Direction marks, NUL and bell, a surrogate that stands alone, an accent beside its letter, forty accents, an old
# Mac's line break.
NASTY = "Grü\u202eße\u2066 \x00\x07e\u0301 o" + "\u0310" * 40 + "\ud800\ufeff\r\u2028Ende"
# What of it is kept, as far as its first blank.
VISIBLE = "Grüße"
# A million: tests/domain/test_text_rules.py.
LONG = "x" * 100_000
MANY_LINES = "x\n" * 500

# They name something, or prove who somebody is: compared and hashed, never kept as they came.
NO_TEXT = {"edit_key", "institution_type", "number", "operation", "other_id", "person_id", "role", "to_id"}
# An activity's settings are ours: no page hands any through but those of an activity that was just removed.
NO_TEXT |= {"settings"}


@dataclass(frozen=True)
class Place:
    """One text argument of one action."""

    name: str
    parameter: str

    def put(self, meeting: Meeting, text: str) -> None:
        function = ACTIONS[self.name]
        arguments = meeting.arguments(self.name, function) | {self.parameter: _shaped(self, meeting, text)}
        function(meeting.visitor(min(RIGHTS[self.name])), **arguments)


def _shaped(place: Place, meeting: Meeting, text: str) -> Any:
    """The text as this argument takes it."""
    lists: dict[str, Callable[[], Any]] = {
        "contacts.save_profile.entries": lambda: [Entry(Side.OFFER, meeting.chip_id, text)],
        "contacts_at_desk.enter_profile_for.entries": lambda: [Entry(Side.OFFER, meeting.chip_id, text)],
        "groups.change_profile.changed": lambda: {"goal": text, "due": "März"},
        "imports.import_ideas.content": lambda: _as_csv(text),
        "workshop.edit_chips.wanted": lambda: [text],
        "workshop.edit_fields.wanted": lambda: [(text[:119], text)],
    }
    return lists.get(f"{place.name}.{place.parameter}", lambda: text)()


def _as_csv(text: str) -> bytes:
    cell = text.replace('"', '""').encode(errors="replace").replace(b"\0", b"")
    return b'titel;text\n"Karte";"' + cell + b'"\n'


def _takes_text(parameter: inspect.Parameter) -> bool:
    kind = str(parameter.annotation)
    return any(word in kind for word in ("str", "bytes", "Entry")) and parameter.name not in NO_TEXT


# What is asked for by its name is looked up among ours.
LOOKED_UP = {"documents.document.name", "privacy.document_about.name", "paper.import_sheets.content"}
# Whoever only looks keeps nothing; what a look makes of wild texts is asked below.
PLACES = [
    Place(name, parameter.name)
    for name, function in sorted(ACTIONS.items())
    if not is_a_look(function)
    for parameter in list(inspect.signature(function).parameters.values())[1:]
    if _takes_text(parameter) and f"{name}.{parameter.name}" not in LOOKED_UP
]


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Meeting]:
    file: Path = tmp_path_factory.mktemp("texts") / "texts.db"
    return file, furnished(file, sqlite_template, _in_ideas)


def _in_ideas() -> Meeting:
    meeting = a_meeting("UNSER")
    start(meeting.workshop_id, Kind.IDEAS)
    return meeting


@pytest.fixture
def meeting(template: tuple[Path, Meeting], data_dir: Path) -> Iterator[Meeting]:
    file, meeting = template
    with copied(file, data_dir):
        yield meeting


def _texts() -> set[str]:
    return {value for rows in rows_of_tables().values() for row in rows for value in _strings(row)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)


def _put(place: Place, meeting: Meeting, text: str) -> str | None:
    """The reason of the refusal, if it is one."""
    try:
        place.put(meeting, text)
    except Refusal as refusal:
        return refusal.reason
    return None


def test_there_are_texts_to_try() -> None:
    assert len(PLACES) > 35
    assert Place("ideas.contribute_idea", "text") in PLACES


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.name}.{place.parameter}")
def test_what_is_kept_is_cleaned(meeting: Meeting, place: Place) -> None:
    before = _texts()
    reason = _put(place, meeting, NASTY)
    # An address with blanks in it is none; a topic that offers use cannot go.
    assert reason in (None, "email_invalid", "chip_in_use")
    if reason:
        return
    new = _texts() - before
    assert [text for text in new if clean_text(text) != text] == []
    assert any(text.startswith(VISIBLE) for text in new)


@pytest.mark.parametrize("text", [LONG, MANY_LINES], ids=["a hundred thousand letters", "five hundred lines"])
def test_what_is_too_long_is_refused_in_a_moment(meeting: Meeting, text: str) -> None:
    before = everything()
    for place in PLACES:
        started = time.process_time()
        reason = _put(place, meeting, text)
        assert time.process_time() - started < 3, place
        if place.name == "imports.import_ideas":
            # The file is read, its bad line is named.
            assert reason is None
            assert everything()["ideas"] == before["ideas"]
            before = everything()
        else:
            assert reason, place
            assert everything() == before, place


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_that_can_be_typed_or_forged_is_an_error(request: pytest.FixtureRequest, kind: str) -> None:
    """Refused or done: names and proofs too, and on a database that takes no NUL."""
    request.getfixturevalue("database" if kind == "sqlite" else "postgresql")
    meeting = _in_ideas()
    for name, function in sorted(ACTIONS.items()):
        for parameter in list(inspect.signature(function).parameters.values())[1:]:
            for value in _forged(parameter):
                arguments = meeting.arguments(name, function) | {parameter.name: value}
                try:
                    function(meeting.visitor(min(RIGHTS[name])), **arguments)
                except Refusal:
                    continue


def _forged(parameter: inspect.Parameter) -> list[Any]:
    """Values of the parameter's type that no page would send."""
    kind = str(parameter.annotation)
    if kind in ("<class 'str'>", "str | None"):
        return [NASTY, "\0", "\ud800", "", "'; DROP TABLE people; --", "%_\\"]
    if kind in ("<class 'int'>", "int | None"):
        return [-1, 0, 2**31, 2**63, 2**70]
    if "Mapping[int, int]" in kind:
        return [{}, {2**70: 1}, {1: 2**70}, {-1: -1}, {1: 10**9}]
    if "Contribution]]" in kind:
        return [[(2**70, Contribution.PLACE)], [(-1, Contribution.LEAD)]]
    if "tuple[int, str]" in kind:
        return [[(1, NASTY)], [(1, "\0")], [(2**70, "\ud800")]]
    if "[int" in kind:
        return [[2**70], [-1], [0]]
    return []


def test_doors_without_a_right_take_no_text_uncleaned(database: Database, meeting: Meeting) -> None:
    """Checking in, setting up, accounts, codes and links: everything that nobody has to be somebody for."""
    before = _texts()
    person = people.check_in(
        meeting.workshop_id, people.new_person_id(), name=NASTY, institution=NASTY, institution_type=NASTY
    )
    assert person.role is Role.PARTICIPANT
    accounts.create_organiser(NASTY, NASTY, "neu@example.org", PASSWORD)
    new = _texts() - before
    assert any(text.startswith(VISIBLE) for text in new)
    assert [text for text in new if clean_text(text) != text] == []


DOORS: dict[str, Callable[[str], object]] = {
    "accounts.set_up": lambda text: accounts.set_up(
        key=text, alliance=text, name=text, email=text, password=text, title=text
    ),
    "accounts.sign_in": lambda text: accounts.sign_in(text, text),
    "entrance.audience_of_stream": entrance.audience_of_stream,
    "entrance.come_back": entrance.come_back,
    "entrance.visitor_of_cookie": entrance.visitor_of_cookie,
    "entrance.visitor_of_link": lambda text: entrance.visitor_of_link(Role.FACILITATOR, text, text),
    "entrance.visitor_of_ticket": entrance.visitor_of_ticket,
    "people.check_in": lambda text: people.check_in(10**9, text, name=text, institution=text, institution_type=text),
    "workshop.find_workshop": workshop.find_workshop,
    "workshop.known_workshop": workshop.known_workshop,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_door_opens_to_no_nasty_text(request: pytest.FixtureRequest, kind: str, door: str) -> None:
    request.getfixturevalue("database" if kind == "sqlite" else "postgresql")
    for text in (NASTY, "\0", "\ud800", "", "x" * 100_000, "' OR 1=1 --"):
        try:
            assert DOORS[door](text) is None
        except Refusal:
            continue
