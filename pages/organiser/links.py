"""The ways into a meeting, on screen and on paper."""

from actions import documents, workshop
from actions.workshop import Plan
from components.frame import done
from components.links import show_check, show_doors, show_renewal, show_way_in
from domain.visitor import Visitor


def show(host: Visitor, plan: Plan) -> None:
    show_way_in(plan.workshop, plan.links, qr=documents.qr_picture(plan.links.scan))
    show_doors(plan.links)
    show_check()
    show_renewal(on_renew=lambda: _renew(host, plan.workshop.id))


def _renew(host: Visitor, workshop_id: int) -> None:
    done(lambda: workshop.renew_links(host, workshop_id), "links.renewed")
