"""`facets=` of a search: how many hits there are for each value of a filter."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.text import capfirst

from cms.api import facets
from cms.api.frame import Frame
from cms.api.parameters import Parameters
from cms.api.searching.parameters import COUNTRY, TYPE, Kinds, holders_of
from cms.api.searching.scope import of_each_type, of_snippets, together
from cms.helplines.models import Helpline
from cms.pages.fields import Facet, PageFilter
from cms.pages.registry import page_types
from cms.search import values
from cms.search.keys import SNIPPETS


def counts(
    frame: Frame, kinds: Kinds, query: Parameters, hits: int, demanded: dict[str, int], names: list[str]
) -> dict[str, Any]:
    """Return `{"topic": [{"code", "label", "count"}]}`, labels unresolved.

    Each is counted without the filters of its own group, and says how many hits asking for the value leaves. `hits`
    are those without any filter.
    """
    language = (frame.locale or frame.view.locales[0]).code
    return {
        name: _types(hits & of_each_type(frame, query), language)
        if name == TYPE
        else _values(kinds, name, hits, demanded, language)
        for name in names
    }


def _values(kinds: Kinds, name: str, hits: int, demanded: dict[str, int], language: str) -> Any:
    """Count by a filter; where types have filters of their own by this name, their values stand in one list."""
    found: Counter[Any] = Counter()
    facets_: dict[Any, Facet] = {}
    filters = {filter_: filter_.facet for filter_ in holders_of(kinds)[name] if filter_.facet}
    for filter_, facet in filters.items():
        wanted = hits & together(demanded, filter_.group)
        for value, members in _holding(kinds, filter_).items():
            if count := (members & wanted).bit_count():
                found[value] += count
                facets_.setdefault(value, facet)

    def label(value: Any, language: str) -> str:
        named = facets_[value].label
        return named(value, language) if named else str(value)

    first, facet = next(iter(filters.items()))
    return facets.counted(first, replace(facet, label=label), found.items(), language)


def _holding(kinds: Kinds, filter_: PageFilter) -> values.Values:
    """Return what has each value of a filter, public or not: pages of the types that have it; of a country helplines
    too.
    """
    pages = values.of(filter_)
    if filter_.name == COUNTRY and Helpline in kinds.snippets:
        helplines = values.of_helplines("country_id")
        return {value: pages.get(value, 0) | helplines.get(value, 0) for value in {**pages, **helplines}}
    types = values.askable(filter_)
    return {value: members & types for value, members in pages.items()}


def _types(hits: int, language: str) -> list[dict[str, Any]]:
    types = dict(zip(page_types().values(), values.of_types().values(), strict=True))
    kinds: dict[Any, int] = {**types, **{model: of_snippets(model) for model in SNIPPETS}}
    found = {model: (members & hits).bit_count() for model, members in kinds.items()}
    with translation.override(language.lower()):
        rows = [
            {"code": model._meta.label, "label": str(capfirst(model._meta.verbose_name_plural)), "count": count}
            for model, count in found.items()
            if count
        ]
    return sorted(rows, key=lambda row: (-row["count"], row["label"].casefold()))
