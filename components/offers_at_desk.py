"""What somebody without a device offers and seeks, and who would fit: to be read out."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components.exchange import ProfileForm, reason_in_words
from components.words import plain, say
from domain.contacts import LINE_MOST, Entry, Profile, Side, entries_of, line_of
from domain.matching import Suggestion
from domain.people import Person


def ask_offers(
    person: Person,
    profile: Profile,
    chips: Mapping[int, str],
    fields: Mapping[int, str],
    *,
    on_save: Callable[[ProfileForm], None],
) -> None:
    """What was entered before stands there already."""
    key = f"offers_{person.id}"
    _begin(key, profile)
    with st.form(key):
        for side in Side:
            _choose(f"{key}_{side.value}", say(f"offers_at_desk.{side.value}"), chips)
            st.text_input(
                say(f"offers_at_desk.{side.value}_line"),
                key=f"{key}_{side.value}_line",
                max_chars=LINE_MOST,
                autocomplete="off",
                persist_state="page",
            )
        _choose(f"{key}_fields", say("offers_at_desk.fields"), fields)
        st.checkbox(say("offers_at_desk.visible"), key=f"{key}_visible", persist_state="page")
        st.form_submit_button(
            say("offers_at_desk.save"), key=f"{key}_save", on_click=lambda: on_save(_form(key, profile))
        )


def show_suggestions(suggestions: Sequence[Suggestion]) -> None:
    """Words to read out; asking for contact data needs a device of one's own, or a card from hand to hand."""
    st.subheader(say("offers_at_desk.suggestions"), anchor=False)
    if not suggestions:
        st.text(say("offers_at_desk.nobody"))
    for each in suggestions:
        with st.container(border=True):
            st.text(", ".join(part for part in (each.name, each.institution) if part))
            for reason in each.reasons:
                st.caption(plain(reason_in_words(reason)))


def show_coming() -> None:
    st.text(say("offers_at_desk.coming"))


def _choose(key: str, label: str, names: Mapping[int, str]) -> None:
    st.multiselect(
        label,
        list(names),
        key=key,
        format_func=lambda number: names.get(number, ""),
        placeholder=say("offers_at_desk.choose"),
        persist_state="page",
    )


def _begin(key: str, profile: Profile) -> None:
    begun = {
        f"{key}_fields": sorted(profile.field_ids),
        f"{key}_visible": profile.visible,
        **{f"{key}_{side.value}": _chips(profile.side(side)) for side in Side},
        **{f"{key}_{side.value}_line": line_of(profile.side(side)) for side in Side},
    }
    for name, value in begun.items():
        st.session_state.setdefault(name, value)


def _chips(entries: Sequence[Entry]) -> list[int]:
    return [entry.chip_id for entry in entries if entry.chip_id is not None]


def _form(key: str, profile: Profile) -> ProfileForm:
    state = st.session_state
    entries = tuple(
        entry
        for side in Side
        for entry in entries_of(side, state[f"{key}_{side.value}"], state[f"{key}_{side.value}_line"])
    )
    return ProfileForm(entries, tuple(state[f"{key}_fields"]), bool(state[f"{key}_visible"]), profile.email)
