"""Raw rows of a statement, past what Django does around one."""

from collections.abc import Collection, Sequence
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, connections

from cms.publishing import ticks

MOST_STATEMENTS = 2000
"""How many texts are remembered: which fields and types a client asks for decides over some of them."""


def fetched(sql: str, parameters: Sequence[Any]) -> list[Any]:
    """Return all raw rows of a statement.

    PostgreSQL prepares it for the connection: planning takes it longer than finding the rows.
    """
    own = connections[DEFAULT_DB_ALIAS]
    if own.vendor == "postgresql" and not ticks.is_watched(own):
        from cms.publishing import prepared

        return prepared.fetched(own, sql, parameters)
    with own.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def among(column: str, keys: Collection[int]) -> tuple[str, str]:
    """Return a condition that a column is one of these numbers, however many they are, and its parameter."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        return f"{column} = ANY(%s::bigint[])", f"{{{','.join(map(str, keys))}}}"
    return f"{column} IN (SELECT value FROM json_each(%s))", orjson.dumps(list(keys)).decode()  # noqa: S608
