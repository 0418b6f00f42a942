"""What a meeting brought: figures, bars with their tables, groups, feedback, and the files to take away."""

from collections.abc import Sequence

import streamlit as st

from components.charts import show_bars
from components.paper_totals import show_paper
from components.readings import show_verdict
from components.tables import show_table
from components.words import language, plain, say
from domain.feedback import Feedback
from domain.groups import GroupRole
from domain.ideas import Idea
from domain.outcome import Figures, GroupResult, Outcome, RoundResult
from domain.voting import Option

_FIGURES = ("participants", "institutions", "ideas", "clusters", "dots", "agreements", "groups", "feedback")
_FILES = (
    ("results", "results.xlsx", ":material/table:"),
    ("ideas", "ideas.csv", ":material/lightbulb:"),
    ("ranking", "ranking.csv", ":material/bar_chart:"),
    ("ballots", "ballots.csv", ":material/how_to_vote:"),
    ("archive", "archive.json", ":material/inventory_2:"),
    ("participants", "participants.csv", ":material/group:"),
)


def show_figures(figures: Figures) -> None:
    st.header(say("outcome.figures"), anchor=False)
    for names in (_FIGURES[:4], _FIGURES[4:]):
        with st.container(horizontal=True, gap="small"):
            for name in names:
                st.metric(say(f"figure.{name}_total"), _number(getattr(figures, name)), border=True)


def show_downloads(workshop_id: int) -> None:
    st.header(say("outcome.downloads"), anchor=False)
    st.text(say("outcome.downloads_how"))
    with st.container(horizontal=True, gap="small"):
        for name, file, icon in _FILES:
            st.link_button(
                say(f"outcome.download_{name}"),
                f"/download/{workshop_id}/{file}",
                type="primary" if name == "results" else "secondary",
                icon=icon,
            )
    st.caption(say("outcome.participants_how"))
    st.text(say("outcome.recount_how"))
    st.link_button(say("outcome.recount"), "/nachzaehlen", icon=":material/fact_check:")


def show_nothing_yet() -> None:
    st.info(say("outcome.nothing"), icon=":material/hourglass_empty:")


def show_rankings(rounds: Sequence[RoundResult]) -> None:
    for result in rounds:
        st.header(say("outcome.ranking"), anchor=False)
        if result.is_shown:
            _show_ranking(result)
        else:
            st.text(say("outcome.not_shown", title=result.title))


def show_people(outcome: Outcome) -> None:
    bars = [
        (say(f"type.{kind.value}" if kind else "small_groups.others"), people)
        for kind, people in outcome.people_by_type()
    ]
    if bars:
        st.header(say("outcome.types"), anchor=False)
        columns = [say("column.type"), say("column.people")]
        show_bars(bars, columns=columns, rows=bars, words=say("outcome.types_alt", first=_first(bars)))


def show_ideas(outcome: Outcome) -> None:
    """How many of each field, then their wording."""
    if not outcome.shown_ideas:
        return
    st.header(say("outcome.by_field"), anchor=False)
    counted = outcome.ideas_by_field()
    bars = [(field.name if field else say("outcome.no_field"), count) for field, count in counted]
    columns = [say("column.field"), say("column.ideas")]
    show_bars(bars, columns=columns, rows=bars, words=say("outcome.by_field_alt", first=_first(bars)))
    for (field, count), (name, _) in zip(counted, bars, strict=True):
        if count:
            with st.expander(plain(say("outcome.field_ideas", field=name, count=count))):
                show_table(
                    [say("column.idea"), say("column.text"), say("column.cluster")],
                    [(_title(idea), idea.text, outcome.cluster_name(idea)) for idea in outcome.ideas_of(field)],
                    alt=name,
                )


def show_groups(groups: Sequence[GroupResult]) -> None:
    if groups:
        st.header(say("outcome.groups"), anchor=False)
    for result in groups:
        with st.container(border=True):
            st.subheader(plain(result.group.title), anchor=False)
            for key, text in _profile(result):
                if text:
                    st.text(say(f"outcome.group_{key}", text=text))
            for line in _members(result) or [say("outcome.members_none")]:
                st.caption(plain(line))


def show_exchange(outcome: Outcome) -> None:
    if outcome.topics:
        st.header(say("outcome.exchange"), anchor=False)
        with st.expander(say("outcome.exchange_how")):
            show_table(
                [say("column.topic"), say("column.offers"), say("column.seeks")],
                [(topic.name, topic.offers, topic.seeks) for topic in outcome.topics],
                alt=say("outcome.exchange_alt"),
            )


def show_feedback(feedback: Sequence[Feedback]) -> None:
    if not feedback:
        return
    st.header(say("outcome.feedback"), anchor=False)
    ratings = [answer.rating for answer in feedback if answer.rating]
    if ratings:
        mean = _decimal(sum(ratings) / len(ratings))
        st.text(say("outcome.rating", mean=mean, count=len(ratings)))
    show_table(
        [say("column.takeaway"), say("column.missing")],
        [(answer.takeaway, answer.missing) for answer in feedback if answer.takeaway or answer.missing],
        alt=say("outcome.feedback_alt"),
    )


def _show_ranking(result: RoundResult) -> None:
    round_ = result.round
    st.caption(
        say(
            "outcome.ranking_how",
            ballots=round_.ballots,
            present=round_.present,
            budget=round_.budget,
            maximum=round_.maximum,
        )
    )
    bars = [(option.title, option.total or 0) for option in result.options]
    rows = [(_rank(result, option), option.title, option.total) for option in result.options]
    columns = [say("column.rank"), say("column.option"), say("column.dots")]
    show_bars(bars, columns=columns, rows=rows, words=say("outcome.ranking_alt", first=_first(bars)))
    show_verdict(result.options, result.verdict, result.readings)
    show_paper(round_)
    if round_.seal:
        st.caption(say("outcome.seal", seal=round_.short_seal))


def _rank(result: RoundResult, option: Option) -> str:
    return say("outcome.rank_shared", rank=option.rank) if option.rank in result.shared else str(option.rank)


def _title(idea: Idea) -> str:
    return f"{idea.title} ({say('outcome.merged')})" if idea.merged_into else idea.title


def _profile(result: GroupResult) -> list[tuple[str, str]]:
    group = result.group
    return [
        ("goal", group.goal),
        ("lead", group.lead_organisation),
        ("partners", group.partners),
        ("next", group.next_step),
        ("due", group.due),
        ("open", group.open_question),
        ("benefit", group.benefit),
        ("contact", result.contact),
    ]


def _members(result: GroupResult) -> list[str]:
    """A line for each part that somebody plays."""
    lines = []
    for role in GroupRole:
        names = [
            f"{member.name} ({member.institution})" if member.institution else member.name
            for member in result.members
            if member.role is role
        ]
        if names:
            lines.append(say(f"outcome.members_{role.value}", names=", ".join(names)))
    return lines


def _first(bars: Sequence[tuple[str, int]]) -> str:
    """The longest bar in words."""
    label, value = max(bars, key=lambda bar: bar[1])
    return f"{label} ({value})"


def _number(value: int) -> str:
    grouped = f"{value:,}"
    return grouped.replace(",", ".") if language() == "de" else grouped


def _decimal(value: float) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language() == "de" else text
