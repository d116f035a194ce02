"""The dates of pages: as content files write them, and as the page types hold them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cms.seed.content import Place

DEFAULT_ZONE = "America/New_York"


def publication(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return year, month and day as far as they are known."""
    parts = {f"publication_{name}": data.get(name) for name in ("year", "month", "day")}
    known = [name for name in ("day", "month", "year") if data.get(name)]
    return {**parts, "date_precision": known[0] if known else "unknown"}


def release(data: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return the date of a release; one without a time of day is midnight in its zone.

    Raises:
        ContentError: where there is none.
    """
    released, zone = data.get("release_date"), data.get("zone", DEFAULT_ZONE)
    if isinstance(released, datetime):
        return {"release_date": released, "zone": zone, "has_time": True}
    return {"release_date": _in_zone(released, zone, place / "release_date"), "zone": zone, "has_time": False}


def event(data: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return start and end of an event, which are in its own zone; dates without a time of day are whole days.

    Raises:
        ContentError: where there is no start, or only one of both has a time of day.
    """
    start, end, zone = data.get("start"), data.get("end"), data.get("zone", DEFAULT_ZONE)
    all_day = not isinstance(start, datetime)
    if end is not None and isinstance(end, datetime) == all_day:
        raise (place / "end").error("must be a date or a moment as the start is")
    return {
        "start": _in_zone(start, zone, place / "start"),
        "end": _in_zone(end, zone, place / "end") if end is not None else None,
        "zone": zone,
        "all_day": all_day,
    }


def _in_zone(value: Any, zone: str, place: Place) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))
    if not isinstance(value, date):
        raise place.error("must be a date, or a date and time")
    return datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(zone))
