"""The wordings of consents, by purpose, version and the way they were given (R-32)."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache

from texts import FOLDER


@dataclass(frozen=True)
class Wording:
    """`shown` is the key of the text on the page, if the page still shows this wording."""

    purpose: str
    version: str
    channel: str
    shown: str
    de: str
    en: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.de}\n{self.en}".encode()).hexdigest()

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.de


@cache
def wordings() -> tuple[Wording, ...]:
    """In the order of the file: of a purpose and a channel the newest comes last."""
    purposes = tomllib.loads((FOLDER / "consents.toml").read_text(encoding="utf-8"))
    return tuple(
        Wording(purpose, version, channel, **wording)
        for purpose, versions in purposes.items()
        for version, channels in versions.items()
        for channel, wording in channels.items()
    )


def newest(purpose: str, channel: str) -> Wording:
    return [each for each in wordings() if (each.purpose, each.channel) == (purpose, channel)][-1]


def wording(purpose: str, version: str, channel: str) -> Wording | None:
    """What somebody agreed to; None for a version that this application does not know."""
    wanted = (purpose, version, channel)
    return next((each for each in wordings() if (each.purpose, each.version, each.channel) == wanted), None)
