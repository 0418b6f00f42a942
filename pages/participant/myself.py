from domain.visitor import Visitor


def show(person: Visitor) -> None: ...
