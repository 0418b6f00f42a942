"""Meeting rounds as the facilitator leads them: the outlook, the plan as a list, what can be changed in it."""

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from components.tables import show_table
from components.words import plain, say
from domain.meeting_plan import Plan
from domain.meetings import MINUTES_MOST, ROUNDS_MOST, SIZE_MOST, Bench, MeetingRound, MeetingRule
from domain.people import Person
from domain.seating import Feasibility

_RULE = "meeting_rule"
_NAMED_MOST = 12


def show_presence(present: int, absent: Sequence[Person], *, on_bring_back: Callable[[], None]) -> None:
    count = say("meetings.here", count=present)
    if present or not absent:
        st.text(count if present else say("meetings.nobody"))
    if absent:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(say("meetings.absent", count=len(absent), names=_names(absent)), width="stretch")
            st.button(say("meetings.bring_back"), key="bring_back", on_click=on_bring_back)


def show_outlook(rule: MeetingRule, outlook: Feasibility, present: int) -> None:
    """Whether so many rounds are possible, said before they are planned."""
    if present < 2:
        return
    if outlook.idle_least and not rule.allow_colleagues:
        idle = say("meetings.outlook_idle", count=outlook.idle_least)
        st.warning(f"{idle} {say('meetings.outlook_idle_how')}", icon=":material/info:")
    if outlook.level == "safe":
        st.caption(say("meetings.outlook_safe"))
    elif outlook.level == "some_repeats":
        st.info(say("meetings.outlook_some"), icon=":material/info:")
    else:
        words = [say("meetings.outlook_small")]
        if 1 <= outlook.rounds_possible < rule.rounds:
            words.append(say("meetings.outlook_fewer", rounds=outlook.rounds_possible))
        if rule.size > 2:
            words.append(say("meetings.outlook_smaller"))
        st.warning(plain(" ".join(words)), icon=":material/info:")


def ask_rule(key: str, rule: MeetingRule, *, on_save: Callable[[MeetingRule], None]) -> None:
    size = say("meetings.rule_pairs") if rule.size == 2 else say("meetings.rule_tables", size=rule.size)
    label = say("meetings.rule", size=size, minutes=rule.minutes, rounds=rule.rounds)
    if st.session_state.get(f"{key}_begun") != rule:
        # Also when somebody else has changed it meanwhile: saving must not bring the old one back.
        st.session_state[f"{key}_begun"] = rule
        st.session_state.update({f"{key}_{name}": value for name, value in rule.as_settings().items()})
    with st.expander(label, key=f"{key}_open", on_change="ignore"), st.form(f"{key}_form", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for name, least, most in (
                ("size", 2, SIZE_MOST),
                ("minutes", 1, MINUTES_MOST),
                ("rounds", 1, ROUNDS_MOST),
            ):
                st.number_input(say(f"meetings.{name}"), least, most, key=f"{key}_{name}", width=200, step=1)
        for name in ("three", "allow_colleagues", "allow_repeats"):
            st.toggle(say(f"meetings.{name}"), key=f"{key}_{name}")
        st.form_submit_button(
            say("meetings.save_rule"), key=f"{key}_save", on_click=lambda: on_save(_typed_rule(key))
        )


def ask_at_desk(
    people: Sequence[Person], here: Collection[str], *, on_change: Callable[[Collection[str]], None]
) -> None:
    """Who has no device to say "I am here" on."""
    if not people:
        return
    key = "meetings_at_desk"
    names = {person.id: person.name for person in people}
    st.session_state[key] = [person_id for person_id in names if person_id in here]
    st.pills(
        say("meetings.at_desk"),
        list(names),
        selection_mode="multi",
        key=key,
        format_func=lambda person_id: plain(names.get(person_id, "")),
        on_change=lambda: on_change(st.session_state[key]),
    )


def show_go(label: str, key: str, *, on_go: Callable[[], None], icon: str, main: bool = True) -> None:
    """One large button for one hand."""
    st.button(
        label,
        key=key,
        on_click=on_go,
        type="primary" if main else "secondary",
        icon=icon,
        width="stretch",
    )


def show_plan(plan: Plan, people: Mapping[str, Person]) -> None:
    rows = [
        (
            str(number) if number not in plan.locked else f"{number} · {say('meetings.held')}",
            " · ".join(_named(people[each]) for each in table if each in people),
        )
        for number, table in plan.tables.items()
    ]
    if rows:
        show_table([say("meetings.table"), say("meetings.who")], rows, alt=say("meetings.plan_alt"))


def show_bench(plan: Plan, people: Mapping[str, Person]) -> None:
    for why, key in ((Bench.PAUSE, "meetings.bench_pause"), (Bench.WAITING, "meetings.bench")):
        names = [people[each] for each, found in plan.bench.items() if found is why and each in people]
        if names:
            st.text(say(key, names=_names(names)))


def show_confirmed(plan: Plan) -> None:
    """How many tables have said that somebody is there, and which are silent."""
    silent = [number for number, table in plan.tables.items() if not plan.here & set(table)]
    st.text(say("meetings.confirmed", count=len(plan.tables) - len(silent), tables=len(plan.tables)))
    if silent and len(silent) < len(plan.tables):
        st.caption(say("meetings.silent", tables=plain(", ".join(map(str, silent[:_NAMED_MOST])))))


def ask_changes(
    round_: MeetingRound,
    plan: Plan,
    people: Mapping[str, Person],
    *,
    on_lock: Callable[[int, bool], None],
    on_swap: Callable[[Person, Person], None],
) -> None:
    """Hold a table, let two change places."""
    seated = [each for table in plan.tables.values() for each in table if each in people]
    known = [*seated, *(each for each in plan.waiting if each in people)]
    with st.expander(say("meetings.change"), key=f"change_{round_.id}", on_change="ignore"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                say("meetings.hold"),
                list(plan.tables),
                key=f"hold_{round_.id}",
                format_func=lambda each: say("meetings.table_number", number=each),
            )
            locked = number in plan.locked
            label = say("meetings.free_now" if locked else "meetings.hold_now")
            st.button(label, key="hold", on_click=on_lock, args=(number, not locked), disabled=number is None)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            one = choose_person(say("meetings.swap_one"), f"swap_one_{round_.id}", known, people)
            other = choose_person(say("meetings.swap_other"), f"swap_other_{round_.id}", known, people)
            st.button(
                say("meetings.swap"),
                key="swap",
                on_click=lambda: on_swap(people[one or ""], people[other or ""]),
                disabled=one is None or other is None or one == other,
            )


def ask_gone(present: Sequence[Person], *, on_gone: Callable[[Person], None]) -> None:
    people = {person.id: person for person in present}
    with st.expander(say("meetings.gone"), key="gone_open", on_change="ignore"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            who = choose_person(say("meetings.gone_who"), "gone_who", list(people), people)
            st.button(
                say("meetings.gone_now"),
                key="gone",
                on_click=lambda: on_gone(people[who or ""]),
                disabled=who is None,
            )


def choose_person(label: str, key: str, ids: Sequence[str], people: Mapping[str, Person]) -> str | None:
    chosen: str | None = st.selectbox(
        label,
        list(ids),
        index=None,
        key=key,
        format_func=lambda each: _named(people[each]) if each in people else "",
        placeholder=say("meetings.choose_person"),
    )
    return chosen


def _typed_rule(key: str) -> MeetingRule:
    return MeetingRule(**{name: st.session_state[f"{key}_{name}"] for name in MeetingRule().as_settings()})


def _named(person: Person) -> str:
    return f"{person.name} ({person.institution})" if person.institution else person.name


def _names(people: Sequence[Person]) -> str:
    more = ["…"] if len(people) > _NAMED_MOST else []
    return ", ".join([*(person.name for person in people[:_NAMED_MOST]), *more])
