"""`people/` and `offices/`: who speaks for the organisation, and where it is."""

from typing import Any

from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.endpoints.snippets import marked
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import PAGING, part_of
from cms.api.parameters import Parameter, Parameters
from cms.api.resolving.resolver import Resolver
from cms.api.shapes import ListOf, OfficeRowJson, PersonRowJson
from cms.directory.models import Office, Person
from cms.directory.serializers import office, person
from cms.taxonomy.models import country_codes

GROUP = Parameter(name="group", kind="words", description="Only people of these groups.", choices=Person.Group.values)
COUNTRY = Parameter(
    name="country",
    kind="words",
    description="Only offices in these countries (ISO 3166-1 alpha-2).",
    choices=country_codes,
    max_length=2,
    ignore_case=True,
    example="SG",
)


@endpoint(parameters=(*LANGUAGE, GROUP, *PAGING), answer=ListOf[PersonRowJson])
def person_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [people]}`: those who serve today; `group=` picks some."""
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    rows = people(frame, query.words("group"))
    tree = {"meta": part.meta(request, frame, len(rows)), "items": rows[part.window]}
    return Resolver(frame).resolve(tree)


def people(frame: Frame, groups: list[str]) -> list[dict[str, Any]]:
    """Return the people of the groups, by default of all, in the editors' order, references unresolved."""
    queryset = Person.objects.order_by("sort_order", "name", "pk")
    queryset = queryset.filter(group__in=groups) if groups else queryset
    now = frame.view.now
    return [tree for _row, tree in marked(frame, queryset, lambda row: {"id": row.pk, **person(row, now)})]


@endpoint(parameters=(*LANGUAGE, COUNTRY, *PAGING), answer=ListOf[OfficeRowJson])
def office_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [offices]}`; `country=` picks some."""
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    rows = offices(frame, query.words("country"))
    tree = {"meta": part.meta(request, frame, len(rows)), "items": rows[part.window]}
    return Resolver(frame).resolve(tree)


def offices(frame: Frame, countries: list[str]) -> list[dict[str, Any]]:
    """Return the offices in the countries, by default in all, in the editors' order, references unresolved."""
    queryset = Office.objects.order_by("sort_order", "name", "pk")
    queryset = queryset.filter(country__code__in=countries) if countries else queryset
    return [tree for _row, tree in marked(frame, queryset, lambda row: {"id": row.pk, **office(row)})]
