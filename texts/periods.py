"""Periods as people say them: „6 Wochen“, „6 Wochen nach dem Treffen“."""

import texts


def spoken_period(number: int, unit: str, language: str = texts.DEFAULT) -> str:
    """`unit` is day, week, month or year."""
    return texts.say(f"period.{unit}_1" if number == 1 else f"period.{unit}", language, count=number)


def spoken_after_meeting(number: int, unit: str, language: str = texts.DEFAULT) -> str:
    return texts.say("period.after", language, period=spoken_period(number, unit, language))
