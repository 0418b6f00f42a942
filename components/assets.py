"""Browser components: their scripts lie in files that a browser fetches once and keeps for good.

Streamlit sends a component's inline script again with every rerun. So what it gets inline is one line that
imports the real script; its address carries a fingerprint of all components and texts.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from texts.fingerprint import version

FOLDER = Path(__file__).parent
# When new data comes while the last is still being handled, Streamlit cleans up after a component that lives on.
# So a component is only ended once it is really gone from the page.
_LOADER = """
const module = await import(window.location.origin + "/assets/{version}/{name}/{name}.js")
export default (component) => {{
  const end = module.default(component)
  return () => setTimeout(() => component.parentElement.isConnected || end?.(), 1000)
}}
"""
_MARKUP = """
<link rel="stylesheet" href="/assets/{version}/look/look.css">
<link rel="stylesheet" href="/assets/{version}/{name}/{name}.css">
"""


def browser_component(name: str) -> Any:
    """Mounts the component of that folder: `components/<name>/<name>.js`, `.css` and, if there is one, `.html`."""
    markup = FOLDER / name / f"{name}.html"
    return st.components.v2.component(
        f"bw_{name}",
        html=_MARKUP.format(version=version(), name=name) + (markup.read_text() if markup.exists() else ""),
        js=_LOADER.format(version=version(), name=name),
    )


def sent(key: str, event: str) -> Any:
    """In a callback: what the component's script sent with that event; None if the page has left the component.

    A message that comes after its component has left still calls back, but Streamlit no longer has its state.
    """
    return getattr(st.session_state.get(key), event, None)
