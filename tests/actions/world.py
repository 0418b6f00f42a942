"""Two meetings that know nothing of each other, each with one of everything; and all actions that take a visitor."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKeyConstraint, select

import actions
from actions import (
    agenda,
    contacts,
    group_seats,
    groups,
    ideas,
    meeting_tables,
    meetings,
    paper,
    planning,
    privacy,
    table,
    voting,
)
from actions.clock import now
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.second_question import Contribution
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage import paper as paper_store
from storage import second_question as question_store
from storage.database import reading, writing
from storage.schema import Base
from tests.builders import (
    a_facilitator,
    a_person,
    a_person_at_desk,
    a_workshop,
    an_open_round,
    an_organiser,
    option_ids,
    some_ideas,
    start,
)

# They say who somebody is, or sign it; they give no right.
NO_RIGHT = {"entrance.cookie_for", "entrance.cookie_name", "entrance.ticket_for", "entrance.stream_token"}
NO_RIGHT |= {"entrance.device_cookie_for", "entrance.still_exists"}


def actions_of_visitors() -> dict[str, Callable[..., Any]]:
    """Everything under actions/ whose first argument is a visitor, by `module.function`."""
    found = {}
    for module in pkgutil.iter_modules(actions.__path__):
        here = importlib.import_module(f"actions.{module.name}")
        for name, function in inspect.getmembers(here, inspect.isfunction):
            if function.__module__ != here.__name__ or name.startswith("_"):
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation is Visitor:
                found[f"{module.name}.{name}"] = function
    return {name: function for name, function in found.items() if name not in NO_RIGHT}


def is_a_look(function: Callable[..., Any]) -> bool:
    """It only reads, and so does whatever of its own module it calls."""
    plain = inspect.unwrap(function)
    called = [plain.__globals__.get(name) for name in plain.__code__.co_names]
    here = [each for each in called if inspect.isfunction(each) and each.__module__ == plain.__module__]
    return "writing()" not in inspect.getsource(plain) and all(is_a_look(each) for each in here if each is not plain)


@dataclass(frozen=True)
class Meeting:
    """One of everything. `mark` stands in all of its texts."""

    mark: str
    workshop_id: int
    alliance_id: int
    account_id: int
    ada: Visitor
    bob: Visitor
    at_desk: str
    idea_ids: list[int]
    cluster_id: int
    group_id: int
    round_id: int
    option_id: int
    question_id: int
    asked_id: int
    request_id: int
    # One that both agreed to: Ada, and Paula who came without a device.
    pair_id: int
    chip_id: int
    consent_id: int
    field_id: int
    first_activity: int
    last_activity: int
    # The number of a printed ballot that nobody has.
    sheet: str
    # It runs, with Ada, Bob and who is at the desk.
    meeting_round_id: int

    def visitor(self, role: Role) -> Visitor:
        """Somebody in this role who has every id there is: only the role decides."""
        return Visitor(
            role,
            workshop_id=self.workshop_id,
            person_id=self.ada.person_id,
            account_id=self.account_id,
            alliance_id=self.alliance_id,
        )

    def arguments(self, name: str, function: Callable[..., Any]) -> dict[str, Any]:
        """What a person would ask for, by the names of the action's parameters."""
        parameters = list(inspect.signature(function).parameters.values())[1:]
        known = self._values() | self._special(name)
        return {
            parameter.name: known[parameter.name]
            for parameter in parameters
            if parameter.name in known or parameter.default is inspect.Parameter.empty
        }

    def _values(self) -> dict[str, Any]:
        return {
            "accept": True,
            "activity_id": self.last_activity,
            "after": 0,
            "after_id": self.first_activity,
            "allow_colleagues": False,
            "allow_repeats": False,
            "asked_id": self.asked_id,
            "budget": 5,
            "changed": {"due": "März"},
            "chip_id": self.chip_id,
            "cluster_id": self.cluster_id,
            "consent_id": self.consent_id,
            "contribution": Contribution.PLACE,
            "content": b"titel\nNeu\n",
            "due": "März",
            "email": "neu@example.org",
            "entries": [Entry(Side.OFFER, self.chip_id, "Neu")],
            "field_id": self.field_id,
            "field_ids": [self.field_id],
            "goal": "Ziel",
            "group_id": self.group_id,
            "heading": "Überschrift",
            "here": True,
            "idea_id": self.idea_ids[0],
            "idea_ids": self.idea_ids[1:],
            "institution": "IHK",
            "institution_type": "kammer",
            "into_id": self.idea_ids[-1],
            "is_open": True,
            "kind": Kind.BREAK,
            "keep_ideas": True,
            "largest": 12,
            "lead_organisation": "Kreis",
            "locked": True,
            "maximum": 2,
            "meeting_round_id": self.meeting_round_id,
            "minutes": 5,
            "missing": "",
            "note": "Notiz",
            "name": "Neuer Name",
            "named": True,
            "next_step": "Treffen",
            "number": self.sheet,
            "offers": {(self.asked_id, Contribution.PLACE)},
            "option_ids": [self.option_id],
            "other_id": self.bob.person_id,
            "partners": "IHK",
            "per_institution": 2,
            "person_id": self.at_desk,
            "place": "Forum",
            "question": "Wozu?",
            "question_id": self.question_id,
            "rating": 4,
            "request_id": self.request_id,
            "role": GroupRole.PARTNER,
            "round_id": self.round_id,
            "rounds": 3,
            "seen_id": self.first_activity,
            "smallest": 4,
            "size": 2,
            "starts_at": None,
            "steps": {self.asked_id: 4},
            "subject": Subject.CLUSTERS,
            "table": 1,
            "takeaway": "",
            "text": "Neuer Text",
            "there": True,
            "title": "Neuer Titel",
            "to_id": self.bob.person_id,
            "visible": True,
            "wanted": {self.option_id: 1},
            "workshop_id": self.workshop_id,
        }

    def _special(self, name: str) -> dict[str, Any]:
        """Where one parameter name means different things."""
        special: dict[str, dict[str, Any]] = {
            "workshop.edit_fields": {"wanted": [("Feld", "")]},
            "workshop.edit_chips": {"wanted": ["Stichwort"]},
            "paper.import_sheets": {"content": f"ballot;idea;dots\n{self.sheet};1;1\n".encode()},
            "paper.print_sheets": {"count": 2},
            "paper.sheets_document": {"batch": 1},
            "network.network_document": {"name": "wachstum.csv"},
            "documents.document": {"name": "archive.json"},
            "contact_cards.contact_file": {"name": "kontakt.vcf", "request_id": self.pair_id},
            "contact_cards.my_summary": {"name": "meine-zusammenfassung.html"},
            "contact_cards.write_note": {"request_id": self.pair_id},
            "contact_cards.agree_on": {"request_id": self.pair_id},
            "privacy.document_about": {"name": "meine-daten.json"},
            "privacy.my_document": {"name": "meine-daten.json"},
            "privacy.find_people": {"wanted": "GmbH"},
            "ideas.ideas_with_keys": {"edit_keys": dict.fromkeys(self.idea_ids, "Schlüssel")},
            "ideas_gathered.gather_ideas": {"heading": None},
            "ideas_gathered.merge_all": {"into_id": self.idea_ids[0]},
        }
        return special.get(name, {})


def a_meeting(mark: str) -> Meeting:
    host = an_organiser(f"{mark} Bündnis")
    workshop_id = a_workshop(f"{mark} Treffen", organiser=host)
    leader = a_facilitator(workshop_id)
    ada, bob = (a_person(workshop_id, f"{mark} {name}", institution=f"{mark} {name} GmbH") for name in ("Ada", "Bob"))
    idea_ids = some_ideas(ada, 3)
    for idea_id in idea_ids:
        ideas.edit_idea(ada, idea_id, title=f"{mark} Idee {idea_id}", text=mark, field_id=None)
    round_id = an_open_round(workshop_id)
    cluster_id = ideas.clusters_of(leader)[0].id
    ideas.rename_cluster(leader, cluster_id, f"{mark} Thema")
    group_id = groups.choose_group(leader, title=f"{mark} Gruppe", cluster_id=cluster_id)
    groups.join_group(ada, group_id, GroupRole.LEAD)
    fields, chips = fields_and_chips(ada)
    for person in (ada, bob):
        contacts.save_profile(
            person, entries=[Entry(Side.OFFER, chips[0].id, mark)], visible=True, email=f"{mark}@example.org"
        )
    activities = agenda.agenda_of(leader)
    question_id, asked_id = _a_second_question(workshop_id, round_id)
    group_seats.propose(leader, smallest=1, largest=12, per_institution=2)
    at_desk = a_person_at_desk(workshop_id, f"{mark} Paula")
    meeting_round_id = _a_meeting_round(workshop_id, [ada, bob], at_desk)
    return Meeting(
        mark=mark,
        workshop_id=workshop_id,
        alliance_id=host.alliance_id or 0,
        account_id=host.account_id or 0,
        ada=ada,
        bob=bob,
        at_desk=at_desk,
        idea_ids=idea_ids,
        cluster_id=cluster_id,
        group_id=group_id,
        round_id=round_id,
        option_id=option_ids(workshop_id, round_id)[0],
        question_id=question_id,
        asked_id=asked_id,
        # Bob asked Ada, so that Ada may answer and withdraw.
        request_id=contacts.send_request(bob, ada.person_id or ""),
        pair_id=_a_pair(Visitor(Role.PARTICIPANT, workshop_id=workshop_id, person_id=at_desk), ada),
        chip_id=chips[0].id,
        consent_id=privacy.my_data(ada).consents[0].id,
        field_id=fields[0].id,
        first_activity=activities[0].id,
        last_activity=activities[-1].id,
        sheet=_a_sheet(leader, round_id),
        meeting_round_id=meeting_round_id,
    )


def _a_meeting_round(workshop_id: int, people: list[Visitor], at_desk: str) -> int:
    """In an activity of its own; afterwards the vote is on again."""
    leader = a_facilitator(workshop_id)
    first = agenda.agenda_of(leader)[0]
    agenda.insert_activity(leader, after_id=first.id, kind=Kind.MEETINGS, title="Runden", minutes=40)
    start(workshop_id, Kind.MEETINGS)
    for person in people:
        table.come(person)
    meeting_tables.set_present(leader, at_desk, here=True)
    meetings.plan_round(leader, 0)
    planning.finish()
    round_ = meetings.overview_of(leader).newest
    meetings.announce_round(leader, round_.id if round_ else 0)
    start(workshop_id, Kind.VOTE)
    return round_.id if round_ else 0


def _a_second_question(workshop_id: int, round_id: int) -> tuple[int, int]:
    """Open in every state of the meeting, though no facilitator could ask it while the round is open."""
    with writing() as tx:
        question_id = question_store.add(tx, workshop_id, round_id, option_ids(workshop_id, round_id)[:2], now()) or 0
        return question_id, question_store.by_id(tx, workshop_id, question_id).asked[0].id


def _a_sheet(leader: Visitor, round_id: int) -> str:
    paper.print_sheets(leader, round_id, 1)
    with reading() as tx:
        return paper_store.of_round(tx, round_id)[0].number


def _a_pair(one: Visitor, other: Visitor) -> int:
    contacts.keep_email(one, "paula@example.org")
    request_id = contacts.send_request(one, other.person_id or "")
    contacts.answer_request(other, request_id, accept=True)
    return request_id


def a_vote_by(person: Visitor, meeting: Meeting) -> None:
    voting.fill_ballot(person, meeting.round_id, {meeting.option_id: 1})


def rows_of_tables() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables as they are."""
    with reading() as tx:
        return {
            table.name: [tuple(row) for row in tx.execute(select(table))] for table in Base.metadata.sorted_tables
        }


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, written down so that they can be compared."""
    return {name: sorted(tuple(map(repr, row)) for row in rows) for name, rows in rows_of_tables().items()}


def pointing_across() -> list[str]:
    """Rows of one meeting that point at a row of another. There must never be any."""
    rows: dict[str, list[dict[str, Any]]] = {}
    with reading() as tx:
        for table in Base.metadata.sorted_tables:
            rows[table.name] = [dict(row._mapping) for row in tx.execute(select(table))]
    homes: dict[tuple[str, Any, Any], int] = {}
    targets: dict[str, set[tuple[str, ...]]] = {}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            columns = tuple(element.column.name for element in key.elements)
            targets.setdefault(key.referred_table.name, set()).add(columns)
    found = []
    # Sorted so that what is pointed at comes before what points at it.
    for table in Base.metadata.sorted_tables:
        for row in rows[table.name]:
            home = row["id"] if table.name == "workshops" else row.get("workshop_id")
            for key in sorted(table.foreign_key_constraints, key=_first_column):
                values = tuple(row[column.name] for column in key.columns)
                columns = tuple(element.column.name for element in key.elements)
                target = homes.get((key.referred_table.name, columns, values))
                home = home or target
                if target is not None and home != target:
                    names = ", ".join(column.name for column in key.columns)
                    found.append(f"{table.name}.{names} = {', '.join(map(str, values))}")
            if home is not None:
                for columns in targets.get(table.name, ()):
                    homes[table.name, columns, tuple(row[name] for name in columns)] = home
    return found


def _first_column(key: ForeignKeyConstraint) -> int:
    """In the order in which the columns stand in the table."""
    return min(list(key.table.columns).index(column) for column in key.columns)
