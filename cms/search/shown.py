"""The texts of entries as readers see them, read for an answer past what the ORM does for each row."""

from collections.abc import Collection
from typing import Any

import orjson

from cms.publishing.fetching import among, fetched
from cms.search.models import SearchEntry

Texts = list[tuple[str, str]]
"""Fields with their texts, in the order of the page."""

_TABLE = SearchEntry._meta.db_table


def titles(keys: Collection[int]) -> dict[int, str]:
    """Return the titles of entries. One query."""
    return dict(_rows("title", keys))


def texts(keys: Collection[int]) -> dict[int, Texts]:
    """Return the texts of entries. One query."""
    return {key: orjson.loads(found) for key, found in _rows("texts", keys)}


def _rows(column: str, keys: Collection[int]) -> list[Any]:
    if not keys:
        return []
    is_among, parameter = among("key", keys)
    return fetched(f"SELECT key, {column} FROM {_TABLE} WHERE {is_among}", [parameter])  # noqa: S608
