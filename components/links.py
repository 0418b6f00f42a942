"""The ways into a meeting: for the room, for the facilitator, for the projector."""

from collections.abc import Callable

import streamlit as st

from components.words import say
from domain.workshop import Links, Workshop


def show_way_in(meeting: Workshop, links: Links, *, qr: str) -> None:
    """The poster first: it is what people need most."""
    st.header(say("links.room_title"), anchor=False)
    picture, words = st.columns([1, 2], gap="large", vertical_alignment="center")
    with picture:
        st.image(qr, width=240, alt=say("links.qr_alt"))
    with words:
        st.text(say("links.room_how"))
        st.link_button(
            say("links.poster"), f"/download/{meeting.id}/poster.pdf", type="primary", icon=":material/print:"
        )
        st.text(say("links.code", code=meeting.code))
        _show_link(links.participant, say("links.open_room"))


def show_doors(links: Links) -> None:
    for name, link in (("leader", links.facilitator), ("screen", links.screen)):
        with st.container(border=True):
            st.subheader(say(f"links.{name}_title"), anchor=False)
            st.text(say(f"links.{name}_how"))
            _show_link(link, say(f"links.open_{name}"))


def show_check() -> None:
    """Whether device and network are ready, some days before."""
    st.link_button(say("technik.link"), "/technik", icon=":material/network_check:")


def show_renewal(*, on_renew: Callable[[], None]) -> None:
    with st.expander(say("links.renew_title"), icon=":material/autorenew:"):
        st.text(say("links.renew_how"))
        st.button(say("links.renew"), key="renew_links", on_click=on_renew)


def _show_link(link: str, label: str) -> None:
    """To copy, and to open."""
    st.code(link, language=None, wrap_lines=True)
    st.link_button(label, link, icon=":material/open_in_new:")
