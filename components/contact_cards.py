"""The cards of those who both agreed: how to reach each other, what it was about, and what comes next."""

from collections.abc import Callable, Sequence

import streamlit as st

from components import draft
from components.contacts import Contact, agreed, row_key, show_named
from components.mail_draft import mail_draft
from components.obstacle import show_obstacle
from components.words import language, say
from domain.contact_cards import DUE_MOST, NOTE_MOST, STEP_MOST, ContactCard

_FILES = {"de": "kontakt.vcf", "en": "contact.vcf"}
_SUMMARIES = {"de": "meine-zusammenfassung.html", "en": "my-summary.html"}


def show_cards(
    contacts: Sequence[Contact],
    *,
    workshop_id: int,
    on_write: Callable[[Contact, dict[str, str]], None],
    on_withdraw: Callable[[Contact], None],
) -> None:
    """`on_write` gets only what was changed, so that the two do not undo each other's words."""
    there = [(contact, contact.card) for contact in agreed(contacts) if contact.card]
    if there:
        st.subheader(say("contacts.cards"), anchor=False)
    for contact, card in there:
        with st.container(border=True, gap="small"):
            show_obstacle(row_key(contact))
            show_named(card.name, card.institution)
            _show_ways(card, f"/kontakt/{workshop_id}/{contact.request.id}/{_FILES[language()]}")
            _show_words(card)
            _ask_words(contact, card, on_write)
            st.button(
                say("exchange.take_back"),
                key=f"card_{contact.request.id}",
                type="tertiary",
                on_click=on_withdraw,
                args=(contact,),
            )


def show_way_to_summary(workshop_id: int) -> None:
    """On one's own page."""
    address = f"/zusammenfassung/{workshop_id}/{_SUMMARIES[language()]}"
    st.link_button(say("summary.open"), address, icon=":material/summarize:", width="stretch")


def writing_key(contact: Contact) -> str:
    """The expander with the form, and the card that a refusal is told on."""
    return f"words_{contact.request.id}"


def close_words(contact: Contact) -> None:
    """After saving."""
    st.session_state[writing_key(contact)] = False
    draft.settle(_form(contact))


def _show_ways(card: ContactCard, file: str) -> None:
    if not (card.email or card.phone):
        st.caption(say("exchange.no_email"))
        return
    phone = say("contacts.phone_line", phone=card.phone) if card.phone else ""
    st.text("\n".join(filter(None, (card.email, phone))))
    with st.container(horizontal=True):
        if card.email:
            st.link_button(say("exchange.write"), _draft(card), icon=":material/mail:")
        st.link_button(say("contacts.save_card"), file, icon=":material/person_add:")


def _draft(card: ContactCard) -> str:
    """Without the reader's own note: it is written to oneself."""
    until = "contacts.draft.step_until" if card.due else "contacts.draft.step"
    said = [
        say("contacts.draft.greeting", name=card.name),
        say("contacts.draft.met", meeting=card.meeting),
        *([say(until, step=card.next_step, due=card.due)] if card.next_step else []),
        *([say("contacts.draft.about", topic=card.topic)] if card.topic else []),
        f"{say('contacts.draft.end')}\r\n{card.reader}",
    ]
    return mail_draft(card.email, say("contacts.draft.subject", meeting=card.meeting), said)


def _show_words(card: ContactCard) -> None:
    until = "contacts.step_until_line" if card.due else "contacts.step_line"
    lines = [
        *([say("contacts.about", topic=card.topic)] if card.topic else []),
        *([say(until, step=card.next_step, due=card.due)] if card.next_step else []),
        *([say("contacts.note_line", note=card.note)] if card.note else []),
    ]
    if lines:
        st.text("\n".join(lines))


def _ask_words(contact: Contact, card: ContactCard, on_write: Callable[[Contact, dict[str, str]], None]) -> None:
    """Drawn while it is open, and never changed under the hands of whoever is typing."""
    form = _form(contact)
    kept = {"note": card.note, "next_step": card.next_step, "due": card.due}
    writing = st.expander(say("contacts.write"), key=writing_key(contact), on_change=lambda: draft.begin(form, kept))
    if not writing.open:
        return
    begun = draft.base(form, kept)
    with writing:
        st.text_area(
            say("contacts.note"),
            key=f"{form}_note",
            height=90,
            max_chars=NOTE_MOST,
            on_change="ignore",
            persist_state="session",
            **draft.first(f"{form}_note", begun["note"]),
        )
        for name, most in (("next_step", STEP_MOST), ("due", DUE_MOST)):
            st.text_input(
                say(f"contacts.{name}"),
                key=f"{form}_{name}",
                max_chars=most,
                autocomplete="off",
                live="0ms",
                on_change="ignore",
                persist_state="session",
                **draft.first(f"{form}_{name}", begun[name]),
            )
        show_obstacle(writing_key(contact))
        st.button(
            say("contacts.save"),
            key=f"save_{form}",
            type="primary",
            on_click=lambda: on_write(contact, draft.changed(form)),
        )


def _form(contact: Contact) -> str:
    return f"pair_{contact.request.id}"
