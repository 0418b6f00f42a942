"""Short sentences that lead the facilitator through the current activity."""

from collections.abc import Callable

import streamlit as st

from components.words import plain, say
from domain.agenda import Kind
from domain.voting import Round


def show_hint(kind: Kind) -> None:
    st.text(say(f"hint.{kind.value}"))


def show_unfinished(round_: Round, title: str, *, on_return: Callable[[], None]) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(say("hint.unfinished", title=title), width="stretch")
        st.button(say("hint.return"), key=f"return_{round_.id}", on_click=on_return, icon=":material/undo:")


def show_unfinished_question(question_id: int, title: str, *, on_return: Callable[[], None]) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(say("question.unfinished", title=title), width="stretch")
        st.button(
            say("hint.return"), key=f"return_question_{question_id}", on_click=on_return, icon=":material/undo:"
        )


def offer_meetings(on_insert: Callable[[], None]) -> None:
    st.button(
        plain(say("hint.offer_meetings")),
        key="offer_meetings",
        on_click=on_insert,
        icon=":material/groups:",
    )


def offer_vote(on_insert: Callable[[], None]) -> None:
    st.button(
        plain(say("hint.quick_vote")),
        key="quick_vote",
        on_click=on_insert,
        type="tertiary",
        icon=":material/how_to_vote:",
    )
