"""Two meetings of two alliances, and every number of every action exchanged: nothing foreign is found or changed."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from actions import workshop
from domain.contacts import Entry, Side
from domain.second_question import Contribution
from domain.visitor import Role, Visitor
from tests.actions.conftest import copied, furnished
from tests.actions.test_permissions import ACTIONS, ALLOWED, LEFT_OUT, NOT_ALLOWED, outcome
from tests.actions.world import Meeting, a_meeting, everything, pointing_across
from tests.builders import a_workshop, an_organiser

# Other arguments that carry numbers inside: how a foreign one gets in.
INSIDE = {
    "answers_at_desk.enter_answers_for.offers": lambda foreign: {(foreign.asked_id, Contribution.PLACE)},
    "answers_at_desk.enter_answers_for.steps": lambda foreign: {foreign.asked_id: 4},
    "contacts.save_profile.entries": lambda foreign: [Entry(Side.OFFER, foreign.chip_id, "Neu")],
    "contacts_at_desk.enter_profile_for.entries": lambda foreign: [Entry(Side.OFFER, foreign.chip_id, "Neu")],
    "paper.enter_sheet.number": lambda foreign: foreign.sheet,
    "paper.enter_sheet.wanted": lambda foreign: {foreign.option_id: 1},
    "paper.hand_out.number": lambda foreign: foreign.sheet,
    "paper.sheet_in_hand.number": lambda foreign: foreign.sheet,
    "second_question.answer.steps": lambda foreign: {foreign.asked_id: 4},
    "voting.fill_ballot.wanted": lambda foreign: {foreign.option_id: 1},
    "voting.enter_ballot_for.wanted": lambda foreign: {foreign.option_id: 1},
}


@dataclass(frozen=True)
class Two:
    ours: Meeting
    foreign: Meeting


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Two]:
    file: Path = tmp_path_factory.mktemp("two") / "two.db"
    return file, furnished(file, sqlite_template, lambda: Two(a_meeting("UNSER"), a_meeting("FREMD")))


@pytest.fixture
def two(template: tuple[Path, Two], data_dir: Path) -> Iterator[Two]:
    file, two = template
    with copied(file, data_dir):
        yield two


def numbers_of(name: str) -> list[str]:
    """The arguments of an action that name a row."""
    parameters = list(inspect.signature(ACTIONS[name]).parameters)[1:]
    return [each for each in parameters if each.endswith(("_id", "_ids")) or f"{name}.{each}" in INSIDE]


CASES = [(name, role) for name, role in ALLOWED if numbers_of(name)]


def with_foreign(two: Two, name: str, *parameters: str) -> dict[str, Any]:
    """What we would ask for, these arguments taken from the other meeting."""
    foreign = two.foreign.arguments(name, ACTIONS[name])
    inside = {key: INSIDE[f"{name}.{key}"](two.foreign) for key in parameters if f"{name}.{key}" in INSIDE}
    taken = {key: foreign.get(key, getattr(two.foreign, key, None)) for key in parameters}
    return two.ours.arguments(name, ACTIONS[name]) | taken | inside


def rows_of(mark: str) -> list[tuple[str, ...]]:
    return sorted(row for rows in everything().values() for row in rows if mark in repr(row))


def test_there_are_numbers_to_exchange() -> None:
    assert len(CASES) > 50
    assert sum(len(numbers_of(name)) for name, _ in CASES) > 60


@pytest.mark.parametrize(("name", "role"), CASES, ids=lambda value: str(value))
def test_no_foreign_number_is_found(two: Two, name: str, role: Role) -> None:
    """One after the other, then all of them at once. What is left out on purpose leaves the other meeting alone."""
    foreign = rows_of(two.foreign.mark)
    numbers = numbers_of(name)
    for swapped in [[number] for number in numbers] + ([numbers] if len(numbers) > 1 else []):
        before = everything()
        arguments = with_foreign(two, name, *swapped)
        reason, result = outcome(lambda arguments=arguments: ACTIONS[name](two.ours.visitor(role), **arguments))
        left_out = all(f"{name}.{number}" in LEFT_OUT for number in swapped)
        assert reason or left_out, f"{name} takes {swapped} of another meeting"
        assert two.foreign.mark not in repr(result)
        assert rows_of(two.foreign.mark) == foreign
        assert pointing_across() == []
        if reason:
            assert everything() == before


@pytest.mark.parametrize(
    ("name", "role"),
    [case for case in ALLOWED if case[1] in (Role.PARTICIPANT, Role.ORGANISER)],
    ids=lambda value: str(value),
)
def test_a_visitor_patched_together_from_two_meetings_has_no_right(two: Two, name: str, role: Role) -> None:
    """No cookie says such a thing, because cookies are signed; and if one did, it would open nothing."""
    ours, foreign = two.ours.visitor(role), two.foreign
    patched = {
        Role.PARTICIPANT: replace(ours, person_id=foreign.ada.person_id),
        Role.ORGANISER: replace(ours, alliance_id=foreign.alliance_id),
    }[role]
    before = rows_of(foreign.mark)
    reason, result = outcome(lambda: ACTIONS[name](patched, **two.ours.arguments(name, ACTIONS[name])))
    assert rows_of(foreign.mark) == before or name == "workshop.create_workshop"
    assert pointing_across() == []
    if role is Role.PARTICIPANT:
        assert foreign.mark not in repr(result)
    elif "workshop_id" in inspect.signature(ACTIONS[name]).parameters:
        assert reason == "workshop_unknown"


def test_a_field_of_another_meeting_cannot_be_renamed(two: Two) -> None:
    """The numbers stand beside the lines of the form."""
    before = everything()["fields"]
    host = two.ours.visitor(Role.ORGANISER)
    outcome(lambda: workshop.edit_fields(host, two.ours.workshop_id, [("Gekapert", "")], [two.foreign.field_id]))
    foreign = [row for row in before if f"{two.foreign.workshop_id}" == row[1]]
    assert [row for row in everything()["fields"] if f"{two.foreign.workshop_id}" == row[1]] == foreign


def test_a_meeting_of_the_same_alliance_is_just_as_foreign_to_those_in_the_room(two: Two) -> None:
    """Only its organiser may reach both."""
    other = a_workshop("Zweites Treffen", organiser=two.ours.visitor(Role.ORGANISER))
    host = two.ours.visitor(Role.ORGANISER)
    assert {each.id for each in workshop.my_workshops(host)} == {two.ours.workshop_id, other}
    for name, role in CASES:
        if role is Role.ORGANISER:
            continue
        visitor = replace(two.ours.visitor(role), workshop_id=other)
        before = everything()
        reason, result = outcome(
            lambda name=name, visitor=visitor: ACTIONS[name](visitor, **two.ours.arguments(name, ACTIONS[name]))
        )
        assert two.ours.mark not in repr(result), name
        if reason:
            assert everything() == before


def test_the_organiser_of_another_alliance_finds_no_meeting(two: Two) -> None:
    stranger = an_organiser("Drittes Bündnis")
    before = everything()
    for name, function in ACTIONS.items():
        if "workshop_id" in inspect.signature(function).parameters:
            reason, _ = outcome(lambda name=name: ACTIONS[name](stranger, **two.ours.arguments(name, ACTIONS[name])))
            assert reason == "workshop_unknown", name
    assert everything() == before


def test_a_role_of_another_name_is_a_role_of_no_rights(two: Two) -> None:
    """Whatever a forged visitor calls itself."""
    for name, function in ACTIONS.items():
        arguments = two.ours.arguments(name, function)
        reason, _ = outcome(lambda name=name, arguments=arguments: ACTIONS[name](Visitor(Role.GUEST), **arguments))
        assert reason in NOT_ALLOWED
