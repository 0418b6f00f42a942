"""The idea form and the list of one's own ideas."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components.words import plain, say
from domain.ideas import Idea
from domain.workshop import Field

Form = dict[str, Any]


def ask_idea(fields: Sequence[Field], *, on_send: Callable[[Form], bool]) -> None:
    """The form is emptied only when the idea is in; a refusal leaves everything as it was typed."""
    with st.form("idea_form"):
        _inputs("new_idea", fields, None)
        st.checkbox(say("ideas.anonymous"), key="new_idea_anonymous", help=say("ideas.anonymous_how"))
        st.form_submit_button(
            say("ideas.send"), type="primary", width="stretch", on_click=_send, args=(on_send,)
        )


def show_my_ideas(
    ideas: Sequence[Idea],
    fields: Sequence[Field],
    *,
    on_save: Callable[[int, Form], None],
    on_withdraw: Callable[[int], None],
) -> None:
    if not ideas:
        return
    with st.expander(say("ideas.mine", count=len(ideas)), key="my_ideas", on_change="ignore"):
        for idea in ideas:
            with st.container(border=True):
                if idea.hidden:
                    st.caption(say("ideas.hidden"))
                if idea.merged_into:
                    st.caption(say("ideas.merged"))
                key = f"idea_{idea.id}"
                with st.form(f"{key}_form", border=False):
                    _inputs(key, fields, idea)
                    with st.container(horizontal=True):
                        st.form_submit_button(
                            say("ideas.save"),
                            key=f"{key}_save",
                            on_click=lambda idea_id=idea.id, key=key: on_save(idea_id, _form(key)),
                        )
                        st.form_submit_button(
                            say("ideas.withdraw"),
                            key=f"{key}_withdraw",
                            type="tertiary",
                            on_click=on_withdraw,
                            args=(idea.id,),
                        )


def _inputs(key: str, fields: Sequence[Field], idea: Idea | None) -> None:
    # No maxlength in the browser: what is too long is refused with a sentence and stays as it was typed.
    names = {field.id: field.name for field in fields}
    if idea:
        st.session_state.setdefault(f"{key}_title", idea.title)
        st.session_state.setdefault(f"{key}_text", idea.text)
        st.session_state.setdefault(f"{key}_field", idea.field_id if idea.field_id in names else None)
    st.text_input(say("ideas.title"), key=f"{key}_title", autocomplete="off")
    st.text_area(say("ideas.text"), key=f"{key}_text", height=90, help=say("ideas.text_hint"))
    st.selectbox(
        say("ideas.field"),
        list(names),
        index=None,
        key=f"{key}_field",
        format_func=lambda field_id: plain(names.get(field_id, "")),
        placeholder=say("ideas.field_choose"),
    )


def _form(key: str) -> Form:
    return {name: st.session_state.get(f"{key}_{name}") for name in ("title", "text")} | {
        "field_id": st.session_state.get(f"{key}_field")
    }


def _send(on_send: Callable[[Form], bool]) -> None:
    sent = on_send(_form("new_idea") | {"anonymous": bool(st.session_state.get("new_idea_anonymous"))})
    if sent:
        st.session_state["new_idea_title"] = ""
        st.session_state["new_idea_text"] = ""
        st.session_state["new_idea_anonymous"] = False
