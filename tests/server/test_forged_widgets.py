"""Row 7: whatever widget a facilitator or organiser may press, nobody else can, by no forged frame."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from bench.browser import Browser
from tests.awaited import awaited
from tests.server.house import House, Meeting, Seat

SECTIONS = ("now", "agenda", "ideas", "desk")
# What anybody's page changes by being opened, and nothing that anybody does.
NOT_COUNTED = {"chores", "tallies", "alembic_version"}
Widgets = dict[str, str]


@dataclass(frozen=True)
class Place:
    """Where widgets are: the page, its address, its name for Streamlit."""

    page: str
    query: str


def places_of(meeting: Meeting) -> list[tuple[Seat, Place]]:
    desk = [(meeting.facilitator, Place("leitung", f"w={meeting.code}&bereich={section}")) for section in SECTIONS]
    office = [
        (meeting.organiser, Place("organisation", query))
        for query in ("", f"treffen={meeting.workshop_id}", "teil=datenschutz")
    ]
    return desk + office


@dataclass
class Found:
    """The widgets of those who lead, with what is needed to name them in a forged frame."""

    widgets: dict[str, str]
    fragments: set[str]
    hashes: set[str]


async def _look(house: House, meeting: Meeting) -> Found:
    found = Found({}, set(), set())
    for seat, place in places_of(meeting):
        browser = await house.browser(seat).open(place.query, place.page)
        for element in browser.drawn.values():
            if name := getattr(element.proto, "id", ""):
                found.widgets[name] = element.kind
                found.fragments.add(element.fragment)
        found.hashes.add(browser._page_hash)
        await browser.close()
    return found


def _states(widgets: Widgets) -> Iterator[WidgetState]:
    """Every widget pressed, in each way that a browser may say so."""
    for name, kind in widgets.items():
        if kind == "bidi_component":
            for event in ("wish", "join", "move", "choose", "send", "change", "done"):
                yield WidgetState(
                    id=_make_trigger_id(name, "events"),
                    json_trigger_value=f'[{{"event": "{event}", "value": {{"id": 1, "operation": 1}}}}]',
                )
        elif kind == "button":
            yield WidgetState(id=name, trigger_value=True)
        else:
            yield WidgetState(id=name, string_value="x")


@asynccontextmanager
async def _opened(house: House, seat: Seat | None, query: str) -> AsyncIterator[Browser]:
    browser = await house.browser(seat).open(query)
    yield browser
    await asyncio.sleep(0.5)
    await browser.close()


async def _forge(browser: Browser, states: list[WidgetState], **where: str) -> None:
    message = BackMsg()
    for name, value in where.items():
        setattr(message.rerun_script, name, value)
    message.rerun_script.widget_states.widgets.extend(states)
    before = browser.runs
    await browser._socket.send(message.SerializeToString())
    if not where.get("fragment_id"):
        await browser.until(lambda: browser.runs > before)
    # No faster than the guard lets anybody be.
    await asyncio.sleep(0.3)


def changed(house: House, before: dict[str, list[tuple[object, ...]]]) -> list[str]:
    after = house.content()
    return [name for name in after if name not in NOT_COUNTED and after[name] != before[name]]


@pytest.mark.parametrize("who", ["guest", "participant", "screen", "other facilitator"])
def test_row_7_no_widget_of_those_who_lead_can_be_pressed_by_others(house: House, who: str) -> None:
    meeting, other = house.meetings
    seat = {
        "guest": None,
        "participant": meeting.people[0],
        "screen": meeting.screen,
        "other facilitator": other.facilitator,
    }[who]

    async def play() -> int:
        found = await _look(house, meeting)
        states = list(_states(found.widgets))
        code = f"w={meeting.code}"
        async with _opened(house, seat, code) as browser:
            own = browser._page_hash
            # All at once on the own page, then with every page and fragment of those who lead, then a few at a time.
            await _forge(browser, states, query_string=code, page_script_hash=own)
            await _forge(browser, states, query_string=f"{code}&role=facilitator&bereich=desk", page_name="leitung")
            await _forge(browser, states, query_string=f"treffen={meeting.workshop_id}", page_name="organisation")
            for page_hash in found.hashes:
                await _forge(browser, states, query_string=code, page_script_hash=page_hash)
            for fragment in found.fragments:
                await _forge(browser, states, query_string=code, page_script_hash=own, fragment_id=fragment)
            for place in range(0, len(states) if who == "participant" else 0, 8):
                await _forge(browser, states[place : place + 8], query_string=code, page_script_hash=own)
        return len(states)

    before = house.content()
    count = awaited(play())
    assert count > 20
    assert changed(house, before) == []


def test_row_7_the_same_frame_does_something_for_the_facilitator(house: House) -> None:
    """So that the test above can fail."""
    meeting = house.meetings[0]

    async def play() -> None:
        async with _opened(house, meeting.facilitator, "") as browser:
            await browser.close()
        browser = await house.browser(meeting.facilitator).open(f"w={meeting.code}", "leitung")
        states = [WidgetState(id=browser.keyed("more_time").proto.id, trigger_value=True)]
        await _forge(browser, states, query_string=f"w={meeting.code}", page_script_hash=browser._page_hash)
        await browser.close()

    before = house.content()
    awaited(play())
    assert "activities" in changed(house, before)


def test_row_7_who_has_lost_the_role_presses_in_vain_on_the_page_that_is_still_open(house: House) -> None:
    """Streamlit keeps the callbacks of a page for as long as it is open; the role may have ended meanwhile."""
    meeting = house.meetings[1]

    async def play() -> None:
        desk = await house.browser(meeting.facilitator).open(f"w={meeting.code}", "leitung")
        pressed = [WidgetState(id=desk.keyed("more_time").proto.id, trigger_value=True)]
        await _renew_links(house, meeting)
        before = house.content()
        with suppress(ConnectionError, ConnectionClosed):
            await _forge(desk, pressed, query_string=f"w={meeting.code}", page_script_hash=desk._page_hash)
            await asyncio.sleep(0.5)
        await desk.close()
        assert changed(house, before) == []

    awaited(play())


async def _renew_links(house: House, meeting: Meeting) -> None:
    """As the organiser does it, so that the application hears of it."""
    office = await house.browser(meeting.organiser).open(f"treffen={meeting.workshop_id}", "organisation")
    section = office.keyed(f"section_{meeting.workshop_id}")
    office.keep(section, string_array_value={"data": [section.proto.options[1].content]})
    await office.rerun()
    before = office.runs
    await office.press(office.keyed("renew_links"))
    await office.until(lambda: office.runs > before)
    await office.close()
