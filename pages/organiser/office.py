from domain.visitor import Visitor


def show(who: Visitor | None = None) -> None: ...
