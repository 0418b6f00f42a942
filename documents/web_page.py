"""A page of its own to keep or print. It opens anywhere, on a phone too: no script, nothing from elsewhere."""

from collections.abc import Iterable
from html import escape

_STYLE = (
    "body{font:18px/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}h1{line-height:1.2}"
    "section{break-inside:avoid}li,p,blockquote{overflow-wrap:anywhere}p{margin:.2rem 0}"
)


def web_page(title: str, parts: Iterable[str], language: str) -> str:
    """`parts` are HTML already, everything typed in them escaped by whoever made them."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head += f"<title>{escape(title)}</title><style>{_STYLE}</style>"
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{"".join(parts)}</body></html>'
