"""Days and times as people say them: „Donnerstag, 11. März 2027, 13:00 Uhr“. In the zone of this machine (`TZ`)."""

import datetime as dt

import texts


def spoken(moment: dt.datetime | None, language: str = texts.DEFAULT) -> str:
    """Day and time; empty for None."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return texts.say("day.at", language, day=spoken_day(local.date(), language), time=f"{local:%H:%M}")


def spoken_day(day: dt.date, language: str = texts.DEFAULT) -> str:
    return texts.say(
        "day.long",
        language,
        weekday=texts.say(f"day.weekday_{day.isoweekday()}", language),
        day=day.day,
        month=texts.say(f"day.month_{day.month}", language),
        year=day.year,
    )


def local_day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone().date() if moment else None
