"""Contact requests: answer those of others, wait for others' answers, see the cards of those who agreed."""

from functools import partial

import streamlit as st

from actions import contacts
from actions.live import state_of
from components.contacts import Contact, show_cards, show_incoming, show_sent
from components.frame import show_brief_note
from components.news import follow_news
from components.obstacle import attempt
from domain.contacts import RequestState
from domain.visitor import Role, Visitor


@st.fragment
def show(person: Visitor, stream: str) -> None:
    """Drawn anew by itself when somebody asks or answers; what is typed elsewhere on the page stays."""
    seen = state_of(person.in_workshop(), Role.PARTICIPANT, ["requests"])
    show_brief_note()
    mine = contacts.my_contacts(person)
    show_incoming(
        mine,
        on_accept=partial(_accept, person),
        on_decline=partial(_decline, person),
    )
    show_cards(mine, key="card", on_withdraw=partial(_withdraw, person))
    show_sent(mine, on_withdraw=partial(_withdraw, person))
    follow_news("request_news", stream=stream, seen=seen)


def _accept(person: Visitor, contact: Contact, email: str) -> None:
    def accept() -> None:
        if email:
            contacts.keep_email(person, email)
        contacts.answer_request(person, contact.request.id, accept=True)

    attempt(f"accept_{contact.request.id}", accept, "exchange.accepted", name=contact.other.name)


def _decline(person: Visitor, contact: Contact) -> None:
    attempt(
        f"accept_{contact.request.id}",
        lambda: contacts.answer_request(person, contact.request.id, accept=False),
        "exchange.declined",
    )


def _withdraw(person: Visitor, contact: Contact) -> None:
    agreed = contact.request.state is RequestState.ACCEPTED
    attempt(
        f"contact_{contact.request.id}",
        lambda: contacts.withdraw_request(person, contact.request.id),
        "exchange.taken_back" if agreed else "exchange.withdrawn",
    )
