"""The proof that goes with a consent: which wording was shown, and its fingerprint."""

from typing import TypedDict

from texts.consents import newest


class Proof(TypedDict):
    """What is stored beside the moment."""

    version: str
    text_hash: str
    channel: str


def proof(purpose: str, channel: str) -> Proof:
    wording = newest(purpose, channel)
    return {"version": wording.version, "text_hash": wording.fingerprint, "channel": channel}
