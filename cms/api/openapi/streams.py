"""From a StreamField's block definitions to JSON Schemas: the counterpart of `cms.streams.walk`."""

from typing import Any

from wagtail import blocks
from wagtail.blocks.base import Block
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.api.openapi.shapes import Components, Schema, Undeclared, any_of, object_of, return_of
from cms.publishing.references import DocumentRef, ImageRef, PageLink, RichText

_LEAVES: list[tuple[type[Block], Any]] = [
    (ImageBlock, ImageRef | None),
    (ImageChooserBlock, ImageRef | None),
    (DocumentChooserBlock, DocumentRef | None),
    (blocks.PageChooserBlock, PageLink | None),
    (blocks.RichTextBlock, RichText),
    (blocks.BooleanBlock, bool),
    (blocks.IntegerBlock, int),
    (blocks.FloatBlock, float),
    (blocks.CharBlock, str),
    (blocks.TextBlock, str),
    (blocks.URLBlock, str),
    (blocks.EmailBlock, str),
    (blocks.DateTimeBlock, str),
    (blocks.DateBlock, str),
]


def stream(components: Components, block: blocks.BaseStreamBlock) -> Schema:
    """Return the schema of a stream: blocks told apart by `type`. It is a component by the name of its class."""
    name = type(block).__name__
    return components.named(name, type(block), lambda: {"type": "array", "items": _one_of(components, block)})


def _one_of(components: Components, block: blocks.BaseStreamBlock) -> Schema:
    found = {name: _entry(components, name, child) for name, child in block.child_blocks.items()}
    mapping = {name: schema["$ref"] for name, schema in found.items()}
    return {"oneOf": list(found.values()), "discriminator": {"propertyName": "type", "mapping": mapping}}


def _entry(components: Components, name: str, block: Block) -> Schema:
    """Return the schema of `{"type", "id", "value"}`; a component such as `ResourceListBlock`."""

    def make() -> Schema:
        value = components.item(return_of(block.represent)) if hasattr(block, "represent") else form(components, block)
        properties: dict[str, Schema] = {
            "type": {"type": "string", "const": name},
            "id": {"type": ["string", "null"]},
            "value": value,
        }
        return object_of(properties, list(properties), (type(block).__doc__ or "").strip())

    pascal = "".join(word.title() for word in name.split("_"))
    return components.named(f"{pascal}Block", (name, type(block)), make)


def form(components: Components, block: Block) -> Schema:
    """Return the schema of a block's value.

    Raises:
        Undeclared: for a block whose value nothing describes.
    """
    if hasattr(block, "represent"):
        return components.returned(block.represent)
    if isinstance(block, SnippetChooserBlock):
        return any_of([components.snippet(block.target_model._meta.label), {"type": "null"}])
    if isinstance(block, blocks.ChoiceBlock):
        return _choice(block)
    if found := next((shape for kind, shape in _LEAVES if isinstance(block, kind)), None):
        schema = components.of(found)
        optional = found in (str, int, float) and not block.required
        return any_of([schema, {"type": "null"}]) if optional else schema
    if isinstance(block, blocks.BaseStructBlock):
        return _struct(components, block)
    if isinstance(block, blocks.ListBlock):
        return {"type": "array", "items": _item(components, block.child_block)}
    if isinstance(block, blocks.BaseStreamBlock):
        return stream(components, block)
    raise Undeclared(f"{type(block).__name__} does not say what it gives.")


def _item(components: Components, block: Block) -> Schema:
    """Return the schema of a value in a list, which leaves out what leads nowhere."""
    if hasattr(block, "represent"):
        return components.item(return_of(block.represent))
    schema = form(components, block)
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    return any_of(options) if options else schema


def _choice(block: Any) -> Schema:
    values = [value for value, _label in block.field.choices if value]
    if block.required:
        return {"type": "string", "enum": values}
    return {"type": ["string", "null"], "enum": [*values, "", None]}


def _struct(components: Components, block: blocks.BaseStructBlock) -> Schema:
    def make() -> Schema:
        properties = {name: form(components, child) for name, child in block.child_blocks.items()}
        return object_of(properties, list(properties), (type(block).__doc__ or "").strip())

    return components.named(type(block).__name__.removesuffix("Block") + "Value", type(block), make)
