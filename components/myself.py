"""A person's own page: who they are here, the way back in, and what they have brought in."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components.arrive import show_arrival
from components.join import ask_who
from components.words import plain, say
from domain.groups import Group, GroupRole
from domain.ideas import Idea
from domain.people import Institution, Person


def show_me(
    person: Person, institutions: Sequence[Institution], *, on_save: Callable[[Mapping[str, str]], None]
) -> None:
    show_arrival()
    st.header(plain(person.name), anchor=False)
    st.text(person.institution or say("type.keine"))
    changing = st.expander(say("myself.change"), key="changing_me", on_change="rerun")
    if changing.open:
        with changing:
            ask_who(
                key="me",
                institutions=institutions,
                on_join=on_save,
                values={
                    "name": person.name,
                    "institution": person.institution,
                    "type": person.institution_type.value,
                },
            )


def show_way_back(code: str, address: str, squares: int, path: str) -> None:
    """The personal code for another device: to type, as an address, to scan."""
    with st.container(border=True):
        st.subheader(say("myself.way_back"), anchor=False)
        st.text(say("myself.way_back_how"))
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch", gap="small"):
                st.title(f"{code[:5]} {code[5:]}", anchor=False)
                st.text(address)
            st.image(_qr(squares, path), width=150)
        st.caption(say("myself.way_back_secret"))


def show_brought_in(ideas: Sequence[Idea], groups: Sequence[tuple[Group, GroupRole]]) -> None:
    st.subheader(say("myself.ideas", count=len(ideas)), anchor=False)
    for idea in ideas:
        st.text(f"– {idea.title}")
    st.subheader(say("myself.groups", count=len(groups)), anchor=False)
    for group, role in groups:
        st.text(f"– {group.title} ({say(f'groups.{role.value}')})")


def show_contacts_heading() -> None:
    st.subheader(say("myself.contacts"), anchor=False)


def _qr(squares: int, path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {squares} {squares}" shape-rendering="crispEdges">'
        f'<rect width="{squares}" height="{squares}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
