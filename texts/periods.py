"""Periods as people say them: „6 Wochen“, „6 Wochen nach dem Treffen“."""

import texts

_FROM_THEMSELVES = ("audit", "logs", "backups")


def spoken_period(number: int, unit: str, language: str = texts.DEFAULT) -> str:
    """`unit` is day, week, month or year."""
    return texts.say(f"period.{unit}", language, count=number)


def spoken_from(kind: str, number: int, unit: str, language: str = texts.DEFAULT) -> str:
    """With what it is counted from: most kinds of data from the meeting on, some from the day they were made."""
    period = spoken_period(number, unit, language)
    return texts.say(
        f"period.from_{kind}" if kind in _FROM_THEMSELVES else "period.from_meeting", language, period=period
    )
