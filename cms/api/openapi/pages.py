"""The schemas of page types: a card and a detail of each, told apart by `meta.type`."""

from typing import Any, get_type_hints

from wagtail.fields import StreamField

from cms.api.items import DEFAULT_META, DETAIL_META
from cms.api.openapi import columns, streams
from cms.api.openapi.shapes import Components, Schema, object_of, return_of
from cms.api.shapes import MetaJson, PageDetail, PageLinkJson
from cms.pages.fields import PageField
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.publishing.references import PageCard

CARD_NOTE = (
    "What a list shows of a page. With `fields=` it may hold fewer keys, or more: those that are not required are"
    " there only where they are asked for."
)
DETAIL_NOTE = (
    "All of a page. `breadcrumbs` stand on the answer of `pages/by-path/` only; `fields=` may leave keys out."
)


def add_page_types(components: Components) -> None:
    """Teach the components what `PageCard`, `PageDetail` and the cards of one type are."""
    for label, model in page_types().items():
        components.special[(PageCard, label)] = _maker(components, model, detail=False)
        components.special[(PageDetail, label)] = _maker(components, model, detail=True)
    for kind in (PageCard, PageDetail):
        components.special[kind] = _any_type(components, kind)


def without_page_types() -> Components:
    """Return components for which a page inside something else is an open object: to look at one thing alone."""
    components = Components()
    labels = [(kind, label) for kind in (PageCard, PageDetail) for label in page_types()]
    components.special = {kind: lambda: {"type": "object"} for kind in (PageCard, PageDetail, *labels)}
    return components


def _any_type(components: Components, kind: Any) -> Any:
    def make() -> Schema:
        return {"oneOf": [components.special[(kind, label)]() for label in page_types()]}

    return lambda: components.named(kind.__name__, kind, make)


def _maker(components: Components, model: type[BasePage], *, detail: bool) -> Any:
    name = f"{model.__name__}{'Detail' if detail else 'Card'}"
    return lambda: components.named(name, (model, detail), lambda: _page(components, model, detail=detail))


def _page(components: Components, model: type[BasePage], *, detail: bool) -> Schema:
    fields = model.page_fields()
    properties = {"id": {"type": "integer"}, "meta": _meta(components, model, detail=detail)}
    properties |= {field.name: of_field(components, model, field) for field in fields}
    if detail:
        properties["breadcrumbs"] = components.of(list[PageLinkJson])
    required = [field.name for field in fields if detail or field.card]
    return object_of(properties, ["id", "meta", *required], DETAIL_NOTE if detail else CARD_NOTE)


def _meta(components: Components, model: type[BasePage], *, detail: bool) -> Schema:
    hints = get_type_hints(MetaJson)
    properties = {name: components.of(hint) for name, hint in hints.items()}
    properties["type"] = {"type": "string", "const": model._meta.label}
    required = [name for name in (*DEFAULT_META, *(DETAIL_META if detail else ())) if name != "requested_locale"]
    return object_of(properties, required)


def of_field(components: Components, model: type[BasePage], field: PageField) -> Schema:
    """Return the schema of a key of a page.

    Raises:
        TypeError: where nothing says what it is.
    """
    if field.type is not None:
        return components.of(field.type)
    if field.value is not None:
        return components.of(return_of(field.value))
    column: Any = model._meta.get_field(field.name)
    if isinstance(column, StreamField):
        return streams.stream(components, column.stream_block)
    return columns.schema_of(column, null=field.null)
