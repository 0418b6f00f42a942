"""Browser components: their scripts lie in files that a browser fetches once and keeps for good.

Streamlit sends a component's inline script again with every rerun. So what it gets inline is one line that
imports the real script; its address carries a fingerprint of all components and texts.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

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


@cache
def version() -> str:
    """A fingerprint of everything the browser fetches from us."""
    digest = hashlib.sha256()
    for path in sorted([*FOLDER.rglob("*.js"), *FOLDER.rglob("*.css"), *FOLDER.parent.glob("texts/*/*.toml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def browser_component(name: str) -> Any:
    """Mounts the component of that folder: `components/<name>/<name>.js`, `.css` and, if there is one, `.html`."""
    markup = FOLDER / name / f"{name}.html"
    return st.components.v2.component(
        f"bw_{name}",
        html=_MARKUP.format(version=version(), name=name) + (markup.read_text() if markup.exists() else ""),
        js=_LOADER.format(version=version(), name=name),
    )
