"""What participants see while others speak: nothing to do, and in the review the earlier projects."""

from actions import projects
from actions.room import Room
from components.waiting import show_projects, show_waiting
from domain.agenda import Kind
from domain.visitor import Visitor


def show(person: Visitor, _stream: str, seen: Room) -> None:
    kind = seen.activity.kind
    if kind is Kind.REVIEW:
        show_projects(projects.projects_of(person))
    else:
        show_waiting(kind)
