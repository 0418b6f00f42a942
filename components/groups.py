"""Project groups: what each is about, who is in it, one's own part, and the profile its members write."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

import streamlit as st

from components import draft
from components.obstacle import show_obstacle
from components.words import plain, say
from domain.groups import Group, GroupRole, Member

# What a Steckbrief says, in this order; True for several lines.
_PROFILE = {
    "goal": True,
    "lead_organisation": False,
    "partners": True,
    "next_step": True,
    "due": False,
    "open_question": True,
}


class GroupView(Protocol):
    """A group and who is in it."""

    @property
    def group(self) -> Group: ...
    @property
    def members(self) -> list[Member]: ...
    def role_of(self, person_id: str | None) -> GroupRole | None: ...


def show_no_groups() -> None:
    st.subheader(say("groups.none"), anchor=False)
    st.text(say("groups.none_how"))


def show_group(
    view: GroupView,
    me: str | None,
    *,
    on_part: Callable[[int, GroupRole | None], None],
    on_write: Callable[[int, Mapping[str, str]], None],
) -> None:
    """`on_write` gets only what was changed, so that two members do not undo each other's words."""
    group, part = view.group, view.role_of(me)
    with st.container(border=True):
        st.subheader(plain(group.title), anchor=False)
        if group.goal:
            st.text(group.goal)
        show_obstacle(f"group_{group.id}")
        _ask_part(group.id, part, on_part)
        _show_profile(group)
        _show_members(view.members)
        if part:
            _ask_profile(group, on_write)


def _show_profile(group: Group) -> None:
    step = say("groups.step_until", step=group.next_step, due=group.due) if group.due else group.next_step
    texts = {
        "lead_organisation": group.lead_organisation,
        "partners": group.partners,
        "next_step": step if group.next_step else "",
        "open_question": group.open_question,
    }
    lines = [say(f"groups.{name}_line", text=text) for name, text in texts.items() if text]
    if lines:
        st.text("\n".join(lines))


def _show_members(members: Sequence[Member]) -> None:
    by_role = {role: [_named(member) for member in members if member.role is role] for role in GroupRole}
    lines = [say(f"groups.{role.value}_line", people=", ".join(people)) for role, people in by_role.items() if people]
    st.text("\n".join(lines) if lines else say("groups.nobody"))


def _named(member: Member) -> str:
    return f"{member.name} ({member.institution})" if member.institution else member.name


def _ask_part(group_id: int, part: GroupRole | None, on_part: Callable[[int, GroupRole | None], None]) -> None:
    key = f"part_{group_id}"
    # Set only if another tab or device has changed it: whatever is set here overrules a click on its way.
    if st.session_state.get(key) != part:
        st.session_state[key] = part
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            say("groups.part" if part else "groups.join"),
            list(GroupRole),
            key=key,
            required=True,
            format_func=lambda role: say(f"groups.{role.value}"),
            on_change=lambda: on_part(group_id, st.session_state[key]),
        )
        if part:
            st.button(
                say("groups.leave"),
                key=f"leave_{group_id}",
                type="tertiary",
                on_click=partial(on_part, group_id, None),
            )


def _ask_profile(group: Group, on_write: Callable[[int, Mapping[str, str]], None]) -> None:
    """Drawn while it is open, and never changed under the hands of whoever is typing."""
    form = f"group_{group.id}"
    kept = {name: getattr(group, name) for name in _PROFILE}
    writing = st.expander(say("groups.write"), key=writing_key(group.id), on_change=partial(draft.begin, form, kept))
    if not writing.open:
        return
    begun = draft.base(form, kept)
    with writing:
        for name, several_lines in _PROFILE.items():
            ask = (
                partial(st.text_area, height=90)
                if several_lines
                else partial(st.text_input, autocomplete="off", live="0ms")
            )
            ask(
                say(f"groups.{name}"),
                key=f"{form}_{name}",
                on_change="ignore",
                persist_state="session",
                **draft.first(f"{form}_{name}", begun[name]),
            )
        show_obstacle(writing_key(group.id))
        st.button(
            say("groups.save"),
            key=f"save_{form}",
            type="primary",
            on_click=lambda: on_write(group.id, draft.changed(form)),
        )


def writing_key(group_id: int) -> str:
    """The expander with the form, and the card that a refusal is told on."""
    return f"writing_{group_id}"


def close_profile(group_id: int) -> None:
    """After saving."""
    st.session_state[writing_key(group_id)] = False
    draft.settle(f"group_{group_id}")
