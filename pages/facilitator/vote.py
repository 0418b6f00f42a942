"""Leading a round of dots: rule, open, close, show, and project groups from the result."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from actions import groups, people, second_question, voting
from actions import round as round_actions
from components import round as round_view
from components.counts import Seen, question_lines
from components.facilitator import forget_undo
from components.frame import tell, tell_refusal
from components.next_round import ask_more_dots, ask_next
from components.readings import show_verdict
from components.teams import Seed
from components.words import say
from domain.readings import verdict
from domain.refusal import Refusal, Trouble
from domain.visitor import Visitor
from domain.voting import Option, Round, Status
from pages.facilitator import second_question as question_page
from pages.facilitator.moment import Moment
from pages.facilitator.paper import show_printing
from pages.facilitator.rule import ask_rule, do, usual_budget
from pages.facilitator.teams import choose, seen_teams


def show(moment: Moment) -> Seen:
    leader, round_ = moment.leader, moment.round
    if round_ is None:
        return ask_rule(moment)
    if round_.status is Status.OPEN:
        round_view.show_open(
            round_,
            len(voting.options_of(leader, round_.id)),
            on_close=lambda: _close(leader, round_),
            at_desk=len(people.people_at_desk(leader)),
        )
        ask_more_dots(round_, on_change=partial(_change_rule, leader, round_))
        show_printing(leader, round_)
        return {}
    if round_.status is Status.CLOSED:
        round_view.show_closed(
            round_,
            len(voting.options_of(leader, round_.id)),
            on_reopen=lambda: do(lambda: voting.reopen_round(leader, round_.id)),
            on_show=lambda: do(lambda: voting.show_result(leader, round_.id)),
        )
        show_printing(leader, round_)
        return {}
    return _show_outcome(moment, round_)


def _show_outcome(moment: Moment, round_: Round) -> Seen:
    leader = moment.leader
    question = second_question.question_of(leader, round_.id)
    asked = question_page.show(leader, question) if question else {"question": question_lines(None, 0)}
    if question and question.status is not Status.SHOWN:
        return asked
    teams = groups.groups_of(leader)
    taken = {(view.group.cluster_id, view.group.idea_id) for view in teams}
    ranking = voting.ranking(leader, round_.id).options
    round_view.show_outcome(
        round_,
        ranking,
        lambda option: (option.cluster_id, option.idea_id) in taken,
        on_choose=lambda option: choose(leader, Seed(option.title, option.cluster_id, option.idea_id)),
    )
    read = round_actions.readings_of(leader, round_.id)
    show_verdict(ranking, verdict(ranking, read), read)
    ask_next(
        f"next_{round_.id}",
        ranking,
        round_.maximum,
        on_run_off=partial(_next_round, leader, round_),
        on_shortlist=lambda options: _next_round(leader, round_, options, usual_budget(options)),
        on_question=None if question else partial(question_page.ask, leader, round_),
    )
    with st.expander(say("round.another")):
        return asked | seen_teams(teams) | ask_rule(moment)


def _next_round(leader: Visitor, round_: Round, options: Sequence[Option], budget: int) -> None:
    """One dot on each of them."""
    ids = [option.id for option in options]
    do(lambda: round_actions.next_round(leader, round_.id, ids, budget=budget, maximum=1))


def _change_rule(leader: Visitor, round_: Round, budget: int, maximum: int) -> None:
    change = partial(round_actions.change_rule, leader, round_.id, budget=budget, maximum=maximum)
    do(change, "round.changed")


def _close(leader: Visitor, round_: Round) -> None:
    """Closed from another laptop meanwhile: what was wanted is the case."""
    forget_undo()
    try:
        voting.close_round(leader, round_.id)
    except Trouble as error:
        tell_refusal(error)
    except Refusal:
        tell("round.closed_already")
