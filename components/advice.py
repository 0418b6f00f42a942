"""Advice beside the rule of a new round: a proposal, the rules of thumb, how likely a tie is, what may split dots."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.words import plain, say
from domain.advice import Proposal, Situation, proposal, rules_of_thumb, splitting, tie_likelihood
from domain.voting import Option

SHORTLIST = 3
_PAIRS_SHOWN = 3


def show_proposal(
    what: str, situation: Situation, chosen: tuple[int, int], *, on_take: Callable[[Proposal], None]
) -> None:
    """`what`: the options in words; `chosen`: dots per person and most on one, as they stand in the form."""
    found = proposal(situation)
    key = "advice.proposal_one" if found.budget == 1 else "advice.proposal"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(say(key, what=what, people=situation.people, dots=found.budget, most=found.maximum), width="stretch")
        if chosen != (found.budget, found.maximum):
            st.button(say("advice.take"), key="take_advice", on_click=on_take, args=(found,))
    if found.rounds > 1:
        st.text(say("advice.two_rounds", count=situation.options))


def show_reasons(key: str, situation: Situation, chosen: tuple[int, int]) -> None:
    """Folded away: the rules that facilitators know, and the tie, which takes a moment to work out."""
    folded = st.expander(say("advice.reasons"), key=f"{key}_reasons", on_change="rerun")
    if not folded.open:
        return
    with folded:
        rules = [say(f"advice.rule_{rule}", dots=dots) for rule, dots in rules_of_thumb(situation).items()]
        st.text("\n".join([say("advice.rules"), *(f"– {rule}" for rule in rules)]))
        most = max(situation.options - 1, 1)
        shortlist = st.number_input(
            say("advice.shortlist"), 1, most, min(SHORTLIST, most), key=f"{key}_shortlist", width=260, step=1
        )
        asked = Situation(situation.options, situation.people, int(shortlist or 1))
        st.text(_tie(asked, *chosen))
        st.caption(say("advice.tie_how"))


def warn_of_splitting(options: Sequence[Option]) -> None:
    pairs = splitting(tuple((option.title, option.detail) for option in options))
    if pairs:
        named = "  \n".join(plain(say("advice.alike", one=one, other=other)) for one, other in pairs[:_PAIRS_SHOWN])
        st.warning(f"{say('advice.splitting')}  \n{named}", icon=":material/info:")


def _tie(situation: Situation, budget: int, maximum: int) -> str:
    if situation.people == 0:
        return say("advice.tie_unknown")
    cases = round(100 * tie_likelihood(situation, budget, min(maximum, budget)))
    return say("advice.tie", place=situation.shortlist, cases=cases)
