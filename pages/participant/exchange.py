"""The exchange: what one offers and seeks, and who fits."""

import hashlib
from functools import partial

import streamlit as st

from actions import contacts, exchange
from actions.room import Room
from components.exchange import ProfileForm, Question, show_exchange
from domain.contact_cards import checked_release
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages.participant import contacts as contacts_page

_MOST = 5
_SAVED = "exchange_saved"


def show(person: Visitor, stream: str, _seen: Room) -> None:
    contacts_page.show(person, stream)
    _exchange(person, stream)


@st.fragment
def _exchange(person: Visitor, stream: str) -> None:
    """A fragment of its own: saving a profile does not draw the contact requests, nor the other way round."""
    # The address this very click has saved is drawn once; looking it up again would cost a transaction.
    mine = exchange.exchange_of(person, _MOST, email=st.session_state.pop(_SAVED, None))
    show_exchange(
        stream=stream,
        draft=_draft(person),
        profile=mine.profile,
        chips=mine.chips,
        fields=mine.fields,
        suggestions=mine.suggestions,
        most=_MOST,
        visible=mine.visible,
        on_save=partial(_save, person),
        on_ask=partial(_ask, person),
    )


def _save(person: Visitor, form: ProfileForm) -> None:
    if not (form.entries or form.field_ids) and contacts.my_profile(person).is_empty:
        raise Refusal("entry_missing")
    st.session_state[_SAVED] = contacts.save_profile(
        person, entries=form.entries, field_ids=form.field_ids, visible=form.visible, email=form.email
    )


def _ask(person: Visitor, question: Question) -> None:
    shown = checked_release(question.shown)
    if question.email:
        contacts.keep_email(person, question.email)
    contacts.send_request(person, question.person_id, question.chip_id, shown=shown)


def _draft(person: Visitor) -> str:
    """What this browser keeps under is this person's alone, and no way back to who they are."""
    return "exchange-" + hashlib.sha256(f"{person.workshop_id}:{person.person_id}".encode()).hexdigest()[:16]
