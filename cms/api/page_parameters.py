"""The parameters of a list of pages that depend on the types asked for: filters, columns, orders."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import QueryDict
from wagtail.models import Page

from cms.api.countries import country_parameter
from cms.api.parameters import MAX_TEXT, Declared, Parameter
from cms.pages.fields import PageFilter
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.taxonomy.models import Country

Types = tuple[type[BasePage], ...]

ROOT = "root"
TREE = (
    Parameter(
        name="child_of", description="Children of the page with this id, or of `root`, the home page.", max_length=10
    ),
    Parameter(name="descendant_of", description="All below the page with this id, or below `root`.", max_length=10),
    Parameter(name="ancestor_of", kind="integer", description="All above the page with this id."),
)
"""At most one of these may be given."""
TRANSLATION_OF = Parameter(
    name="translation_of",
    description="The translations of the page with this id, or of `root`, the home page.",
    max_length=10,
)
SITE = Parameter(name="site", description="The host of the one site, for clients of stock v2.", max_length=255)
ORDERS = ("id", "title", "slug", "first_published_at", "last_published_at", "date")
RANDOM = "random"
_COLUMNS = (
    "id", "title", "slug", "first_published_at", "show_in_menus", "seo_title", "search_description", "translation_key",
)  # fmt: skip
_FORMATS: dict[type[models.Field[Any, Any]], str] = {
    models.DateTimeField: "date-time",
    models.DateField: "date",
    models.UUIDField: "uuid",
}
_PLAIN: tuple[type[models.Field[Any, Any]], ...] = (
    models.CharField,
    models.IntegerField,
    models.BooleanField,
    *_FORMATS,
)


class PageParameters(Declared):
    """The parameters given to it, and those of the page types that `type=` names."""

    def of(self, query: QueryDict) -> Sequence[Parameter]:
        """Return what the types asked for have in common, and for exactly one type all of it.

        Raises:
            Problem: 400 naming the nearest type.
        """
        named = type_parameter()
        words = named.read(query.getlist("type")) if "type" in query else []
        return (*self.parameters, *parameters_of(types_of(words)))

    def documented(self) -> Sequence[Parameter]:
        """Return all of all types; what only some have says so."""
        return (*self.parameters, *_of_any_type())

    def hint(self, name: str) -> str:
        """Name the types that a parameter goes with, one alone."""
        labels = _types_with().get(name)
        return f"It goes with one type alone: type={' or type='.join(labels)}." if labels else ""


def type_parameter() -> Parameter:
    """Return `type`, whose values are the page types there are."""
    return Parameter(
        name="type",
        kind="words",
        description="Pages of these types; `wagtailcore.Page` stands for all. One type has more parameters.",
        choices=(*page_types(), Page._meta.label),
        ignore_case=True,
    )


def types_of(labels: Iterable[str]) -> Types:
    """Return the page types of these labels, all of them for none."""
    known, named = page_types(), list(labels)
    everything = not named or Page._meta.label in named
    return tuple(known.values() if everything else (known[label] for label in named))


@lru_cache
def parameters_of(types: Types) -> tuple[Parameter, ...]:
    """Return the parameters of a list of these types."""
    defaults = types[0].default_filters if len(types) == 1 else {}
    filters = {name: filter_parameter(filter_, defaults.get(name)) for name, filter_ in filters_of(types).items()}
    columns = {name: _of_column(name, column) for name, column in exact_columns(types).items()}
    order = Parameter(
        name="order",
        kind="words",
        description="Order by these, `-` for descending; by default newest first by the type's own date.",
        choices=(*(sign + name for name in orders_of(types) for sign in ("", "-")), RANDOM),
        example="-date",
    )
    facets = Parameter(
        name="facets",
        kind="words",
        description="Count the pages by the values of these filters, each without its own group's filter.",
        choices=tuple(facets_of(types)),
        example="topic",
    )
    return (type_parameter(), order, facets, *TREE, TRANSLATION_OF, SITE, *({**columns, **filters}).values())


@lru_cache
def _types_with() -> dict[str, list[str]]:
    """Return by the name of each parameter the types whose lists take it."""
    found: dict[str, list[str]] = {}
    for label, model in page_types().items():
        for parameter in parameters_of((model,)):
            found.setdefault(parameter.name, []).append(label)
    return found


def _of_any_type() -> Iterable[Parameter]:
    """Return the parameters of all types, each name once and as wide as any type takes it."""
    everywhere = {parameter.name for parameter in parameters_of(tuple(page_types().values()))}
    found: dict[str, Parameter] = {}
    for model in page_types().values():
        for parameter in parameters_of((model,)):
            name = parameter.name
            found[name] = widest(found[name], parameter) if name in found else parameter
    for name, parameter in found.items():
        only = "" if name in everywhere else f" Only where `type` is {' or '.join(_types_with()[name])}."
        yield replace(parameter, default=None, description=parameter.description + only)


def widest(one: Parameter, other: Parameter) -> Parameter:
    """Return a parameter that takes what either takes. Both are of one kind, or the answer is a text."""
    if one.kind != other.kind:
        return Parameter(name=one.name, description=one.description)
    either = not one.choices or not other.choices or callable(one.choices) or callable(other.choices)
    return replace(
        one,
        choices=() if either else tuple(dict.fromkeys([*_static(one), *_static(other)])),
        minimum=min(one.minimum, other.minimum),
        maximum=max(one.maximum, other.maximum),
        max_length=max(one.max_length, other.max_length),
    )


def _static(parameter: Parameter) -> Sequence[str]:
    return () if callable(parameter.choices) else parameter.choices


def filters_of(types: Sequence[type[BasePage]]) -> dict[str, PageFilter]:
    """Return the filters that all of the types share; those that only have a name in common ask different columns."""
    common = {filter_.name: filter_ for filter_ in types[0].page_filters()}
    for model in types[1:]:
        shared = model.page_filters()
        common = {name: filter_ for name, filter_ in common.items() if filter_ in shared}
    return common


def facets_of(types: Sequence[type[BasePage]]) -> dict[str, PageFilter]:
    """Return the filters by which a list of these types can be counted."""
    return {name: filter_ for name, filter_ in filters_of(types).items() if filter_.facet}


def filter_parameter(filter_: PageFilter, default: str | None = None) -> Parameter:
    """Return the parameter of a filter."""
    if filter_.vocabulary == Country._meta.label:
        return country_parameter(filter_.description, many=filter_.many)
    kinds: dict[tuple[str, bool], Any] = {
        ("code", True): "words", ("integer", True): "integers", ("code", False): "text", ("integer", False): "integer",
    }  # fmt: skip
    bare = Parameter(
        name=filter_.name,
        kind=kinds.get((filter_.kind, filter_.many), "flag"),
        description=filter_.description,
        choices=filter_.choices,
        ignore_case=filter_.ignore_case,
        minimum=filter_.minimum,
        maximum=filter_.maximum,
        max_length=100,
    )
    return bare if default is None else replace(bare, default=bare.read([default]))


def orders_of(types: Sequence[type[BasePage]]) -> list[str]:
    """Return what a list of these types can be ordered by."""
    return [*ORDERS, *(column for column in exact_columns(types) if column not in ORDERS)]


def exact_columns(types: Sequence[type[BasePage]]) -> dict[str, models.Field[Any, Any]]:
    """Return the columns that can be asked for by value: those of `Page`, and of the type where there is one."""
    model: type[Any] = types[0] if len(types) == 1 else Page
    own = [field.name for field in types[0].page_fields() if field.value is None] if len(types) == 1 else []
    columns: dict[str, models.Field[Any, Any]] = {}
    for name in (*_COLUMNS, *own):
        try:
            column = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if (isinstance(column, _PLAIN) or name in _COLUMNS) and not column.is_relation:
            columns[name] = column
    return columns


def _of_column(name: str, column: models.Field[Any, Any]) -> Parameter:
    """Return an exact filter on a plain column, as in stock v2."""
    make = partial(Parameter, name=name, description=f"Where `{name}` is exactly this.")
    if isinstance(column, models.BooleanField):
        return make(kind="flag")
    if isinstance(column, models.IntegerField):
        return make(kind="integer")
    form = next((form for kind, form in _FORMATS.items() if isinstance(column, kind)), "")
    if form:
        return make(format=form, max_length=40, parse=partial(_moment, column))
    choices = tuple(str(value) for value, _label in column.flatchoices)
    return make(choices=choices, min_length=0, max_length=column.max_length or MAX_TEXT)


def _moment(column: models.Field[Any, Any], text: str) -> Any:
    """Read a date, a moment (UTC unless it says otherwise) or a key.

    Raises:
        ValueError: when the column cannot hold it.
    """
    try:
        value = column.to_python(text)
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    except OverflowError:
        raise ValueError("This moment is out of range.") from None
    return value
