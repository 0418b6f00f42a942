"""Leading a round of dots: rule, open, close, show, and project groups from the result."""

from collections.abc import Callable

import streamlit as st

from actions import groups, ideas, people, voting
from components import round as round_view
from components.counts import Seen, cluster_lines
from components.facilitator import forget_undo
from components.frame import done, tell, tell_refusal
from components.round import Rule
from components.teams import Seed
from components.words import say
from domain.agenda import Activity
from domain.refusal import Refusal, Trouble
from domain.visitor import Visitor
from domain.voting import Round, Status, Subject, suggested_budget
from pages.facilitator.moment import Moment
from pages.facilitator.teams import choose, seen_teams

_USUAL_MAXIMUM = 2


def show(moment: Moment) -> Seen:
    leader, round_ = moment.leader, moment.round
    if round_ is None:
        return _ask_rule(moment)
    if round_.status is Status.OPEN:
        round_view.show_open(
            round_,
            len(voting.options_of(leader, round_.id)),
            on_close=lambda: _close(leader, round_),
            at_desk=len(people.people_at_desk(leader)),
        )
        return {}
    if round_.status is Status.CLOSED:
        round_view.show_closed(
            round_,
            len(voting.options_of(leader, round_.id)),
            on_reopen=lambda: _do(lambda: voting.reopen_round(leader, round_.id)),
            on_show=lambda: _do(lambda: voting.show_result(leader, round_.id)),
        )
        return {}
    return _show_outcome(moment, round_)


def _show_outcome(moment: Moment, round_: Round) -> Seen:
    leader = moment.leader
    teams = groups.groups_of(leader)
    taken = {(view.group.cluster_id, view.group.idea_id) for view in teams}
    round_view.show_outcome(
        round_,
        voting.ranking(leader, round_.id).options,
        lambda option: (option.cluster_id, option.idea_id) in taken,
        on_choose=lambda option: choose(leader, Seed(option.title, option.cluster_id, option.idea_id)),
    )
    with st.expander(say("round.another")):
        return seen_teams(teams) | _ask_rule(moment)


def _ask_rule(moment: Moment) -> Seen:
    leader = moment.leader
    possible = {subject: len(voting.possible_options(leader, subject)) for subject in Subject}
    after = moment.round.id if moment.round else 0
    round_view.ask_rule(
        f"rule_{moment.activity.id}_{after}",
        _preset(moment.activity, possible),
        possible,
        on_open=lambda rule: _do(
            lambda: voting.open_round(leader, subject=rule.subject, budget=rule.budget, maximum=rule.maximum)
        ),
    )
    return {"clusters": cluster_lines(ideas.clusters_of(leader)), "ideas": [str(possible[Subject.IDEAS])]}


def _preset(activity: Activity, possible: dict[Subject, int]) -> Rule:
    """What the organiser prepared for this activity, else what usually fits."""
    prepared = activity.settings
    usual = Subject.CLUSTERS if possible[Subject.CLUSTERS] else Subject.IDEAS
    subject = Subject(prepared["subject"]) if prepared.get("subject") in set(Subject) else usual
    budget = int(prepared.get("budget") or suggested_budget(possible[subject]))
    return Rule(subject, budget, int(prepared.get("maximum") or min(_USUAL_MAXIMUM, budget)))


def _do(action: Callable[[], object]) -> None:
    forget_undo()
    done(action)


def _close(leader: Visitor, round_: Round) -> None:
    """Closed from another laptop meanwhile: what was wanted is the case."""
    forget_undo()
    try:
        voting.close_round(leader, round_.id)
    except Trouble as error:
        tell_refusal(error)
    except Refusal:
        tell("round.closed_already")
