"""Contact requests: the ones that wait for an answer, the ones that were sent, and the cards of those who agreed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import streamlit as st

from components.obstacle import show_obstacle
from components.words import plain, say
from domain.contact_cards import PHONE_MOST, ContactCard, Release
from domain.contacts import ContactRequest, RequestState
from domain.people import Person


class Contact(Protocol):
    """A request as one of the two sees it."""

    @property
    def request(self) -> ContactRequest: ...
    @property
    def other(self) -> Person: ...
    @property
    def sent_by_me(self) -> bool: ...
    @property
    def card(self) -> ContactCard | None: ...
    @property
    def topic(self) -> str: ...


Click = Callable[[Contact], None]
# What was released, and the address that was typed for it.
OnAccept = Callable[[Contact, Release, str], None]


def show_incoming(contacts: Sequence[Contact], *, email: str, on_accept: OnAccept, on_decline: Click) -> None:
    """What waits for my answer. `email`: my own address, if it is known; nothing is released that was not chosen."""
    for contact in incoming(contacts):
        with st.container(border=True, gap="small"):
            show_named(say("exchange.wants", name=contact.other.name), contact.other.institution)
            if contact.topic:
                st.text(say("contacts.about", topic=contact.topic))
            st.text(say("exchange.consent", name=contact.other.name))
            card = answer_key(contact)
            ask_release(card, email)
            show_obstacle(card)
            with st.container(horizontal=True):
                st.button(
                    say("exchange.accept"),
                    key=card,
                    type="primary",
                    on_click=lambda contact=contact: on_accept(contact, *released(answer_key(contact))),
                )
                st.button(
                    say("exchange.decline"),
                    key=f"decline_{contact.request.id}",
                    type="tertiary",
                    on_click=on_decline,
                    args=(contact,),
                )


def show_sent(contacts: Sequence[Contact], *, on_withdraw: Click) -> None:
    """What waits for others, and what nobody answered in time."""
    waiting, over = sent(contacts), expired(contacts)
    if waiting:
        with st.expander(say("exchange.waiting", count=len(waiting)), key="sent_requests", on_change="ignore"):
            st.caption(say("contacts.answer_until"))
            for contact in waiting:
                _row(contact, say("exchange.withdraw"), f"withdraw_{contact.request.id}", on_withdraw)
    for contact in over:
        with st.container(border=True, gap="small"):
            st.text(say("contacts.expired", name=contact.other.name))
            st.caption(say("contacts.expired_how"))
            st.button(
                say("contacts.forget"),
                key=f"forget_{contact.request.id}",
                type="tertiary",
                on_click=on_withdraw,
                args=(contact,),
            )


def show_named(name: str, institution: str) -> None:
    """A person, or a sentence about one, and below it where they come from."""
    st.markdown(f"**{plain(name)}**  \n{plain(institution or say('type.keine'))}", width="stretch")


def answer_key(contact: Contact) -> str:
    """The button that answers, and the card that a refusal is told on."""
    return f"accept_{contact.request.id}"


def row_key(contact: Contact) -> str:
    return f"contact_{contact.request.id}"


def agreed(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in contacts if contact.request.state is RequestState.ACCEPTED]


def incoming(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in _not_yet(contacts, RequestState.OPEN) if not contact.sent_by_me]


def sent(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in _not_yet(contacts, RequestState.OPEN) if contact.sent_by_me]


def expired(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in _not_yet(contacts, RequestState.EXPIRED) if contact.sent_by_me]


def _not_yet(contacts: Sequence[Contact], state: RequestState) -> list[Contact]:
    """Without those with whom the other request is agreed already: two people may ask each other at once."""
    return [contact for contact in contacts if contact.request.state is state and contact.card is None]


def ask_release(card: str, email: str) -> None:
    """Field by field, for this pair, and nothing ticked beforehand (R-32)."""
    # A round that begins takes the form away for a while; what is half typed is there again afterwards.
    st.caption(say("contacts.one_is_enough"))
    field = partial(st.text_input, live="0ms", on_change="ignore", persist_state="page")
    if email:
        st.checkbox(say("contacts.show_email"), key=f"{card}_shows_email", on_change="ignore")
        st.caption(plain(email))
    else:
        field(say("contacts.email"), key=f"{card}_email", autocomplete="email")
    field(say("contacts.phone"), key=f"{card}_phone", autocomplete="tel", max_chars=PHONE_MOST)
    st.caption(say("contacts.phone_how"))


def released(card: str) -> tuple[Release, str]:
    """What was typed there, and the address if it was typed there, too."""
    typed = {name: st.session_state.get(f"{card}_{name}") for name in ("shows_email", "email", "phone")}
    email = (typed["email"] or "").strip()
    return Release(bool(typed["shows_email"] or email), typed["phone"] or ""), email


def _row(contact: Contact, label: str, key: str, on_click: Click) -> None:
    show_obstacle(row_key(contact))
    with st.container(horizontal=True, vertical_alignment="center"):
        show_named(contact.other.name, contact.other.institution)
        st.button(label, key=key, type="tertiary", on_click=on_click, args=(contact,))
