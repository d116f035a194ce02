"""`people/` and `offices/`: who speaks for the organisation, and where it is."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.countries import country_parameter
from cms.api.endpoints.snippets import in_order, part_of_rows
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import PAGING
from cms.api.parameters import Parameter, Parameters
from cms.api.shapes import ListOf, OfficeRowJson, PersonRowJson
from cms.directory.models import Office, Person
from cms.directory.serializers import office, person

GROUP = Parameter(name="group", kind="words", description="Only people of these groups.", choices=Person.Group.values)
COUNTRY = country_parameter("Only offices in these countries")


@endpoint(parameters=(*LANGUAGE, GROUP, *PAGING), answer=ListOf[PersonRowJson])
def person_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [people]}`: those who serve today; `group=` picks some."""
    frame = frame_of(query, default_locale=True)
    return part_of_rows(request, query, frame, people(frame, query.words("group")))


def people(frame: Frame, groups: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the people of the groups, by default of all, references unresolved."""
    return in_order(frame, Person, lambda row: person(row, frame.view.now), group__in=groups)


@endpoint(parameters=(*LANGUAGE, COUNTRY, *PAGING), answer=ListOf[OfficeRowJson])
def office_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [offices]}`; `country=` picks some."""
    frame = frame_of(query, default_locale=True)
    return part_of_rows(request, query, frame, offices(frame, query.words("country")))


def offices(frame: Frame, countries: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the offices in the countries, by default in all, references unresolved."""
    return in_order(frame, Office, office, country__code__in=countries)
