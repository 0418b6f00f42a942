"""The idea form and the list of one's own ideas."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from components import draft
from components.obstacle import show_obstacle
from components.words import plain, say
from domain.ideas import Idea
from domain.workshop import Field

Form = dict[str, Any]

# The card that a refused new idea is told on.
NEW = "new_idea"
_NAMES = ("title", "text", "field_id")
_BLANK: Form = {"title": "", "text": "", "field_id": None}
_EMPTY = {"title": "", "text": "", "anonymous": False}


def ask_idea(fields: Sequence[Field], *, on_send: Callable[[Form], None]) -> None:
    """What is typed stays until it is sent, even while the page shows something else."""
    with st.container(border=True):
        _inputs(NEW, fields)
        st.checkbox(
            say("ideas.anonymous"),
            key=f"{NEW}_anonymous",
            on_change="ignore",
            persist_state="session",
        )
        st.caption(say("ideas.anonymous_how"))
        show_obstacle(NEW)
        st.button(
            say("ideas.send"),
            key="send_idea",
            type="primary",
            width="stretch",
            on_click=lambda: on_send(draft.typed(NEW, (*_NAMES, "anonymous"))),
        )


def empty_form() -> None:
    """After sending. The field of action stays: the next idea is often about the same."""
    st.session_state.update({f"{NEW}_{name}": value for name, value in _EMPTY.items()})


def show_my_ideas(
    ideas: Sequence[Idea],
    fields: Sequence[Field],
    *,
    on_save: Callable[[int, Form], None],
    on_withdraw: Callable[[int], None],
) -> None:
    if not ideas:
        return
    mine = st.expander(say("ideas.mine", count=len(ideas)), key="my_ideas", on_change=partial(_begin, ideas))
    if mine.open:
        with mine:
            for idea in ideas:
                _show_my_idea(idea, fields, on_save, on_withdraw)


def _begin(ideas: Sequence[Idea]) -> None:
    for idea in ideas:
        draft.begin(form_of(idea.id), {name: getattr(idea, name) for name in _NAMES})


def form_of(idea_id: int) -> str:
    """The draft of an idea, and the card that a refusal is told on."""
    return f"idea_{idea_id}"


def _show_my_idea(
    idea: Idea,
    fields: Sequence[Field],
    on_save: Callable[[int, Form], None],
    on_withdraw: Callable[[int], None],
) -> None:
    form = form_of(idea.id)
    begun = draft.base(form, {name: getattr(idea, name) for name in _NAMES})
    with st.container(border=True):
        if idea.hidden:
            st.caption(say("ideas.hidden"))
        if idea.merged_into:
            st.caption(say("ideas.merged"))
        _inputs(form, fields, begun)
        show_obstacle(form)
        with st.container(horizontal=True):
            st.button(
                say("ideas.save"), key=f"save_{form}", on_click=lambda: on_save(idea.id, draft.typed(form, _NAMES))
            )
            st.button(
                say("ideas.withdraw"),
                key=f"withdraw_{form}",
                type="tertiary",
                on_click=partial(on_withdraw, idea.id),
            )


def _inputs(form: str, fields: Sequence[Field], begun: Mapping[str, Any] = _BLANK) -> None:
    # No maxlength in the browser: what is too long is refused with a sentence and stays as it was typed.
    names = {field.id: field.name for field in fields}
    if st.session_state.get(f"{form}_field_id") not in (None, *names):
        st.session_state[f"{form}_field_id"] = None
    st.text_input(
        say("ideas.title"),
        key=f"{form}_title",
        autocomplete="off",
        live="0ms",
        on_change="ignore",
        persist_state="session",
        **draft.first(f"{form}_title", begun["title"]),
    )
    st.text_area(
        say("ideas.text"),
        key=f"{form}_text",
        height=90,
        placeholder=say("ideas.text_hint"),
        on_change="ignore",
        persist_state="session",
        **draft.first(f"{form}_text", begun["text"]),
    )
    st.selectbox(
        say("ideas.field"),
        list(names),
        key=f"{form}_field_id",
        format_func=lambda field_id: plain(names.get(field_id, "")),
        placeholder=say("ideas.field_choose"),
        on_change="ignore",
        persist_state="session",
        **{"index": None, **draft.first(f"{form}_field_id", _place(begun["field_id"], names), "index")},
    )


def _place(field_id: int | None, names: Mapping[int, str]) -> int | None:
    return list(names).index(field_id) if field_id is not None and field_id in names else None
