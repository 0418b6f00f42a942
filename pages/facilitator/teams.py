"""Project groups: how they fill, a new one from a topic group or an idea, an empty one away."""

from collections import Counter
from collections.abc import Sequence

from actions import groups, ideas
from actions.groups import GroupView
from components.counts import Seen, cluster_lines, group_lines
from components.facilitator import undoable
from components.teams import Seed, Team, ask_team, show_teams
from components.words import say
from domain.groups import Group
from domain.ideas import Cluster
from domain.visitor import Visitor
from pages.facilitator import group_seats
from pages.facilitator.moment import Moment


def show(moment: Moment) -> Seen:
    leader = moment.leader
    views = groups.groups_of(leader)
    clusters = ideas.clusters_of(leader)
    show_teams([_team(view) for view in views], on_dissolve=lambda group: _dissolve(leader, group))
    ask_team(_seeds(leader, views, clusters), on_choose=lambda seed: choose(leader, seed))
    if views:
        group_seats.show(leader)
    return seen_teams(views) | {"clusters": cluster_lines(clusters)}


def seen_teams(views: Sequence[GroupView]) -> Seen:
    teams = [_team(view) for view in views]
    return {"groups": group_lines([(team.group.id, team.group.title, team.parts) for team in teams])}


def choose(leader: Visitor, seed: Seed) -> None:
    """In a callback: a project group grows from this topic group or idea."""
    made: list[int] = []
    undoable(
        lambda: made.append(
            groups.choose_group(leader, title=seed.title, cluster_id=seed.cluster_id, idea_id=seed.idea_id)
        ),
        say("team.chosen", title=seed.title),
        lambda: groups.dissolve_group(leader, made[0]),
    )


def _team(view: GroupView) -> Team:
    return Team(view.group, dict(Counter(member.role for member in view.members)))


def _seeds(leader: Visitor, views: Sequence[GroupView], clusters: Sequence[Cluster]) -> list[Seed]:
    """Topic groups first, then ideas on the wall, without those that have a project group already."""
    taken = {(view.group.cluster_id, view.group.idea_id) for view in views}
    seeds = [Seed(cluster.title, cluster_id=cluster.id) for cluster in clusters]
    seeds += [Seed(idea.title, idea_id=idea.id) for idea in ideas.wall(leader)]
    return [seed for seed in seeds if (seed.cluster_id, seed.idea_id) not in taken]


def _dissolve(leader: Visitor, group: Group) -> None:
    undoable(
        lambda: groups.dissolve_group(leader, group.id),
        say("team.dissolved", title=group.title),
        lambda: groups.choose_group(leader, title=group.title, cluster_id=group.cluster_id, idea_id=group.idea_id),
    )
