"""Screens on which a participant has nothing to do."""

from collections.abc import Sequence

import streamlit as st

from components.words import plain, say
from domain.agenda import Kind
from domain.projects import Project


def show_waiting(kind: Kind) -> None:
    key = kind.value if kind in (Kind.TALK, Kind.PRESENTATION) else "welcome"
    st.subheader(say(f"waiting.{key}"), anchor=False)
    if key == "welcome":
        st.text(say("waiting.welcome_how"))


def show_projects(projects: Sequence[Project]) -> None:
    """The review: what became of earlier ideas."""
    st.subheader(say("waiting.review" if projects else "waiting.review_none"), anchor=False)
    for project in projects:
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(project.title)}**", width="stretch")
                st.badge(say(f"stage.{project.stage.value}"))
            st.text(project.summary)
            if project.lead:
                st.caption(plain(say("waiting.project_lead", lead=project.lead)))
            if project.next_step:
                st.caption(plain(say("waiting.project_next", step=project.next_step)))
