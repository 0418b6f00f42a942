"""A mail that is written as far as it can be, as an address that any mail program opens."""

from collections.abc import Sequence
from urllib.parse import quote

# Some mail programs on Windows take no longer address than this, and say nothing.
_MOST = 1900


def mail_draft(address: str, subject: str, paragraphs: Sequence[str]) -> str:
    """A `mailto:` address (RFC 6068) with subject and body; of a body that is too long, paragraphs are left out.

    The last one, the greeting, stays; what is left out goes from the end.
    """
    *said, greeting = paragraphs
    while True:
        body = "\r\n\r\n".join([*said, greeting])
        draft = f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
        if len(draft) <= _MOST or not said:
            return draft
        said.pop()
