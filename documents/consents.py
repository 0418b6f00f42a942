"""The proof that goes with a consent: which wording was shown, and its fingerprint."""

from texts.consents import newest


def proof(purpose: str, channel: str) -> dict[str, str]:
    """What is stored beside the moment: `version`, `text_hash`, `channel`."""
    wording = newest(purpose, channel)
    return {"version": wording.version, "text_hash": wording.fingerprint, "channel": channel}
