"""House rules that Django checks at every start (design/2 §6). `cms.apps` registers them by `register_all`."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    DraftStateMixin,
    Page,
    RevisionMixin,
    TranslatableMixin,
    get_translatable_models,
)

from cms.api.openapi.document import document
from cms.api.openapi.pages import of_field, without_page_types
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.streams import walk

DECIDED_ON_PAGES = frozenset({"title", "slug", "seo_title", "search_description", "show_in_menus"})
"""Wagtail's own columns of a page that a project decides on; the others are its books: tree, dates, locks."""

CONTAINERS = (blocks.BaseStreamBlock, blocks.ListBlock)


def ours() -> list[Any]:
    """Return the translatable models of this project."""
    models_ = get_translatable_models(include_subclasses=True)
    return [model for model in models_ if model._meta.app_label in ("cms", "home", "library", "press")]


def _columns(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete}


def _to_decide(model: Any) -> set[str]:
    """Return the editable columns and child rows that are not Wagtail's bookkeeping."""
    books = _columns(TranslatableMixin) | _columns(DraftStateMixin) | _columns(RevisionMixin)
    if issubclass(model, Page):
        books |= _columns(Page) - DECIDED_ON_PAGES
    fields = [field for field in model._meta.fields if field.editable and not field.primary_key]
    names = {field.name for field in fields if field.name not in books}
    rows = {relation.get_accessor_name() for relation in get_all_child_relations(model)}
    return names | rows - {COMMENTS_RELATION_NAME}


def every_field_is_decided(found: Sequence[Any]) -> list[checks.CheckMessage]:
    """E001: each field is translated, shared, or kept by each language."""
    messages: list[checks.CheckMessage] = []
    for model in found:
        declared = {field.field_name for field in getattr(model, "translatable_fields", [])}
        kept = set(getattr(model, "locale_fields", []))
        missing = sorted(_to_decide(model) - declared - kept)
        if not declared or missing:
            messages.append(
                checks.Error(
                    f"{model._meta.label} does not say what translations do with {', '.join(missing) or 'it'}.",
                    hint="Name each field in translatable_fields (translated or shared) or in locale_fields.",
                    obj=model,
                    id="cms.E001",
                )
            )
    return messages


def no_many_to_many(found: Sequence[Any]) -> list[checks.CheckMessage]:
    """E002: wagtail-localize never empties a many-to-many relation, and carries none that is not declared."""
    return [
        checks.Error(
            f"{model._meta.label}.{field.name} is a ManyToManyField on a translatable model.",
            hint="Use ordered rows with a ParentalKey to the model.",
            obj=model,
            id="cms.E002",
        )
        for model in found
        for field in model._meta.many_to_many
        if field.model._meta.app_label not in ("wagtailcore", "taggit")
    ]


def streams_of(found: Sequence[Any]) -> Iterator[tuple[Any, str, blocks.Block]]:
    """Yield every stream field's block with its model and field name."""
    for model in found:
        for field in model._meta.get_fields():
            if isinstance(field, StreamField) and field.model is model:
                yield model, field.name, field.stream_block


def _walk(path: str, block: blocks.Block, is_entry: bool = False) -> Iterator[tuple[str, blocks.Block, bool]]:
    """Yield a block and all in it, with its path, and whether an editor chooses it from a list of blocks."""
    yield path, block, is_entry
    if isinstance(block, blocks.ListBlock):
        yield from _walk(f"{path}.item", block.child_block)
    elif isinstance(block, blocks.BaseStreamBlock | blocks.BaseStructBlock) and not isinstance(block, ImageBlock):
        for name, child in block.child_blocks.items():
            yield from _walk(f"{path}.{name}", child, isinstance(block, blocks.BaseStreamBlock))


def blocks_are_described(found: Sequence[Any]) -> list[checks.CheckMessage]:
    """E003: editors see a label of each block, and what it will look like before they choose it."""
    return [
        checks.Error(
            f"The block {path} of {model._meta.label} has no {' and no '.join(lacking)}.",
            hint="Give it label=_(…), and in its Meta a preview_value unless it only holds other blocks.",
            obj=model,
            id="cms.E003",
        )
        for model, name, stream in streams_of(found)
        for path, block, is_entry in _walk(name, stream)
        if (lacking := _lacking(path, block, is_entry))
    ]


def _lacking(path: str, block: blocks.Block, is_entry: bool) -> list[str]:
    lacking = []
    if "." in path and not path.endswith(".item") and not block.meta.label:
        lacking.append("label")
    if is_entry and not isinstance(block, CONTAINERS) and getattr(block.meta, "preview_value", None) is None:
        lacking.append("preview value")
    return lacking


def blocks_have_a_form_in_the_api(found: Sequence[Any]) -> list[checks.CheckMessage]:
    """E004: the walk from stored streams to JSON knows every block."""
    messages: list[checks.CheckMessage] = []
    for model, name, stream in streams_of(found):
        for path, block, _is_entry in _walk(name, stream):
            if isinstance(block, blocks.ChooserBlock) and not hasattr(block, "represent"):
                try:
                    walk.represent(block, 1)
                except TypeError as error:
                    messages.append(
                        checks.Error(
                            f"The block {path} of {model._meta.label} has no form in the API: {error}",
                            hint="Give it a represent(raw) method, or teach cms.streams.walk its class.",
                            obj=model,
                            id="cms.E004",
                        )
                    )
    return messages


def page_types_tell_of_themselves(found: Sequence[type[BasePage]]) -> list[checks.CheckMessage]:
    """E005: each page type says what the API and search show of it."""
    return [
        checks.Error(
            f"{model._meta.label} declares no {name}.",
            hint=f"Set {name} on the class; an inherited one cannot name its fields.",
            obj=model,
            id="cms.E005",
        )
        for model in found
        for name in ("own_api_fields", "search_fields")
        if not vars(model).get(name)
    ]


def answers_say_what_they_are(found: Sequence[type[BasePage]]) -> list[checks.CheckMessage]:
    """E006: each key of a page, each block and each answer has a type in the API's document."""
    components = without_page_types()
    messages: list[checks.CheckMessage] = []
    for model in found:
        for field in model.page_fields():
            try:
                of_field(components, model, field)
            except (TypeError, FieldDoesNotExist) as error:
                messages.append(_untyped(f"{model._meta.label}.{field.name}", error, model))
    if not messages:
        try:
            document()
        except TypeError as error:
            messages.append(_untyped("An answer", error, document))
    return messages


def _untyped(name: str, error: Exception, subject: Any) -> checks.Error:
    return checks.Error(
        f"{name} has no type in the API's document: {error}",
        hint="Annotate what its getter, serializer or represent(raw) returns, or give the field a type.",
        obj=subject,
        id="cms.E006",
    )


def house_rules(app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Run all of them."""
    found = ours()
    return [
        *every_field_is_decided(found),
        *no_many_to_many(found),
        *blocks_are_described(found),
        *blocks_have_a_form_in_the_api(found),
        *page_types_tell_of_themselves(list(page_types().values())),
        *answers_say_what_they_are(list(page_types().values())),
    ]


def register_all() -> None:
    """Register them with Django."""
    checks.register(house_rules, checks.Tags.models)
