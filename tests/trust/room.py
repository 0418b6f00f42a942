"""A meeting in which everything that can be typed is a nasty string."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from actions import (
    accounts,
    agenda,
    contact_cards,
    contacts,
    feedback,
    groups,
    ideas,
    meetings,
    people,
    planning,
    second_question,
    table,
    voting,
    workshop,
)
from actions.clock import new_id
from actions.workshop import fields_and_chips
from domain.agenda import Kind
from domain.contacts import Entry, Side
from domain.groups import GroupRole
from domain.refusal import Refusal
from domain.second_question import Contribution
from domain.text_rules import clean_line, clean_text
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage.database import Database
from tests.builders import PASSWORD, a_facilitator, a_screen, option_ids, start
from tests.trust.strings import Nasty

# So many appear where every one of them costs a page some widgets.
FEW = 24


@dataclass
class Room:
    """Who may look, and what they should then read, as it was typed and cleaned."""

    workshop_id: int
    reader: Visitor
    leader: Visitor
    screen: Visitor
    host: Visitor
    code: str
    # Some who are called by a string.
    named: list[Visitor] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)
    # The sentence's key by field, and how many strings it refused.
    refused: dict[tuple[str, str], int] = field(default_factory=dict)

    def typed(self, name: str, texts: Sequence[str], action: Callable[[str], object]) -> None:
        """Each text is kept as `clean_text` leaves it, or refused with a sentence. Nothing else may happen."""
        for text in texts:
            try:
                action(text)
            except Refusal as refusal:
                key = (name, refusal.reason)
                self.refused[key] = self.refused.get(key, 0) + 1
            else:
                self.kept.setdefault(name, []).append(clean_text(text))


def hurried(database: Database) -> None:
    """Furnishing a room need not survive a power cut."""
    connection = database._writer.raw_connection()
    connection.cursor().execute("PRAGMA synchronous=OFF")
    connection.close()


def furnished_room(strings: Sequence[Nasty], few: int = FEW) -> Room:
    texts = [each.text for each in strings]
    lines = packed(texts, 190)
    some = spread([each.text for each in strings if len(each.text) <= 80], few)
    account = accounts.create_organiser(lines[0], packed(texts, 75)[1], "olga@example.org", PASSWORD)
    host = accounts.my_account(Visitor(Role.ORGANISER, account_id=account, alliance_id=0))
    organiser = Visitor(Role.ORGANISER, account_id=account, alliance_id=host.alliance_id)
    workshop_id = workshop.create_workshop(organiser, title=lines[2], question=lines[3], place=lines[4])
    meeting = workshop.plan_of(organiser, workshop_id).workshop
    leader = a_facilitator(workshop_id)
    reader = people.check_in(workshop_id, new_id(), name="Ada", institution="Amt", institution_type="kommune")
    room = Room(workshop_id, reader, leader, a_screen(workshop_id), organiser, meeting.code)
    room.kept["meeting"] = [clean_line(lines[2])]
    _prepare(room, some, lines)
    start(workshop_id, Kind.IDEAS)
    _people(room, texts)
    _ideas(room, texts)
    _contacts(room, texts, few)
    return room


def _prepare(room: Room, some: Sequence[str], lines: Sequence[str]) -> None:
    fields, _ = fields_and_chips(room.leader)
    wanted = [(field.name, field.short) for field in fields]
    for text in some:
        room.typed("field", [text], lambda text: _add_field(room, wanted, text))
    chips: list[str] = []
    for text in some:
        room.typed("chip", [text], lambda text: _add_chip(room, chips, text))
    first = agenda.agenda_of(room.leader)[0].id
    room.typed(
        "activity",
        lines[5 : 5 + len(some)],
        lambda text: agenda.insert_activity(
            room.leader, after_id=first, kind=Kind.TALK, title=text, minutes=5, question=text
        ),
    )
    for activity in agenda.agenda_of(room.leader):
        if activity.kind in (Kind.IDEAS, Kind.VOTE, Kind.GROUPS, Kind.EXCHANGE, Kind.FEEDBACK):
            title = clean_line(lines[activity.position % len(lines)])
            agenda.edit_activity(room.leader, activity.id, title=title, question=title, minutes=9)


def _add_field(room: Room, wanted: list[tuple[str, str]], text: str) -> None:
    workshop.edit_fields(room.host, room.workshop_id, [*wanted, (text or "leer", text)])
    wanted.append((text or "leer", text))


def _add_chip(room: Room, chips: list[str], text: str) -> None:
    workshop.edit_chips(room.host, room.workshop_id, [*chips, text])
    chips.append(text)


def _people(room: Room, texts: Sequence[str]) -> None:
    """Everybody is called, works for, offers, writes from and answers with a string; all are in one group."""
    group_id = groups.choose_group(room.leader, title=clean_line(texts[200])[:100] or "Gruppe")
    _, chips = fields_and_chips(room.leader)
    for text in texts:
        came: list[Visitor] = []
        room.typed("name", [text], lambda text, came=came: came.append(_check_in(room, text)))
        for person in came:
            room.typed("line", [text], lambda text, who=person: _offer(who, chips[0].id, text))
            room.typed("takeaway", [text], lambda text, who=person: _answer(who, text))
            groups.join_group(person, group_id, GroupRole.PARTNER)
            if len(text) <= 80 and len(room.named) < FEW:
                room.named.append(person)
    for text in [text for text in texts if len(text) <= 40][:FEW]:
        made: list[int] = []
        room.typed("group", [text], lambda text, made=made: made.append(groups.choose_group(room.leader, title=text)))
        for group in made:
            room.typed("profile", [text], lambda text, group=group: _write(room, group, text))


def _check_in(room: Room, text: str) -> Visitor:
    return people.check_in(room.workshop_id, new_id(), name=text, institution=text, institution_type="schule")


def _offer(person: Visitor, chip_id: int, text: str) -> None:
    contacts.save_profile(person, entries=[Entry(Side.OFFER, chip_id, text)], visible=True)


def _answer(person: Visitor, text: str) -> None:
    feedback.give_feedback(person, rating=3, takeaway=text, missing=text)


def _write(room: Room, group_id: int, text: str) -> None:
    names = ("goal", "lead_organisation", "partners", "next_step", "open_question", "benefit")
    groups.change_profile(room.leader, group_id, dict.fromkeys(names, text) | {"due": text[:40]})


def _ideas(room: Room, texts: Sequence[str]) -> None:
    """As a title if it fits, else as a text; topic groups too."""
    room.typed("title", texts, lambda text: ideas.contribute_idea(room.reader, title=text, text=text[:500]))
    room.typed("text", texts, lambda text: ideas.contribute_idea(room.reader, title="Lang", text=text))
    room.typed("heading", spread(texts, 60), lambda text: ideas.create_cluster(room.leader, text))
    walls = ideas.wall(room.leader)
    for idea, cluster in zip(walls, itertools.cycle(ideas.clusters_of(room.leader)), strict=False):
        ideas.move_idea(room.leader, idea.id, cluster.id)


def _contacts(room: Room, texts: Sequence[str], few: int) -> None:
    """Some ask the reader, half of them with success; some addresses are strings."""
    _, chips = fields_and_chips(room.leader)
    contacts.save_profile(
        room.reader, entries=[Entry(Side.SEEK, chips[0].id, "")], visible=True, email="ada@example.org"
    )
    mails = [text for text in texts if "@" in text]
    asking = spread([text for text in texts if 0 < len(text) <= 80], few)
    for number, text in enumerate([*asking, *mails]):
        came: list[Visitor] = []
        room.typed("asking", [text], lambda text, came=came: came.append(_check_in(room, text)))
        for person in came:
            contacts.save_profile(person, entries=[], visible=True, email=f"kontakt{number}@example.org")
            if text in mails:
                room.typed("mail", [text], lambda text, who=person: contacts.keep_email(who, text))
            request = contacts.send_request(person, room.reader.person_id or "")
            if number % 2 or text in mails:
                contacts.answer_request(room.reader, request, accept=True)
                room.typed(
                    "note", [text], lambda text, pair=request: contact_cards.write_note(room.reader, pair, text)
                )
                room.typed("step", [text], lambda text, pair=request: _agree(room.reader, pair, text))


def _note(person: Visitor, request_id: int, text: str) -> None:
    contact_cards.write_note(person, request_id, text)


def _agree(person: Visitor, request_id: int, text: str) -> None:
    contact_cards.agree_on(person, request_id, next_step=text, due=text[:40])


def ask_about(room: Room, round_id: int) -> None:
    """The second question about some of the shown options, with offers by name that all may see."""
    question_id = second_question.ask(room.leader, round_id, option_ids(room.workshop_id, round_id)[:FEW])
    asked = second_question.question_of(room.leader, round_id)
    for person, idea in zip(room.named, itertools.cycle(asked.asked if asked else ()), strict=False):
        second_question.name_me(person, visible=True)
        second_question.mark(person, question_id, idea.id, Contribution.LEAD, there=True)


def seat_everybody(room: Room) -> None:
    """A meeting round at tables of four, with the reader at one of them."""
    first = agenda.agenda_of(room.leader)[0].id
    agenda.insert_activity(room.leader, after_id=first, kind=Kind.MEETINGS, title="Runden", minutes=40)
    start(room.workshop_id, Kind.MEETINGS)
    for person in (room.reader, *room.named):
        table.come(person)
    meetings.plan_round(room.leader, 0)
    planning.finish()
    newest = meetings.overview_of(room.leader).newest
    meetings.announce_round(room.leader, newest.id if newest else 0)


def vote_on_everything(room: Room, subject: Subject) -> int:
    start(room.workshop_id, Kind.VOTE)
    return voting.open_round(room.leader, subject=subject, budget=5, maximum=2)


def packed(texts: Sequence[str], most: int) -> list[str]:
    """The strings one after the other, as many in one line as fit."""
    found: list[str] = []
    line = ""
    for text in texts:
        cleaned = clean_line(text)
        if len(cleaned) > most:
            continue
        if len(line) + len(cleaned) + 3 > most:
            found.append(line)
            line = ""
        line = f"{line} · {cleaned}" if line else cleaned
    return [*found, line]


def spread(texts: Sequence[str], most: int) -> list[str]:
    """So many of them, from the beginning to the end."""
    step = max(1, len(texts) // most)
    return list(texts[::step])
