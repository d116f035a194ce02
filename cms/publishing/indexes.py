"""Indexes on Wagtail's own tables, which no migration of ours can name; made after every migration."""

from typing import Any

from django.db import connections
from wagtail.models import Page

BY_ADDRESS = "cms_page_by_address"
"""Every page is looked for by its address; Wagtail has no index for that."""


def after_migrations(sender: Any, using: str, **_kwargs: Any) -> None:
    """Make what is missing. PostgreSQL's hash takes addresses of any length; an ordered index does not."""
    connection = connections[using]
    table = Page._meta.db_table
    if table not in connection.introspection.table_names():
        return
    method = "USING hash " if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {BY_ADDRESS} ON {table} {method}(url_path)")
