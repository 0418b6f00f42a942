"""Second questions in files: totals and counts. Who offered what stands on the organiser's page alone."""

from typing import Any

import texts
from documents.tables import Table, say_columns
from domain.outcome import Outcome, QuestionResult
from domain.second_question import STEPS, Contribution, is_divided, median


def archived(result: QuestionResult) -> dict[str, Any]:
    question, counts = result.question, result.counts
    return {
        "round": result.title,
        "status": question.status.value,
        "present": question.present,
        "answered": question.answered,
        "ideas": [
            {
                "title": asked.title,
                "steps": list(asked.steps) if asked.steps else None,
                "median": median(asked.steps) if asked.steps else None,
                "divided": is_divided(asked.steps) if asked.steps else None,
                "offers": {each.value: counts[asked.id].get(each.value, 0) for each in Contribution},
            }
            for asked in question.asked
        ],
    }


def table(outcome: Outcome) -> Table:
    """A row for each idea that was asked about; steps are left empty where they are not told."""
    rows = [
        (
            result.title,
            asked.title,
            result.question.answered,
            *(asked.steps or (None,) * len(STEPS)),
            texts.say("figure.yes" if is_divided(asked.steps) else "figure.no") if asked.steps else None,
            *(result.counts[asked.id].get(each.value, 0) for each in Contribution),
        )
        for result in outcome.questions
        for asked in result.question.asked
    ]
    steps, offers = [f"step_{step}" for step in STEPS], [f"{each.value}_offers" for each in Contribution]
    columns = say_columns("round", "option", "answered", *steps, "divided", *offers)
    return Table("second_question", columns, tuple(rows))
