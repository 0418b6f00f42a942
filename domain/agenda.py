"""The agenda: ordered activities, one of them current. Timers advise, they never close anything (R-13)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.refusal import Refusal


class Kind(StrEnum):
    WELCOME = "welcome"
    POLL = "poll"
    REVIEW = "review"
    TALK = "talk"
    IDEAS = "ideas"
    CLUSTER = "cluster"
    VOTE = "vote"
    EXCHANGE = "exchange"
    MEETINGS = "meetings"
    GROUPS = "groups"
    PRESENTATION = "presentation"
    FEEDBACK = "feedback"
    BREAK = "break"


@dataclass(frozen=True)
class Activity:
    id: int
    position: int
    kind: Kind
    title: str
    question: str
    minutes: int
    extra_minutes: int = 0
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def ends_at(self) -> dt.datetime | None:
        """When the time is up, or None while it has not begun."""
        if self.started_at is None:
            return None
        return self.started_at + dt.timedelta(minutes=self.minutes + self.extra_minutes)


def activity_after(activities: Sequence[Activity], current_id: int | None) -> Activity | None:
    """The one that a single click opens next; None at the end."""
    if current_id is None:
        return activities[0] if activities else None
    ids = [activity.id for activity in activities]
    following = ids.index(current_id) + 1 if current_id in ids else 0
    return activities[following] if following < len(activities) else None


def activity_before(activities: Sequence[Activity], current_id: int | None) -> Activity | None:
    """The one that "back" opens; None at the beginning."""
    ids = [activity.id for activity in activities]
    if current_id not in ids:
        return None
    earlier = ids.index(current_id) - 1
    return activities[earlier] if earlier >= 0 else None


def checked_minutes(minutes: int) -> int:
    """Minutes of an activity: 1 to 480."""
    if not 1 <= minutes <= 480:
        raise Refusal("minutes_out_of_range")
    return minutes


def planned_starts(activities: Sequence[Activity], starts_at: dt.datetime | None) -> dict[int, dt.datetime]:
    """When each activity begins if all keep to their minutes; empty without a beginning of the meeting."""
    if starts_at is None:
        return {}
    planned: dict[int, dt.datetime] = {}
    for activity in activities:
        planned[activity.id] = starts_at
        starts_at += dt.timedelta(minutes=activity.minutes)
    return planned
