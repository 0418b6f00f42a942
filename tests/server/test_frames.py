"""What a forged browser can send through the websocket (docs/security.md, rows 3, 5, 7, 8, 12, 24, 25 and 28)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from server import guard
from tests.awaited import awaited
from tests.server.house import House, Seat

RERUN = BackMsg(rerun_script={"query_string": ""}).SerializeToString()
BEAT = BackMsg(app_heartbeat=True).SerializeToString()


@asynccontextmanager
async def line(
    house: House, seat: Seat | None = None, *, session: str = "", origin: str | None = None, host: str | None = None
) -> AsyncIterator[ClientConnection]:
    cookies = "; ".join(f"{name}={value}" for name, value in seat.cookies.items()) if seat else ""
    protocols = ["streamlit", "token", session] if session else ["streamlit"]
    headers = {"Cookie": cookies} if cookies else {}
    async with connect(
        f"ws://{house.address}/_stcore/stream",
        subprotocols=[Subprotocol(each) for each in protocols],
        origin=Origin(origin) if origin else None,
        additional_headers=headers | ({"Host": host} if host else {}),
        max_size=None,
        max_queue=None,
    ) as socket:
        yield socket


async def heard(socket: ClientConnection, seconds: float = 5.0) -> list[ForwardMsg]:
    """Everything until a run is over."""
    messages = []
    with suppress(TimeoutError, ConnectionClosed):
        async with asyncio.timeout(seconds):
            while not messages or messages[-1].WhichOneof("type") != "script_finished":
                message = ForwardMsg()
                message.ParseFromString(await socket.recv(decode=False))
                messages.append(message)
    return messages


def session_of(messages: list[ForwardMsg]) -> str:
    return next(each.new_session.initialize.session_id for each in messages if each.HasField("new_session"))


async def answers(socket: ClientConnection) -> bool:
    """Whether the connection still lives."""
    await socket.send(BEAT)
    with suppress(TimeoutError, ConnectionClosed):
        async with asyncio.timeout(5):
            while True:
                message = ForwardMsg()
                message.ParseFromString(await socket.recv(decode=False))
                if message.WhichOneof("type") == "heartbeat_ack":
                    return True
    return False


async def close_code(socket: ClientConnection, seconds: float = 5.0) -> int | None:
    with suppress(TimeoutError, ConnectionClosed):
        async with asyncio.timeout(seconds):
            while True:
                await socket.recv()
    return socket.close_code


FIELDS = [field.name for field in BackMsg.DESCRIPTOR.fields]


def a_message(name: str) -> bytes:
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[name]
    if field.message_type:
        getattr(message, name).SetInParent()
    else:
        setattr(message, name, True)
    return message.SerializeToString()


@pytest.mark.parametrize("name", FIELDS)
def test_row_25_only_what_a_page_sends_goes_on(name: str) -> None:
    assert bool(guard.weight_of(a_message(name))) is (name in guard.PASSED)


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in guard.PASSED])
def test_row_25_a_message_hidden_behind_an_allowed_one_is_found(name: str) -> None:
    assert guard.weight_of(RERUN + a_message(name)) == 0
    # The last one counts, for Streamlit too.
    read = BackMsg.FromString(a_message(name) + RERUN)
    assert read.WhichOneof("type") == "rerun_script"


def test_row_24_a_whole_page_counts_more_than_a_part() -> None:
    part = BackMsg(rerun_script={"fragment_id": "a", "query_string": "w=1"}).SerializeToString()
    assert guard.weight_of(part) == guard.weight_of(BEAT) == 1
    assert guard.weight_of(RERUN) == guard.PAGE_WEIGHT


@pytest.mark.parametrize(
    "frame", [b"", b"\x00", b"\x5a", b"\x5a\xff", b"\x5a\x05ab", b"\xff" * 30, b"\x38" + b"\x80" * 11, b"\x88"]
)
def test_row_24_garbage_is_no_message(frame: bytes) -> None:
    assert not guard.weight_of(frame)


def test_row_25_a_live_connection_survives_what_is_dropped_and_nothing_happens(house: House) -> None:
    async def play() -> None:
        async with line(house, house.meetings[0].people[0]) as socket:
            await socket.send(RERUN)
            await heard(socket)
            for name in FIELDS:
                if name not in guard.PASSED:
                    await socket.send(a_message(name))
            assert await answers(socket)

    awaited(play())
    assert "Traceback" not in house.log.read_text()


@pytest.mark.parametrize(("frame", "code"), [(b"\xff" * 20, 1002), (b"\x5a" * (guard.MOST_BYTES + 1), 1009)])
def test_row_24_garbage_and_giants_end_the_connection(house: House, frame: bytes, code: int) -> None:
    async def play() -> int | None:
        async with line(house) as socket:
            await socket.send(frame)
            return await close_code(socket)

    assert awaited(play()) == code


def test_row_24_a_text_is_no_message(house: House) -> None:
    async def play() -> int | None:
        async with line(house) as socket:
            await socket.send("clear_cache")
            return await close_code(socket)

    assert awaited(play()) == 1003
    assert "Traceback" not in house.log.read_text()


def test_row_24_quick_fingers_are_not_held_up(house: House) -> None:
    """Twenty clicks in a second, twice, with a second between them."""

    async def play() -> float:
        async with line(house) as socket:
            began = time.monotonic()
            for _ in range(2):
                for _ in range(20):
                    await socket.send(BEAT)
                    await asyncio.sleep(0.05)
                await asyncio.sleep(1)
            assert await answers(socket)
            return time.monotonic() - began

    assert awaited(play()) < 6


def test_row_24_who_floods_is_let_go_within_five_seconds(house: House) -> None:
    async def play() -> tuple[int | None, float]:
        async with line(house) as socket:
            began = time.monotonic()
            with suppress(ConnectionClosed):
                while time.monotonic() - began < 8:
                    await socket.send(BEAT)
                    await asyncio.sleep(0.01)
            return socket.close_code, time.monotonic() - began

    code, seconds = awaited(play())
    assert code == 1008
    assert seconds < 5


@pytest.mark.parametrize("origin", ["https://boese.example", "null", "http://127.0.0.1", "http://localhost:1"])
def test_row_28_a_foreign_page_opens_no_websocket(house: House, origin: str) -> None:
    async def play() -> None:
        async with line(house, house.meetings[0].people[0], origin=origin):
            pass

    with pytest.raises(InvalidStatus) as refused:
        awaited(play())
    assert refused.value.response.status_code == 403


def test_row_28_our_own_page_opens_one(house: House) -> None:
    async def play() -> bool:
        async with line(house, origin=house.url) as socket:
            return await answers(socket)

    assert awaited(play())


def test_row_26_a_foreign_host_opens_no_websocket(house: House) -> None:
    async def play() -> None:
        async with line(house, host="boese.example"):
            pass

    with pytest.raises(InvalidStatus):
        awaited(play())


def test_row_12_a_stolen_session_gives_neither_role_nor_data_and_its_owner_stays(house: House) -> None:
    leader = house.meetings[0].facilitator
    asked = BackMsg(rerun_script={"query_string": f"w={house.meetings[0].code}", "page_name": "leitung"})

    async def play() -> None:
        async with line(house, leader) as own:
            await own.send(asked.SerializeToString())
            mine = await heard(own)
            session = session_of(mine)
            assert "more_time" in repr(mine)
            async with line(house, session=session) as thief:
                await thief.send(asked.SerializeToString())
                stolen = await heard(thief)
                assert session_of(stolen) != session
                assert "more_time" not in repr(stolen)
            assert await answers(own)

    awaited(play())
    assert "already connected" not in house.log.read_text()


def test_row_3_twenty_sockets_of_one_person_do_not_pass_the_budget(house: House) -> None:
    meeting = house.meetings[0]
    seat = meeting.people[1]

    async def one(number: int) -> None:
        browser = await house.browser(seat).open(f"w={meeting.code}")
        for turn in range(4):
            wanted = {str(option): (number + turn + place) % 3 for place, option in enumerate(meeting.options)}
            message = {"round": meeting.round_id, "operation": number * 10 + turn, "wanted": wanted}
            await browser.tell("bw_ballot", "wish", message)
        await asyncio.sleep(1)
        await browser.close()

    async def play() -> None:
        await asyncio.gather(*(one(number) for number in range(20)))

    awaited(play())
    dots = house.content()["dots"]
    by_person: dict[object, int] = {}
    for row in dots:
        by_person[row[:2]] = by_person.get(row[:2], 0) + 1
    assert dots
    assert max(by_person.values()) <= 5


WILD = [-1, 10**30, 1e308, "NaN", None, [], {"a": 1}, "2; DROP TABLE dots", True, 1.5]


def test_row_5_wild_numbers_place_no_dots_and_break_nothing(house: House) -> None:
    meeting, other = house.meetings
    seat, first = meeting.people[2], str(meeting.options[0])

    async def play() -> None:
        browser = await house.browser(seat).open(f"w={meeting.code}")
        element = browser.component("bw_ballot")
        assert element is not None
        for count in WILD:
            for value in (
                {"round": meeting.round_id, "operation": 1, "wanted": {first: count}},
                {"round": count, "operation": count, "wanted": {first: 1}},
                {"round": meeting.round_id, "operation": 1, "wanted": {str(other.options[0]): 1}},
                {"round": other.round_id, "operation": 1, "wanted": {str(other.options[0]): 1}},
                count,
            ):
                await browser.send(element, "wish", value)
                await asyncio.sleep(0.12)
        await asyncio.sleep(1)
        assert not browser._reading.done()
        await browser.close()

    before = house.content()["dots"]
    awaited(play())
    after = house.content()["dots"]
    assert [row for row in after if row not in before and meeting.options[0] not in row] == []
    assert len(after) - len(before) <= 2
    assert "Traceback" not in house.log.read_text()
