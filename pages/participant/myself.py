"""A person's own page: name, the way back in, ideas, contacts and groups."""

from collections.abc import Mapping
from dataclasses import astuple
from functools import partial

import streamlit as st

from actions import contacts, groups, ideas, people, second_question, workshop
from components.arrive import arrive
from components.commitments import show_my_marks
from components.contact_cards import show_way_to_summary
from components.frame import done, tell
from components.my_data import show_way_to_my_data
from components.myself import show_brought_in, show_contacts_heading, show_me, show_way_back
from domain.groups import Group, GroupRole
from domain.second_question import Contribution
from domain.visitor import Visitor
from pages.participant import contacts as contacts_page


def show(person: Visitor, stream: str) -> None:
    me, meeting = people.me(person), workshop.workshop_of(person)
    show_me(me, people.known_institutions(meeting), on_save=partial(_save, person))
    if contacts.my_contacts(person):
        show_contacts_heading()
    contacts_page.show(person, stream)
    show_brought_in(ideas.my_ideas(person), _groups(person))
    show_my_marks(second_question.my_marks(person), on_withdraw=partial(_take_back, person))
    show_way_to_summary(person.in_workshop())
    show_way_back(*astuple(people.my_way_back(person)))
    show_way_to_my_data(meeting.code)


def _groups(person: Visitor) -> list[tuple[Group, GroupRole]]:
    return [
        (view.group, role)
        for view in groups.groups_of(person)
        if (role := view.role_of(person.person_id)) is not None
    ]


def _take_back(person: Visitor, question_id: int, asked_id: int, contribution: Contribution) -> None:
    done(lambda: second_question.mark(person, question_id, asked_id, contribution, there=False), "question.mine_gone")


def _save(person: Visitor, form: Mapping[str, str]) -> None:
    people.edit_me(person, **form)
    tell("myself.saved")
    st.session_state["changing_me"] = False
    arrive()
