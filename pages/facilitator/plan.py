"""The agenda: open any activity, insert, change, remove."""

from actions import agenda
from components.agenda import show_agenda
from components.agenda_form import Form
from components.counts import Seen
from components.facilitator import forget_undo, open_section, undoable
from components.frame import done
from components.words import say
from domain.agenda import Activity, activity_before, planned_starts
from domain.visitor import Visitor
from pages.facilitator.moment import Moment


def show(moment: Moment) -> Seen:
    leader = moment.leader
    show_agenda(
        moment.activities,
        moment.activity.id,
        planned_starts(moment.activities, moment.meeting.starts_at),
        on_open=lambda activity: _open(moment, activity),
        on_insert=lambda after, form: _insert(leader, after, form),
        on_edit=lambda activity, form: _edit(leader, activity, form),
        on_remove=lambda activity: _remove(moment, activity),
    )
    return {}


def _open(moment: Moment, activity: Activity) -> None:
    opened = undoable(
        lambda: agenda.start_activity(moment.leader, activity.id),
        say("agenda.opened", title=activity.title),
        lambda: agenda.start_activity(moment.leader, moment.activity.id),
    )
    if opened:
        open_section("now")


def _insert(leader: Visitor, after: Activity, form: Form) -> bool:
    forget_undo()
    return done(lambda: agenda.insert_activity(leader, after_id=after.id, **form), "agenda.inserted")


def _edit(leader: Visitor, activity: Activity, form: Form) -> bool:
    forget_undo()
    return done(lambda: agenda.edit_activity(leader, activity.id, **form), "agenda.saved")


def _remove(moment: Moment, activity: Activity) -> None:
    before = activity_before(moment.activities, activity.id)
    undoable(
        lambda: agenda.remove_activity(moment.leader, activity.id),
        say("agenda.removed", title=activity.title),
        lambda: agenda.insert_activity(
            moment.leader,
            after_id=before.id if before else None,
            kind=activity.kind,
            title=activity.title,
            minutes=activity.minutes,
            question=activity.question,
            settings=activity.settings,
        ),
    )
