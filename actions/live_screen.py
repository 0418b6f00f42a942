"""What only the projector is told: read from afar by everybody, so without names, authors and small groups."""

from actions.entrance import links_of
from documents.qr import qr_matrix, svg_path
from domain import matching
from domain.live import Section
from domain.outcome import SMALLEST_GROUP
from domain.workshop import Workshop
from storage import people as people_store
from storage import workshop as workshop_store
from storage.database import Transaction
from storage.everybody import everybody


def crowd(tx: Transaction, workshop: Workshop) -> Section:
    """How many people of each institution type, the small groups together (R-35)."""
    counts = people_store.count_by_type(tx, workshop.id)
    named = {kind: count for kind, count in counts.items() if count >= SMALLEST_GROUP}
    others = sum(counts.values()) - sum(named.values())
    return {**named, "others": others} if named and others else dict(named)


def gaps(_tx: Transaction, workshop: Workshop) -> Section:
    """Topics that somebody seeks and nobody offers, without saying who."""
    room = everybody(workshop.id)
    return {"sought": list(matching.sought_in_vain(room.profiles.values(), room.chips))}


def join(tx: Transaction, workshop: Workshop) -> Section:
    """The way in: the code, the address as people type it, and as a QR code. The funding note goes with it (R-8)."""
    links = links_of(workshop)
    squares = qr_matrix(links.scan)
    return {
        "code": workshop.code,
        "address": links.participant.partition("://")[2].partition("/?")[0],
        "qr": [len(squares), svg_path(squares)],
        "funding": workshop_store.alliance(tx, workshop.alliance_id).funding_note,
    }
