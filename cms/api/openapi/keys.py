"""Which keys an answer may have by its declared type: what `fields=` can choose, whatever the value at hand is."""

from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import Any

from cms.api.openapi.pages import add_page_types
from cms.api.openapi.shapes import Components, Schema
from cms.api.selection import Keys

_making = Lock()


@cache
def keys_of(annotation: Any) -> Keys:
    """Return the keys of each item of a list, or of the one thing that an annotation describes.

    The keys of an item's `meta` stand among its own.
    """
    with _making:
        components = _components()
        schema = components.of(annotation)
    schemas = components.schemas
    found = _members(schemas, schema) or {}
    if set(found) == {"meta", "items"}:
        found = _members(schemas, found["items"]) or {}
    return {name: _inside(schemas, inner) for name, inner in _with_meta(schemas, found).items()}


@cache
def _components() -> Components:
    components = Components()
    add_page_types(components)
    return components


def _inside(schemas: dict[str, Schema], schema: Schema) -> frozenset[str] | None:
    found = _members(schemas, schema)
    return None if found is None else frozenset(_with_meta(schemas, found))


def _with_meta(schemas: dict[str, Schema], found: dict[str, Schema]) -> dict[str, Schema]:
    meta = _members(schemas, found.pop("meta", {})) or {}
    return {**meta, **found}


def _members(schemas: dict[str, Schema], schema: Schema) -> dict[str, Schema] | None:
    """Return the keys of the objects that a value may be or hold, with their schemas; None where any may be."""
    found: dict[str, list[Schema]] = {}
    for one in _objects(schemas, schema):
        if values := one["additionalProperties"]:
            if "enum" not in one.get("propertyNames", {}):
                return None
            for name in one["propertyNames"]["enum"]:
                found.setdefault(name, []).append(values)
        for name, inner in one.get("properties", {}).items():
            found.setdefault(name, []).append(inner)
    return {name: {"anyOf": options} for name, options in found.items()}


def _objects(schemas: dict[str, Schema], schema: Schema) -> Iterator[Schema]:
    """Yield the objects that a value may be, or that it may be a list of."""
    if "$ref" in schema:
        yield from _objects(schemas, schemas[schema["$ref"].rpartition("/")[2]])
    for option in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *filter(None, [schema.get("items")])):
        yield from _objects(schemas, option)
    if "additionalProperties" in schema:
        yield schema
