"""Coming in: once per form, on whatever device, and without a device at all."""

import pytest

from actions import people
from actions.clock import new_id
from actions.live import state_of
from actions.workshop import find_workshop, open_workshop
from domain.people import InstitutionType
from domain.visitor import Role
from storage import people as store
from storage.database import Database, reading
from tests.builders import a_facilitator, a_person, a_workshop, organiser_of, the_workshop
from tests.refusals import refused


@pytest.fixture
def workshop_id(database: Database) -> int:
    return a_workshop()


def in_the_room(workshop_id: int) -> list[str]:
    with reading() as tx:
        return [person.name for person in store.of_workshop(tx, workshop_id)]


def test_a_nickname_lets_one_in(workshop_id: int) -> None:
    ada = a_person(workshop_id, "Ada")
    assert (ada.role, ada.workshop_id) == (Role.PARTICIPANT, workshop_id)
    assert people.me(ada).name == "Ada"
    assert people.me(ada).institution_type is InstitutionType.KEINE


def test_a_form_sent_twice_checks_in_once(workshop_id: int) -> None:
    person_id = new_id()
    form = {"name": "Ada", "institution": "IHK", "institution_type": "kammer"}
    first = people.check_in(workshop_id, person_id, **form)
    again = people.check_in(workshop_id, person_id, **form)
    assert first == again
    assert in_the_room(workshop_id) == ["Ada"]


def test_a_form_of_one_workshop_does_not_check_in_to_another(workshop_id: int) -> None:
    """The person's id is drawn by the page, but it could be replayed elsewhere."""
    elsewhere = a_workshop("Woanders")
    person_id = new_id()
    people.check_in(workshop_id, person_id, name="Ada", institution=None, institution_type=None)
    assert (
        refused(lambda: people.check_in(elsewhere, person_id, name="Ada", institution=None, institution_type=None))
        == "not_joined"
    )


def test_people_of_the_same_name_are_two(workshop_id: int) -> None:
    a_person(workshop_id, "Ada")
    a_person(workshop_id, "Ada")
    assert in_the_room(workshop_id) == ["Ada", "Ada"]


def test_a_closed_workshop_lets_nobody_in(workshop_id: int) -> None:
    open_workshop(organiser_of(workshop_id), workshop_id, is_open=False)
    assert refused(lambda: a_person(workshop_id)) == "workshop_closed"
    assert in_the_room(workshop_id) == []


def test_a_workshop_that_does_not_exist_lets_nobody_in(workshop_id: int) -> None:
    assert refused(lambda: a_person(999)) == "workshop_unknown"


@pytest.mark.parametrize(
    ("typed", "reason"), [("ZZZZZZ", "code_unknown"), ("", "code_missing"), (None, "code_missing")]
)
def test_an_unknown_code_is_named_as_such(workshop_id: int, typed: str | None, reason: str) -> None:
    assert refused(lambda: find_workshop(typed)) == reason


def test_the_code_is_found_however_it_is_typed(workshop_id: int) -> None:
    code = the_workshop(workshop_id).code
    assert find_workshop(f" {code[:3].lower()}-{code[3:]} ").id == workshop_id


def test_the_code_of_a_closed_workshop_says_that_it_is_over(workshop_id: int) -> None:
    open_workshop(organiser_of(workshop_id), workshop_id, is_open=False)
    assert refused(lambda: find_workshop(the_workshop(workshop_id).code)) == "workshop_closed"


def test_institutions_are_suggested_once_each(workshop_id: int) -> None:
    a_person(workshop_id, "Ada", institution="IHK Testland", institution_type="kammer")
    a_person(workshop_id, "Bob", institution="ihk  testland", institution_type="sonstige")
    known = people.known_institutions(the_workshop(workshop_id))
    assert [(each.name, each.type) for each in known] == [("IHK Testland", InstitutionType.KAMMER)]


def test_institutions_of_one_workshop_are_not_suggested_in_another(workshop_id: int) -> None:
    a_person(workshop_id, "Ada", institution="IHK Testland", institution_type="kammer")
    assert people.known_institutions(the_workshop(a_workshop("Woanders"))) == []


def test_a_person_corrects_their_form(workshop_id: int) -> None:
    ada = a_person(workshop_id, "Ada", institution="Tippfeler GmbH", institution_type="unternehmen_kmu")
    people.edit_me(ada, name="Ada L.", institution="Tippfehler GmbH", institution_type="unternehmen_kmu")
    assert (people.me(ada).name, people.me(ada).institution) == ("Ada L.", "Tippfehler GmbH")


def test_the_room_is_counted_by_institution_type(workshop_id: int) -> None:
    a_person(workshop_id, "Ada", institution="IHK", institution_type="kammer")
    a_person(workshop_id, "Bob", institution="HWK", institution_type="kammer")
    a_person(workshop_id, "Carl")
    with reading() as tx:
        assert store.count_by_type(tx, workshop_id) == {"kammer": 2, "keine": 1}
    assert state_of(workshop_id, Role.SCREEN)["progress"]["present"] == 3


def test_the_facilitator_enters_somebody_without_a_device(workshop_id: int) -> None:
    leader = a_facilitator(workshop_id)
    a_person(workshop_id, "Ada")
    paula = people.enter_at_desk(leader, name="Paula", institution="", institution_type=None)
    assert [(person.id, person.name) for person in people.people_at_desk(leader)] == [(paula, "Paula")]
    assert sorted(in_the_room(workshop_id)) == ["Ada", "Paula"]


@pytest.mark.parametrize("name", ["", "   ", "\u200d", "\u3164"])
def test_nobody_comes_in_without_a_name_that_can_be_seen(workshop_id: int, name: str) -> None:
    assert refused(lambda: a_person(workshop_id, name)) == "name_missing"


def test_the_projector_is_never_sent_a_person(workshop_id: int) -> None:
    ada = a_person(workshop_id, "Ada Kanarienvogel", institution="Kanarische Kammer", institution_type="kammer")
    sent = repr(state_of(workshop_id, Role.SCREEN))
    for secret in ("Kanarienvogel", "Kanarische", ada.person_id or ""):
        assert secret not in sent
