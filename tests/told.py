"""What browser components say to a page, for tests that play a page without a browser."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest


def tell(page: AppTest, component: str, event: str, value: Any = True) -> AppTest:
    """Runs the page with a message of `bw_<component>`, as its script sends it with setTriggerValue."""
    return tell_address(page, address(page, component), event, value)


def address(page: AppTest, component: str) -> str:
    """Where the component on this page can be told something, even once it has left the page."""
    found: str = _make_trigger_id(_proto(page, component).id, "events")
    return found


def tell_address(page: AppTest, address: str, event: str, value: Any = True) -> AppTest:
    """Runs the page with a message to that address."""
    states = page._tree.get_widget_states()
    states.widgets.append(WidgetState(id=address, json_trigger_value=json.dumps([{"event": event, "value": value}])))
    return page._run(states)


def data_of(page: AppTest, component: str) -> dict[str, Any]:
    """What the page gave the component `bw_<component>`; a LookupError if it is not there."""
    found: dict[str, Any] = json.loads(_proto(page, component).json)
    return found


def _proto(page: AppTest, component: str) -> Any:
    for element in page.main:
        if element.type == "bidi_component" and element.proto.component_name == f"bw_{component}":
            return element.proto
    raise LookupError(f"no component {component} on the page")
