from domain.agenda import Kind
from domain.visitor import Visitor


def show(person: Visitor, stream: str, _kind: Kind) -> None: ...
