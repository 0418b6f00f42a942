"""The demo's doors: one click for each role, and one that takes the demo away."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.words import plain, say
from domain.workshop import Links, Workshop


def show_demo_doors(doors: Sequence[tuple[Workshop, Links]], *, on_remove: Callable[[], None] | None) -> None:
    if not doors:
        return
    with st.container(border=True):
        st.subheader(say("demo.title"), anchor=False)
        st.text(say("demo.how"))
        for workshop, links in doors:
            st.markdown(f"**{plain(workshop.title)}**")
            with st.container(horizontal=True, gap="small"):
                st.link_button(say("demo.as_participant"), links.participant, icon=":material/person:")
                st.link_button(say("demo.as_facilitator"), links.facilitator, icon=":material/co_present:")
                st.link_button(say("demo.as_screen"), links.screen, icon=":material/desktop_windows:")
        with st.container(horizontal=True, gap="small"):
            st.link_button(say("demo.as_organiser"), "/demo/organisation", icon=":material/folder_open:")
            if on_remove:
                st.button(say("demo.remove"), on_click=on_remove, type="tertiary", icon=":material/delete:")
