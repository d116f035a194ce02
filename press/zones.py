"""Time zones that a date of the press room can be in."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONES = [
    (name, name.replace("_", " "))
    for name in (
        "UTC", "America/New_York", "America/Guatemala", "America/Sao_Paulo", "America/Argentina/Buenos_Aires",
        "Europe/London", "Europe/Brussels", "Africa/Nairobi", "Asia/Singapore", "Asia/Shanghai", "Asia/Hong_Kong",
        "Asia/Tokyo", "Australia/Sydney",
    )
]  # fmt: skip


def local(moment: datetime, zone: str) -> datetime:
    """Return the moment as the clocks of a zone show it."""
    return moment.astimezone(ZoneInfo(zone))


def start_of(day: date, zone: str) -> datetime:
    """Return the moment at which a day begins in a zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def end_of(day: date, zone: str) -> datetime:
    """Return the moment at which a day is over in a zone."""
    return start_of(day + timedelta(days=1), zone)
