"""Query parameters of press releases (design/4). `year` and `month` count in the release's own zone."""

from django.apps import apps
from django.db.models import Q
from django.utils import translation

from cms.languages import names
from cms.pages.fields import Facet, PageFilter

KINDS = ("press_release", "statement", "media_advisory", "news")


def _kind(code: str, language: str) -> str:
    with translation.override(language.lower()):
        return str(apps.get_model("press", "PressReleasePage").Kind(code).label)


FILTERS = [
    PageFilter(
        "kind",
        lambda values: Q(kind__in=values),
        "Of these kinds.",
        choices=KINDS,
        facet=Facet("kind", label=_kind),
    ),
    PageFilter(
        "year",
        lambda values: Q(release_day__year__in=values),
        "Released in these years.",
        "integer",
        minimum=1,
        maximum=9998,
        facet=Facet("release_day__year", descending=True),
    ),
    PageFilter(
        "month",
        lambda values: Q(release_day__month__in=values),
        "Released in these months, 1 to 12.",
        "integer",
        minimum=1,
        maximum=12,
        facet=Facet("release_day__month", label=names.month_name),
    ),
]
