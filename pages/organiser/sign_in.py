"""Signing in as an organiser; whoever is signed in already may go on or sign out."""

from actions import accounts
from components.frame import done, show_note
from components.set_up import show_moment
from components.sign_in import ask_to_sign_in, say_goodbye, show_signed_in
from domain.visitor import Visitor
from pages import visitor


def show(host: Visitor | None) -> None:
    if visitor.is_leaving():
        say_goodbye()
    elif visitor.is_arriving():
        show_moment("set_up.moment")
    elif host:
        show_signed_in(accounts.my_account(host), on_leave=visitor.leave)
    else:
        show_note()
        ask_to_sign_in(on_send=_sign_in)


def _sign_in(email: str, password: str) -> None:
    done(lambda: visitor.let_in(accounts.sign_in(email, password, device=visitor.device())))
