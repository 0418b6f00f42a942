"""The archive: everything a meeting brought as JSON, without persons.

Left out on purpose: names, addresses, institutions' names, authors, times of single contributions, offers and
wishes in words. Things are numbered anew, so that no number tells who came first.
"""

import json
from collections.abc import Sequence
from typing import Any

import texts
from documents import second_question
from documents.document import Document, file_name
from domain.groups import GroupRole
from domain.outcome import Outcome, RoundResult
from domain.receipts import check_of
from domain.workshop import Workshop

FORMAT = "buendniswerkstatt-archive"
# 2: ballots carry receipts.
VERSION = 2


def archive(outcome: Outcome) -> Document:
    content = json.dumps(archived(outcome), ensure_ascii=False, indent=2)
    name = file_name(outcome.workshop, texts.say("document.archive"), "json")
    return Document(name, "application/json", content.encode())


def ballot_list(workshop: Workshop, rounds: Sequence[RoundResult], head: str) -> Document:
    """What everybody who was there may have: the shown rounds with all ballots, to be counted again."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "workshop": {"title": workshop.title},
        "rounds": [told_round(result) for result in rounds if result.is_shown],
        "head": head,
    }
    name = file_name(workshop, texts.say("document.ballots"), "json")
    return Document(name, "application/json", json.dumps(content, ensure_ascii=False, indent=2).encode())


def archived(outcome: Outcome) -> dict[str, Any]:
    """The archive's content; what refers to another part does so by that part's `id`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "alliance": {"name": outcome.alliance.name, "funding_note": outcome.alliance.funding_note},
        "workshop": _workshop(outcome),
        "agenda": _agenda(outcome),
        "fields": [
            {"id": number, "name": field.name, "short": field.short}
            for number, field in enumerate(outcome.fields, start=1)
        ],
        "clusters": [
            {"id": number, "title": cluster.title} for number, cluster in enumerate(outcome.clusters, start=1)
        ],
        "ideas": _ideas(outcome),
        "rounds": [_round(outcome, result) for result in outcome.rounds],
        # The end of the chain of seals.
        "head": outcome.seal_head,
        "second_questions": [second_question.archived(result) for result in outcome.questions],
        "groups": _groups(outcome),
        "participants": {
            "total": outcome.participants,
            "institutions": outcome.institutions,
            "by_type": {kind.value if kind else "others": people for kind, people in outcome.people_by_type()},
        },
        "exchange": {
            "agreements": outcome.agreements,
            "topics": [
                {"name": topic.name, "offers": topic.offers, "seeks": topic.seeks} for topic in outcome.topics
            ],
        },
        "projects": [
            {"title": project.title, "stage": project.stage.value, "summary": project.summary}
            | {"lead": project.lead, "next_step": project.next_step, "evaluation": project.evaluation}
            | {"results": project.results}
            for project in outcome.projects
        ],
        "feedback": [
            {"rating": answer.rating, "takeaway": answer.takeaway, "missing": answer.missing}
            for answer in outcome.told_feedback
        ],
    }


def _workshop(outcome: Outcome) -> dict[str, Any]:
    workshop = outcome.workshop
    return {
        "code": workshop.code,
        "title": workshop.title,
        "question": workshop.question,
        "place": workshop.place,
        "starts_at": workshop.starts_at.isoformat() if workshop.starts_at else None,
        "is_open": workshop.is_open,
        "settings": workshop.settings,
    }


def _agenda(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "kind": activity.kind.value,
            "title": activity.title,
            "question": activity.question,
            "minutes": activity.minutes,
            "extra_minutes": activity.extra_minutes,
            "started_at": activity.started_at.isoformat() if activity.started_at else None,
            "ended_at": activity.ended_at.isoformat() if activity.ended_at else None,
            "settings": activity.settings,
        }
        for number, activity in enumerate(outcome.activities, start=1)
    ]


def _ideas(outcome: Outcome) -> list[dict[str, Any]]:
    ideas, fields, clusters = _numbers(outcome.ideas), _numbers(outcome.fields), _numbers(outcome.clusters)
    return [
        {
            "id": ideas[idea.id],
            "title": idea.title,
            "text": idea.text,
            "field": fields.get(idea.field_id or 0),
            "cluster": clusters.get(idea.cluster_id or 0),
            "anonymous": idea.is_anonymous,
            "hidden": idea.hidden,
            "merged_into": ideas.get(idea.merged_into or 0),
        }
        for idea in outcome.ideas
    ]


def _round(outcome: Outcome, result: RoundResult) -> dict[str, Any]:
    """What everybody may know of it, and what it refers to in the archive."""
    ideas, fields, clusters = _numbers(outcome.ideas), _numbers(outcome.fields), _numbers(outcome.clusters)
    activities, options = _numbers(outcome.activities), _numbers(result.options)
    told = told_round(result)
    return {
        "activity": activities.get(result.round.activity_id),
        **told,
        "options": [
            known
            | {"detail": option.detail, "idea": ideas.get(option.idea_id or 0)}
            | {"cluster": clusters.get(option.cluster_id or 0), "field": fields.get(option.field_id or 0)}
            for known, option in zip(told["options"], result.options, strict=True)
        ],
        "readings": [
            {
                "name": reading.name,
                "of": reading.of.value if reading.of else None,
                "voices": reading.voices,
                "weights": {str(options[option_id]): weight for option_id, weight in reading.weights.items()},
            }
            for reading in result.readings
        ],
    }


def told_round(result: RoundResult) -> dict[str, Any]:
    """What a recount needs. No ballots before the result is shown, nor of fewer than five people."""
    round_, options = result.round, _numbers(result.options)
    return {
        "title": result.title,
        "subject": round_.subject.value,
        "status": round_.status.value,
        "budget": round_.budget,
        "maximum": round_.maximum,
        "own_ideas": round_.own_ideas,
        "present": round_.present,
        "ballots_given": round_.ballots,
        "paper": round_.paper,
        "paper_unnamed": round_.paper_unnamed,
        "seal": round_.seal,
        "seal_before": round_.seal_before,
        "seal_form": round_.seal_form,
        "options": [
            {"id": options[option.id], "title": option.title, "dots": option.total, "rank": option.rank}
            for option in result.options
        ],
        "ballots": [
            _ballot(ballot.receipt, sorted(options[option_id] for option_id in ballot.options))
            for ballot in result.told_ballots
        ],
    }


def _ballot(receipt: str | None, options: list[int]) -> dict[str, Any]:
    """A dot each; `check` names the ballot if one of the two was altered."""
    return {"receipt": receipt, "options": options, "check": check_of(receipt, options) if receipt else None}


def _groups(outcome: Outcome) -> list[dict[str, Any]]:
    ideas, clusters = _numbers(outcome.ideas), _numbers(outcome.clusters)
    return [
        {
            "title": result.group.title,
            "cluster": clusters.get(result.group.cluster_id or 0),
            "idea": ideas.get(result.group.idea_id or 0),
            "goal": result.group.goal,
            "lead_organisation": result.group.lead_organisation,
            "partners": result.group.partners,
            "next_step": result.group.next_step,
            "due": result.group.due,
            "open_question": result.group.open_question,
            "benefit": result.group.benefit,
            "seated": result.seated,
            "people": {role.value: result.count(role) for role in GroupRole},
        }
        for result in outcome.groups
    ]


def _numbers(things: Any) -> dict[int, int]:
    """Database ids to numbers from 1 on."""
    return {thing.id: number for number, thing in enumerate(things, start=1)}
