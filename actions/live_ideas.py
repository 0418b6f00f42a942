"""The walls: what the room, the facilitator and the projector see of the ideas, all of them or some."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from domain.ideas import Idea
from domain.live import Section
from domain.workshop import Workshop
from storage import ideas as store
from storage.database import Transaction


def wall(tx: Transaction, workshop: Workshop, keys: Collection[str] | None = None) -> Section:
    """What everybody sees: no authors, nothing hidden."""
    ideas = _ideas(tx, workshop, keys)
    merged = Counter(idea.merged_into for idea in ideas if not idea.withdrawn)
    return {str(idea.id): _card(idea) | {"merged": merged[idea.id]} for idea in ideas if idea.on_the_wall}


def desk(tx: Transaction, workshop: Workshop, keys: Collection[str] | None = None) -> Section:
    """The facilitator's wall: hidden and merged ideas too."""
    return {
        str(idea.id): _card(idea) | {"hidden": idea.hidden, "into": idea.merged_into}
        for idea in _ideas(tx, workshop, keys)
        if not idea.withdrawn
    }


def titles(tx: Transaction, workshop: Workshop, keys: Collection[str] | None = None) -> Section:
    """The projector's wall: what is read from afar, and no more."""
    return {
        str(idea.id): {"title": idea.title, "cluster": idea.cluster_id}
        for idea in _ideas(tx, workshop, keys)
        if idea.on_the_wall
    }


def _ideas(tx: Transaction, workshop: Workshop, keys: Collection[str] | None) -> list[Idea]:
    if keys is None:
        return store.of_workshop(tx, workshop.id)
    return store.some(tx, workshop.id, [int(key) for key in keys])


def _card(idea: Idea) -> dict[str, Any]:
    return {"title": idea.title, "text": idea.text, "field": idea.field_id, "cluster": idea.cluster_id}
