"""The parameters of `search/`: the filters of every type that is asked for, whether all of them have it or one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from wagtail.models import Page

from cms.api.page_parameters import Types, filter_parameter, widest
from cms.api.parameters import Declared, Parameter, Parameters
from cms.api.problems import bad_parameter
from cms.helplines.models import Helpline
from cms.pages.fields import PageFilter
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.search.keys import SNIPPETS

MAX_TERMS = 12
COUNTRY = "country"
TYPE = "type"
WORDS = Parameter(
    name="q",
    description=f"What to look for, at most {MAX_TERMS} words; “a phrase” in quotes, -word for what must not be.",
    max_length=100,
    required=True,
    example="helpline",
)
BEGINNING = Parameter(name="q", description="The beginning of a title or topic.", max_length=100, required=True)
ORDER = Parameter(
    name="order",
    description="The best hits first, or the newest; what has no date comes last.",
    choices=("relevance", "-date"),
    default="relevance",
)

Holders = dict[PageFilter, list[type[BasePage]]]
"""Filters of one name, each with the types that have it."""


@dataclass(frozen=True)
class Kinds:
    """What is searched: page types and kinds of snippet. Not `named` where the request leaves it open, for all."""

    pages: Types
    snippets: tuple[Any, ...]
    named: bool


class SearchParameters(Declared):
    """The parameters given to it, and the filters that any of the types asked for has."""

    def of(self, query: QueryDict) -> Sequence[Parameter]:
        """Return what may be asked of the types that the request names.

        Raises:
            Problem: 400 naming the nearest type.
        """
        named = type_parameter()
        kinds = kinds_of(named.read(query.getlist(TYPE)) if TYPE in query else [])
        return (*self.parameters, named, *_filters(kinds))

    def documented(self) -> Sequence[Parameter]:
        """Return all of all types."""
        return (*self.parameters, type_parameter(), *(replace(one, default=None) for one in _filters(kinds_of([]))))


def type_parameter() -> Parameter:
    """Return `type`, whose values are all that is searched."""
    return Parameter(
        name=TYPE,
        kind="words",
        description="Only these types.",
        choices=(*page_types(), *(model._meta.label for model in SNIPPETS), Page._meta.label),
        ignore_case=True,
    )


def kinds_of(labels: Iterable[str]) -> Kinds:
    """Return what these labels name, everything for none; `wagtailcore.Page` stands for all page types."""
    labels = list(labels)
    known = page_types()
    pages = (
        tuple(known.values()) if Page._meta.label in labels else tuple(known[one] for one in labels if one in known)
    )
    snippets = tuple(model for model in SNIPPETS if model._meta.label in labels)
    return Kinds(pages, snippets, True) if labels else Kinds(tuple(known.values()), SNIPPETS, False)


@lru_cache
def holders_of(kinds: Kinds) -> dict[str, Holders]:
    """Return by name the filters that any of the page types has; that of the country where helplines are searched."""
    found: dict[str, Holders] = {}
    for model in kinds.pages:
        for filter_ in model.page_filters():
            found.setdefault(filter_.name, {}).setdefault(filter_, []).append(model)
    if Helpline in kinds.snippets and COUNTRY not in found:
        found[COUNTRY] = {filter_: [] for filter_ in BasePage.base_api_filters if filter_.name == COUNTRY}
    return found


def facet_names(kinds: Kinds) -> list[str]:
    """Return by what hits can be counted."""
    holders = holders_of(kinds).items()
    return [TYPE, *(name for name, filters in holders if any(filter_.facet for filter_ in filters))]


@lru_cache
def _filters(kinds: Kinds) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    defaults = kinds.pages[0].default_filters if len(kinds.pages) == 1 and not kinds.snippets else {}
    for name, holders in holders_of(kinds).items():
        for filter_ in holders:
            parameter = filter_parameter(filter_, defaults.get(name))
            found[name] = widest(found[name], parameter) if name in found else parameter
    facets = Parameter(
        name="facets",
        kind="words",
        description="Count the hits by the values of these, each without its own group's filter.",
        choices=tuple(facet_names(kinds)),
        example="topic",
    )
    return (facets, *found.values())


def words_of(query: Parameters, name: str = WORDS.name) -> str:
    """Return what to look for, from the parameter of this name.

    Raises:
        Problem: 400 where it has no word, or too many.
    """
    text = query.text(name)
    count = len(words_in(text))
    if not count:
        raise bad_parameter(name, "Give at least one word.")
    if count > MAX_TERMS:
        raise bad_parameter(name, f"Use at most {MAX_TERMS} words.")
    return text


def is_short(text: str) -> bool:
    """Say whether a text has no more words and characters than a search takes."""
    return len(text) <= WORDS.max_length and len(words_in(text)) <= MAX_TERMS


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are counted."""
    return "".join(character if character.isalnum() else " " for character in text).split()
