"""A ballot's receipt once the round is closed; after the result only the person's own device knows it."""

from components.assets import browser_component
from components.words import language

_receipt = browser_component("receipt")


def show_receipt(*, place: str, receipt: str, code: str, shown: bool) -> None:
    """`place`: under which name the device keeps it. `receipt`: what the server still knows; nothing once `shown`."""
    _receipt(
        key="receipt",
        data={"language": language(), "place": place, "receipt": receipt, "code": code, "shown": shown},
    )
