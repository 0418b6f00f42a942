"""Contact requests: the ones that wait for an answer, the ones that were sent, and the cards of those who agreed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol
from urllib.parse import quote

import streamlit as st

from components.obstacle import show_go, show_obstacle
from components.words import plain, say
from domain.contacts import ContactCard, ContactRequest, RequestState
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


Click = Callable[[Contact], None]


def show_incoming(
    contacts: Sequence[Contact], *, on_accept: Callable[[Contact, str], None], on_decline: Click
) -> None:
    """What waits for my answer."""
    for contact in incoming(contacts):
        with st.container(border=True, gap="small"):
            show_named(say("exchange.wants", name=contact.other.name), contact.other.institution)
            st.text(say("exchange.consent", name=contact.other.name))
            show_go(
                f"accept_{contact.request.id}",
                say("exchange.accept"),
                on_go=partial(on_accept, contact),
                primary=True,
            )
            st.button(
                say("exchange.decline"),
                key=f"decline_{contact.request.id}",
                type="tertiary",
                on_click=on_decline,
                args=(contact,),
            )


def show_sent(contacts: Sequence[Contact], *, on_withdraw: Click) -> None:
    """What waits for others."""
    waiting = sent(contacts)
    if not waiting:
        return
    with st.expander(say("exchange.waiting", count=len(waiting)), key="sent_requests", on_change="ignore"):
        for contact in waiting:
            _row(contact, say("exchange.withdraw"), f"withdraw_{contact.request.id}", on_withdraw)


def show_cards(contacts: Sequence[Contact], *, key: str, on_withdraw: Click) -> None:
    """Name, institution and address of those with whom both agreed."""
    for contact in agreed(contacts):
        with st.container(border=True, gap="small"):
            _row(contact, say("exchange.take_back"), f"{key}_{contact.request.id}", on_withdraw)
            _show_address(contact.card.email if contact.card else "")


def show_named(name: str, institution: str) -> None:
    """A person, or a sentence about one, and below it where they come from."""
    st.markdown(f"**{plain(name)}**  \n{plain(institution or say('type.keine'))}", width="stretch")


def agreed(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in contacts if contact.request.state is RequestState.ACCEPTED]


def incoming(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in _open(contacts) if not contact.sent_by_me]


def sent(contacts: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in _open(contacts) if contact.sent_by_me]


def _open(contacts: Sequence[Contact]) -> list[Contact]:
    """Without those with whom the other request is agreed already: two people may ask each other at once."""
    return [contact for contact in contacts if contact.request.state is RequestState.OPEN and contact.card is None]


def _row(contact: Contact, label: str, key: str, on_click: Click) -> None:
    show_obstacle(f"contact_{contact.request.id}")
    with st.container(horizontal=True, vertical_alignment="center"):
        show_named(contact.other.name, contact.other.institution)
        st.button(label, key=key, type="tertiary", on_click=on_click, args=(contact,))


def _show_address(email: str) -> None:
    if not email:
        st.caption(say("exchange.no_email"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(email, width="stretch")
        st.link_button(say("exchange.write"), f"mailto:{quote(email, safe='@')}", icon=":material/mail:")
