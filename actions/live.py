"""What each audience sees live: sections of the workshop's state, each a pure look at the database.

What an audience may not know is not in its sections: no running totals for anybody, no authors, no e-mail
addresses, and for the projector no names at all.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from actions import live_screen
from domain.agenda import Activity
from domain.ideas import Idea
from domain.live import Section, State
from domain.visitor import Role
from domain.voting import Option, Status
from domain.workshop import Workshop
from storage import agenda as agenda_store
from storage import contacts as contact_store
from storage import feedback as feedback_store
from storage import groups as group_store
from storage import ideas as idea_store
from storage import people as people_store
from storage import projects as project_store
from storage import voting as voting_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading

Look = Callable[[Transaction, Workshop], Section]


def state_of(workshop_id: int, audience: Role, sections: Iterable[str] | None = None) -> State:
    """The named sections (all for None) as the audience may see them; sections it does not have are left out."""
    looks = _LOOKS[audience]
    wanted = looks.keys() if sections is None else looks.keys() & set(sections)
    with reading() as tx:
        workshop = workshop_store.by_id(tx, workshop_id)
        return {name: looks[name](tx, workshop) for name in wanted}


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
        "activity": _activity(current) if current else None,
        "step": [activities.index(current) + 1 if current else 0, len(activities)],
        "next": _next_title(activities, current),
        "round": {
            "id": round_.id,
            "status": round_.status.value,
            "subject": round_.subject.value,
            "budget": round_.budget,
            "maximum": round_.maximum,
            "present": round_.present,
            "ballots": round_.ballots,
        }
        if round_
        else None,
    }


def _activity(activity: Activity) -> dict[str, Any]:
    ends_at = activity.ends_at
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


def _wall(tx: Transaction, workshop: Workshop) -> Section:
    ideas = idea_store.of_workshop(tx, workshop.id)
    merged = [idea.merged_into for idea in ideas if idea.merged_into and not idea.withdrawn]
    return {str(idea.id): _card(idea) | {"merged": merged.count(idea.id)} for idea in ideas if idea.on_the_wall}


def _card(idea: Idea) -> dict[str, Any]:
    return {"title": idea.title, "text": idea.text, "field": idea.field_id, "cluster": idea.cluster_id}


def _desk(tx: Transaction, workshop: Workshop) -> Section:
    """The facilitator's wall: hidden and merged ideas too."""
    return {
        str(idea.id): _card(idea) | {"hidden": idea.hidden, "into": idea.merged_into}
        for idea in idea_store.of_workshop(tx, workshop.id)
        if not idea.withdrawn
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


def _progress(tx: Transaction, workshop: Workshop) -> Section:
    """How many have acted, never what they did."""
    round_ = voting_store.of_activity(tx, workshop.id, workshop.activity_id)
    return {
        "present": people_store.count(tx, workshop.id),
        "voted": voting_store.count_ballots(tx, round_.id) if round_ else 0,
        "authors": idea_store.count_authors(tx, workshop.id),
        "offering": contact_store.count_people_with_entries(tx, workshop.id),
        "agreed": contact_store.count_agreed(tx, workshop.id),
        "grouped": group_store.count_people(tx, workshop.id),
        "feedback": feedback_store.count(tx, workshop.id),
    }


def _people(tx: Transaction, workshop: Workshop) -> Section:
    return dict(people_store.count_by_type(tx, workshop.id))


def _groups(tx: Transaction, workshop: Workshop) -> Section:
    """Groups with head counts by role: no names. `mark` changes with anything in the group, and with who is in it."""
    counts = group_store.counts(tx, workshop.id)
    members = group_store.members(tx, workshop.id)
    return {
        str(group.id): {
            "title": group.title,
            "goal": group.goal,
            "next_step": group.next_step,
            "due": group.due,
            "mark": _mark(group, [member for member in members if member.group_id == group.id]),
            **{role: counts.get(group.id, {}).get(role, 0) for role in ("lead", "partner", "interested")},
        }
        for group in group_store.of_workshop(tx, workshop.id)
    }


def _mark(*content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]


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
    "ideas": _wall,
    "clusters": _clusters,
    "fields": _fields,
    "options": _options,
    "groups": _groups,
    "requests": _requests,
    "profiles": _profiles,
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
        "ideas": live_screen.titles,
        "clusters": _clusters,
        "options": _options,
        "gaps": live_screen.gaps,
        "groups": _groups,
    },
    Role.FACILITATOR: {
        "now": _now,
        "agenda": _agenda,
        "desk": _desk,
        "clusters": _clusters,
        "fields": _fields,
        "progress": _progress,
        "people": _people,
        "groups": _groups,
    },
}
