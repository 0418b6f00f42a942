"""Counting a result again, open to everybody: nothing of it comes to the server."""

from components.info import show_way_back
from components.recount import show_head, show_recount, show_recount_command
from domain.visitor import Visitor


def show(*visitors: Visitor | None) -> None:
    """The first of the visitors that this browser is in a meeting as may load that meeting's ballots."""
    workshop_id = next((who.workshop_id for who in visitors if who), None)
    show_way_back()
    show_head()
    show_recount(address=f"/stimmzettel/{workshop_id}" if workshop_id else "")
    show_recount_command()
