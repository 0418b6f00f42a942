"""Preparing a meeting: what it is called, its fields of action, topic words and dots; and its end."""

from typing import Any

from actions import agenda, workshop
from actions.workshop import Plan
from components.fields_editor import Edited, edit_fields
from components.frame import done
from components.plan import edit_chips, edit_meeting, edit_votes, show_agenda, show_end
from domain.visitor import Visitor


def show(host: Visitor, plan: Plan) -> None:
    meeting = plan.workshop
    edit_meeting(meeting, on_save=lambda form: _save(host, meeting.id, form))
    edit_fields(meeting.id, plan.fields, on_save=lambda edited: _save_fields(host, meeting.id, edited))
    edit_chips(meeting, plan.chips, on_save=lambda names: _save_chips(host, meeting.id, names))
    edit_votes(plan.activities, on_save=lambda activity_id, rule: _save_vote(host, meeting.id, activity_id, rule))
    show_agenda(meeting, plan.activities)
    show_end(meeting, on_open=lambda is_open: _open(host, meeting.id, is_open))


def _save(host: Visitor, workshop_id: int, form: dict[str, Any]) -> None:
    done(lambda: workshop.edit_workshop(host, workshop_id, **form), "plan.saved")


def _save_fields(host: Visitor, workshop_id: int, edited: Edited) -> bool:
    lines, ids = edited
    return done(lambda: workshop.edit_fields(host, workshop_id, lines, ids), "plan.saved")


def _save_chips(host: Visitor, workshop_id: int, names: list[str]) -> None:
    done(lambda: workshop.edit_chips(host, workshop_id, names), "plan.saved")


def _save_vote(host: Visitor, workshop_id: int, activity_id: int, rule: dict[str, Any]) -> None:
    done(lambda: agenda.prepare_vote(host, workshop_id, activity_id, **rule), "plan.saved")


def _open(host: Visitor, workshop_id: int, is_open: bool) -> None:
    told = "plan.reopened" if is_open else "plan.ended"
    done(lambda: workshop.open_workshop(host, workshop_id, is_open=is_open), told)
