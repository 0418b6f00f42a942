"""Workshops, people, ideas and rounds with speaking defaults, made through the actions as a room would make them."""

import datetime as dt
import itertools

from actions import accounts, agenda, ideas, people, voting
from actions.clock import new_id
from actions.workshop import create_workshop
from domain.agenda import Kind
from domain.templates import NETWORK_MEETING, Template
from domain.visitor import Role, Visitor
from domain.voting import Subject
from domain.workshop import Workshop
from storage import workshop as workshop_store
from storage.database import reading, writing

PASSWORD = "ein langes Passwort"
_numbers = itertools.count(1)


def an_alliance(name: str = "Bündnis Testland") -> int:
    with writing() as tx:
        return workshop_store.add_alliance(tx, name)


def an_organiser(alliance: str = "Bündnis Testland", email: str | None = None) -> Visitor:
    """With an account, so that signing in with `PASSWORD` works. Same alliance name: same alliance."""
    address = email or f"orga{next(_numbers)}@example.org"
    account_id = accounts.create_organiser(alliance, "Olga Organisatorin", address, PASSWORD)
    account = accounts.my_account(Visitor(Role.ORGANISER, account_id=account_id, alliance_id=0))
    return Visitor(Role.ORGANISER, account_id=account_id, alliance_id=account.alliance_id)


def a_workshop(
    title: str = "Netzwerktreffen",
    *,
    organiser: Visitor | None = None,
    question: str = "Welche Projekte starten wir gemeinsam?",
    place: str = "Forum",
    starts_at: dt.datetime | None = None,
    template: Template = NETWORK_MEETING,
    now: Kind | None = None,
) -> int:
    """A workshop of a new alliance (or of the organiser's), at its first activity or at the first of kind `now`."""
    host = organiser or Visitor(Role.ORGANISER, alliance_id=an_alliance())
    workshop_id = create_workshop(
        host, title=title, question=question, place=place, starts_at=starts_at, template=template
    )
    if now:
        start(workshop_id, now)
    return workshop_id


def the_workshop(workshop_id: int) -> Workshop:
    with reading() as tx:
        return workshop_store.by_id(tx, workshop_id)


def organiser_of(workshop_id: int) -> Visitor:
    """An organiser of the workshop's alliance, without an account (signing in costs a slow hash)."""
    return Visitor(Role.ORGANISER, alliance_id=the_workshop(workshop_id).alliance_id)


def start(workshop_id: int, kind: Kind) -> int:
    """Opens the first activity of this kind; one that the agenda lacks comes at its end. Returns its id."""
    leader = a_facilitator(workshop_id)
    activities = agenda.agenda_of(leader)
    activity_id = next((each.id for each in activities if each.kind is kind), None)
    if activity_id is None:
        last = activities[-1].id
        activity_id = agenda.insert_activity(leader, after_id=last, kind=kind, title=kind.value, minutes=30)
    agenda.start_activity(leader, activity_id)
    return activity_id


def a_person(
    workshop_id: int,
    name: str = "Ada",
    *,
    institution: str | None = None,
    institution_type: str | None = None,
) -> Visitor:
    return people.check_in(
        workshop_id, new_id(), name=name, institution=institution, institution_type=institution_type
    )


def a_person_at_desk(workshop_id: int, name: str = "Paula Papier", institution: str | None = None) -> str:
    """Somebody without a device, entered by the facilitator. Returns the person's id."""
    return people.enter_at_desk(a_facilitator(workshop_id), name=name, institution=institution, institution_type=None)


def a_facilitator(workshop_id: int) -> Visitor:
    return Visitor(Role.FACILITATOR, workshop_id=workshop_id, key=the_workshop(workshop_id).facilitator_key)


def a_screen(workshop_id: int) -> Visitor:
    return Visitor(Role.SCREEN, workshop_id=workshop_id, key=the_workshop(workshop_id).screen_key)


def some_ideas(person: Visitor, count: int = 3) -> list[int]:
    """Ideas „Idee 1“, „Idee 2“ … under the person's name; the collecting of ideas is open afterwards."""
    workshop_id, _ = person.as_participant()
    start(workshop_id, Kind.IDEAS)
    return [
        ideas.contribute_idea(person, title=f"Idee {number}", text=f"Text der Idee {number}")
        for number in range(1, count + 1)
    ]


def some_clusters(workshop_id: int, count: int = 3) -> list[int]:
    """Topic groups „Thema 1“, „Thema 2“ …"""
    return [ideas.create_cluster(a_facilitator(workshop_id), f"Thema {number}") for number in range(1, count + 1)]


def an_open_round(workshop_id: int, options: int = 3, budget: int = 5, maximum: int = 2) -> int:
    """A vote on new topic groups, open, in the activity for dots. Returns the round's id."""
    some_clusters(workshop_id, options)
    start(workshop_id, Kind.VOTE)
    return voting.open_round(a_facilitator(workshop_id), subject=Subject.CLUSTERS, budget=budget, maximum=maximum)


def option_ids(workshop_id: int, round_id: int) -> list[int]:
    return [option.id for option in voting.options_of(a_facilitator(workshop_id), round_id)]


def a_shown_round(workshop_id: int, options: int = 3, budget: int = 5, maximum: int = 2) -> int:
    """A vote by two people whose result everybody sees: two dots on the first option, one on the second."""
    round_id = an_open_round(workshop_id, options, budget, maximum)
    first, second, *_ = option_ids(workshop_id, round_id)
    voting.fill_ballot(a_person(workshop_id, "Berta"), round_id, {first: 1, second: 1})
    voting.fill_ballot(a_person(workshop_id, "Carl"), round_id, {first: 1})
    voting.close_round(a_facilitator(workshop_id), round_id)
    voting.show_result(a_facilitator(workshop_id), round_id)
    return round_id
