"""The network of an alliance: which types of institution met, and how it grows. For its organisers alone."""

import datetime as dt
from collections.abc import Sequence

from documents.document import Document
from documents.network_file import encounters_csv, network_csv, network_xlsx
from domain.network import Figures, Network, Step, institution_pairs, matrix, new_institutions
from domain.refusal import Refusal
from domain.visitor import Visitor
from domain.workshop import Workshop
from storage import erasure
from storage import network as store
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction, reading

_MAKERS = {"wachstum.csv": network_csv, "begegnungen.csv": encounters_csv, "netzwerk.xlsx": network_xlsx}


def growth_of(visitor: Visitor) -> list[Step]:
    """The alliance's meetings that are over and had people in them, oldest first."""
    alliance_id = visitor.as_organiser()
    with reading() as tx:
        return _growth(tx, alliance_id)


def network_document(visitor: Visitor, name: str) -> Document:
    alliance_id = visitor.as_organiser()
    if name not in _MAKERS:
        raise Refusal("document_unknown")
    with reading() as tx:
        return _MAKERS[name](workshop_store.alliance(tx, alliance_id), _growth(tx, alliance_id))


def keep_network(tx: Transaction, workshop: Workshop) -> None:
    """When a meeting ends. What is kept has nobody in it, and stays as it is when people are deleted later."""
    meetings = _in_order(workshop_store.of_alliance(tx, workshop.alliance_id))
    store.keep(tx, workshop.id, _looked_up(tx, workshop.id, meetings))


def _growth(tx: Transaction, alliance_id: int) -> list[Step]:
    meetings = _in_order(workshop_store.of_alliance(tx, alliance_id))
    over = [meeting for meeting in meetings if not meeting.is_open]
    kept = store.kept(tx, [meeting.id for meeting in over])
    # Meetings that ended before this version kept anything are looked up as they are now.
    steps = [
        Step(
            meeting.id, meeting.title, meeting.starts_at, kept.get(meeting.id) or _looked_up(tx, meeting.id, meetings)
        )
        for meeting in over
    ]
    return [step for step in steps if step.network.figures.people]


def _looked_up(tx: Transaction, workshop_id: int, meetings: Sequence[Workshop]) -> Network:
    guests, met = store.guests(tx, workshop_id), store.met(tx, workshop_id)
    ids = [meeting.id for meeting in meetings]
    before = ids[: ids.index(workshop_id)]
    here = store.institution_keys(tx, [workshop_id])
    forgotten = erasure.tallied(tx, workshop_id, erasure.INSTITUTIONS)
    figures = Figures(
        people=people_store.count(tx, workshop_id) + sum(erasure.departed(tx, workshop_id).values()),
        institutions=len(here) + forgotten,
        new=new_institutions(here, store.institution_keys(tx, before)) + forgotten,
        new_at_most=bool(forgotten) or any(erasure.tallied(tx, each, erasure.INSTITUTIONS) for each in before),
        pairs=institution_pairs(guests, met),
        groups=store.count_groups(tx, workshop_id),
    )
    return Network(matrix(guests, met), matrix(guests, store.wanted(tx, workshop_id)), figures)


def _in_order(meetings: Sequence[Workshop]) -> list[Workshop]:
    """As they took place; without a day last."""
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(meetings, key=lambda meeting: (meeting.starts_at or never, meeting.id))
