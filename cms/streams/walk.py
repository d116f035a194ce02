"""From a stored stream to JSON, by block definition, without a query.

Blocks are read as they are stored (numbers instead of rows). A block says what it means by a method
`represent(raw)`, which may return references; every other block follows from its class.

A second walk collects what there is to read of a stream, for search.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.publishing.references import DocumentRef, ImageRef, Needs, PageLink, RichText, SnippetRef, When
from cms.streams.plain import lines, plain

Json = Any


def stream(value: StreamValue) -> list[dict[str, Json]]:
    """Return `[{"type", "id", "value"}]` of a stream field's value, references unresolved."""
    return _stream(value.stream_block, value.get_prep_value())


def _stream(block: blocks.BaseStreamBlock, raw: list[dict[str, Any]] | None) -> list[dict[str, Json]]:
    return [
        _item(item, represent(block.child_blocks[item["type"]], item["value"]))
        for item in raw or []
        if item["type"] in block.child_blocks
    ]


def _item(item: dict[str, Any], value: Json) -> Json:
    """Return a block with its value; what decides whether the value is shown decides over the whole block."""
    inner = value.value if isinstance(value, When | Needs) else value
    block = {"type": item["type"], "id": item.get("id"), "value": inner}
    return replace(value, value=block) if isinstance(value, When | Needs) else block


def represent(block: blocks.Block, raw: Any) -> Json:
    """Return the API's form of one stored block value."""
    if method := getattr(block, "represent", None):
        return method(raw)
    if isinstance(block, ImageBlock):
        return image(raw)
    if isinstance(block, blocks.BaseStructBlock):
        return struct(block, raw)
    if isinstance(block, blocks.ListBlock):
        return [represent(block.child_block, list_item(item)) for item in raw or []]
    if isinstance(block, blocks.BaseStreamBlock):
        return _stream(block, raw)
    return _leaf(block, raw)


def struct(block: blocks.BaseStructBlock, raw: Mapping[str, Any] | None) -> dict[str, Json]:
    """Return a struct's children by name; a child that was never stored takes its default."""
    raw = raw or {}
    return {
        name: represent(child, raw[name] if name in raw else child.get_prep_value(child.get_default()))
        for name, child in block.child_blocks.items()
    }


def list_item(item: Any) -> Any:
    """Return the value of a list item, stored with or without its id."""
    return item["value"] if isinstance(item, dict) and item.get("type") == "item" else item


def image(raw: Mapping[str, Any] | None) -> ImageRef | None:
    """Return a picture with its alternative text in this place."""
    if not raw or not raw.get("image"):
        return None
    return ImageRef(raw["image"], alt=raw.get("alt_text") or None, decorative=bool(raw.get("decorative")))


def _leaf(block: blocks.Block, raw: Any) -> Json:
    if isinstance(block, blocks.RichTextBlock):
        return RichText(raw) if raw else ""
    if isinstance(block, blocks.ChooserBlock):
        return _chosen(block, raw) if raw else None
    return raw


def _chosen(block: blocks.ChooserBlock, pk: int) -> Json:
    if isinstance(block, blocks.PageChooserBlock):
        return PageLink(pk)
    if isinstance(block, ImageChooserBlock):
        return ImageRef(pk)
    if isinstance(block, DocumentChooserBlock):
        return DocumentRef(pk)
    if isinstance(block, SnippetChooserBlock):
        return SnippetRef(pk, model=block.target_model._meta.label)
    raise TypeError(f"{type(block).__name__} needs a represent() method.")


def text(value: StreamValue) -> str:
    """Return what is always there to read in a stream field's value, in lines.

    What shows only between dates, or only where something else is public, is left out.
    """
    return "\n".join(filter(None, _texts(value.stream_block, value.get_prep_value())))


def _texts(block: blocks.Block, raw: Any) -> Iterator[str]:
    if not raw or isinstance(block, ImageBlock) or _depends(block, raw):
        return
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _texts(child, raw.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _texts(block.child_block, list_item(item))
    elif isinstance(block, blocks.BaseStreamBlock):
        for item in raw:
            if item["type"] in block.child_blocks:
                yield from _texts(block.child_blocks[item["type"]], item["value"])
    elif isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock) and block.search_index:
        yield plain(raw) if isinstance(block, blocks.RichTextBlock) else lines(raw)


def _depends(block: blocks.Block, raw: Any) -> bool:
    """Say whether something else decides, when a reader asks, whether the block is shown."""
    method = getattr(block, "represent", None)
    value = method(raw) if method else None
    if isinstance(value, When):
        return bool(value.show_from or value.show_until)
    return isinstance(value, Needs)
