"""Query parameters of press releases and events (design/4). `year` and `month` count in the item's own zone."""

from datetime import datetime

from django.db.models import Q

from cms.pages.fields import PageFilter

RELEASE_KINDS = ("press_release", "statement", "media_advisory", "news")

EVENT_KINDS = ("observance", "campaign", "conference", "training", "webinar", "ceremony", "fundraiser", "meeting")


def _by_day(column: str) -> list[PageFilter]:
    """Return `year` and `month` by a column that holds the day in the item's own zone."""
    return [
        PageFilter(
            "year", lambda values: Q(**{f"{column}__year__in": values}), kind="integer", minimum=1, maximum=9998
        ),
        PageFilter(
            "month", lambda values: Q(**{f"{column}__month__in": values}), kind="integer", minimum=1, maximum=12
        ),
    ]


def _when(values: list[str], now: datetime) -> Q:
    """Events that are not over yet, events that are, or both."""
    parts = {"upcoming": Q(over_at__gt=now), "past": Q(over_at__lte=now)}
    condition = Q(pk__in=[])
    for value in values:
        condition |= parts[value]
    return condition


RELEASE_FILTERS = [
    PageFilter("kind", lambda values: Q(kind__in=values), choices=RELEASE_KINDS),
    *_by_day("release_day"),
]
EVENT_FILTERS = [
    PageFilter("when", _when, choices=("upcoming", "past"), is_timed=True),
    PageFilter("kind", lambda values: Q(kind__in=values), choices=EVENT_KINDS),
    *_by_day("start_day"),
]
