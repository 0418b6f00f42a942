"""The head of the facilitator's page, live: what is running, how long still, who is here, how many have acted."""

from collections.abc import Sequence

from components.assets import browser_component
from components.words import language, say
from domain.agenda import Activity, Kind
from domain.groups import GroupRole
from domain.ideas import Cluster
from domain.people import InstitutionType
from domain.second_question import SecondQuestion
from domain.voting import Round

_counts = browser_component("counts")
Seen = dict[str, list[str]]


def show_counts(*, stream: str, seen: Seen, kind: Kind) -> None:
    """Follows the live stream; when something differs from what this page has `seen`, the page is drawn anew."""
    _counts(
        key="counts",
        data={
            "stream": stream,
            "language": language(),
            "seen": seen,
            "types": [[each.value, say(f"type.{each.value}")] for each in InstitutionType],
            "open": kind is Kind.WELCOME,
        },
        on_moved_change=_draw_again,
    )


# What is drawn natively, as lines of words; components/counts/counts.js makes the same lines from the stream.


def now_lines(activity: Activity, round_: Round | None, is_open: bool) -> list[str]:
    shown = f"{round_.id}·{round_.status.value}" if round_ else ""
    return [str(activity.id), shown, str(int(is_open))]


def agenda_lines(activities: Sequence[Activity]) -> list[str]:
    return [f"{each.id}·{each.title}·{each.minutes + each.extra_minutes}" for each in activities]


def cluster_lines(clusters: Sequence[Cluster]) -> list[str]:
    return [f"{each.id}·{each.title}" for each in clusters]


def group_lines(groups: Sequence[tuple[int, str, dict[GroupRole, int]]]) -> list[str]:
    return [
        "·".join([str(group_id), title, *(str(parts.get(role, 0)) for role in GroupRole)])
        for group_id, title, parts in groups
    ]


def question_lines(question: SecondQuestion | None, marks: int) -> list[str]:
    return [f"{question.id}·{question.status.value}", str(marks)] if question else ["", "0"]


def _draw_again() -> None:
    """The rerun itself is all that is needed."""
