"""For people without a device: what they offer and seek, and who would fit."""

from functools import partial

import streamlit as st

from actions import contacts_at_desk, workshop
from components.exchange import ProfileForm
from components.frame import done
from components.offers_at_desk import ask_offers, show_coming, show_suggestions
from components.words import say
from domain.people import Person
from domain.visitor import Visitor


def show(leader: Visitor, person: Person | None) -> None:
    st.subheader(say("offers_at_desk.title"), anchor=False)
    if person is None:
        st.text(say("offers_at_desk.for_whom"))
        return
    fields, chips = workshop.fields_and_chips(leader)
    profile = contacts_at_desk.profile_at_desk(leader, person.id)
    ask_offers(
        person,
        profile,
        {chip.id: chip.name for chip in chips},
        {field.id: field.name for field in fields},
        on_save=partial(_save, leader, person),
    )
    if not profile.visible:
        st.caption(say("offers_at_desk.not_visible"))
    elif not profile.is_empty:
        _suggestions(leader, person)


def _suggestions(leader: Visitor, person: Person) -> None:
    found = contacts_at_desk.suggestions_at_desk(leader, person.id)
    if found is None:
        _watch(leader, person)
    else:
        show_suggestions(found)


@st.fragment(run_every=0.7)
def _watch(leader: Visitor, person: Person) -> None:
    """In a large room they are worked out beside the page."""
    if contacts_at_desk.suggestions_at_desk(leader, person.id) is not None:
        st.rerun()
    show_coming()


def _save(leader: Visitor, person: Person, form: ProfileForm) -> None:
    done(
        lambda: contacts_at_desk.enter_profile_for(
            leader, person.id, entries=form.entries, field_ids=form.field_ids, visible=form.visible
        ),
        "offers_at_desk.saved",
    )
