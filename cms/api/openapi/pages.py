"""The schemas of page types: a card and a detail of each, told apart by `meta.type`."""

from typing import Any, get_type_hints

from wagtail.fields import StreamField

from cms.api.items import DEFAULT_META, DETAIL_META
from cms.api.openapi import columns, streams
from cms.api.openapi.shapes import Components, Schema, object_of, return_of
from cms.api.shapes import MatchJson, MetaJson, PageDetail, PageHit, PageLinkJson
from cms.pages.fields import PageField
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.publishing.references import PageCard

CARD_NOTE = (
    "What a list shows of a page. With `fields=` it may hold fewer keys, or more: those that are not required are"
    " there only where they are asked for."
)
DETAIL_NOTE = (
    "All of a page, without `breadcrumbs` where it is asked for by id and `fields=` does not name them; `fields=` may"
    " leave keys out."
)
HIT_NOTE = "A page that a search found: its card, and where the words of the query stand."
NOTES = {PageCard: ("Card", CARD_NOTE), PageDetail: ("Detail", DETAIL_NOTE), PageHit: ("Hit", HIT_NOTE)}
"""How the forms of a page are called after its type."""


def add_page_types(components: Components) -> None:
    """Teach the components what cards, details and hits are, of one type and of any."""
    for kind in NOTES:
        for label, model in page_types().items():
            components.special[(kind, label)] = _maker(components, model, kind)
        components.special[kind] = _any_type(components, kind)


def without_page_types() -> Components:
    """Return components for which a page inside something else is an open object: to look at one thing alone."""
    components = Components()
    labels = [(kind, label) for kind in NOTES for label in page_types()]
    components.special = {kind: lambda: {"type": "object"} for kind in (*NOTES, *labels)}
    return components


def _any_type(components: Components, kind: Any) -> Any:
    def make() -> Schema:
        return {"oneOf": [components.special[(kind, label)]() for label in page_types()]}

    return lambda: components.named(kind.__name__, kind, make)


def _maker(components: Components, model: type[BasePage], kind: Any) -> Any:
    name = f"{model.__name__}{NOTES[kind][0]}"
    return lambda: components.named(name, (model, kind), lambda: _page(components, model, kind))


def _page(components: Components, model: type[BasePage], kind: Any) -> Schema:
    detail = kind is PageDetail
    fields = model.page_fields()
    properties = {"id": {"type": "integer"}, "meta": _meta(components, model, detail=detail)}
    properties |= {field.name: of_field(components, model, field) for field in fields}
    required = ["id", "meta", *(field.name for field in fields if detail or field.card)]
    if detail:
        properties["breadcrumbs"] = components.of(list[PageLinkJson])
    if kind is PageHit:
        properties["matched"] = components.of(list[MatchJson])
        required.append("matched")
    return object_of(properties, required, NOTES[kind][1])


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
