"""A refusal: something a person wanted is not possible, and why."""


class Refusal(Exception):
    """Raised by every rule that says no.

    `reason` names a text under `refusal.` in texts/*.toml; `values` fill its placeholders.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class Trouble(Refusal):
    """No rule says no: the database is busy, away or full, and the same may be wanted again in a moment.

    Who takes a refusal for an answer ("there is no such person") must let this one pass.
    """
