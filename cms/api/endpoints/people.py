"""`people/` and `offices/`: who speaks for the organisation, and where it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.api.answers import endpoint, json_response
from cms.api.endpoints.snippets import LANGUAGE_PARAMETERS, marked
from cms.api.frame import Frame, frame_of
from cms.api.paging import PAGING_PARAMETERS, part_of
from cms.api.parameters import Parameters
from cms.api.problems import known_words
from cms.api.resolving.resolver import Resolver
from cms.directory.models import Office, Person
from cms.directory.serializers import office, person
from cms.taxonomy.models import Country


@endpoint
def person_list(request: HttpRequest) -> HttpResponse:
    """Answer `{"meta", "items": [people]}`: those who serve today; `group=` picks some."""
    query = Parameters(request)
    query.refuse_unknown((*LANGUAGE_PARAMETERS, "group", *PAGING_PARAMETERS))
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    rows = people(frame, known_words("group", query.words("group"), Person.Group.values))
    tree = {"meta": part.meta(request, frame, len(rows)), "items": rows[part.window]}
    return json_response(request, Resolver(frame).resolve(tree))


def people(frame: Frame, groups: list[str]) -> list[dict[str, Any]]:
    """Return the people of the groups, by default of all, in the editors' order, references unresolved."""
    queryset = Person.objects.order_by("sort_order", "name", "pk")
    queryset = queryset.filter(group__in=groups) if groups else queryset
    now = frame.view.now
    return [tree for _row, tree in marked(frame, queryset, lambda row: {"id": row.pk, **person(row, now)})]


@endpoint
def office_list(request: HttpRequest) -> HttpResponse:
    """Answer `{"meta", "items": [offices]}`; `country=` picks some."""
    query = Parameters(request)
    query.refuse_unknown((*LANGUAGE_PARAMETERS, "country", *PAGING_PARAMETERS))
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    wanted = [code.upper() for code in query.words("country")]
    known = list(Country.objects.values_list("code", flat=True)) if wanted else []
    rows = offices(frame, known_words("country", wanted, known))
    tree = {"meta": part.meta(request, frame, len(rows)), "items": rows[part.window]}
    return json_response(request, Resolver(frame).resolve(tree))


def offices(frame: Frame, countries: list[str]) -> list[dict[str, Any]]:
    """Return the offices in the countries, by default in all, in the editors' order, references unresolved."""
    queryset = Office.objects.order_by("sort_order", "name", "pk")
    queryset = queryset.filter(country__code__in=countries) if countries else queryset
    return [tree for _row, tree in marked(frame, queryset, lambda row: {"id": row.pk, **office(row)})]
