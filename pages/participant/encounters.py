"""Whom one has met in the meeting rounds: ask them for an exchange of contact data."""

from functools import partial

from actions import contacts, encounters
from components.encounters import ask_key, close, show_encounters
from components.obstacle import attempt
from domain.contact_cards import Release, checked_release
from domain.people import Person
from domain.visitor import Visitor


def show(person: Visitor) -> None:
    met = encounters.my_encounters(person)
    show_encounters(met, email=contacts.my_profile(person).email if met else "", on_ask=partial(_ask, person))


def _ask(person: Visitor, other: Person, shown: Release, email: str) -> None:
    def ask() -> None:
        released = checked_release(shown)
        if email:
            contacts.keep_email(person, email)
        contacts.send_request(person, other.id, shown=released)

    if attempt(ask_key(other), ask, "encounters.asked", name=other.name):
        close()
