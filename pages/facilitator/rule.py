"""The rule of a new round: what it is about, how many dots, with advice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from actions import ideas, voting
from actions import round as round_actions
from components import round as round_view
from components.counts import Seen, cluster_lines
from components.facilitator import forget_undo
from components.frame import done
from components.round import Rule
from domain.advice import Situation, proposal
from domain.agenda import Activity
from domain.voting import Option, Subject
from pages.facilitator.moment import Moment


def ask_rule(moment: Moment) -> Seen:
    """Opens a round: the first of an activity, or another one after it."""
    leader = moment.leader
    possible = {subject: voting.possible_options(leader, subject) for subject in Subject}
    after = moment.round.id if moment.round else 0
    round_view.ask_rule(
        f"rule_{moment.activity.id}_{after}",
        _preset(moment.activity, possible),
        possible,
        round_actions.people_present(leader),
        on_open=lambda rule: do(lambda: voting.open_round(leader, **asdict(rule))),
    )
    return {"clusters": cluster_lines(ideas.clusters_of(leader)), "ideas": [str(len(possible[Subject.IDEAS]))]}


def _preset(activity: Activity, possible: Mapping[Subject, Sequence[Option]]) -> Rule:
    """What the organiser prepared for this activity, else what usually fits."""
    prepared = activity.settings
    usual = Subject.CLUSTERS if possible[Subject.CLUSTERS] else Subject.IDEAS
    subject = Subject(prepared["subject"]) if prepared.get("subject") in set(Subject) else usual
    usually = proposal(Situation(len(possible[subject]), 0, 0))
    budget = int(prepared.get("budget") or usually.budget)
    return Rule(subject, budget, int(prepared.get("maximum") or usually.maximum))


def usual_budget(options: Sequence[Option]) -> int:
    return proposal(Situation(len(options), 0, 0)).budget


def do(action: Callable[[], object], key: str | None = None) -> None:
    """Does what a click asks for; whatever could be undone before it no longer can."""
    forget_undo()
    done(action, key)
