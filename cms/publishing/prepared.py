"""Statements as PostgreSQL prepares them. Imported only there: psycopg takes 8 MiB of each process."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import RawCursor
from psycopg.types.datetime import TimestamptzLoader

from cms.publishing.fetching import MOST_STATEMENTS


def fetched(connection: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[Any]:
    """Return all raw rows, past what Django and psycopg do with the text of a statement each time."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = _cursor(connection.connection)
        cursor.execute(_numbered(sql), parameters, prepare=True)
        rows = cursor.fetchall()
        cursor.pgresult.clear()
        return rows


def _cursor(raw: Any) -> Any:
    """Return the one cursor of a connection for this, since making one takes longer than many a statement.

    Moments are read by psycopg's own reader: Django's is Python and only puts UTC in the place of UTC.
    """
    cursor = getattr(raw, "rows_cursor", None)
    if cursor is None:
        cursor = raw.rows_cursor = RawCursor(raw)
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
    return cursor


@lru_cache(maxsize=MOST_STATEMENTS)
def _numbered(sql: str) -> bytes:
    """Return a statement with PostgreSQL's own numbered places."""
    first, *others = sql.replace("%%", "\0").split("%s")
    text = first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))
    return text.replace("\0", "%").encode()
