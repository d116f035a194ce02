"""Which entries have which value, as sets of entry keys: pages those of a filter, for labels, filters and facets."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.helplines.models import Helpline
from cms.pages.fields import Facet, PageFilter
from cms.pages.registry import page_types
from cms.publishing.version import kept
from cms.search import bits
from cms.search.bits import either, spread
from cms.search.gathering import gathered
from cms.search.keys import PAGE, key_of, kind_of

Values = dict[Any, int]
"""Sets of page keys, by value: the primary key of a vocabulary's row, or what the facet's column holds."""


def of(filter_: PageFilter) -> Values:
    """Return the pages of each value of a filter that has a facet, public or not. A broader value has the narrower's.

    Made once for a content version, by one query for each type that has the filter.
    """
    facet = filter_.facet
    if facet is None:
        return {}
    return kept(("values", filter_), lambda: _by_rows(facet, facet.rows) if facet.rows else _by_column(filter_, facet))


def of_types() -> Values:
    """Return the pages of each type, by its label."""
    return kept("types of entries", _of_types)


def askable(filter_: PageFilter) -> int:
    """Return the pages of the types that have a filter: a course has publishers too, and only `provider` for them."""
    types = of_types()
    return either(types[label] for label, model in page_types().items() if filter_ in model.page_filters())


def of_helplines(column: str) -> Values:
    """Return the helplines of each value of a column, public or not."""
    return kept(("helplines by", column), lambda: _of_helplines(column))


def set_aside() -> int:
    """Return the pages that a list of their type leaves out unless it is asked otherwise: superseded editions."""
    return kept("entries set aside", lambda: either(set_aside_by().values()))


def set_aside_by() -> Values:
    """Return the same by the name of the filter that leaves them out where it is not given."""
    return kept("entries set aside by", _set_aside)


def _by_rows(facet: Facet, rows: Callable[[], QuerySet[Any]]) -> Values:
    values = {value: spread(pks) for value, pks in gathered(rows(), facet.column, "page_id")}
    if facet.broader:
        broader = {value: spread(pks) for value, pks in gathered(rows(), facet.broader, "page_id")}
        for value, members in broader.items():
            if value is not None:
                values[value] = values.get(value, 0) | members
    return values


def _by_column(filter_: PageFilter, facet: Facet) -> Values:
    values: Values = defaultdict(int)
    for model in page_types().values():
        if filter_ in model.page_filters():
            for value, pks in gathered(model._default_manager.all(), facet.column, "pk"):
                if value is not None:
                    values[value] |= spread(pks)
    return dict(values)


def _of_types() -> Values:
    by_name = {name: spread(pks) for name, pks in gathered(Page.objects.all(), "content_type__model", "pk")}
    return {label: by_name.get(model._meta.model_name, 0) for label, model in page_types().items()}


def _of_helplines(column: str) -> Values:
    kind = kind_of(Helpline)
    found = gathered(Helpline.objects.filter(**{f"{column}__isnull": False}), column, "pk")
    return {value: bits.of([key_of(kind, pk) for pk in bits.keys(pks)]) for value, pks in found}


def _set_aside() -> Values:
    found: Values = {}
    for model in page_types().values():
        filters = {filter_.name: filter_ for filter_ in model.page_filters()}
        for name, value in model.default_filters.items():
            if filters[name].kind == "flag":
                others = model._default_manager.exclude(filters[name].condition([int(value)]))
                members = bits.of([key_of(PAGE, pk) for pk in others.values_list("pk", flat=True)])
                found[name] = found.get(name, 0) | members
    return found
