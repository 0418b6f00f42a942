"""The second question as the stream tells it: figures once they are shown, offers as counts. No names."""

import hashlib

from domain.live import Section
from domain.second_question import SecondQuestion, counted, is_divided, median
from domain.voting import Status
from domain.workshop import Workshop
from storage import second_question as store
from storage import voting as voting_store
from storage.database import Transaction


def question(tx: Transaction, workshop: Workshop) -> Section:
    """Nothing of what was answered before it is shown (R-15)."""
    found = _current(tx, workshop)
    if found is None:
        return {}
    ideas = [[each.id, each.title] for each in found.asked]
    here = {"id": found.id, "status": found.status.value, "ideas": ideas}
    if found.status is not Status.SHOWN:
        return here
    return here | {
        "present": found.present,
        "answered": found.answered,
        "spread": {
            str(each.id): [list(each.steps), median(each.steps), is_divided(each.steps)]
            for each in found.asked
            if each.steps
        },
    }


def marks(tx: Transaction, workshop: Workshop) -> Section:
    """How many offer what, by idea. `names` changes with the names that the room may see; it does not tell them."""
    found = _current(tx, workshop)
    if found is None:
        return {}
    offered = store.marks(tx, found.id)
    seen = [
        (each.asked_id, each.contribution.value, each.name, each.institution) for each in offered if each.is_named
    ]
    counts = counted(offered, [each.id for each in found.asked])
    return {str(asked_id): of_idea for asked_id, of_idea in counts.items()} | {
        "names": hashlib.sha256(repr(seen).encode()).hexdigest()[:12]
    }


def _current(tx: Transaction, workshop: Workshop) -> SecondQuestion | None:
    """About the newest round of the activity that is running."""
    round_ = voting_store.of_activity(tx, workshop.id, workshop.activity_id)
    if round_ is None or round_.status is not Status.SHOWN:
        return None
    return store.of_round(tx, workshop.id, round_.id)
