"""How people come in: by themselves, or entered by the facilitator for someone without a device."""

from dataclasses import dataclass

from actions.clock import new_id, now
from actions.entrance import hash_of_return_code, return_code, return_link
from documents.qr import qr_matrix, svg_path
from domain.live import part
from domain.people import Institution, Person, checked_in
from domain.visitor import Role, Visitor
from domain.workshop import Workshop
from storage import log
from storage import people as store
from storage import workshop as workshop_store
from storage.configuration import derived
from storage.database import reading, writing
from storage.trouble import may_come_twice


@dataclass(frozen=True)
class WayBack:
    """How a person comes in on another device: the code to type, the address, and its QR code as an SVG path."""

    code: str
    address: str
    squares: int
    path: str


def known_institutions(workshop: Workshop) -> list[Institution]:
    """What the check-in form suggests."""
    with reading() as tx:
        return store.institutions(tx, workshop.id)


@may_come_twice
def check_in(
    workshop_id: int,
    person_id: str,
    *,
    name: str | None,
    institution: str | None,
    institution_type: str | None,
) -> Visitor:
    """The person is in. `person_id` is drawn once per form, so a double click does not make a second one."""
    form = checked_in(name, institution, institution_type)
    with writing() as tx:
        workshop_store.by_id(tx, workshop_id).must_be_open()
        code = hash_of_return_code(return_code(person_id))
        if store.add(tx, workshop_id, person_id, form, joined_at=now(), return_code_hash=code):
            tx.tell(workshop_id, "people", part("progress", "present"))
        # Who is in already is in here, and not in another workshop under this id.
        store.by_id(tx, workshop_id, person_id)
    return Visitor(Role.PARTICIPANT, workshop_id=workshop_id, person_id=person_id)


def new_person_id() -> str:
    return new_id()


def person_of_form(workshop: Workshop, form: str) -> str:
    """The person who checks in by this form, whichever process it reaches and however often. `form` is a secret.

    Derived with our key, so that nobody can name the person they want to be.
    """
    return derived(f"person of a form in {workshop.id}: {form}", 16) if form else new_person_id()


def enter_at_desk(
    visitor: Visitor, *, name: str | None, institution: str | None, institution_type: str | None
) -> str:
    """The facilitator enters somebody without a device. Returns the person's id."""
    workshop_id = visitor.as_facilitator()
    form = checked_in(name, institution, institution_type)
    person_id = new_id()
    with writing() as tx:
        store.add(tx, workshop_id, person_id, form, joined_at=now(), at_desk=True)
        log.note(tx, workshop_id, visitor.role, "enter_at_desk")
        tx.tell(workshop_id, "people", part("progress", "present"))
    return person_id


@may_come_twice
def edit_me(visitor: Visitor, *, name: str | None, institution: str | None, institution_type: str | None) -> None:
    workshop_id, person_id = visitor.as_participant()
    form = checked_in(name, institution, institution_type)
    with writing() as tx:
        store.by_id(tx, workshop_id, person_id)
        store.change(tx, workshop_id, person_id, form)
        tx.tell(workshop_id, "people")


def me(visitor: Visitor) -> Person:
    workshop_id, person_id = visitor.as_participant()
    with reading() as tx:
        return store.by_id(tx, workshop_id, person_id)


def people_at_desk(visitor: Visitor) -> list[Person]:
    """Those the facilitator has entered, for whom ideas and dots can be entered too."""
    with reading() as tx:
        return [person for person in store.of_workshop(tx, visitor.as_facilitator()) if person.at_desk]


def my_way_back(visitor: Visitor) -> WayBack:
    _, person_id = visitor.as_participant()
    address = return_link(person_id)
    squares = qr_matrix(address)
    return WayBack(return_code(person_id), address, len(squares), svg_path(squares))
