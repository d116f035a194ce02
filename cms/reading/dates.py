"""Dates in the reader's language, no finer than they are known."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    format_interval,
    format_skeleton,
    format_time,
    get_timezone_name,
)
from django.utils.dateparse import parse_date, parse_datetime

_WRITTEN = {4: "{}-01-01", 7: "{}-01", 10: "{}"}


@lru_cache(maxsize=32)
def _babel(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def in_words(value: str | date | None, precision: str | None, language: str) -> str:
    """Write a date of the API in `language` (BCP 47); empty for none.

    `precision` is `year`, `month`, `day`, `minute` or, for what is known by the length of the text, nothing.

    >>> in_words("2015-08", "month", "es")
    'agosto de 2015'
    """
    if not value:
        return ""
    locale = _babel(language)
    moment = _parsed(value) if isinstance(value, str) else value
    if moment is None:
        return str(value)
    match precision or _known(value):
        case "year":
            return str(format_skeleton("y", moment, locale=locale))
        case "month":
            return str(format_skeleton("yMMMM", moment, locale=locale))
        case "minute" if isinstance(moment, datetime):
            return str(format_datetime(moment, _minute_pattern(locale), tzinfo=moment.tzinfo, locale=locale))
    return str(format_date(moment, "long", locale=locale))


def span(start: str, end: str | None, zone: str, language: str) -> str:
    """Write from when to when something takes place, as the API tells it: two days, or two moments with their offset.

    Times of day come with the name of their zone in `language` (BCP 47).

    >>> span("2021-06-29", "2021-07-01", "Asia/Tokyo", "es")
    '29 de junio – 1 de julio de 2021'
    """
    first, last = _parsed(start), _parsed(end) if end else None
    locale = _babel(language)
    if not isinstance(first, datetime):
        if first is None or last is None or last == first:
            return in_words(start, "day", language)
        return str(format_interval(first, last, "yMMMMd", locale=locale))
    text = in_words(start, "minute", language)
    if isinstance(last, datetime) and last.date() == first.date():
        text = f"{text} – {format_time(last, 'short', tzinfo=last.tzinfo, locale=locale)}"
    elif last:
        text = f"{text} – {in_words(end, 'minute', language)}"
    name = zone if zone == "UTC" else get_timezone_name(ZoneInfo(zone), locale=locale)
    return f"{text} ({name})"


def machine_readable(value: str | date | None, precision: str | None) -> str:
    """Return the value of a `<time datetime>`: `2015`, `2015-08`, `2015-08-15` or a moment with its offset."""
    if isinstance(value, datetime):
        return value.isoformat() if precision == "minute" else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value or ""


def _minute_pattern(locale: Locale) -> str:
    time = str(locale.time_formats["short"])
    return str(locale.datetime_formats["long"]).replace("{1}", str(locale.date_formats["long"])).replace("{0}", time)


def _known(value: str | date) -> str:
    return {4: "year", 7: "month"}.get(len(value), "day") if isinstance(value, str) else "day"


def _parsed(text: str) -> date | datetime | None:
    try:
        if written := _WRITTEN.get(len(text)):
            return parse_date(written.format(text))
        return parse_datetime(text)
    except ValueError:
        return None
