"""Row 20: no names, addresses, words, tokens or codes in the log, whoever writes it and whatever goes wrong."""

import json
import logging
import sqlite3
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest
from sqlalchemy.exc import IntegrityError
from streamlit.proto.BackMsg_pb2 import BackMsg

from actions import entrance
from domain.visitor import Role, Visitor
from server.log import Lines, clean_record, redacted
from tests.awaited import awaited
from tests.server.house import CANARY_EMAIL, CANARY_IDEA, CANARY_NAME, House, Seat
from tests.server.test_frames import RERUN, heard, line, session_of

SECRET_TEXTS = [
    "GET /live/WzEsInBhcnQiXQ.aWRk5w.pxiMHVu8qACrVPgmdWcxepYQKBU HTTP/1.1",
    "redirect to /leitung/9A3FB8/VltWawa10HjogMYiVRynMQ",
    "GET /zurueck/ABCDE23456",
    "GET /?w=9A3FB8&name=Kanaria",
    "http://127.0.0.1:8501/enter?ticket=Kanaria",
    "mail to kanaria@kanarienvogel.example failed",
    "Session with id 3f0c1f4e-9d1c-4b57-8a4f-0123456789ab is already connected",
    "postgresql+psycopg://anna:Kanaria@database/x",
    "cookie=Kanaria; path=/",
    "secret VltWawa10HjogMYiVRynMQ",
    "hash " + "0123456789abcdef" * 4,
    "code ABCDE23456",
]


@pytest.mark.parametrize("text", SECRET_TEXTS)
def test_secrets_are_taken_out_of_messages(text: str) -> None:
    shown = redacted(text)
    assert "…" in shown
    for secret in ("Kanaria", "kanaria", "WzEs", "VltWawa", "ABCDE", "9A3FB8&", "0123456789ab"):
        assert secret not in shown.replace("/leitung/9A3FB8", "")


@pytest.mark.parametrize(
    "text",
    [
        "A transaction failed: database_busy (OperationalError).",
        "Static files are served uncompressed: [Errno 28] No space left on device",
        "Old backups could not be deleted (PermissionError).",
        "Uvicorn running on http://0.0.0.0:8501 (Press CTRL+C to quit)",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert redacted(text) == text


def written(message: str, *args: object, error: BaseException | None = None) -> str:
    info = None
    if error:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    return Lines().format(clean_record("a.b", logging.ERROR, "file.py", 1, message, args, info))


def test_a_record_is_one_line_of_names_and_values() -> None:
    text = written("two\nlines and %s", "kanaria@kanarienvogel.example")
    assert "\n" not in text
    assert 'level=error from=a.b message="two\\nlines and …"' in text


def test_an_error_is_told_by_its_kind_and_place_not_by_its_words() -> None:
    text = written("It failed.", error=ValueError(f"{CANARY_NAME} <{CANARY_EMAIL}>"))
    assert "error=ValueError" in text
    assert "test_log.py" in text
    assert "Kanaria" not in text
    assert "\n" not in text


def test_a_databases_error_brings_its_code_and_not_its_row() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (name TEXT UNIQUE)")
    connection.execute("INSERT INTO t VALUES (?)", (CANARY_NAME,))
    with pytest.raises(sqlite3.IntegrityError) as raised:
        connection.execute("INSERT INTO t VALUES (?)", (CANARY_NAME,))
    error = IntegrityError("INSERT", {"name": CANARY_NAME}, raised.value)
    text = written("It failed.", error=error)
    assert "IntegrityError (SQLITE_CONSTRAINT_UNIQUE)" in text
    assert "Kanaria" not in text


def test_a_message_that_cannot_be_formatted_is_written_all_the_same() -> None:
    assert "%d of them" in written("%d of them", "three")


async def _press_everything_wrong(house: House, seat: Seat) -> str:
    """Broken values in messages that go on, as a forged browser sends them. Returns Streamlit's session id."""
    async with line(house, seat) as socket:
        await socket.send(RERUN)
        session = session_of(await heard(socket))
        for value in (f"{{broken {CANARY_EMAIL}", json.dumps([{"event": CANARY_NAME, "value": CANARY_IDEA}])):
            message = BackMsg()
            message.rerun_script.query_string = f"w={house.meetings[0].code}&name={CANARY_NAME}"
            message.rerun_script.page_name = CANARY_NAME
            for name in ("$$ID-0-x", "$$ID-bidi-x", CANARY_NAME):
                message.rerun_script.widget_states.widgets.add(id=name, json_trigger_value=value)
                message.rerun_script.widget_states.widgets.add(id=name, string_value=CANARY_IDEA)
            await socket.send(message.SerializeToString())
            await heard(socket, 2)
        await socket.send(f"{CANARY_NAME}".encode() * 50)
        await heard(socket, 2)
    async with line(house, seat, session=session) as socket:
        await socket.send(f"text {CANARY_EMAIL}")
        await heard(socket, 1)
    return session


async def _take_part(house: House) -> None:
    """Checks in, contributes an idea, and signs in with a wrong password: the ordinary ways of what is typed."""
    meeting = house.meetings[0]
    browser = await house.browser().open(f"w={meeting.code}")
    form = {"name": CANARY_NAME, "institution": f"{CANARY_NAME} GmbH", "type": "betrieb", "operation": 1}
    await browser.tell("bw_join", "join", form)
    await browser.close()
    browser = await house.browser().open("", "anmelden")
    browser.keep(browser.keyed("sign_in_email"), string_value=CANARY_EMAIL)
    browser.keep(browser.keyed("sign_in_password"), string_value=CANARY_IDEA)
    before = browser.runs
    await browser.press(next(browser.all("button")))
    await browser.until(lambda: browser.runs > before)
    assert browser.says()
    await browser.close()


@contextmanager
def a_missing_table(house: House, name: str) -> Iterator[None]:
    """Something that nobody foresaw: whoever asks for it fails, with the question in the error's words."""
    with closing(sqlite3.connect(house.data / "buendniswerkstatt.db", timeout=10)) as database:
        database.execute(f"ALTER TABLE {name} RENAME TO gone")
        database.commit()
        try:
            yield
        finally:
            database.execute(f"ALTER TABLE gone RENAME TO {name}")
            database.commit()


def test_row_20_no_canary_stands_in_the_log_after_everything(house: House) -> None:
    meeting = house.meetings[0]
    seat = meeting.people[0]
    session = awaited(_press_everything_wrong(house, seat))
    awaited(_take_part(house))
    with a_missing_table(house, "accounts"):
        awaited(_take_part(house))
    secrets = [CANARY_NAME, CANARY_EMAIL, CANARY_IDEA, session, seat.stream, seat.return_code]
    for each in (seat, meeting.facilitator, meeting.organiser):
        secrets += each.cookies.values()
    with httpx.Client(base_url=house.url, headers={"Origin": house.url}) as browser:
        browser.get(f"/zurueck/{seat.return_code}", params={"name": CANARY_NAME})
        browser.get(f"/leitung/{meeting.code}/{CANARY_EMAIL}")
        browser.get(f"/live/{seat.stream}x", params={"name": CANARY_NAME})
        browser.post("/enter", content=CANARY_NAME)
        browser.post("/leave", content=CANARY_NAME)
        browser.get(
            f"/download/{meeting.workshop_id}/{CANARY_EMAIL}", headers={"Cookie": f"bw_organiser={CANARY_NAME}"}
        )
    log = house.log.read_text()
    assert "from=server.guard" in log
    assert "error=" in log
    assert "Traceback: " in log
    assert [secret for secret in secrets if secret in log] == []
    assert str(uuid.UUID(session)) not in log
    assert entrance.cookie_name(Visitor(Role.ORGANISER)) not in log
