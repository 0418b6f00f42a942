"""Work on ideas: hide, merge, gather in topic groups. The browser component says what is wanted."""

from collections.abc import Callable, Sequence

import streamlit as st

from actions import ideas, ideas_gathered
from components.counts import Seen
from components.desk import Task, show_desk
from components.words import refusal
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages.facilitator.moment import Moment

_ANSWER = "desk_answer"


def show(moment: Moment) -> Seen:
    _desk(moment.leader, moment.stream)
    return {}


@st.fragment
def _desk(leader: Visitor, stream: str) -> None:
    """A fragment: one click costs this list, not the page."""
    answered, problems = st.session_state.get(_ANSWER, (0, {}))
    show_desk(stream=stream, answered=answered, refusals=problems, on_tasks=lambda tasks: _work_on(leader, tasks))


def _work_on(leader: Visitor, tasks: Sequence[Task]) -> None:
    """Does what has not been done yet; the browser sends everything until it is confirmed."""
    answered, _ = st.session_state.get(_ANSWER, (0, {}))
    problems: dict[int, str] = {}
    for task in tasks:
        if task.operation <= answered or task.verb not in _VERBS:
            continue
        try:
            _VERBS[task.verb](leader, task)
        except Refusal as error:
            problems[task.operation] = refusal(error)
        answered = task.operation
        st.session_state[_ANSWER] = (answered, problems)


def _hide(leader: Visitor, task: Task) -> None:
    for idea in task.ideas:
        ideas.hide_idea(leader, idea, hidden=task.hidden)


def _gather(leader: Visitor, task: Task) -> None:
    ideas_gathered.gather_ideas(leader, task.ideas, cluster_id=task.cluster, heading=task.heading)


def _merge(leader: Visitor, task: Task) -> None:
    ideas_gathered.merge_all(leader, task.ideas, task.into or 0)


def _part(leader: Visitor, task: Task) -> None:
    for idea in task.ideas:
        ideas.part_idea(leader, idea)


def _rename(leader: Visitor, task: Task) -> None:
    ideas.rename_cluster(leader, task.cluster or 0, task.heading)


def _remove(leader: Visitor, task: Task) -> None:
    ideas.remove_cluster(leader, task.cluster or 0)


_VERBS: dict[str, Callable[[Visitor, Task], None]] = {
    "hide": _hide,
    "gather": _gather,
    "merge": _merge,
    "part": _part,
    "rename": _rename,
    "remove": _remove,
}
