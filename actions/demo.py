"""The demo: an invented alliance whose whole meeting is played through the actions (actions/demo_play.py).

Beside the finished meeting stands a second one that has not begun, to be played by whoever tries the app.
"""

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

import yaml

from actions.demo_play import Play
from actions.entrance import links_of
from actions.workshop import add_workshop
from domain.people import InstitutionType
from domain.refusal import Refusal
from domain.templates import NETWORK_MEETING
from domain.visitor import Role, Visitor
from domain.workshop import Links, Workshop
from storage import accounts as account_store
from storage import people as people_store
from storage import projects as project_store
from storage import workshop as store
from storage.database import reading, writing

SOURCE = Path(__file__).resolve().parent.parent / "demo" / "demo.yaml"


def is_empty() -> bool:
    """True while there is neither a demo nor an alliance of one's own."""
    with reading() as tx:
        return not store.alliances(tx)


def doors() -> list[tuple[Workshop, Links]]:
    """The demo's meetings with their links, which everybody may use."""
    with reading() as tx:
        return [
            (workshop, links_of(workshop))
            for alliance in store.alliances(tx)
            if alliance.is_demo
            for workshop in store.of_alliance(tx, alliance.id)
        ]


def demo_organiser() -> Visitor:
    """Whoever looks at the demo may see it as its organiser."""
    with reading() as tx:
        for alliance in store.alliances(tx):
            if alliance.is_demo:
                account_id = account_store.first_of(tx, alliance.id)
                return Visitor(Role.ORGANISER, account_id=account_id, alliance_id=alliance.id)
    raise Refusal("demo_missing")


def load_demo() -> int:
    """Loads the demo alliance and plays its meeting. Returns the finished workshop's id."""
    if doors():
        raise Refusal("demo_there")
    data = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    workshop_id = _found_alliance(data)
    Play(data, workshop_id).everything()
    return workshop_id


def remove_demo(visitor: Visitor | None = None) -> None:
    """Takes everything of the demo away. Once there is an alliance of one's own, only its organisers may."""
    with writing() as tx:
        alliances = store.alliances(tx)
        own = {alliance.id for alliance in alliances if not alliance.is_demo}
        if own and (visitor or Visitor()).as_organiser() not in own:
            raise Refusal("not_organiser")
        for alliance in alliances:
            if alliance.is_demo:
                # Whoever still looks at one of its meetings hears that it is gone.
                for workshop in store.of_alliance(tx, alliance.id):
                    tx.tell(workshop.id, "now")
                store.remove_alliance(tx, alliance.id)


def _found_alliance(data: dict[str, Any]) -> int:
    """Alliance, organiser, projects and two workshops: one to play through now, one that stays untouched."""
    event, alliance = data["veranstaltung"], data["buendnis"]
    starts_at = dt.datetime.fromisoformat(f"{event['datum']}T{event['beginn']}").astimezone()
    names = {institution["id"]: institution["name"] for institution in data["institutionen"]}
    shared = {"question": event["leitfrage"], "place": event["ort"], "starts_at": starts_at, "is_demo": True}
    with writing() as tx:
        alliance_id = store.add_alliance(tx, alliance["name"], funding_note=alliance["foerderhinweis"], is_demo=True)
        # Nobody knows this password: the demo is entered by its door.
        account_store.add(tx, alliance_id, "demo@example.org", "Demo", secrets.token_urlsafe(24))
        for project in data["projekte"]:
            project_store.add(
                tx,
                alliance_id,
                title=project["titel"],
                stage=project["status"],
                summary=project["kurz"],
                lead=names[project["traeger"]],
                next_step=project["naechster_schritt"],
                evaluation=project["evaluierung"] or "",
                results=project["ergebnisse"] or {},
            )
        add_workshop(tx, alliance_id, NETWORK_MEETING, title="Probelauf: " + event["titel"], **shared)
        played = add_workshop(tx, alliance_id, NETWORK_MEETING, title=event["titel"], **shared)
        for institution in data["institutionen"]:
            people_store.add_institution(tx, played, institution["name"], InstitutionType(institution["typ"]))
        return played
