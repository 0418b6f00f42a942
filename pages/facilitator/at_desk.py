"""For people without a device: enter them, their ideas, their dots, their answers and offers."""

import time
from collections.abc import Mapping

import streamlit as st

from actions import ideas, people, voting, workshop
from components.at_desk import PERSON, Form, ask_card, ask_dots, choose_person
from components.counts import Seen
from components.frame import done, tell
from components.join import ask_who
from components.words import say
from domain.people import Person
from domain.visitor import Visitor
from domain.voting import Round, Status
from pages.facilitator import answers_at_desk, offers_at_desk, paper
from pages.facilitator.moment import Moment

_LAST_CARD = "desk_last_card"
# The same card twice within this time is a double click, not a second card.
_DOUBLE_CLICK_SECONDS = 4


def show(moment: Moment) -> Seen:
    leader = moment.leader
    new, entries = st.columns([2, 3], gap="large")
    with new:
        st.subheader(say("at_desk.new_person"), anchor=False)
        ask_who(
            key="desk_join",
            institutions=people.known_institutions(moment.meeting),
            on_join=lambda form: _enter_person(leader, form),
            for_other=True,
        )
    with entries:
        st.subheader(say("at_desk.entries"), anchor=False)
        person = choose_person(people.people_at_desk(leader))
        _show_dots(leader, moment.round, person)
        answers_at_desk.show(leader, moment.round, person)
        paper.show_desk(moment)
        st.subheader(say("at_desk.idea"), anchor=False)
        fields, _ = workshop.fields_and_chips(leader)
        ask_card(fields, on_send=lambda form: _enter_idea(leader, person, form))
        offers_at_desk.show(leader, person)
    return {}


def _show_dots(leader: Visitor, round_: Round | None, person: Person | None) -> None:
    if round_ is None or round_.status is not Status.OPEN:
        return
    st.subheader(say("at_desk.dots"), anchor=False)
    if person is None:
        st.text(say("at_desk.dots_for_whom"))
        return
    ask_dots(
        person,
        round_,
        voting.options_of(leader, round_.id),
        voting.ballot_at_desk(leader, round_.id, person.id),
        on_send=lambda wanted: _enter_dots(leader, round_, person, wanted),
    )


def _enter_person(leader: Visitor, form: Mapping[str, str]) -> None:
    st.session_state[PERSON] = people.enter_at_desk(leader, **form)
    tell("at_desk.person_entered")


def _enter_idea(leader: Visitor, person: Person | None, form: Form) -> bool:
    card = (person.id if person else None, *form.values())
    last, at = st.session_state.get(_LAST_CARD, (None, 0.0))
    if card == last and time.monotonic() - at < _DOUBLE_CLICK_SECONDS:
        return True
    sent = done(lambda: ideas.enter_idea_for(leader, person.id if person else None, **form), "at_desk.idea_entered")
    if sent:
        st.session_state[_LAST_CARD] = (card, time.monotonic())
    return sent


def _enter_dots(leader: Visitor, round_: Round, person: Person, wanted: Mapping[int, int]) -> None:
    done(lambda: voting.enter_ballot_for(leader, round_.id, person.id, wanted), "at_desk.dots_entered")
