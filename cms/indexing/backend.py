"""The search backend that the settings name."""

from typing import Any

from django.db import connection


def SearchBackend(parameters: dict[str, Any]) -> Any:
    """Return the backend for the database in use, whose driver alone is imported. Found by its name."""
    if connection.vendor == "postgresql":
        from cms.indexing import postgresql

        return postgresql.SearchBackend(parameters)
    from cms.indexing import sqlite

    return sqlite.SearchBackend(parameters)
