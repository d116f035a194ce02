"""Query parameters of press releases and events (design/4). `year` and `month` count in the item's own zone."""

from datetime import datetime
from functools import partial

from django.apps import apps
from django.db.models import Q
from django.utils import translation

from cms.languages import names
from cms.pages.fields import Facet, PageFilter

KINDS = ("press_release", "statement", "media_advisory", "news")


def _kind(code: str, language: str, model: str) -> str:
    with translation.override(language.lower()):
        return str(apps.get_model("press", model).Kind(code).label)


def _kinds(model: str, codes: tuple[str, ...]) -> PageFilter:
    return PageFilter(
        "kind",
        lambda values: Q(kind__in=values),
        "Of these kinds.",
        choices=codes,
        facet=Facet("kind", label=partial(_kind, model=model)),
    )


def _days(column: str, verb: str) -> list[PageFilter]:
    """Return `year` and `month` of a day in the item's own zone."""
    return [
        PageFilter(
            "year",
            lambda values: Q(**{f"{column}__year__in": values}),
            f"{verb} in these years.",
            "integer",
            minimum=1,
            maximum=9998,
            facet=Facet(f"{column}__year", descending=True),
        ),
        PageFilter(
            "month",
            lambda values: Q(**{f"{column}__month__in": values}),
            f"{verb} in these months, 1 to 12.",
            "integer",
            minimum=1,
            maximum=12,
            facet=Facet(f"{column}__month", label=names.month_name),
        ),
    ]


FILTERS = [_kinds("PressReleasePage", KINDS), *_days("release_day", "Released")]


def _when(values: list[str], now: datetime) -> Q:
    """Events that are not over yet, events that are, or both."""
    parts = {"upcoming": Q(over_at__gt=now), "past": Q(over_at__lte=now)}
    condition = Q(pk__in=[])
    for value in values:
        condition |= parts[value]
    return condition


EVENT_KINDS = ("observance", "campaign", "conference", "training", "webinar", "ceremony", "fundraiser", "meeting")

EVENT_FILTERS = [
    PageFilter(
        "when", _when, "Not over yet, or over, by the event's own clock.", choices=("upcoming", "past"), is_timed=True
    ),
    _kinds("EventPage", EVENT_KINDS),
    *_days("start_day", "Beginning"),
]
