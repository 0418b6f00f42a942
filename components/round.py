"""A round of dots as the facilitator leads it: the rule, open, close, show, and what becomes of the result."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from components.advice import SHORTLIST, show_proposal, show_reasons, warn_of_splitting
from components.paper_totals import show_paper
from components.words import say
from domain.advice import Proposal, Situation
from domain.voting import BUDGET_MOST, Option, Round, Status, Subject, shared_ranks

ROWS_AT_ONCE = 10
_ROWS = "ranking_rows"


@dataclass(frozen=True)
class Rule:
    subject: Subject
    budget: int
    maximum: int
    own_ideas: bool = True


def ask_rule(
    key: str,
    preset: Rule,
    possible: Mapping[Subject, Sequence[Option]],
    people: int,
    *,
    on_open: Callable[[Rule], None],
) -> None:
    """What a new round is about and how many dots there are, with advice for as many `people` as are here."""
    for name in ("subject", "budget", "maximum", "own_ideas"):
        st.session_state.setdefault(f"{key}_{name}", getattr(preset, name))
    subject = st.segmented_control(
        say("round.subject"),
        list(Subject),
        required=True,
        format_func=lambda each: say(f"round.subject_{each.value}", count=len(possible[each])),
        key=f"{key}_subject",
        persist_state="page",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            say("round.budget"), 1, BUDGET_MOST, key=f"{key}_budget", width=200, step=1, persist_state="page"
        )
        st.number_input(
            say("round.maximum"), 1, BUDGET_MOST, key=f"{key}_maximum", width=200, step=1, persist_state="page"
        )
    subject = subject or preset.subject
    if subject is Subject.IDEAS:
        st.toggle(say("round.own_ideas"), key=f"{key}_own_ideas", persist_state="page")
        st.caption(say("round.own_ideas_how"))
    _advise(key, subject, possible[subject], people, with_budget=preset.budget > 1)
    st.button(
        say("round.open"),
        key=f"{key}_open",
        type="primary",
        icon=":material/how_to_vote:",
        on_click=lambda: on_open(_rule(key)),
    )


def show_open(round_: Round, options: int, *, on_close: Callable[[], None], at_desk: int) -> None:
    st.subheader(say("round.is_open"), anchor=False)
    show_rule(round_, options)
    st.caption(say("round.no_totals"))
    if at_desk:
        st.caption(say("round.at_desk", count=at_desk))
    st.button(say("round.close"), key="close_round", type="primary", on_click=on_close, icon=":material/lock:")


def show_closed(round_: Round, options: int, *, on_reopen: Callable[[], None], on_show: Callable[[], None]) -> None:
    st.subheader(say("round.is_closed"), anchor=False)
    show_rule(round_, options)
    st.text(say("round.final"))
    with st.container(horizontal=True):
        # First what can be undone: here stood "close", and an impatient second click must not be the final step.
        st.button(say("round.reopen"), key="reopen_round", on_click=on_reopen, icon=":material/lock_open:")
        st.button(
            say("round.show"), key="show_result", type="primary", on_click=on_show, icon=":material/leaderboard:"
        )


def show_rule(round_: Round, options: int) -> None:
    st.caption(
        say(
            "round.rule",
            budget=round_.budget,
            maximum=round_.maximum,
            subject=say(f"round.subject_{round_.subject.value}", count=options),
        )
    )
    if not round_.own_ideas:
        st.caption(say("round.own_ideas_none"))


def show_outcome(
    round_: Round,
    options: Sequence[Option],
    chosen: Callable[[Option], bool],
    *,
    on_choose: Callable[[Option], None],
) -> None:
    """The ranking, and beside each row the way to a project group. `chosen` knows which have one already."""
    st.subheader(say("round.is_shown"), anchor=False)
    st.caption(say("round.took_part", ballots=round_.ballots, present=round_.present))
    show_paper(round_)
    most = max((option.total or 0 for option in options), default=0)
    shared = shared_ranks((option.rank or 0, option.id, option.total or 0) for option in options)
    rows: int = st.session_state.get(_ROWS, ROWS_AT_ONCE)
    for option in options[:rows]:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            _show_row(option, most, shared=option.rank in shared)
            _show_way_to_group(option, chosen, on_choose)
    if len(options) > rows:
        rest = min(ROWS_AT_ONCE, len(options) - rows)
        st.button(say("round.more_rows", count=rest), key="more_rows", on_click=_show_more, args=(rows,))


def _show_row(option: Option, most: int, *, shared: bool) -> None:
    key = "round.row_shared" if shared else "round.row"
    with st.container(width="stretch", gap="xsmall"):
        st.text(say(key, rank=option.rank, title=option.title, count=option.total))
        st.progress((option.total or 0) / most if most else 0.0)


def _show_way_to_group(option: Option, chosen: Callable[[Option], bool], on_choose: Callable[[Option], None]) -> None:
    if option.field_id is not None:
        return
    if chosen(option):
        st.badge(say("round.group_there"), icon=":material/check:")
    else:
        st.button(say("team.choose"), key=f"choose_{option.id}", on_click=on_choose, args=(option,))


def _show_more(rows: int) -> None:
    st.session_state[_ROWS] = rows + ROWS_AT_ONCE


def _advise(key: str, subject: Subject, options: Sequence[Option], people: int, *, with_budget: bool) -> None:
    if not options:
        st.warning(say(f"round.none_{subject.value}"), icon=":material/info:")
        return
    if with_budget:
        rule, situation = _rule(key), Situation(len(options), people, SHORTLIST)
        what = say(f"round.subject_{subject.value}", count=len(options))
        show_proposal(what, situation, (rule.budget, rule.maximum), on_take=lambda found: _take(key, found))
        show_reasons(key, situation, (rule.budget, rule.maximum))
    if subject is not Subject.FIELDS:
        warn_of_splitting(options)


def _take(key: str, found: Proposal) -> None:
    st.session_state.update({f"{key}_budget": found.budget, f"{key}_maximum": found.maximum})


def _rule(key: str) -> Rule:
    return _numbers(key, Subject(st.session_state[f"{key}_subject"]))


def _numbers(key: str, subject: Subject) -> Rule:
    state = st.session_state
    own_ideas = subject is not Subject.IDEAS or bool(state.get(f"{key}_own_ideas", True))
    return Rule(subject, int(state[f"{key}_budget"]), int(state[f"{key}_maximum"]), own_ideas)


def is_pressing(round_: Round | None) -> bool:
    """A round that is not finished comes before the next activity."""
    return round_ is not None and round_.status is not Status.SHOWN
