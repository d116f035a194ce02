"""Statements as PostgreSQL prepares them. Imported only there: psycopg takes 8 MiB of each process."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from psycopg import RawCursor
from psycopg.types.datetime import TimestamptzLoader

from cms.publishing.fetching import MOST_STATEMENTS


def fetched(sql: str, parameters: Sequence[Any]) -> list[Any]:
    """Return all raw rows, past what Django and psycopg do with the text of a statement each time.

    Moments are read by psycopg's own reader: Django's is Python and only puts UTC in the place of UTC.
    """
    connection.ensure_connection()
    raw: Any = connection.connection
    with connection.wrap_database_errors, RawCursor(raw) as cursor:
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(_numbered(sql), parameters, prepare=True)
        return cursor.fetchall()


@lru_cache(maxsize=MOST_STATEMENTS)
def _numbered(sql: str) -> bytes:
    """Return a statement with PostgreSQL's own numbered places."""
    first, *others = sql.replace("%%", "\0").split("%s")
    text = first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))
    return text.replace("\0", "%").encode()
