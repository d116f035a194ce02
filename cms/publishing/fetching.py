"""Raw rows of a statement, past what Django does around one."""

from collections.abc import Sequence
from typing import Any

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
