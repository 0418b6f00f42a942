"""The same board as Streamlit apps are usually written today: what our room is compared with.

One file, native widgets, everything drawn anew every two seconds, the rows from the database with every run.
Nothing in it is slow on purpose: one query for the board, one for one's own dots, only the board polls.
"""

import os
import uuid

import streamlit as st
from sqlalchemy import text
from streamlit.connections import SQLConnection

BUDGET, MAXIMUM = 5, 2
REFRESH_SECONDS = 2
IDEAS = 30
_TABLES = (
    "PRAGMA journal_mode=WAL",
    "CREATE TABLE IF NOT EXISTS idea (id INTEGER PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS dot (idea_id INTEGER, person TEXT, count INTEGER, PRIMARY KEY (idea_id, person))",
)
_BOARD = """
    SELECT idea.id, idea.title, idea.description, COALESCE(SUM(dot.count), 0) AS total
    FROM idea LEFT JOIN dot ON dot.idea_id = idea.id GROUP BY idea.id ORDER BY idea.id DESC
"""
_SET = """
    INSERT INTO dot VALUES (:idea, :person, :count)
    ON CONFLICT (idea_id, person) DO UPDATE SET count = excluded.count
"""
_ADD = "INSERT INTO idea (title, description) VALUES (:title, :description)"


@st.cache_resource
def prepared() -> SQLConnection:
    connection = st.connection("board", type="sql", url=os.environ["BOARD_DATABASE"])
    with connection.session as session:
        for statement in _TABLES:
            session.execute(text(statement))
        for number in range(IDEAS):
            session.execute(text(_ADD), {"title": f"Idee {number + 1}", "description": "Was wir gemeinsam tun. " * 3})
        session.commit()
    return connection


def save(statement: str, **values: object) -> None:
    with prepared().session as session:
        session.execute(text(statement), values)
        session.commit()


def set_dots(idea_id: int, count: int) -> None:
    save(_SET, idea=idea_id, person=st.session_state.person, count=count)


@st.fragment(run_every=REFRESH_SECONDS)
def show_board() -> None:
    connection, person = prepared(), st.session_state.person
    ideas = connection.query(_BOARD, ttl=0)
    rows = connection.query("SELECT idea_id, count FROM dot WHERE person = :p", params={"p": person}, ttl=0)
    mine = dict(zip(rows.idea_id, rows["count"], strict=True))
    left = BUDGET - sum(mine.values())
    st.caption(f"Noch {left} von {BUDGET} Punkten")
    columns = st.columns(3)
    for place, idea in enumerate(ideas.itertuples()):
        with columns[place % 3].container(border=True):
            show_idea(idea.id, idea.title, idea.description, idea.total, int(mine.get(idea.id, 0)), left)


def show_idea(idea_id: int, title: str, description: str, total: int, own: int, left: int) -> None:
    st.markdown(f"**{title}**")
    st.write(description)
    less, count, more = st.columns(3)
    less.button("−", key=f"less_{idea_id}", disabled=own == 0, on_click=set_dots, args=(idea_id, own - 1))
    count.write(f"{own} / {total}")
    full = left == 0 or own == MAXIMUM
    more.button("+", key=f"more_{idea_id}", disabled=full, on_click=set_dots, args=(idea_id, own + 1))


st.session_state.setdefault("person", str(uuid.uuid4()))
st.title("Welche Projekte starten wir gemeinsam?")
with st.form("idea", clear_on_submit=True):
    new_title = st.text_input("Titel", key="title")
    new_description = st.text_area("Beschreibung", key="description")
    if st.form_submit_button("Abschicken", key="send") and new_title:
        save(_ADD, title=new_title, description=new_description)
show_board()
