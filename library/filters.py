"""Query parameters of publications (design/4) and courses."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import translation

from cms.languages import names
from cms.pages.fields import Facet, PageFilter, has_row
from cms.pages.models import AUDIENCE_FILTER
from cms.pages.rows import PageContext, PageOrganisation
from cms.publishing.visibility import in_private_collection


def _files() -> QuerySet[Any]:
    """Return the files that the public may know of."""
    rows = apps.get_model("library", "PublicationFile")._default_manager.all()
    return rows.exclude(in_private_collection("document__collection__path"))


def _language(what: str, rows: Callable[[], QuerySet[Any]]) -> PageFilter:
    return PageFilter(
        "language",
        lambda values: has_row(rows(), language__in=values),
        f"{what} (BCP 47, in any case).",
        choices=tuple(code for code, _name in names.language_choices()),
        ignore_case=True,
        facet=Facet("language", rows, label=names.language_name),
    )


def _publishers() -> QuerySet[Any]:
    return PageOrganisation.objects.filter(role="publisher")


FILTERS = [
    AUDIENCE_FILTER,
    PageFilter(
        "resource_type",
        lambda values: Q(resource_type__code__in=values),
        "Of these types of resource.",
        vocabulary="cms.ResourceType",
        facet=Facet("resource_type_id"),
    ),
    PageFilter(
        "publisher",
        lambda values: has_row(_publishers(), organisation__code__in=values),
        "Published by one of these organisations.",
        vocabulary="cms.Organisation",
        facet=Facet("organisation_id", _publishers),
    ),
    PageFilter(
        "series",
        lambda values: Q(series__code__in=values),
        "Part of a series.",
        vocabulary="cms.Series",
        facet=Facet("series_id"),
    ),
    PageFilter(
        "context",
        lambda values: has_row(PageContext.objects.all(), context__code__in=values),
        "Made for these contexts.",
        vocabulary="cms.Context",
        facet=Facet("context_id", PageContext.objects.all),
    ),
    _language("With a file in one of these languages", _files),
    PageFilter(
        "year",
        lambda values: Q(publication_year__in=values),
        "Of these years.",
        "integer",
        facet=Facet("publication_year", descending=True),
    ),
    PageFilter(
        "year_from",
        lambda values: Q(publication_year__gte=values[0]),
        "Of this year or later.",
        "integer",
        many=False,
        group="year",
    ),
    PageFilter(
        "year_to",
        lambda values: Q(publication_year__lte=values[0]),
        "Of this year or earlier.",
        "integer",
        many=False,
        group="year",
    ),
    PageFilter(
        "current",
        lambda values: Q(is_current_edition=True) if values[0] else Q(),
        "Without superseded editions, unless it is 0.",
        "flag",
    ),
    PageFilter(
        "featured",
        lambda values: Q(featured=bool(values[0])),
        "Featured by the editors, or not.",
        "flag",
        facet=Facet("featured", label=names.yes_or_no),
    ),
]


def _enrolments() -> QuerySet[Any]:
    """Return the languages of all courses."""
    return apps.get_model("library", "CourseEnrolment")._default_manager.all()


def _providers() -> QuerySet[Any]:
    return PageOrganisation.objects.filter(role__in=("provider", "publisher"))


def _format(code: str, language: str) -> str:
    with translation.override(language.lower()):
        return str(apps.get_model("library", "CoursePage").Format(code).label)


COURSE_FILTERS = [
    AUDIENCE_FILTER,
    PageFilter(
        "provider",
        lambda values: has_row(_providers(), organisation__code__in=values),
        "Given by one of these organisations.",
        vocabulary="cms.Organisation",
        facet=Facet("organisation_id", _providers),
    ),
    _language("Held in one of these languages", _enrolments),
    PageFilter(
        "format",
        lambda values: Q(format__in=values),
        "Of these formats.",
        choices=("self_paced", "live_online", "in_person"),
        facet=Facet("format", label=_format),
    ),
    PageFilter(
        "free",
        lambda values: Q(is_free=bool(values[0])),
        "Free of charge, or not.",
        "flag",
        facet=Facet("is_free", label=names.yes_or_no),
    ),
]
