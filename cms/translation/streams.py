"""Carries what is not text from a stream of the source to the same blocks of a translation.

Works on streams as they are stored. Blocks are matched by their ids; none is added, removed or moved.
"""

import uuid
from collections.abc import Collection
from typing import Any

from wagtail import blocks

Raw = Any


def carry(block: blocks.Block, source: Raw, target: Raw, kept: Collection[str], path: str) -> Raw:
    """Return `target` with the shared leaves of `source`. `kept` holds paths that a translator has overridden."""
    if isinstance(block, blocks.BaseStreamBlock):
        return _stream(block, source, target, kept, path)
    if isinstance(block, blocks.ListBlock):
        return _list(block, source, target, kept, path)
    if isinstance(block, blocks.BaseStructBlock) and isinstance(source, dict):
        return _struct(block, source, target, kept, path)
    return target if is_text(block) or path in kept else source


def is_text(block: blocks.Block) -> bool:
    """Say whether translators translate this leaf.

    A block with segments of its own has them, in this project, to say that there are none (`SourceSnippetBlock`).
    """
    texts = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock, blocks.RichTextBlock)
    return isinstance(block, texts) and not hasattr(block, "get_translatable_segments")


def _by_id(raw: Raw) -> dict[tuple[Any, Any], Raw]:
    return {(item["id"], item.get("type")): item for item in raw or [] if isinstance(item, dict) and item.get("id")}


def _matched(raw: Raw, source: Raw, child_of: Any, kept: Collection[str], path: str) -> Raw:
    found = _by_id(source)
    result = []
    for item in raw or []:
        same = found.get((item.get("id"), item.get("type"))) if isinstance(item, dict) else None
        child = child_of(item) if same else None
        if same and child:
            item = {**item, "value": carry(child, same["value"], item["value"], kept, f"{path}.{item['id']}")}
        result.append(item)
    return result


def _stream(block: blocks.BaseStreamBlock, source: Raw, target: Raw, kept: Collection[str], path: str) -> Raw:
    return _matched(target, source, lambda item: block.child_blocks.get(item["type"]), kept, path)


def _list(block: blocks.ListBlock, source: Raw, target: Raw, kept: Collection[str], path: str) -> Raw:
    return _matched(target, source, lambda _item: block.child_block, kept, path)


def _struct(block: blocks.BaseStructBlock, source: Raw, target: Raw, kept: Collection[str], path: str) -> Raw:
    result = dict(target) if isinstance(target, dict) else {}
    for name, child in block.child_blocks.items():
        if name in source and (name in result or not is_text(child)):
            result[name] = carry(child, source[name], result.get(name), kept, f"{path}.{name}")
    return result


def identified(block: blocks.Block, raw: Raw) -> Raw:
    """Return a stored value in which every item of a list has an id; without one nobody could translate it."""
    if isinstance(block, blocks.ListBlock):
        items = [item if _has_id(item) else _item(item) for item in raw or []]
        return [{**item, "value": identified(block.child_block, item["value"])} for item in items]
    if isinstance(block, blocks.BaseStreamBlock):
        known = block.child_blocks
        return [
            {**item, "value": identified(known[item["type"]], item["value"])} if item["type"] in known else item
            for item in raw or []
        ]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(raw, dict):
        known = block.child_blocks
        return {name: identified(known[name], value) if name in known else value for name, value in raw.items()}
    return raw


def _item(value: Raw) -> Raw:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _has_id(item: Raw) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "id" in item and "value" in item
