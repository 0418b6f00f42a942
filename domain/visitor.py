"""Who is acting. Every action takes a Visitor first and asks it for the right it needs."""

from dataclasses import dataclass
from enum import StrEnum

from domain.refusal import Refusal


class Role(StrEnum):
    GUEST = "guest"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    SCREEN = "screen"
    ORGANISER = "organiser"


@dataclass(frozen=True)
class Visitor:
    """One browser, in one role. Ids that do not belong to the role stay empty."""

    role: Role = Role.GUEST
    workshop_id: int | None = None
    person_id: str | None = None
    account_id: int | None = None
    alliance_id: int | None = None
    # Which generation of the workshop's link let this facilitator or projector in.
    key: int = 0

    def as_participant(self) -> tuple[int, str]:
        """The workshop and the person who is acting, or a refusal."""
        if self.role is not Role.PARTICIPANT or self.workshop_id is None or self.person_id is None:
            raise Refusal("not_joined")
        return self.workshop_id, self.person_id

    def as_facilitator(self) -> int:
        """The workshop this visitor leads, or a refusal."""
        if self.role is not Role.FACILITATOR or self.workshop_id is None:
            raise Refusal("not_facilitator")
        return self.workshop_id

    def in_workshop(self) -> int:
        """The workshop this visitor is in, in whatever role, or a refusal."""
        if self.role in (Role.GUEST, Role.ORGANISER) or self.workshop_id is None:
            raise Refusal("not_joined")
        return self.workshop_id

    def as_organiser(self) -> int:
        """The alliance this visitor organises for, or a refusal."""
        if self.role is not Role.ORGANISER or self.alliance_id is None:
            raise Refusal("not_organiser")
        return self.alliance_id


GUEST = Visitor()
