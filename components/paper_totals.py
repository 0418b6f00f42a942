"""How much of a result was on paper, in a sentence; and what that means for its readings."""

import streamlit as st

from components.words import plain, say
from domain.voting import Round


def show_paper(round_: Round) -> None:
    """Nothing where nothing was on paper."""
    if round_.paper_unnamed:
        st.caption(plain(say("paper.in_result_unnamed", count=round_.paper, unnamed=round_.paper_unnamed)))
    elif round_.paper:
        st.caption(plain(say("paper.in_result", count=round_.paper)))
