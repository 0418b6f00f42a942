"""What each audience sees live: sections of the workshop's state, each a pure look at the database.

What an audience may not know is not in its sections: no running totals for anybody, no authors, no e-mail
addresses, and for the projector no names at all.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Any

from actions import live_groups, live_ideas, live_meetings, live_question, live_screen
from actions.condition import condition
from domain.agenda import Activity
from domain.live import Section, State, sections_and_parts
from domain.visitor import Role
from domain.voting import Option, Status
from domain.workshop import Workshop
from storage import agenda as agenda_store
from storage import contacts as contact_store
from storage import ideas as idea_store
from storage import people as people_store
from storage import progress as progress_store
from storage import projects as project_store
from storage import voting as voting_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading

Look = Callable[[Transaction, Workshop], Section]
PartLook = Callable[[Transaction, Workshop, Collection[str]], Section]


def state_of(
    workshop_id: int, audience: Role, news: Iterable[str] | None = None, known: State | None = None
) -> State:
    """The sections that the news names (all for None) as the audience may see them; it may not have all of them.

    Of a section that is `known` only the keys are looked at that the news names.
    """
    looks = _LOOKS[audience]
    whole, parts = sections_and_parts(looks if news is None else news)
    known = known or {}
    whole |= {name for name in parts if name not in known or (audience, name) not in _PART_LOOKS}
    with reading() as tx:
        workshop = workshop_store.by_id(tx, workshop_id)
        state = {name: looks[name](tx, workshop) for name in looks.keys() & whole}
        for name in looks.keys() & parts.keys() - whole:
            found = _PART_LOOKS[audience, name](tx, workshop, parts[name])
            state[name] = _renewed(known[name], parts[name], found)
        return state


def _renewed(section: Section, keys: Collection[str], found: Section) -> Section:
    """The section after a look at some of its keys; what was not found is gone."""
    return {key: value for key, value in section.items() if key not in keys or key in found} | found


def _now(tx: Transaction, workshop: Workshop) -> Section:
    activities = agenda_store.of_workshop(tx, workshop.id)
    current = next((activity for activity in activities if activity.id == workshop.activity_id), None)
    round_ = voting_store.of_activity(tx, workshop.id, workshop.activity_id)
    return {
        "title": workshop.title,
        "question": workshop.question,
        "place": workshop.place,
        "open": workshop.is_open,
        "demo": workshop.is_demo,
        "activity": _activity(current, live_meetings.ends_at(tx, workshop, current)) if current else None,
        "step": [activities.index(current) + 1 if current else 0, len(activities)],
        "next": _next_title(activities, current),
        "round": {
            "id": round_.id,
            "status": round_.status.value,
            "subject": round_.subject.value,
            "budget": round_.budget,
            "maximum": round_.maximum,
            "own_ideas": round_.own_ideas,
            "present": round_.present,
            "ballots": round_.ballots,
            "paper": round_.paper,
            "seal": round_.short_seal,
        }
        if round_
        else None,
    }


def _activity(activity: Activity, ends_at: dt.datetime | None) -> dict[str, Any]:
    return {
        "id": activity.id,
        "kind": activity.kind.value,
        "title": activity.title,
        "question": activity.question,
        "ends_at": ends_at.isoformat() if ends_at else None,
    }


def _next_title(activities: list[Activity], current: Activity | None) -> str | None:
    following = activities[activities.index(current) + 1 :] if current else activities
    return following[0].title if following else None


def _agenda(tx: Transaction, workshop: Workshop) -> Section:
    return {
        str(activity.id): [activity.position, activity.title, activity.minutes + activity.extra_minutes]
        for activity in agenda_store.of_workshop(tx, workshop.id)
    }


def _clusters(tx: Transaction, workshop: Workshop) -> Section:
    return {str(cluster.id): [cluster.position, cluster.title] for cluster in idea_store.clusters(tx, workshop.id)}


def _fields(tx: Transaction, workshop: Workshop) -> Section:
    return {str(field.id): field.name for field in workshop_store.fields(tx, workshop.id)}


def _options(tx: Transaction, workshop: Workshop) -> Section:
    """What the current round is about; with totals and ranks only once the result is shown."""
    round_ = voting_store.of_activity(tx, workshop.id, workshop.activity_id)
    if round_ is None:
        return {}
    shown = round_.status is Status.SHOWN
    return {str(option.id): _option(option, shown) for option in voting_store.options(tx, round_.id)}


def _option(option: Option, shown: bool) -> dict[str, Any]:
    words = {"title": option.title, "detail": option.detail}
    return words | {"total": option.total, "rank": option.rank} if shown else words


def _progress(tx: Transaction, workshop: Workshop, keys: Collection[str] | None = None) -> Section:
    """How many have acted, never what they did."""
    round_ = voting_store.of_activity(tx, workshop.id, workshop.activity_id)
    return progress_store.of_workshop(tx, workshop.id, round_.id if round_ else None, keys)


def _people(tx: Transaction, workshop: Workshop) -> Section:
    return dict(people_store.count_by_type(tx, workshop.id))


def _requests(tx: Transaction, workshop: Workshop) -> Section:
    """That something has happened between two people, not between whom."""
    return {"version": contact_store.count_steps(tx, workshop.id)}


def _profiles(tx: Transaction, workshop: Workshop) -> Section:
    """How many may be suggested to others."""
    return {"visible": contact_store.count_visible(tx, workshop.id)}


def _projects(tx: Transaction, workshop: Workshop) -> Section:
    return {
        str(project.id): {
            "title": project.title,
            "stage": project.stage.value,
            "next_step": project.next_step,
        }
        for project in project_store.of_alliance(tx, workshop.alliance_id)
    }


_ROOM: dict[str, Look] = {
    "now": _now,
    "ideas": live_ideas.wall,
    "clusters": _clusters,
    "fields": _fields,
    "options": _options,
    "question": live_question.question,
    "marks": live_question.marks,
    "groups": live_groups.groups,
    "requests": _requests,
    "profiles": _profiles,
    "meetings": live_meetings.room,
}
_LOOKS: dict[Role, dict[str, Look]] = {
    Role.PARTICIPANT: _ROOM,
    Role.SCREEN: {
        "now": _now,
        "join": live_screen.join,
        "agenda": _agenda,
        "progress": _progress,
        "people": live_screen.crowd,
        "projects": _projects,
        "ideas": live_ideas.titles,
        "clusters": _clusters,
        "options": _options,
        "question": live_question.question,
        "marks": live_question.marks,
        "gaps": live_screen.gaps,
        "groups": live_groups.groups,
        "meetings": live_meetings.screen,
    },
    Role.FACILITATOR: {
        "now": _now,
        "agenda": _agenda,
        "desk": live_ideas.desk,
        "clusters": _clusters,
        "fields": _fields,
        "progress": _progress,
        "people": _people,
        "question": live_question.question,
        "marks": live_question.marks,
        "gaps": live_screen.gaps,
        "groups": live_groups.groups,
        "meetings": live_meetings.desk,
        "health": lambda _tx, _workshop: condition(),
    },
}
# Sections whose keys can be looked at one by one: one new idea is not worth a look at five hundred.
_PART_LOOKS: dict[tuple[Role, str], PartLook] = {
    (Role.PARTICIPANT, "ideas"): live_ideas.wall,
    (Role.SCREEN, "ideas"): live_ideas.titles,
    (Role.FACILITATOR, "desk"): live_ideas.desk,
    (Role.SCREEN, "progress"): _progress,
    (Role.FACILITATOR, "progress"): _progress,
}
