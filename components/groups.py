"""Project groups: what each is about, who is in it, one's own part and seat."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import streamlit as st

from components.group_profile import Around, Deeds, ask_profile
from components.obstacle import show_obstacle
from components.words import plain, say
from domain.group_seats import Confirmed
from domain.groups import Group, GroupRole, Member


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


def show_my_seat(confirmed: Confirmed | None, me: str, groups: Sequence[Group]) -> None:
    """The one line everybody looks for once the seats are confirmed."""
    if confirmed is None:
        return
    mine = next((group.title for group in groups if group.id == confirmed.seats.get(me)), "")
    st.info(plain(say("seats.mine", title=mine)) if mine else say("seats.mine_none"), icon=":material/chair:")


def show_group(view: GroupView, me: str | None, around: Around, deeds: Deeds) -> None:
    group, part = view.group, view.role_of(me)
    with st.container(border=True):
        st.subheader(plain(group.title), anchor=False)
        if group.goal:
            st.text(group.goal)
        show_obstacle(f"group_{group.id}")
        if around.confirmed and group.id in around.confirmed.closed:
            st.text(say("seats.not_today"))
            return
        _ask_part(group.id, part, deeds.part)
        _show_profile(group)
        if around.confirmed:
            _show_seats(view, around.confirmed)
        else:
            _show_members(view.members)
        if around.contact and around.contact[0] != me:
            st.text(say("profile.contact_line", name=around.contact[1]))
        if part:
            ask_profile(group, me, around, deeds)


def _show_profile(group: Group) -> None:
    step = say("groups.step_until", step=group.next_step, due=group.due) if group.due else group.next_step
    texts = {
        "benefit": group.benefit,
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


def _show_seats(view: GroupView, confirmed: Confirmed) -> None:
    """Who works here today; whoever takes an interest and works elsewhere, after them."""
    here = [each for each in view.members if confirmed.seats.get(each.person_id) == view.group.id]
    _show_members(here)
    others = [_named(each) for each in view.members if each not in here]
    if others:
        st.caption(plain(say("seats.also", people=", ".join(others))))


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
            wrap=True,
        )
        if part:
            st.button(
                say("groups.leave"),
                key=f"leave_{group_id}",
                type="tertiary",
                on_click=partial(on_part, group_id, None),
            )
