"""Project groups as the facilitator sees them: how many are in, a new one, an empty one away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from components.words import plain, say
from domain.groups import Group, GroupRole


@dataclass(frozen=True)
class Team:
    """A project group with head counts; who is in it is not told here."""

    group: Group
    parts: dict[GroupRole, int]

    @property
    def is_empty(self) -> bool:
        return not any(self.parts.values())


@dataclass(frozen=True)
class Seed:
    """A topic group or an idea that a project group can grow from."""

    title: str
    cluster_id: int | None = None
    idea_id: int | None = None


def show_teams(teams: Sequence[Team], *, on_dissolve: Callable[[Group], None]) -> None:
    if not teams:
        st.text(say("team.none"))
    for team in teams:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch", gap=None):
                st.markdown(f"**{plain(team.group.title)}**")
                st.caption(say("team.parts", **{role.value: team.parts.get(role, 0) for role in GroupRole}))
            if team.is_empty:
                st.button(
                    say("team.dissolve"),
                    key=f"dissolve_{team.group.id}",
                    on_click=on_dissolve,
                    args=(team.group,),
                    type="tertiary",
                )


def ask_team(seeds: Sequence[Seed], *, on_choose: Callable[[Seed], None]) -> None:
    if not seeds:
        return
    with st.form("new_team"):
        st.selectbox(
            say("team.seed"),
            seeds,
            index=None,
            key="seed",
            format_func=lambda seed: say("team.of_cluster" if seed.cluster_id else "team.of_idea", title=seed.title),
            placeholder=say("team.seed_choose"),
        )
        st.form_submit_button(say("team.choose"), key="choose_team", on_click=_choose, args=(on_choose,))


def _choose(on_choose: Callable[[Seed], None]) -> None:
    seed: Seed | None = st.session_state.seed
    if seed:
        on_choose(seed)
        st.session_state.seed = None
