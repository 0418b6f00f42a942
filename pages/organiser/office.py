"""The organiser's page: all meetings of the alliance, or the one the address names."""

from typing import Any

from actions import accounts, demo, workshop
from components.frame import done, narrow_page
from components.network import show_door as show_network_door
from components.notes import show_other_note
from components.office import ask_new_meeting, show_alliance, show_demo_note, show_meetings
from components.privacy import show_door
from components.sign_in import say_goodbye, show_sign_out
from domain.visitor import Visitor
from pages import visitor
from pages.organiser import meeting, network, privacy


def show(host: Visitor) -> None:
    if visitor.is_leaving():
        say_goodbye()
    elif found := meeting.asked_for(host):
        meeting.show(host, found)
    elif privacy.is_asked_for():
        privacy.show(host)
    elif network.is_asked_for():
        network.show(host)
    else:
        _show_all(host)


def _show_all(host: Visitor) -> None:
    alliance, meetings = workshop.my_alliance(host), workshop.my_workshops(host)
    with narrow_page():
        show_other_note()
        show_alliance(alliance)
        if alliance.is_demo:
            show_demo_note(alliance, on_remove=None if accounts.is_set_up() else lambda: _remove_demo(host))
        show_meetings(meetings, on_open=meeting.go_to)
        ask_new_meeting(expanded=not meetings, on_create=lambda form: _create(host, form))
        if demo.doors() and not alliance.is_demo:
            show_demo_note(alliance, on_remove=lambda: _remove_demo(host))
        show_network_door(on_open=network.open_part)
        show_door(on_open=privacy.open_part)
        show_sign_out(on_leave=visitor.leave)


def _create(host: Visitor, form: dict[str, Any]) -> bool:
    made: list[int] = []
    created = done(lambda: made.append(workshop.create_workshop(host, **form)), "office.created")
    if created:
        meeting.go_to(made[0])
    return created


def _remove_demo(host: Visitor) -> None:
    """The demo's own organiser goes with it, so that browser leaves."""
    of_demo = workshop.my_alliance(host).is_demo
    if done(lambda: demo.remove_demo(host), "demo.removed") and of_demo:
        visitor.leave()
