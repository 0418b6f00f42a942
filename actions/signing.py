"""What we sign and know again: cookies, tickets, the right to a stream."""

from typing import Any

from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from actions import clock
from storage.configuration import secret_key


class _Signer(TimestampSigner):
    """A machine's clock may be set back: what we have signed ourselves is never from the future, only young."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        value, signed_at = super().unsign(signed_value, None, True)
        if max_age is not None and (clock.now() - signed_at).total_seconds() > max_age:
            raise SignatureExpired("too old", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


def signer(purpose: str) -> URLSafeTimedSerializer:
    """What is signed for one purpose is worth nothing for another."""
    return URLSafeTimedSerializer(secret_key(), salt=purpose, signer=_Signer)
