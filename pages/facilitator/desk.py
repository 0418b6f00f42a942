"""The facilitator's one page: what is running, one step on, and the work that goes with it."""

import streamlit as st

from actions import agenda, workshop
from components import facilitator
from components.condition import show_condition
from components.counts import agenda_lines, now_lines, show_counts
from components.facilitator import undoable
from components.frame import done, show_brief_note
from components.round import is_pressing
from components.words import say
from domain.agenda import Kind, activity_after, activity_before
from domain.visitor import Visitor
from pages.facilitator import at_desk, ideas, now, plan
from pages.facilitator.moment import Moment, look

_SECTIONS = {"now": now.show, "agenda": plan.show, "ideas": ideas.show, "desk": at_desk.show}
_MINUTES = 5


def show(leader: Visitor) -> None:
    moment = look(leader)
    show_condition(stream=moment.stream)
    live, steps = st.columns([3, 2], gap="medium")
    with steps:
        _show_steps(moment)
    if not moment.meeting.is_open:
        facilitator.show_closed()
    section = facilitator.choose_section()
    show_brief_note()
    facilitator.show_undo()
    seen = _SECTIONS[section](moment)
    with live:
        around = {
            "now": now_lines(moment.activity, moment.round, moment.meeting.is_open),
            "agenda": agenda_lines(moment.activities),
        }
        show_counts(stream=moment.stream, seen=around | seen, kind=moment.activity.kind)


def _show_steps(moment: Moment) -> None:
    activity, leader = moment.activity, moment.leader
    facilitator.show_steps(
        before=activity_before(moment.activities, activity.id),
        after=activity_after(moment.activities, activity.id),
        pressing=is_pressing(moment.round)
        or activity.kind is Kind.MEETINGS
        or (activity.kind in (Kind.POLL, Kind.VOTE) and moment.round is None),
        on_next=lambda: _step(lambda: agenda.start_next(leader, activity.id)),
        on_back=lambda: _step(lambda: agenda.go_back(leader, activity.id)),
        on_more_time=lambda: _add_time(leader),
    )
    facilitator.show_doors(moment.meeting, workshop.links_for(leader))


def _step(action: facilitator.Action) -> None:
    """Whatever part was open: after a step, the page shows what the new activity needs."""
    facilitator.forget_undo()
    if done(action):
        facilitator.open_section("now")


def _add_time(leader: Visitor) -> None:
    undoable(
        lambda: agenda.add_minutes(leader, _MINUTES),
        say("facilitator.time_added"),
        lambda: agenda.add_minutes(leader, -_MINUTES),
    )
