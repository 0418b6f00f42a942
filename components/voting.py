"""What stands around the ballot: before, pause, result."""

from collections.abc import Sequence

import streamlit as st

from components.paper_totals import show_paper
from components.ranking import show_bars
from components.words import plain, say
from domain.voting import Ballot, Option, Round


def show_before() -> None:
    st.subheader(say("voting.before"), anchor=False)
    st.text(say("voting.before_how"))


def show_closed(problem: str = "") -> None:
    """`problem`: a dot that came too late."""
    st.subheader(say("voting.closed"), anchor=False)
    if problem:
        st.warning(plain(problem), icon=":material/info:")
    st.text(say("voting.closed_how"))


def show_on_paper() -> None:
    """For somebody whose dots count on a sheet that was handed to them."""
    st.subheader(say("paper.mine"), anchor=False)
    st.text(say("paper.mine_how"))


def show_my_dots(options: Sequence[Option], ballot: Ballot) -> None:
    """What of mine counts. Known only until the result is shown."""
    counts = ballot.counts()
    if not counts:
        return
    with st.container(border=True):
        st.markdown(f"**{say('voting.your_dots')}**")
        for option in options:
            if option.id in counts:
                with st.container(horizontal=True, wrap=False):
                    st.text(option.title, width="stretch")
                    st.text(f"{'●' * counts[option.id]} {counts[option.id]}")


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
    show_paper(round_)
    show_bars(options)
