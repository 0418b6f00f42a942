"""What may follow a round: more dots while it is open, the next round from its result."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.advice import SHORTLIST
from components.words import say
from domain.readings import too_close
from domain.voting import BUDGET_MOST, Option, Round, shortlist, tied_at_cut


def ask_next(
    key: str,
    ranking: Sequence[Option],
    maximum: int,
    *,
    on_run_off: Callable[[Sequence[Option], int], None],
    on_shortlist: Callable[[Sequence[Option]], None],
    on_question: Callable[[Sequence[Option]], None] | None = None,
) -> None:
    """How many are to go on, and the round with them. `on_run_off` gets the tied ones, and how many may go on,
    `on_question` asks a second question about the shortlist.

    `maximum`: the most dots that one ballot could lay on one option.
    """
    with_dots = sum(bool(option.total) for option in ranking)
    if with_dots < 2:
        return
    st.subheader(say("round.next"), anchor=False)
    most = min(with_dots, len(ranking) - 1)
    wanted = int(
        st.number_input(
            say("advice.shortlist"), 1, most, min(SHORTLIST, most), key=f"{key}_wanted", width=260, step=1
        )
        or 1
    )
    chosen, tied = shortlist(ranking, wanted), tied_at_cut(ranking, wanted)
    if tied:
        st.text(say("round.tied", place=wanted, count=len(tied)))
    elif close := too_close(ranking, wanted, maximum):
        st.text(say("readings.close", titles=", ".join(f"„{option.title}“" for option in close)))
    with st.container(horizontal=True):
        if tied:
            seats = wanted - (len(chosen) - len(tied))
            label = say("round.run_off", count=len(tied))
            st.button(label, key="run_off", type="primary", on_click=on_run_off, args=(tied, seats))
        if len(chosen) > 1:
            label = say("round.next_with", count=len(chosen))
            st.button(label, key="next_round", on_click=on_shortlist, args=(chosen,))
        if on_question and chosen:
            st.button(
                say("question.ask"),
                key="ask_question",
                on_click=on_question,
                args=(chosen,),
                icon=":material/handshake:",
                help=say("question.ask_how", count=len(chosen)),
            )


def ask_more_dots(round_: Round, *, on_change: Callable[[int, int], None]) -> None:
    """While the round is open, everybody may be given more dots, nobody fewer. `on_change`: per person, on one."""
    folded = st.expander(say("round.more_dots"), key=f"more_dots_{round_.id}", on_change="rerun")
    if not folded.open:
        return
    keys = {name: f"more_{round_.id}_{name}" for name in ("budget", "maximum")}
    with folded, st.container(horizontal=True, vertical_alignment="bottom"):
        for name, key in keys.items():
            st.session_state.setdefault(key, getattr(round_, name))
            st.number_input(say(f"round.{name}"), 1, BUDGET_MOST, key=key, width=200, step=1, persist_state="page")
        st.button(
            say("round.change"),
            key="change_rule",
            on_click=lambda: on_change(*(int(st.session_state[key]) for key in keys.values())),
        )
