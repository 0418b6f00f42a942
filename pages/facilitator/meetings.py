"""Leading meeting rounds: plan the next one, look at it, announce it, end it."""

import datetime as dt
from collections.abc import Callable, Collection
from functools import partial

import streamlit as st

from actions import meeting_tables, meetings, people
from actions.clock import now
from actions.meetings import Overview
from actions.planning import LOST_SECONDS
from components import meetings as view
from components.counts import Seen
from components.facilitator import forget_undo, undoable
from components.frame import done, tell, tell_refusal
from components.words import say
from domain.meetings import MeetingRound, MeetingRule, MeetingStatus
from domain.people import Person
from domain.refusal import Refusal
from domain.visitor import Visitor
from pages.facilitator.moment import Moment

_EXPECTED_SECONDS = 2.0


def show(moment: Moment) -> Seen:
    leader = moment.leader
    seen = meetings.overview_of(leader)
    newest = seen.newest
    if newest is None or newest.status is MeetingStatus.ENDED:
        _between(leader, seen, newest)
    elif newest.status is MeetingStatus.PLANNING:
        _planning(leader, newest)
    else:
        _round(moment, seen, newest)
    return {"meetings": [seen.mark]}


def _between(leader: Visitor, seen: Overview, newest: MeetingRound | None) -> None:
    """Before the first round, and after each."""
    number = newest.number if newest else 0
    more = "meetings.next" if number < seen.rule.rounds else "meetings.next_more"
    st.subheader(say(more, number=number + 1, rounds=seen.rule.rounds), anchor=False)
    if number >= seen.rule.rounds:
        st.caption(say("meetings.all_done", rounds=seen.rule.rounds))
    view.show_presence(
        len(seen.present),
        seen.absent,
        on_bring_back=lambda: _do(lambda: meeting_tables.bring_all_back(leader), "meetings.brought_back"),
    )
    if not number:
        view.show_outlook(seen.rule, seen.outlook, len(seen.present))
    view.show_go(
        say("meetings.plan", number=number + 1),
        "plan_round",
        on_go=lambda: _do(lambda: meetings.plan_round(leader, number)),
        icon=":material/shuffle:",
    )
    _ask_rule(leader, seen)
    view.ask_at_desk(
        people.people_at_desk(leader), [person.id for person in seen.present], on_change=partial(_at_desk, leader)
    )


def _planning(leader: Visitor, round_: MeetingRound) -> None:
    """The plan is worked out elsewhere; what is drawn here may be closed and opened again."""
    waited = (now() - (round_.asked_at or now())) / dt.timedelta(seconds=1)
    if waited > LOST_SECONDS:
        st.warning(say("meetings.lost"), icon=":material/info:")
        _mix_all(leader, round_, say("meetings.plan_again"))
        return
    _watch(leader, round_.id)


@st.fragment(run_every=0.4)
def _watch(leader: Visitor, round_id: int) -> None:
    newest = meetings.overview_of(leader).newest
    if newest is None or newest.id != round_id or newest.status is not MeetingStatus.PLANNING:
        st.rerun()
    waited = (now() - (newest.asked_at or now())) / dt.timedelta(seconds=1)
    st.progress(min(0.95, waited / _EXPECTED_SECONDS), say("meetings.planning"))


def _round(moment: Moment, seen: Overview, round_: MeetingRound) -> None:
    """The plan before it is announced, or the round while it is running."""
    leader, is_running = moment.leader, round_.status is MeetingStatus.RUNNING
    st.subheader(say("meetings.running" if is_running else "meetings.planned", number=round_.number), anchor=False)
    if is_running:
        view.show_confirmed(seen.plan)
        view.show_go(
            say("meetings.end", number=round_.number),
            "end_round",
            on_go=_ends(leader, round_),
            icon=":material/flag:",
        )
    else:
        st.caption(say("meetings.planned_how"))
        view.show_go(
            say("meetings.announce", number=round_.number),
            "announce",
            on_go=_announces(leader, round_),
            icon=":material/campaign:",
        )
    if round_.fallback:
        st.caption(say("meetings.fallback"))
    view.show_bench(seen.plan, seen.people)
    _mixers(leader, seen, round_)
    view.ask_gone(seen.present, on_gone=partial(_gone, leader))
    view.ask_changes(
        round_,
        seen.plan,
        seen.people,
        on_lock=partial(_lock, leader, round_),
        on_swap=partial(_swap, leader, round_),
    )
    view.show_plan(seen.plan, seen.people)
    st.link_button(
        say("meetings.paper"), f"/gespraechsrunde/{moment.meeting.id}/{round_.id}.pdf", icon=":material/print:"
    )


def _mixers(leader: Visitor, seen: Overview, round_: MeetingRound) -> None:
    with st.container(horizontal=True):
        if len(seen.plan.waiting) > 1:
            view.show_go(
                say("meetings.mix_bench"),
                "mix_bench",
                on_go=lambda: _mix_bench(leader, round_),
                icon=":material/group_add:",
                main=False,
            )
        _mix_all(leader, round_, say("meetings.mix_all"))


def _mix_all(leader: Visitor, round_: MeetingRound, label: str) -> None:
    mix = partial(meetings.plan_anew, leader, round_.id)
    view.show_go(label, "mix_all", on_go=lambda: _do(mix, "meetings.mixed"), icon=":material/shuffle:", main=False)


def _ask_rule(leader: Visitor, seen: Overview) -> None:
    view.ask_rule("meeting_rule", seen.rule, on_save=lambda rule: _save_rule(leader, rule))


def _save_rule(leader: Visitor, rule: MeetingRule) -> None:
    _do(lambda: meetings.set_rule(leader, **rule.as_settings()), "meetings.rule_saved")


def _announces(leader: Visitor, round_: MeetingRound) -> Callable[[], None]:
    return lambda: _undoable(
        lambda: meetings.announce_round(leader, round_.id),
        say("meetings.announced", number=round_.number),
        lambda: meetings.take_back_round(leader, round_.id),
    )


def _ends(leader: Visitor, round_: MeetingRound) -> Callable[[], None]:
    return lambda: _undoable(
        lambda: meetings.end_round(leader, round_.id),
        say("meetings.ended", number=round_.number),
        lambda: meetings.reopen_round(leader, round_.id),
    )


def _undoable(action: Callable[[], object], text: str, take_back: Callable[[], object]) -> None:
    undoable(action, text, take_back)


def _lock(leader: Visitor, round_: MeetingRound, number: int, locked: bool) -> None:
    undoable(
        lambda: meeting_tables.lock_table(leader, round_.id, number, locked=locked),
        say("meetings.table_held" if locked else "meetings.table_free", number=number),
        lambda: meeting_tables.lock_table(leader, round_.id, number, locked=not locked),
    )


def _swap(leader: Visitor, round_: MeetingRound, one: Person, other: Person) -> None:
    swap = partial(meeting_tables.swap_people, leader, round_.id, one.id, other.id)
    undoable(swap, say("meetings.swapped", one=one.name, other=other.name), swap)


def _gone(leader: Visitor, person: Person) -> None:
    undoable(
        lambda: meeting_tables.set_present(leader, person.id, here=False),
        say("meetings.gone_done", name=person.name),
        lambda: meeting_tables.set_present(leader, person.id, here=True),
    )


def _mix_bench(leader: Visitor, round_: MeetingRound) -> None:
    forget_undo()
    try:
        seated = meeting_tables.mix_bench(leader, round_.id)
    except Refusal as error:
        tell_refusal(error)
    else:
        tell("meetings.bench_mixed" if seated else "meetings.bench_stays", count=seated)


def _at_desk(leader: Visitor, wanted: Collection[str]) -> None:
    seen = meetings.overview_of(leader)
    for person in people.people_at_desk(leader):
        here = person.id in wanted
        if here != bool(seen.here.get(person.id)):
            done(partial(meeting_tables.set_present, leader, person.id, here=here))


def _do(action: Callable[[], object], key: str | None = None) -> None:
    forget_undo()
    done(action, key)
