"""Contact requests: answer those of others, ask whom one has met, see the cards of those who agreed."""

from functools import partial

import streamlit as st

from actions import contact_cards, contacts
from actions.live import state_of
from components.contact_cards import close_words, show_cards, writing_key
from components.contacts import Contact, answer_key, incoming, row_key, show_incoming, show_sent
from components.frame import show_brief_note
from components.news import follow_news
from components.obstacle import attempt
from domain.contact_cards import Release
from domain.contacts import RequestState
from domain.visitor import Role, Visitor
from pages.participant import encounters


@st.fragment
def show(person: Visitor, stream: str) -> None:
    """Drawn anew by itself when somebody asks or answers; what is typed elsewhere on the page stays."""
    seen = state_of(person.in_workshop(), Role.PARTICIPANT, ["requests"])
    show_brief_note()
    mine = contacts.my_contacts(person)
    show_incoming(
        mine,
        email=contacts.my_profile(person).email if incoming(mine) else "",
        on_accept=partial(_accept, person),
        on_decline=partial(_decline, person),
    )
    encounters.show(person)
    show_cards(
        mine,
        workshop_id=person.in_workshop(),
        on_write=partial(_write, person),
        on_withdraw=partial(_withdraw, person),
    )
    show_sent(mine, on_withdraw=partial(_withdraw, person))
    follow_news("request_news", stream=stream, seen=seen)


def _accept(person: Visitor, contact: Contact, shown: Release, email: str) -> None:
    attempt(
        answer_key(contact),
        lambda: contacts.answer_request(person, contact.request.id, accept=True, shown=shown, email=email),
        "exchange.accepted",
        name=contact.other.name,
    )


def _decline(person: Visitor, contact: Contact) -> None:
    attempt(
        answer_key(contact),
        lambda: contacts.answer_request(person, contact.request.id, accept=False),
        "exchange.declined",
    )


def _write(person: Visitor, contact: Contact, changed: dict[str, str]) -> None:
    def write() -> None:
        if "note" in changed:
            contact_cards.write_note(person, contact.request.id, changed["note"])
        if changed.keys() & {"next_step", "due"}:
            contact_cards.agree_on(person, contact.request.id, **{k: v for k, v in changed.items() if k != "note"})

    if attempt(writing_key(contact), write, "contacts.saved"):
        close_words(contact)


def _withdraw(person: Visitor, contact: Contact) -> None:
    agreed = contact.request.state is RequestState.ACCEPTED
    attempt(
        row_key(contact),
        lambda: contacts.withdraw_request(person, contact.request.id),
        "exchange.taken_back" if agreed else "exchange.withdrawn",
    )
