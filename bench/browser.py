"""A simulated browser: one tab at a Streamlit server, talking to it as the real one does."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PATIENCE_SECONDS = 60


@dataclass
class Element:
    """Something a page has drawn: a widget or a browser component."""

    kind: str
    proto: Any
    fragment: str

    @property
    def data(self) -> dict[str, Any]:
        """What the page gave a browser component."""
        return json.loads(self.proto.json) if self.proto.json else {}


class Browser:
    """Opens a page, knows what is drawn on it, and clicks."""

    def __init__(self, address: str, cookies: Mapping[str, str] | None = None) -> None:
        self.address = address
        self.cookies = dict(cookies or {})
        self.drawn: dict[tuple[int, ...], Element] = {}
        self._drawing: set[tuple[int, ...]] = set()
        self.runs = 0
        self.bytes_read = self.bytes_sent = 0
        self._kept: dict[str, WidgetState] = {}
        self._page, self._query, self._page_hash = "", "", ""
        self._finished = asyncio.Event()

    async def open(self, query: str = "", page: str = "") -> Self:
        """Connects and waits until the page is drawn."""
        self._query, self._page = query, page
        self._socket = await self._connected()
        self._reading = asyncio.create_task(self._read())
        await self.rerun()
        return self

    async def close(self) -> None:
        await self._socket.close()
        await self._reading

    async def drop(self) -> None:
        """The line breaks: nothing is said to the server."""
        self._socket.transport.abort()
        await self._reading

    async def come_back(self) -> None:
        """The line is there again, as a new session; what is drawn on the page is still there."""
        self._finished = asyncio.Event()
        self._socket = await self._connected()
        self._reading = asyncio.create_task(self._read())

    async def rerun(self, *triggers: WidgetState, fragment: str = "") -> None:
        """Asks for a run of the page (or of one fragment) and waits for its end."""
        before = self.runs
        await self.ask(*triggers, fragment=fragment)
        await self.until(lambda: self.runs > before)

    async def ask(self, *triggers: WidgetState, fragment: str = "") -> None:
        state = ClientState(query_string=self._query, page_script_hash=self._page_hash, fragment_id=fragment)
        if not self._page_hash:
            state.page_name = self._page
        state.widget_states.widgets.extend(self._kept.values())
        state.widget_states.widgets.extend(triggers)
        state.context_info.timezone = "Europe/Berlin"
        state.context_info.locale = "de-DE"
        state.context_info.url = f"http://{self.address}/{self._page}"
        packet = BackMsg(rerun_script=state).SerializeToString()
        self.bytes_sent += len(packet)
        await self._socket.send(packet)

    async def until(self, fulfilled: Callable[[], bool]) -> None:
        """Waits until what is drawn after some run fulfils the condition."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not fulfilled():
                if self._reading.done():
                    raise ConnectionError(f"{self.address} closed the connection")
                await self._finished.wait()

    def component(self, name: str) -> Element | None:
        """The browser component `bw_<name>`, if it is on the page."""
        return next((one for one in self.all("bidi_component") if one.proto.component_name == name), None)

    def all(self, kind: str) -> Iterator[Element]:
        return (element for element in self.drawn.values() if element.kind == kind)

    def keyed(self, key: str) -> Element:
        """The widget that the page gave this key; Streamlit's ids end with it."""
        for element in self.drawn.values():
            if getattr(element.proto, "id", "").endswith(f"-{key}"):
                return element
        raise LookupError(f"no widget {key} on the page")

    def says(self) -> list[str]:
        """The notes on the page; a failed run leaves one."""
        return [one.proto.body for one in self.all("alert")]

    def stream_token(self) -> str | None:
        """What the components on the page follow the live stream with."""
        tokens = (one.data.get("stream") for one in self.all("bidi_component"))
        return next((token for token in tokens if token), None)

    async def tell(self, component: str, event: str, value: Any) -> None:
        """Sends a component's message, as its script does with setTriggerValue."""
        element = self.component(component)
        if element is None:
            raise LookupError(f"no component {component} on the page; it says: {self.says()}")
        await self.send(element, event, value)

    async def send(self, element: Element, event: str, value: Any) -> None:
        message = json.dumps([{"event": event, "value": value}])
        trigger = WidgetState(id=_make_trigger_id(element.proto.id, "events"), json_trigger_value=message)
        await self.ask(trigger, fragment=element.fragment)

    async def press(self, button: Element) -> None:
        await self.ask(WidgetState(id=button.proto.id, trigger_value=True), fragment=button.fragment)

    def keep(self, element: Element, **value: Any) -> None:
        """What a native widget holds from now on; a browser sends it with every click."""
        self._kept[element.proto.id] = WidgetState(id=element.proto.id, **value)

    async def _connected(self) -> ClientConnection:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return await connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": cookies} if cookies else {},
            open_timeout=PATIENCE_SECONDS,
            ping_interval=None,
            compression=None,
            max_size=None,
        )

    async def _read(self) -> None:
        try:
            async for packet in self._socket:
                self.bytes_read += len(packet)
                message = ForwardMsg()
                message.ParseFromString(packet)
                self._take(message)
        except ConnectionClosed:
            pass
        finally:
            self._finished.set()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._draw(tuple(message.metadata.delta_path), message.delta)
        elif kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
            self._drawing = set()
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._forget_what_is_gone(set(message.metadata.run.fragment_ids))
            self.runs += 1
            self._finished.set()
            self._finished = asyncio.Event()

    def _draw(self, place: tuple[int, ...], delta: Delta) -> None:
        if delta.WhichOneof("type") == "new_element":
            kind = delta.new_element.WhichOneof("type") or ""
            self.drawn[place] = Element(kind, getattr(delta.new_element, kind), delta.fragment_id)
        elif delta.add_block.expandable.id:
            expander = delta.add_block.expandable
            self.drawn[place] = Element("expander", expander, delta.fragment_id)
            self._kept[expander.id] = WidgetState(id=expander.id, bool_value=expander.expanded)
        self._drawing.add(place)

    def _forget_what_is_gone(self, fragments: set[str]) -> None:
        """A run of the page takes away all that it has not drawn, a fragment's run what was its own."""
        self.drawn = {
            place: element
            for place, element in self.drawn.items()
            if place in self._drawing or (fragments and element.fragment not in fragments)
        }
