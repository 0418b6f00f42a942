"""The exchange: one's own offers and wishes, and the people who fit."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components.arrive import show_arrival
from components.contacts import show_named
from components.draft import first
from components.obstacle import show_go, show_obstacle
from components.words import say
from domain.contacts import Entry, Profile, Side, entries_of, line_of
from domain.matching import Reason, Suggestion
from domain.workshop import Chip, Field

# The card that a refused profile is told on.
PROFILE = "profile"


@dataclass(frozen=True)
class ProfileForm:
    """What the form says, as typed."""

    entries: tuple[Entry, ...]
    field_ids: tuple[int, ...]
    visible: bool
    email: str


def ask_profile(
    profile: Profile,
    chips: Sequence[Chip],
    fields: Sequence[Field],
    *,
    on_save: Callable[[ProfileForm], None],
) -> None:
    """Offers, wishes, fields, consent, address. What is typed stays until it is saved, on whatever page one is."""
    for side in Side:
        _ask_side(side, profile.side(side), chips)
    _choose("exchange.fields", "profile_fields", {field.id: field.name for field in fields}, profile.field_ids)
    st.checkbox(
        say("exchange.visible"),
        key="profile_visible",
        on_change="ignore",
        persist_state="session",
        **first("profile_visible", profile.visible),
    )
    st.text_input(
        say("exchange.email"),
        key="profile_email",
        autocomplete="email",
        placeholder=say("exchange.email_example"),
        live="0ms",
        on_change="ignore",
        persist_state="session",
        **first("profile_email", profile.email),
    )
    st.caption(say("exchange.email_how"))
    show_obstacle(PROFILE)
    st.button(
        say("exchange.save"),
        key="profile_save",
        type="primary",
        width="stretch",
        on_click=lambda: on_save(_form()),
    )


def show_question() -> None:
    st.subheader(say("exchange.question"), anchor=False)
    st.text(say("exchange.question_how"))


def show_suggestions(
    suggestions: Sequence[Suggestion],
    *,
    visible: bool,
    on_send: Callable[[Suggestion, str], None],
) -> None:
    """Fitting people with the reasons in words. `on_send` gets the address if it was asked for here."""
    show_arrival()
    st.subheader(say("exchange.suggestions"), anchor=False)
    if not suggestions:
        st.text(say("exchange.no_suggestions"))
    else:
        st.caption(say("exchange.pair_consent"))
    if not visible:
        st.caption(say("exchange.not_visible"))
    for suggestion in suggestions:
        with st.container(border=True, gap="small"):
            _show_person(suggestion)
            show_go(
                f"send_{suggestion.person_id}",
                say("exchange.send"),
                on_go=partial(on_send, suggestion),
            )


def _ask_side(side: Side, entries: Sequence[Entry], chips: Sequence[Chip]) -> None:
    chosen = [entry.chip_id for entry in entries if entry.chip_id is not None]
    _choose(f"exchange.{side.value}", f"profile_{side.value}", {chip.id: chip.name for chip in chips}, chosen)
    key = f"profile_{side.value}_line"
    st.text_input(
        say(f"exchange.{side.value}_line"),
        key=key,
        placeholder=say(f"exchange.{side.value}_example"),
        autocomplete="off",
        label_visibility="collapsed",
        live="0ms",
        on_change="ignore",
        persist_state="session",
        **first(key, line_of(entries)),
    )


def _choose(label: str, key: str, names: dict[int, str], chosen: Collection[int | None]) -> None:
    if not set(st.session_state.get(key, ())) <= set(names):
        # The organisers have taken a topic away meanwhile.
        st.session_state[key] = [each for each in st.session_state[key] if each in names]
    st.multiselect(
        say(label),
        list(names),
        key=key,
        format_func=lambda each: names.get(each, ""),
        placeholder=say(f"{label}_choose"),
        select_all=False,
        on_change="ignore",
        persist_state="session",
        **first(key, [each for each in names if each in chosen], "default"),
    )


def _form() -> ProfileForm:
    state = st.session_state
    return ProfileForm(
        entries=tuple(
            entry
            for side in Side
            for entry in entries_of(side, state[f"profile_{side.value}"], state[f"profile_{side.value}_line"])
        ),
        field_ids=tuple(state["profile_fields"]),
        visible=bool(state["profile_visible"]),
        email=state["profile_email"] or "",
    )


def _show_person(suggestion: Suggestion) -> None:
    show_named(suggestion.name, suggestion.institution)
    for reason in suggestion.reasons:
        st.text(reason_in_words(reason))
    for entry in suggestion.entries:
        if entry.text:
            st.text(say(f"exchange.their_{entry.side.value}", line=entry.text))


def reason_in_words(reason: Reason) -> str:
    return say(f"exchange.reason.{reason.kind}", **reason.values)
