"""The exchange: what one offers and seeks, and who fits."""

from functools import partial

import streamlit as st

from actions import contacts, workshop
from actions.live import state_of
from actions.room import Room
from components.arrive import arrive
from components.exchange import PROFILE, ProfileForm, ask_profile, show_question, show_suggestions
from components.frame import show_brief_note
from components.news import follow_news
from components.obstacle import attempt
from components.words import say
from domain.contacts import Profile
from domain.matching import Suggestion
from domain.refusal import Refusal
from domain.visitor import Role, Visitor
from pages.participant import contacts as contacts_page

_CHANGING = "profile_changing"
_MOST = 5


def show(person: Visitor, stream: str, _seen: Room) -> None:
    _exchange(person, stream)


@st.fragment
def _exchange(person: Visitor, stream: str) -> None:
    seen = state_of(person.in_workshop(), Role.PARTICIPANT, ["profiles"])
    show_brief_note()
    contacts_page.show(person, stream)
    profile = contacts.my_profile(person)
    if profile.is_empty:
        show_question()
        _ask(person, profile)
        return
    found = contacts.suggestions(person, _MOST)
    show_suggestions(found, visible=profile.visible, on_send=partial(_send, person))
    changing = st.expander(say("exchange.change"), key=_CHANGING, on_change="rerun")
    if changing.open:
        with changing:
            _ask(person, profile)
    if len(found) < _MOST:
        follow_news("suggestion_news", stream=stream, seen=seen, unhurried=["profiles"])


def _ask(person: Visitor, profile: Profile) -> None:
    fields, chips = workshop.fields_and_chips(person)
    ask_profile(profile, chips, fields, on_save=partial(_save, person, profile))


def _save(person: Visitor, before: Profile, form: ProfileForm) -> None:
    def save() -> None:
        if before.is_empty and not (form.entries or form.field_ids):
            raise Refusal("entry_missing")
        contacts.save_profile(
            person, entries=form.entries, field_ids=form.field_ids, visible=form.visible, email=form.email
        )

    if attempt(PROFILE, save, "exchange.saved"):
        st.session_state[_CHANGING] = False
        arrive()


def _send(person: Visitor, suggestion: Suggestion, email: str) -> None:
    def send() -> None:
        if email:
            contacts.keep_email(person, email)
        contacts.send_request(person, suggestion.person_id, suggestion.chip_id)

    attempt(f"send_{suggestion.person_id}", send, "exchange.sent", name=suggestion.name)
