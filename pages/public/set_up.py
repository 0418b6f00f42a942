"""Setting up: once, by whoever holds the key from the terminal."""

from typing import Any

from actions import accounts
from components.frame import done
from components.set_up import ask_to_set_up, show_already_set_up, show_moment
from pages import visitor


def show() -> None:
    if visitor.is_arriving():
        show_moment("set_up.moment")
    elif accounts.is_set_up():
        show_already_set_up()
    else:
        ask_to_set_up(on_send=_set_up)


def _set_up(form: dict[str, Any]) -> None:
    done(lambda: visitor.let_in(accounts.set_up(**form)))
