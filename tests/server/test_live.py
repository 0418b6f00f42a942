"""The live stream: only with its token, first the whole, then what changed; nothing an audience may not know."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from sqlalchemy import delete
from starlette.types import Message

from actions import demo, entrance, ideas, voting
from actions.workshop import renew_links
from domain.agenda import Kind
from domain.live import State, applied
from domain.visitor import Role, Visitor
from server import live, stream
from server.channel import Channel, Listener
from storage import news
from storage.database import writing
from storage.schema import PersonRow
from tests.awaited import awaited
from tests.builders import (
    a_facilitator,
    a_person,
    a_screen,
    a_workshop,
    an_open_round,
    option_ids,
    organiser_of,
    start,
)


@dataclass
class Stream:
    """What one browser hears, and the state it makes of it, as components/live/live.js does."""

    lines: Iterator[str]
    state: State = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    last_id: str = ""

    def next(self) -> dict[str, Any]:
        """The next event."""
        event: dict[str, str] = {}
        for line in self.lines:
            if not line and "data" in event:
                return self._take(event)
            name, _, value = line.partition(": ")
            event[name] = value
        raise EOFError

    def until(self, section: str, key: str) -> Any:
        """Listens until this part of the state is there."""
        while key not in self.state.get(section, {}):
            self.next()
        return self.state[section][key]

    def _take(self, event: dict[str, str]) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(event["data"])
        self.names.append(event["event"])
        self.last_id = event.get("id", self.last_id)
        self.state = content if event["event"] == "state" else applied(self.state, content)
        return content


@contextmanager
def listening(server: httpx.Client, who: Visitor, last_id: str | None = None) -> Iterator[Stream]:
    headers = {"Last-Event-ID": last_id} if last_id else {}
    with server.stream("GET", f"/live/{entrance.stream_token(who)}", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert "no-store" in response.headers["cache-control"]
        assert "content-security-policy" in response.headers
        yield Stream(response.iter_lines())


@pytest.mark.parametrize("token", ["x", "x.y.z", "%C3%BC", "WzEsInBhcnRpY2lwYW50IiwwXQ.x.y"])
def test_without_its_token_no_stream_opens(server: httpx.Client, token: str) -> None:
    a_workshop()
    assert server.get(f"/live/{token}").status_code == 403


def test_a_cookie_opens_no_stream_and_an_organiser_has_none(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    assert server.get(f"/live/{entrance.cookie_for(a_facilitator(workshop_id))}").status_code == 403
    assert server.get(f"/live/{entrance.stream_token(organiser_of(workshop_id))}").status_code == 403


def test_first_comes_the_whole_and_then_what_changed(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada = a_person(workshop_id)
    with listening(server, ada) as stream:
        whole = stream.next()
        assert whole["now"]["activity"]["kind"] == "ideas"
        assert whole["ideas"] == {}
        idea_id = ideas.contribute_idea(ada, title="Azubi-Mobil")
        change = stream.next()
        assert list(change) == ["ideas"]
        assert change["ideas"][str(idea_id)]["title"] == "Azubi-Mobil"
        assert stream.names == ["state", "change"]


def test_what_leaves_the_wall_leaves_the_stream(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada = a_person(workshop_id)
    idea_id = ideas.contribute_idea(ada, title="Azubi-Mobil")
    with listening(server, a_screen(workshop_id)) as stream:
        assert str(idea_id) in stream.next()["ideas"]
        ideas.hide_idea(a_facilitator(workshop_id), idea_id)
        assert stream.next() == {"ideas": {str(idea_id): None}}


def test_everybody_hears_that_the_facilitator_moved_on(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    with (
        listening(server, a_person(workshop_id)) as phone,
        listening(server, a_screen(workshop_id)) as projector,
        listening(server, a_facilitator(workshop_id)) as desk,
    ):
        for stream in (phone, projector, desk):
            stream.next()
        start(workshop_id, Kind.IDEAS)
        for stream in (phone, projector, desk):
            while stream.state["now"]["activity"]["kind"] != "ideas":
                stream.next()


def test_another_workshops_news_is_not_heard(server: httpx.Client) -> None:
    here, elsewhere = a_workshop("Hier", now=Kind.IDEAS), a_workshop("Woanders", now=Kind.IDEAS)
    ada = a_person(here)
    with listening(server, ada) as stream:
        stream.next()
        ideas.contribute_idea(a_person(elsewhere), title="Fremd")
        ours = ideas.contribute_idea(ada, title="Unser")
        assert list(stream.next()["ideas"]) == [str(ours)]


def test_many_changes_in_a_breath_come_together(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada = a_person(workshop_id)
    with listening(server, ada) as stream:
        stream.next()
        last = [ideas.contribute_idea(ada, title=f"Idee {number}") for number in range(30)][-1]
        stream.until("ideas", str(last))
        assert len(stream.state["ideas"]) == 30
        assert len(stream.names) < 20


def test_who_comes_back_hears_only_what_was_missed(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada, bob = a_person(workshop_id, "Ada"), a_person(workshop_id, "Bob")
    with listening(server, bob) as other:
        other.next()
        with listening(server, ada) as stream:
            stream.next()
        missed = ideas.contribute_idea(bob, title="Verpasst")
        other.until("ideas", str(missed))
        with listening(server, ada, stream.last_id) as again:
            again.next()
            assert again.names == ["change"]
            assert list(again.state["ideas"]) == [str(missed)]


@pytest.mark.parametrize("last_id", ["0-0", "unsinn", "ffffffff-7", "-"])
def test_who_names_a_version_we_do_not_know_hears_everything(server: httpx.Client, last_id: str) -> None:
    workshop_id = a_workshop()
    with listening(server, a_person(workshop_id), last_id) as stream:
        stream.next()
        assert stream.names == ["state"]


def test_while_a_round_is_open_dots_are_no_news_to_the_room(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    ada = a_person(workshop_id, "Ada Kanarienvogel")
    round_id = an_open_round(workshop_id)
    option = option_ids(workshop_id, round_id)[0]
    with listening(server, ada) as phone, listening(server, a_screen(workshop_id)) as projector:
        phone.next()
        projector.next()
        voting.fill_ballot(ada, round_id, {option: 2})
        assert projector.next() == {"progress": {"voted": 1}}
        voting.close_round(a_facilitator(workshop_id), round_id)
        change = phone.next()
        assert "options" not in change
        voting.show_result(a_facilitator(workshop_id), round_id)
        while "total" not in phone.state["options"][str(option)]:
            phone.next()
        assert phone.state["options"][str(option)]["total"] == 2
        for stream in (phone, projector):
            assert "Kanarienvogel" not in repr(stream.state)


def test_new_links_end_the_streams_of_the_old_ones(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    desk = a_facilitator(workshop_id)
    with listening(server, desk) as stream:
        stream.next()
        renew_links(organiser_of(workshop_id), workshop_id)
        with pytest.raises(EOFError):
            stream.next()
    assert server.get(f"/live/{entrance.stream_token(desk)}").status_code == 403
    with listening(server, a_facilitator(workshop_id)) as stream:
        assert stream.next()


def test_a_removed_workshop_ends_its_streams(server: httpx.Client, demo_meeting: int) -> None:
    with listening(server, a_screen(demo_meeting)) as stream:
        stream.next()
        demo.remove_demo()
        with pytest.raises(EOFError):
            stream.next()


def test_a_slow_listener_is_told_everything_anew_instead_of_waiting_without_end() -> None:
    channel, listener = Channel(1, Role.PARTICIPANT), Listener()
    for number in range(Listener.MOST_WAITING + 1):
        event = channel.take({"ideas": {str(number): number}})
        assert event is not None
        listener.send(channel, event)
    assert listener.waiting.qsize() == 1
    assert listener.waiting.get_nowait() == channel.whole()


def test_a_channel_keeps_its_last_changes_and_no_more() -> None:
    channel = Channel(1, Role.PARTICIPANT)
    ids = [channel.whole().split(b"\n")[0].removeprefix(b"id: ").decode()]
    for number in range(70):
        event = channel.take({"ideas": {"1": number}})
        assert event is not None
        ids.append(event.split(b"\n")[0].removeprefix(b"id: ").decode())
    assert channel.since(ids[-1]) == []
    assert len(channel.since(ids[-5]) or []) == 4
    assert channel.since(ids[0]) is None
    assert channel.since(None) is None
    assert channel.since(ids[-1].partition("-")[0] + "-²") is None
    assert channel.take({"ideas": {"1": 69}}) is None


def test_after_a_gap_in_the_news_everybody_sees_what_was_missed(
    server: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada = a_person(workshop_id)
    with listening(server, ada) as stream:
        stream.next()
        with monkeypatch.context() as deaf:
            deaf.setattr(news, "announce", lambda told: None)
            missed = ideas.contribute_idea(ada, title="Ungehört")
        news._tell_of_gap()
        stream.until("ideas", str(missed))


def test_of_one_persons_streams_the_newest_three_go_on(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada, bob = a_person(workshop_id), a_person(workshop_id, "Bob")
    with ExitStack() as open_streams:
        others = open_streams.enter_context(listening(server, bob))
        others.next()
        own = [open_streams.enter_context(listening(server, ada)) for _ in range(4)]
        for stream in own[1:]:
            stream.next()
        while own[0].names[-1:] != ["elsewhere"]:
            own[0].next()
        with pytest.raises(EOFError):
            own[0].next()
        idea_id = ideas.contribute_idea(bob, title="Azubi-Mobil")
        for stream in (*own[1:], others):
            assert stream.until("ideas", str(idea_id))


def test_who_has_lost_the_right_is_not_listened_to_any_longer(server: httpx.Client) -> None:
    workshop_id = a_workshop(now=Kind.IDEAS)
    ada, bob = a_person(workshop_id), a_person(workshop_id, "Bob")
    with listening(server, ada) as hers, listening(server, bob) as his:
        hers.next()
        his.next()
        with writing() as tx:
            tx.execute(delete(PersonRow).where(PersonRow.id == ada.person_id))
        _ask_for_rights(workshop_id, Role.PARTICIPANT)
        with pytest.raises(EOFError):
            hers.next()
        idea_id = ideas.contribute_idea(bob, title="Azubi-Mobil")
        assert his.until("ideas", str(idea_id))


def test_new_links_end_streams_even_if_their_news_got_lost(
    server: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = a_workshop()
    with listening(server, a_facilitator(workshop_id)) as stream:
        stream.next()
        with monkeypatch.context() as deaf:
            deaf.setattr(news, "announce", lambda told: None)
            renew_links(organiser_of(workshop_id), workshop_id)
        _ask_for_rights(workshop_id, Role.FACILITATOR)
        with pytest.raises(EOFError):
            stream.next()


def test_a_process_has_room_for_so_many_streams_and_no_more(
    server: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = a_workshop()
    with listening(server, a_screen(workshop_id)) as stream:
        stream.next()
        monkeypatch.setattr(live, "MOST_STREAMS", 1)
        refused = server.get(f"/live/{entrance.stream_token(a_screen(workshop_id))}")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")


def _ask_for_rights(workshop_id: int, audience: Role) -> None:
    hub, channel = live.hub, live.hub._channels[workshop_id, audience]
    assert hub._loop is not None
    asyncio.run_coroutine_threadsafe(hub.end_without_right(channel), hub._loop).result(10)


def test_who_takes_nothing_for_long_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.stream.SENDING_SECONDS", 0.1)
    left = False

    async def events() -> AsyncIterator[bytes]:
        nonlocal left
        try:
            yield b"data: 1\n\n"
            yield b"data: 2\n\n"
        finally:
            left = True

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def receive() -> Message:
        return await asyncio.Event().wait()  # type: ignore[return-value]

    awaited(asyncio.wait_for(stream.Stream(events())({"type": "http", "method": "GET"}, receive, send), 5))
    assert left


def test_who_waits_long_for_news_is_not_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.stream.SENDING_SECONDS", 0.05)
    sent: list[bytes] = []

    async def events() -> AsyncIterator[bytes]:
        yield b"data: 1\n\n"
        await asyncio.sleep(0.3)
        yield b"data: 2\n\n"

    async def send(message: Message) -> None:
        sent.append(message.get("body", b""))

    async def receive() -> Message:
        return await asyncio.Event().wait()  # type: ignore[return-value]

    awaited(asyncio.wait_for(stream.Stream(events())({"type": "http", "method": "GET"}, receive, send), 5))
    assert b"data: 2\n\n" in sent
