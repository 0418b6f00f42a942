"""What a meeting brought, on one page and as files."""

from actions.outcome import outcome_of
from actions.workshop import Plan
from components import outcome as view
from components.commitments import show_results
from domain.visitor import Visitor


def show(host: Visitor, plan: Plan) -> None:
    outcome = outcome_of(host, plan.workshop.id)
    if not outcome.participants:
        view.show_nothing_yet()
        return
    view.show_figures(outcome.figures)
    view.show_downloads(plan.workshop.id)
    view.show_rankings(outcome.rounds)
    show_results(outcome.questions)
    view.show_groups(outcome.groups)
    view.show_ideas(outcome)
    view.show_people(outcome)
    view.show_exchange(outcome)
    view.show_feedback(outcome.told_feedback)
