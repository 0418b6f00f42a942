"""Who is here → which pages may they open → run one."""

from functools import partial

import streamlit as st

from actions import workshop
from components.entrance import keep_me
from components.foot import show_foot
from components.words import say
from pages import visitor
from pages.facilitator import desk, paper
from pages.organiser import office, sign_in
from pages.participant import my_data, room
from pages.public import check_in, info, recount, set_up
from pages.screen import projector

# Pages with tables, or for a screen on the wall; the others read best in one column.
_WIDE = ("leitung", "beamer", "organisation")

visitor.speak(st.query_params.get("lang"))

code = st.query_params.get("w")
asked_for = workshop.known_workshop(code)
workshop_id = asked_for.id if asked_for else None
person = visitor.participant(workshop_id) if asked_for or not code else None
leader = visitor.facilitator(workshop_id)
wall = visitor.screen(workshop_id)
host = visitor.organiser()

# A page that is not registered for this visitor does not exist for them.
pages = [
    st.Page(partial(room.show, person), title=say("page.room"), url_path="start", default=True)
    if person
    else st.Page(lambda: check_in.show(code), title=say("page.check_in"), url_path="start", default=True),
    st.Page(info.show, title=say("page.info"), url_path="info"),
    st.Page(partial(my_data.show, person), title=say("my_data.title"), url_path="meine-daten"),
    st.Page(partial(recount.show, person, leader, wall), title=say("recount_page.title"), url_path="nachzaehlen"),
    st.Page(set_up.show, title=say("page.set_up"), url_path="einrichten"),
    st.Page(lambda: sign_in.show(host), title=say("page.sign_in"), url_path="anmelden"),
]
if leader:
    pages.append(st.Page(partial(desk.show, leader), title=say("page.desk"), url_path="leitung"))
if wall:
    pages.append(st.Page(partial(projector.show, wall), title=say("page.projector"), url_path="beamer"))
# What the QR code on a paper ballot leads to.
pages.append(st.Page(partial(paper.show_scanned, leader), title=say("paper.title"), url_path="bogen"))
# Whoever comes back by a bookmark when the cookie is gone is asked to sign in.
office_page = partial(office.show, host) if host else lambda: sign_in.show(None)
pages.append(st.Page(office_page, title=say("page.office"), url_path="organisation"))

ticket = visitor.open_ticket()
if ticket:
    keep_me(ticket, go=visitor.way_on())

page = st.navigation(pages, position="hidden")
st.set_page_config(page_title=say("app.name"), layout="wide" if page.url_path in _WIDE else "centered")
page.run()
if page.url_path != "beamer":
    show_foot()
