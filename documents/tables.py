"""The outcome as tables: the same rows for CSV and XLSX. No names and no addresses, except in `participants`."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import texts
from domain.groups import GroupRole
from domain.outcome import Outcome
from texts.days import local_day

Cell = str | int | dt.date | None


@dataclass(frozen=True)
class Table:
    """`name` is the key of its texts; the first row of a sheet holds `columns`."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def title(self) -> str:
        return texts.say(f"document.{self.name}")


def sheets(outcome: Outcome) -> list[Table]:
    """Everything but the list of participants."""
    made = (figures, types, ideas, ranking, ballots, groups, exchange, feedback, projects, agenda)
    return [make(outcome) for make in made]


def figures(outcome: Outcome) -> Table:
    """The report block (R-9): counts only."""
    counts = outcome.figures
    return _table(
        "figures",
        ("figure", "value"),
        [
            (_say("alliance"), outcome.alliance.name),
            (_say("meeting"), outcome.workshop.title),
            (_say("day"), local_day(outcome.workshop.starts_at)),
            (_say("place"), outcome.workshop.place),
            (_say("minutes"), counts.minutes),
            (_say("participants_total"), counts.participants),
            (_say("institutions_total"), counts.institutions),
            (_say("ideas_total"), counts.ideas),
            (_say("clusters_total"), counts.clusters),
            (_say("dots_total"), counts.dots),
            (_say("agreements_total"), counts.agreements),
            (_say("groups_total"), counts.groups),
            (_say("feedback_total"), counts.feedback),
            (_say("seal_head"), outcome.seal_head),
            (_say("funding"), outcome.alliance.funding_note),
        ],
    )


def types(outcome: Outcome) -> Table:
    rows = [
        (texts.say(f"type.{kind.value}" if kind else "small_groups.others"), people)
        for kind, people in outcome.people_by_type()
    ]
    return _table("types", ("type", "people"), rows)


def ideas(outcome: Outcome) -> Table:
    """Word for word; a merged idea names the one it went into."""
    numbers = {idea.id: number for number, idea in enumerate(outcome.shown_ideas, start=1)}
    rows = [
        (
            numbers[idea.id],
            idea.title,
            idea.text,
            outcome.field_name(idea),
            outcome.cluster_name(idea),
            numbers.get(idea.merged_into or 0),
        )
        for idea in outcome.shown_ideas
    ]
    return _table("ideas", ("number", "idea", "text", "field", "cluster", "merged_into"), rows)


def ranking(outcome: Outcome) -> Table:
    """Every shown round, with the rule it was held by."""
    rows = [
        (
            result.title,
            option.rank,
            _say("yes") if option.rank in result.shared else _say("no"),
            option.title,
            option.total,
            result.round.ballots,
            result.round.paper,
            result.round.present,
            result.round.budget,
            result.round.maximum,
        )
        for result in outcome.shown_rounds
        for option in result.options
    ]
    columns = ("round", "rank", "shared", "option", "dots", "ballots", "on_paper", "present", "budget", "maximum")
    return _table("ranking", columns, rows)


def ballots(outcome: Outcome) -> Table:
    """Who has a receipt finds their dots here; nobody else can tell whose they are. By receipt, without times."""
    rows = [
        (result.title, ballot.receipt, option.title, ballot.options.count(option.id), result.round.seal)
        for result in outcome.shown_rounds
        for ballot in result.told_ballots
        for option in result.options
        if option.id in ballot.options
    ]
    return _table("ballots", ("round", "receipt", "option", "dots", "seal"), rows)


def groups(outcome: Outcome) -> Table:
    """Profiles with head counts; of names only the contact person's, who agreed to it."""
    rows = [
        (
            result.group.title,
            result.group.goal,
            result.group.lead_organisation,
            result.group.partners,
            result.group.next_step,
            result.group.due,
            result.group.open_question,
            result.group.benefit,
            result.contact,
            result.seated,
            result.count(GroupRole.LEAD),
            result.count(GroupRole.PARTNER),
            result.count(GroupRole.INTERESTED),
        )
        for result in outcome.groups
    ]
    columns = ("group", "goal", "lead", "partners", "next_step", "due", "open_question", "benefit", "contact_person")
    return _table("groups", (*columns, "seated", "leading", "partnering", "interested"), rows)


def exchange(outcome: Outcome) -> Table:
    """What was offered and sought, without persons."""
    return _table(
        "exchange",
        ("topic", "offers", "seeks"),
        [(topic.name, topic.offers, topic.seeks) for topic in outcome.topics],
    )


def feedback(outcome: Outcome) -> Table:
    rows = [(answer.rating, answer.takeaway, answer.missing) for answer in outcome.told_feedback]
    return _table("feedback", ("rating", "takeaway", "missing"), rows)


def projects(outcome: Outcome) -> Table:
    rows = [
        (project.title, texts.say(f"stage.{project.stage.value}"), project.lead, project.next_step)
        for project in outcome.projects
    ]
    return _table("projects", ("project", "stage", "lead", "next_step"), rows)


def agenda(outcome: Outcome) -> Table:
    rows = [
        (number, activity.title, activity.question, activity.minutes)
        for number, activity in enumerate(outcome.activities, start=1)
    ]
    return _table("agenda", ("number", "activity", "question", "minutes"), rows)


def participants(outcome: Outcome) -> Table:
    """Personal data: for the organisation alone. Without addresses."""
    rows = [
        (person.name, person.institution, texts.say(f"type.{person.institution_type.value}"))
        for person in outcome.attendees
    ]
    return _table("participants", ("name", "institution", "type"), rows)


def say_columns(*columns: str) -> tuple[str, ...]:
    return tuple(texts.say(f"column.{column}") for column in columns)


def _table(name: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name, say_columns(*columns), tuple(rows))


def _say(key: str) -> str:
    return texts.say(f"figure.{key}")
