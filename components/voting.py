"""What stands around the ballot: before, promise, pause, result."""

from collections.abc import Sequence

import streamlit as st

from components.ranking import show_bars
from components.words import say
from domain.voting import Option, Round


def show_before() -> None:
    st.subheader(say("voting.before"), anchor=False)
    st.text(say("voting.before_how"))


def show_promise() -> None:
    st.caption(say("voting.promise"))


def show_closed() -> None:
    st.subheader(say("voting.closed"), anchor=False)
    st.text(say("voting.closed_how"))


def show_ranking(round_: Round, options: Sequence[Option]) -> None:
    st.subheader(say("voting.result"), anchor=False)
    st.caption(
        say(
            "voting.result_how",
            ballots=round_.ballots,
            present=round_.present,
            budget=round_.budget,
            maximum=round_.maximum,
        )
    )
    show_bars(options)
