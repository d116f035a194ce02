"""Query parameters of press releases (design/4). `year` and `month` count in the release's own zone."""

from django.db.models import Q

from cms.pages.fields import PageFilter

KINDS = ("press_release", "statement", "media_advisory", "news")

FILTERS = [
    PageFilter("kind", lambda values: Q(kind__in=values), "Of these kinds.", choices=KINDS),
    PageFilter(
        "year",
        lambda values: Q(release_day__year__in=values),
        "Released in these years.",
        "integer",
        minimum=1,
        maximum=9998,
    ),
    PageFilter(
        "month",
        lambda values: Q(release_day__month__in=values),
        "Released in these months, 1 to 12.",
        "integer",
        minimum=1,
        maximum=12,
    ),
]
