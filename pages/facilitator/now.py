"""What the current activity needs: the one clear next step, and only then the rest."""

from collections.abc import Callable
from functools import partial

from actions import agenda, contacts, second_question, voting, workshop
from components import facilitator, hints
from components.counts import Seen
from components.frame import done
from components.pairs import show_pairs
from components.round import is_pressing
from components.words import say
from domain.agenda import Kind
from pages.facilitator import ideas, meetings, teams, vote
from pages.facilitator.moment import Moment

_QUICK_VOTE_MINUTES = 10
_MEETINGS_MINUTES = 40


def show(moment: Moment) -> Seen:
    _show_unfinished_round(moment)
    _show_unfinished_question(moment)
    if moment.round is None:
        hints.show_hint(moment.activity.kind)
    votes = moment.round is not None or moment.activity.kind in (Kind.POLL, Kind.VOTE)
    seen = vote.show(moment) if votes else _PANELS.get(moment.activity.kind, _nothing)(moment)
    if not votes:
        hints.offer_vote(lambda: _insert_vote(moment))
    return seen


def _nothing(_moment: Moment) -> Seen:
    return {}


def _way_in(moment: Moment) -> Seen:
    facilitator.show_way_in(moment.meeting, workshop.links_for(moment.leader))
    return {}


def _exchange(moment: Moment) -> Seen:
    pairs = contacts.topic_pairs(moment.leader)
    show_pairs(pairs)
    hints.offer_meetings(lambda: _insert_meetings(moment))
    return {"offering": [str(contacts.count_offering(moment.leader))], "gaps": list(pairs.sought_not_offered)}


_PANELS: dict[Kind, Callable[[Moment], Seen]] = {
    Kind.WELCOME: _way_in,
    Kind.IDEAS: ideas.show,
    Kind.CLUSTER: ideas.show,
    Kind.BREAK: ideas.show,
    Kind.EXCHANGE: _exchange,
    Kind.MEETINGS: meetings.show,
    Kind.GROUPS: teams.show,
    Kind.PRESENTATION: teams.show,
}


def _show_unfinished_round(moment: Moment) -> None:
    """A round that was left open while the agenda moved on is not forgotten."""
    titles = {activity.id: activity.title for activity in moment.activities}
    for round_ in voting.rounds_of(moment.leader):
        if is_pressing(round_) and round_.activity_id != moment.activity.id:
            hints.show_unfinished(
                round_,
                titles.get(round_.activity_id, ""),
                on_return=partial(_return_to, moment, round_.activity_id),
            )


def _show_unfinished_question(moment: Moment) -> None:
    """Nor is a second question whose answers were never shown."""
    homes = {round_.id: round_.activity_id for round_ in voting.rounds_of(moment.leader)}
    titles = {activity.id: activity.title for activity in moment.activities}
    for question in second_question.unfinished(moment.leader):
        home = homes[question.round_id]
        if home != moment.activity.id:
            title = titles.get(home, "")
            hints.show_unfinished_question(question.id, title, on_return=partial(_return_to, moment, home))


def _return_to(moment: Moment, activity_id: int) -> None:
    done(lambda: agenda.start_activity(moment.leader, activity_id))


def _insert_vote(moment: Moment) -> None:
    """A vote in between is an activity of its own, so that every screen follows; „Zurück“ leads back."""
    _insert(moment, Kind.VOTE, say("facilitator.quick_vote_title"), _QUICK_VOTE_MINUTES)


def _insert_meetings(moment: Moment) -> None:
    _insert(moment, Kind.MEETINGS, say("meetings.title"), _MEETINGS_MINUTES)


def _insert(moment: Moment, kind: Kind, title: str, minutes: int) -> None:
    """Right after the current activity, and open."""
    if agenda.current_activity(moment.leader).id != moment.activity.id:
        return
    facilitator.forget_undo()
    done(
        lambda: agenda.start_activity(
            moment.leader,
            agenda.insert_activity(
                moment.leader,
                after_id=moment.activity.id,
                kind=kind,
                title=title,
                minutes=minutes,
            ),
        )
    )
