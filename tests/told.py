"""What browser components say to a page, for tests that play a page without a browser."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest


def tell(page: AppTest, component: str, event: str, value: Any = True) -> AppTest:
    """Runs the page with a message of `bw_<component>`, as its script sends it with setTriggerValue."""
    message = json.dumps([{"event": event, "value": value}])
    states = page._tree.get_widget_states()
    states.widgets.append(
        WidgetState(id=_make_trigger_id(_proto(page, component).id, "events"), json_trigger_value=message)
    )
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
