"""The invisible piece that turns a ticket into a cookie."""

from components.assets import browser_component

_entrance = browser_component("entrance")


def keep_me(ticket: str, *, go: str | None = None) -> None:
    """Lets the server set this browser's cookie; then goes to `go`, or stays where it is."""
    _entrance(key="entrance", data={"ticket": ticket, "go": go})


def forget_me(*, go: str | None = None, workshop_id: int | None = None) -> None:
    """Lets the server take the organiser's cookie away, or that of a participant of the workshop."""
    _entrance(key="entrance", data={"drop": str(workshop_id) if workshop_id else True, "go": go})
