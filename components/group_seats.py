"""The facilitator's plan of who works where: sizes, the proposal with what is lacking, changes by hand, the yes."""

from collections.abc import Callable, Sequence
from typing import Protocol

import streamlit as st

from components.words import plain, say
from domain.group_seats import SIZE_MOST, Lacking, Plan, Sizes
from domain.groups import Group, GroupRole
from domain.people import Person


class Seated(Protocol):
    @property
    def person(self) -> Person: ...
    @property
    def role(self) -> GroupRole | None: ...
    @property
    def by_hand(self) -> bool: ...


class GroupSeats(Protocol):
    @property
    def group(self) -> Group: ...
    @property
    def people(self) -> Sequence[Seated]: ...
    @property
    def lacking(self) -> Lacking: ...
    @property
    def is_closed(self) -> bool: ...


def ask_sizes(plan: Plan | None, *, on_propose: Callable[[Sizes], None]) -> None:
    """Sizes and the button for a proposal."""
    sizes = plan.sizes if plan else Sizes()
    st.subheader(say("seats.title"), anchor=False)
    st.text(say("seats.how"))
    with st.form("seat_sizes", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        for name in ("smallest", "largest", "per_institution"):
            st.number_input(
                say(f"seats.{name}"), 1, SIZE_MOST, getattr(sizes, name), key=f"seats_{name}", width=230, step=1
            )
        st.form_submit_button(
            say("seats.propose_again" if plan else "seats.propose"),
            key="propose_seats",
            type="secondary" if plan else "primary",
            on_click=lambda: on_propose(_sizes()),
        )


def show_group_seats(view: GroupSeats, *, is_to_close: bool, on_close: Callable[[Group], None]) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{plain(say('seats.group', title=view.group.title, count=len(view.people)))}**")
        st.text("\n".join(_people(view.people)) or say("seats.nobody"))
        lacks = _lacks(view.lacking)
        st.caption(say("seats.lacks", list=plain(", ".join(lacks))) if lacks else say("seats.complete"))
        if is_to_close:
            st.text(say("seats.close_how"))
            st.button(say("seats.close"), key=f"close_group_{view.group.id}", on_click=on_close, args=(view.group,))


def show_left_out(people: Sequence[Person]) -> None:
    if people:
        st.text(say("seats.left_out", people=", ".join(_named(person) for person in people)))


def show_closed_groups(groups: Sequence[Group], *, on_reopen: Callable[[Group], None]) -> None:
    if groups:
        st.text(say("seats.closed_groups", list=", ".join(f"„{group.title}“" for group in groups)))
    for group in groups:
        label = plain(say("seats.reopen", title=group.title))
        st.button(label, key=f"reopen_group_{group.id}", type="tertiary", on_click=on_reopen, args=(group,))


def ask_seat(
    people: Sequence[Person], groups: Sequence[Group], *, on_put: Callable[[Person, Group | None], None]
) -> None:
    """One person to one group, or to none."""
    folded = st.expander(say("seats.move"), key="move_seat", on_change="rerun")
    if not folded.open:
        return
    with folded, st.form("seat_by_hand", border=False):
        st.selectbox(
            say("seats.who"),
            people,
            index=None,
            key="seat_who",
            format_func=_named,
            placeholder=say("seats.who_choose"),
        )
        st.selectbox(
            say("seats.to"),
            [*groups, None],
            key="seat_to",
            format_func=lambda group: group.title if group else say("seats.no_seat"),
        )
        st.form_submit_button(say("seats.put"), key="put_seat", on_click=lambda: _put(on_put))


def show_confirm(plan: Plan, *, on_confirm: Callable[[], None], on_unconfirm: Callable[[], None]) -> None:
    if plan.is_confirmed:
        st.success(say("seats.is_confirmed"), icon=":material/check:")
        st.button(say("seats.unconfirm"), key="unconfirm_seats", on_click=on_unconfirm, icon=":material/undo:")
    else:
        st.button(
            say("seats.confirm"), key="confirm_seats", type="primary", on_click=on_confirm, icon=":material/check:"
        )


def _sizes() -> Sizes:
    smallest, largest, per_institution = (
        int(st.session_state[f"seats_{name}"]) for name in ("smallest", "largest", "per_institution")
    )
    return Sizes(smallest, largest, per_institution)


def _put(on_put: Callable[[Person, Group | None], None]) -> None:
    person: Person | None = st.session_state.seat_who
    if person:
        on_put(person, st.session_state.seat_to)
        st.session_state.seat_who = None


def _people(people: Sequence[Seated]) -> list[str]:
    """A line for each part, those put in by hand without a part last."""
    lines = []
    for role in (*GroupRole, None):
        names = [
            _named(each.person, by_hand=each.by_hand and role is not None) for each in people if each.role is role
        ]
        if names:
            told = say(f"seats.role_{role.value}" if role else "seats.role_none")
            lines.append(say("seats.people", role=told, people=", ".join(names)))
    return lines


def _named(person: Person, *, by_hand: bool = False) -> str:
    name = f"{person.name} ({person.institution})" if person.institution else person.name
    return say("seats.by_hand", name=name) if by_hand else name


def _lacks(lacks: Lacking) -> list[str]:
    words = []
    if lacks.people:
        words.append(say("seats.lacks_people", count=lacks.people))
    keys = [*(["lead"] if lacks.lead else []), *lacks.sides]
    keys += [each.value for each in lacks.contributions if each.value not in keys]
    return words + [say(f"seats.lack_{key}") for key in keys]
